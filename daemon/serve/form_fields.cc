#include "daemon/serve/form_fields.h"

#include <algorithm>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

std::string Trim(const std::string& text) {
  constexpr char kBlanks[] = " \t\r\n";
  size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

bool HasControl(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f;
  });
}

}  // namespace

const Json* FormFields::Find(const char* name) const {
  auto found = body_.find(name);
  return found == body_.end() || found->is_null() ? nullptr : &*found;
}

std::string FormFields::Text(const char* name, const TextRule& rule) {
  const Json* value = Find(name);
  if (value != nullptr && !value->is_string()) {
    Add(name, "应为文字");
    return "";
  }
  std::string text = value == nullptr ? "" : Trim(value->get_ref<const std::string&>());
  if (text.empty() && rule.required) Add(name, "不能为空");
  if (HasControl(text)) {
    Add(name, "含有控制字符");
    return "";
  }
  if (CountCodePoints(text) > rule.characters_max) {
    Add(name, "不能超过 " + std::to_string(rule.characters_max) + " 字");
    return "";
  }
  return text;
}

std::optional<int64_t> FormFields::Whole(const char* name, int64_t least, int64_t most) {
  const Json* value = Find(name);
  if (value == nullptr) return std::nullopt;
  const bool fits = value->is_number_integer() && (!value->is_number_unsigned() || value->get<uint64_t>() <= INT64_MAX) &&
                    value->get<int64_t>() >= least && value->get<int64_t>() <= most;
  if (fits) return value->get<int64_t>();
  Add(name, "应为 " + std::to_string(least) + " 到 " + std::to_string(most) + " 的整数");
  return std::nullopt;
}

std::optional<Timestamp> FormFields::Time(const char* name) {
  const Json* value = Find(name);
  if (value == nullptr) return std::nullopt;
  Result<Timestamp> at = Invalid("");
  if (value->is_string()) at = ParseRfc3339(value->get_ref<const std::string&>());
  if (at.ok()) return *at;
  Add(name, "应为时间，例如 2026-07-11T18:00:00+08:00");
  return std::nullopt;
}

std::vector<std::string> FormFields::Texts(const char* name, size_t count_max) {
  const Json* value = Find(name);
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  bool right = value->is_array() && value->size() <= count_max &&
               std::all_of(value->begin(), value->end(), [](const Json& one) { return one.is_string(); });
  if (!right) {
    Add(name, "应为不超过 " + std::to_string(count_max) + " 项的文字列表");
    return texts;
  }
  for (const Json& one : *value) texts.push_back(one.get<std::string>());
  return texts;
}

const Json& FormFields::Object(const char* name) {
  static const Json kEmpty = Json::object();
  const Json* value = Find(name);
  if (value == nullptr) return kEmpty;
  if (value->is_object()) return *value;
  Add(name, "应为 JSON 对象");
  return kEmpty;
}

}  // namespace fenghuo
