// The template language of the HTTP channel: literal text with {{placeholders}}, and nothing else.
//
//   Result<void> fine = CheckTemplate(R"({"title":"{{head}}","level":{{level}}})", TemplatePart::kJson);
//   std::string body = FillTemplate(text, TemplatePart::kJson, values);
//
// A value is escaped for where it stands and never read again, so text from the web can be neither JSON nor a placeholder. {{token}} and
// {{secret}} become marks here; daemon/deliver puts the secrets in at the moment of sending.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_HTTP_TEMPLATE_TEMPLATE_TEXT_H_
#define FENGHUO_ALERTS_NOTIFY_HTTP_TEMPLATE_TEMPLATE_TEXT_H_

#include <map>
#include <string>
#include <string_view>

#include "alerts/notify/channel.h"
#include "base/result.h"

namespace fenghuo {

// Characters that no value holds: values are neutralised, and control characters are gone.
inline constexpr char kTokenMark = '\x01';
inline constexpr char kSecretMark = '\x02';

enum class TemplatePart { kJson, kForm, kText, kPath, kHeader };

// kInvalid: an unknown placeholder, one that is not closed, one that may not stand in this part, or JSON that is none whatever is put in.
Result<void> CheckTemplate(std::string_view text, TemplatePart part);

// The template's text with the values in place; a placeholder without a value is empty.
std::string FillTemplate(std::string_view text, TemplatePart part, const std::map<std::string, std::string, std::less<>>& values);

// A value as it may stand in that part.
std::string EscapeFor(TemplatePart part, std::string_view value);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_HTTP_TEMPLATE_TEMPLATE_TEXT_H_
