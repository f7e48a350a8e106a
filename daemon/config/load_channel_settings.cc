// What one type of channel alone needs: one function a type.

#include "alerts/notify/http_template/template_text.h"
#include "daemon/config/loaders.h"

namespace fenghuo {
namespace {

constexpr Word<SmsField> kSmsFields[] = {{"level", SmsField::kLevel}, {"what", SmsField::kWhat}, {"state", SmsField::kState},
                                         {"number", SmsField::kNumber}, {"phone", SmsField::kPhone}};
constexpr Word<TemplateFormat> kFormats[] = {{"json", TemplateFormat::kJson}, {"form", TemplateFormat::kForm},
                                             {"text", TemplateFormat::kText}};
// RFC 5424 6.2.1: those that no part of a system has for itself.
constexpr Word<int> kFacilities[] = {{"local0", 16}, {"local1", 17}, {"local2", 18}, {"local3", 19},
                                     {"local4", 20}, {"local5", 21}, {"local6", 22}, {"local7", 23}};
constexpr Word<const char*> kMethods[] = {{"POST", "POST"}, {"PUT", "PUT"}};

void ReadWecomApp(MapReader& map, WecomAppSettings& app) {
  map.Text("corp_id", app.corp_id, Need::kRequired);
  map.Number("agent_id", app.agent_id, {1, 2'000'000'000}, Need::kRequired);
}

void ReadSyslog(MapReader& map, SyslogSettings& syslog) {
  map.OneOf("facility", syslog.facility, kFacilities);
  map.Number("enterprise", syslog.enterprise, {1, 2'000'000'000});
}

void ReadCap(MapReader& map, CapSettings& cap) {
  map.Text("directory", cap.directory, Need::kRequired);
  map.Text("restriction", cap.restriction);
  map.Text("area", cap.area);
  std::optional<Place> code = map.Take("area_code");
  if (code && ReadText(*code, cap.area_code)) {
    const bool right = cap.area_code.size() == 6 && cap.area_code.find_first_not_of("0123456789") == std::string::npos;
    if (!right) code->Wrong("must be the six digits of GB/T 2260");
    if (cap.area.empty()) map.place().Missing("area");
  }
  map.Length("stands_for", cap.stands_for, {hours(1), hours(24 * 30)});
}

void ReadSms(MapReader& map, ChannelType type, SmsSettings& sms) {
  map.Text("access_key", sms.access_key, Need::kRequired);
  map.Text("sign_name", sms.sign_name, Need::kRequired);
  map.Text("template_id", sms.template_id, Need::kRequired);
  map.Each(
      "fields",
      [&](const Place& item) {
        SmsField field{};
        if (ReadWord(item, field, kSmsFields)) sms.fields.push_back(field);
      },
      Need::kRequired);
  if (type != ChannelType::kTencentSms) return;
  map.Text("app_id", sms.app_id, Need::kRequired);
  map.Text("region", sms.region);
}

// What the part may hold is checked here, so that nothing about a template can go wrong at three in the morning.
void ReadTemplate(const std::optional<Place>& place, TemplatePart part, std::string& out) {
  if (!place || !ReadText(*place, out)) return;
  Result<void> fine = CheckTemplate(out, part);
  if (!fine.ok()) place->Problem(fine.error().message);
}

bool IsHeaderName(const std::string& name) {
  return !name.empty() && name.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
}

void ReadHeader(const Place& item, TemplateSettings& settings) {
  TemplateHeader header;
  MapReader map(item);
  if (std::optional<Place> name = map.Take("name", Need::kRequired); name && ReadText(*name, header.name) && !IsHeaderName(header.name)) {
    name->Wrong("must be letters, digits, - and _");
  }
  ReadTemplate(map.Take("value", Need::kRequired), TemplatePart::kHeader, header.value);
  settings.headers.push_back(std::move(header));
}

bool IsPointer(const std::string& text) {
  if (!text.starts_with('/')) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '~' && (i + 1 == text.size() || (text[i + 1] != '0' && text[i + 1] != '1'))) return false;
  }
  return true;
}

void ReadSuccess(const Place& place, TemplateSettings& settings) {
  MapReader map(place);
  map.Each("status", [&](const Place& item) {
    int64_t status = 0;
    if (ReadNumber(item, status, {200, 299})) settings.statuses.push_back(static_cast<int>(status));
  });
  std::optional<Place> pointer = map.Take("pointer");
  if (pointer && ReadText(*pointer, settings.pointer) && !IsPointer(settings.pointer)) {
    pointer->Wrong("must be a JSON pointer such as /errcode");
  }
  map.Text("value", settings.value, pointer ? Need::kRequired : Need::kOptional);
}

TemplatePart PartOf(TemplateFormat format) {
  if (format == TemplateFormat::kJson) return TemplatePart::kJson;
  return format == TemplateFormat::kForm ? TemplatePart::kForm : TemplatePart::kText;
}

void ReadHttpTemplate(MapReader& map, TemplateSettings& settings) {
  const char* method = "POST";
  map.OneOf("method", method, kMethods);
  settings.method = method;
  if (std::optional<Place> path = map.Take("path")) {
    ReadTemplate(path, TemplatePart::kPath, settings.path);
    // Behind base_url anything else would be a part of the host's name.
    if (!settings.path.empty() && settings.path.front() != '/' && settings.path.front() != '?') {
      path->Wrong("must begin with / or ?");
    }
  }
  map.Each("headers", [&](const Place& item) { ReadHeader(item, settings); });
  map.OneOf("format", settings.format, kFormats);
  ReadTemplate(map.Take("body", Need::kRequired), PartOf(settings.format), settings.body);
  if (std::optional<Place> success = map.Take("success")) ReadSuccess(*success, settings);
}

}  // namespace

void LoadChannelSettings(MapReader& map, ChannelSpec& channel) {
  switch (channel.type) {
    case ChannelType::kWecomApp: return ReadWecomApp(map, channel.wecom_app);
    case ChannelType::kAliyunSms:
    case ChannelType::kTencentSms: return ReadSms(map, channel.type, channel.sms);
    case ChannelType::kHttpTemplate: return ReadHttpTemplate(map, channel.http_template);
    case ChannelType::kCap: return ReadCap(map, channel.cap);
    case ChannelType::kSyslog: return ReadSyslog(map, channel.syslog);
    default: return;
  }
}

}  // namespace fenghuo
