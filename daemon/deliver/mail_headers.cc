#include "daemon/deliver/mail_headers.h"

#include <algorithm>
#include <cstdio>

#include "daemon/deliver/hmac.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr std::string_view kWordBegin = "=?UTF-8?B?";
constexpr std::string_view kWordEnd = "?=";
constexpr size_t kWordMax = 75;  // RFC 2047 section 2
constexpr size_t kLineMax = 76;

std::string WithoutControl(std::string_view text) {
  std::string out;
  for (char c : ToValidUtf8(text)) {
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) out.push_back(c);
  }
  return out;
}

bool IsPlain(std::string_view text) {
  return text.find("=?") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

// How many bytes of text fit into an encoded word of `characters`: four letters for each three bytes.
size_t TextRoom(size_t characters) {
  const size_t frame = kWordBegin.size() + kWordEnd.size();
  return characters > frame ? (characters - frame) / 4 * 3 : 0;
}

}  // namespace

std::string EncodeHeaderText(std::string_view name, std::string_view text) {
  const std::string clean = WithoutControl(text);
  if (IsPlain(clean) && name.size() + 2 + clean.size() <= kLineMax) return clean;
  std::string out;
  // The first line starts with the name and ": ", the others with one space.
  size_t room = TextRoom(std::min(kWordMax, kLineMax - std::min<size_t>(name.size() + 2, kLineMax / 2)));
  for (size_t at = 0; at < clean.size(); room = TextRoom(kWordMax)) {
    size_t end = at;
    for (size_t next = at; next < clean.size();) {
      NextCodePoint(clean, next);
      if (next - at > room) break;
      end = next;
    }
    if (!out.empty()) out += "\r\n ";
    out += std::string(kWordBegin) + Base64(std::string_view(clean).substr(at, end - at)) + std::string(kWordEnd);
    at = end;
  }
  return out;
}

std::string MailAddress(std::string_view header, std::string_view name, std::string_view address) {
  const std::string angle = "<" + WithoutControl(address) + ">";
  const std::string clean = WithoutControl(name);
  if (clean.empty()) return angle;
  if (!IsPlain(clean)) return EncodeHeaderText(header, clean) + "\r\n " + angle;
  std::string quoted;
  for (char c : clean) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    quoted.push_back(c);
  }
  return "\"" + quoted + "\" " + angle;
}

std::string MailDate(Timestamp at, const Zone& zone) {
  constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const CivilTime local = zone.Local(at);
  const auto east = std::chrono::round<minutes>(Zone::Utc().Instant(local) - std::chrono::floor<seconds>(at)).count();
  const long long away = east < 0 ? -east : east;
  char text[64];
  std::snprintf(text, sizeof(text), "%s, %02d %s %04d %02d:%02d:%02d %c%02lld%02lld", kDays[zone.Weekday(at) - 1], local.day,
                kMonths[local.month - 1], local.year, local.hour, local.minute, local.second, east < 0 ? '-' : '+', away / 60,
                away % 60);
  return text;
}

std::string MessageId(std::string_view id, std::string_view from) {
  const size_t at = from.find('@');
  const std::string_view domain = at == std::string_view::npos ? "localhost" : from.substr(at + 1);
  return "<" + WithoutControl(id) + "@" + WithoutControl(domain) + ">";
}

}  // namespace fenghuo
