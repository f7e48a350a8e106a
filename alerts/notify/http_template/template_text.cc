#include "alerts/notify/http_template/template_text.h"

#include <functional>
#include <optional>

#include <nlohmann/json.hpp>

namespace fenghuo {
namespace {

struct Placeholder {
  const char* name;
  bool anywhere;       // also in a path or a header: ASCII that is no text from the web
  const char* sample;  // to try a JSON template with
};

constexpr Placeholder kPlaceholders[] = {
    {"token", true, "x"},   {"secret", true, "x"},      {"id", true, "x"},    {"address", true, "x"},  {"person", false, "x"},
    {"head", false, "x"},   {"text", false, "x"},       {"kind", false, "x"}, {"level", false, "2"},   {"level_name", false, "x"},
    {"number", false, "x"}, {"incident", false, "x"},   {"title", false, "x"}, {"category", false, "x"}, {"url", false, "x"},
    {"phone", false, "x"},  {"drill", false, "true"},   {"time", false, "x"},
};

const Placeholder* FindPlaceholder(std::string_view name) {
  for (const Placeholder& placeholder : kPlaceholders) {
    if (name == placeholder.name) return &placeholder;
  }
  return nullptr;
}

// Calls with each literal stretch and each name in turn. False when a placeholder is not closed.
bool Walk(std::string_view text, const std::function<void(std::string_view)>& literal, const std::function<void(std::string_view)>& name) {
  for (;;) {
    const size_t open = text.find("{{");
    literal(text.substr(0, open));
    if (open == std::string_view::npos) return true;
    const size_t close = text.find("}}", open);
    if (close == std::string_view::npos) return false;
    name(text.substr(open + 2, close - open - 2));
    text.remove_prefix(close + 2);
  }
}

std::string PercentEncoded(std::string_view text) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
                       c == '~';
    const auto byte = static_cast<unsigned char>(c);
    if (plain) {
      out += c;
    } else {
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

}  // namespace

std::string EscapeFor(TemplatePart part, std::string_view value) {
  switch (part) {
    case TemplatePart::kJson: {
      const std::string quoted = nlohmann::json(value).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
      return quoted.substr(1, quoted.size() - 2);
    }
    case TemplatePart::kForm:
    case TemplatePart::kPath: return PercentEncoded(value);
    case TemplatePart::kText:
    case TemplatePart::kHeader: return std::string(value);
  }
  return "";
}

Result<void> CheckTemplate(std::string_view text, TemplatePart part) {
  std::optional<Error> wrong;
  std::string tried;
  const bool plain_only = part == TemplatePart::kPath || part == TemplatePart::kHeader;
  const bool closed = Walk(
      text, [&](std::string_view literal) { tried += literal; },
      [&](std::string_view name) {
        const Placeholder* found = FindPlaceholder(name);
        if (!wrong && found == nullptr) wrong = Invalid("{{" + std::string(name) + "}} is no placeholder");
        if (!wrong && plain_only && !found->anywhere) wrong = Invalid("{{" + std::string(name) + "}} may stand in the body only");
        if (found != nullptr) tried += found->sample;
      });
  if (!closed) return Invalid("a {{ is not closed");
  if (wrong) return *wrong;
  if (part == TemplatePart::kJson && !nlohmann::json::accept(tried)) {
    return Invalid("is no JSON when its placeholders are filled in; those of texts stand between quotation marks");
  }
  return {};
}

std::string FillTemplate(std::string_view text, TemplatePart part, const std::map<std::string, std::string, std::less<>>& values) {
  std::string out;
  Walk(
      text, [&](std::string_view literal) { out += literal; },
      [&](std::string_view name) {
        if (name == "token") {
          out += kTokenMark;
        } else if (name == "secret") {
          out += kSecretMark;
        } else if (const auto value = values.find(name); value != values.end()) {
          out += EscapeFor(part, value->second);
        }
      });
  return out;
}

}  // namespace fenghuo
