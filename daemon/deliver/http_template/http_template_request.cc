#include <nlohmann/json.hpp>

#include "alerts/notify/http_template/template_text.h"
#include "daemon/deliver/requests.h"

namespace fenghuo {
namespace {

// The secrets in place of their marks, escaped for where they stand.
std::string WithSecrets(const std::string& text, TemplatePart part, const ChannelSecrets& secrets) {
  std::string out;
  for (const char c : text) {
    if (c == kTokenMark) {
      out += EscapeFor(part, secrets.token);
    } else if (c == kSecretMark) {
      out += EscapeFor(part, secrets.signing.empty() ? "" : secrets.signing.front());
    } else {
      out += c;
    }
  }
  return out;
}

struct Form {
  TemplateFormat format;
  TemplatePart part;
  const char* content_type;
};

constexpr Form kForms[] = {
    {TemplateFormat::kJson, TemplatePart::kJson, "application/json; charset=utf-8"},
    {TemplateFormat::kForm, TemplatePart::kForm, "application/x-www-form-urlencoded"},
    {TemplateFormat::kText, TemplatePart::kText, "text/plain; charset=utf-8"},
};

}  // namespace

Result<HttpRequest> MakeHttpTemplateRequest(const RequestInput& input) {
  const TemplateSettings& settings = input.channel.http_template;
  const nlohmann::json envelope = nlohmann::json::parse(input.outgoing.body);
  const Form& form = kForms[static_cast<size_t>(settings.format)];
  const std::string path = WithSecrets(envelope["path"].get<std::string>(), TemplatePart::kPath, input.secrets);
  const std::string body = WithSecrets(envelope["body"].get<std::string>(), form.part, input.secrets);
  HttpRequest request = PostJson(input.channel, input.channel.base_url + path, body);
  const HttpHeaders usual = std::move(request.headers);
  request.headers = HttpHeaders();
  request.method = settings.method;
  for (const nlohmann::json& header : envelope["headers"]) {
    request.headers.Add(header[0].get<std::string>(), WithSecrets(header[1].get<std::string>(), TemplatePart::kHeader, input.secrets));
  }
  if (request.headers.Find("Content-Type") == nullptr) request.headers.Add("Content-Type", form.content_type);
  if (request.headers.Find("User-Agent") == nullptr) request.headers.Add("User-Agent", usual.Get("user-agent"));
  return request;
}

}  // namespace fenghuo
