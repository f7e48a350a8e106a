#include "alerts/notify/neutralise.h"

#include <algorithm>
#include <cstddef>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr int kCombiningMarksMax = 4;
constexpr int kSpacesMax = 2;  // the wide gap in "08:00  昨夜22时以来"
constexpr char32_t kZeroWidthJoiner = 0x200D;

bool IsBlank(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F;
}

// Control, bidi, zero-width and tag characters: nothing that a reader could see.
bool IsInvisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x34F || c == 0x61C || c == 0x115F || c == 0x1160 ||
         (c >= 0x17B4 && c <= 0x17B5) || (c >= 0x180B && c <= 0x180F) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0x3164 || c == 0xFEFF || c == 0xFFA0 ||
         (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE0FFF);
}

bool IsCombining(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) ||
         (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || (c >= 0xE34 && c <= 0xE4E) ||
         (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE20 && c <= 0xFE2F);
}

// Pictures, skin tones and the variation selector that ends many of them.
bool IsEmoji(char32_t c) { return c >= 0x1F000 ? c < 0x20000 : (c >= 0x2190 && c <= 0x2BFF) || c == 0xFE0F; }

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsAsciiWord(char c) { return IsAsciiLetter(c) || (c >= '0' && c <= '9') || c == '-'; }

char32_t Peek(std::string_view text, size_t at) { return at < text.size() ? NextCodePoint(text, at) : U'\0'; }

// The full-width twin of a printable ASCII character.
void AppendFullWidth(char c, std::string& out) { AppendUtf8(static_cast<char32_t>(c) + 0xFEE0, out); }

// "evil.cn" would become a link by itself; "3.5" would not.
bool IsDomainDot(std::string_view line, size_t at) {
  return line[at] == '.' && at > 0 && at + 1 < line.size() && IsAsciiWord(line[at - 1]) && IsAsciiLetter(line[at + 1]);
}

}  // namespace

std::string OneLine(std::string_view text) {
  std::string out;
  char32_t previous = 0;
  int marks = 0;
  int spaces = 0;  // of the gap in front of what comes next
  bool other_blanks = false;
  for (size_t at = 0; at < text.size();) {
    char32_t c = NextCodePoint(text, at);
    if (IsBlank(c)) {
      spaces += out.empty() ? 0 : 1;
      other_blanks = other_blanks || c != ' ';
      continue;
    }
    const bool joins = c == kZeroWidthJoiner && spaces == 0 && IsEmoji(previous) && IsEmoji(Peek(text, at));
    if (IsInvisible(c) && !joins) continue;
    marks = IsCombining(c) ? marks + 1 : 0;
    if (marks > kCombiningMarksMax) continue;
    out.append(static_cast<size_t>(std::min(spaces, other_blanks ? 1 : kSpacesMax)), ' ');
    spaces = 0;
    other_blanks = false;
    AppendUtf8(c, out);
    previous = c;
  }
  return out;
}

std::string ChatSafe(std::string_view text) {
  const std::string line = OneLine(text);
  std::string out;
  for (size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    const bool scheme = c == ':' && line.compare(at, 3, "://") == 0;
    if (c == '@' || c == '<' || c == '>' || scheme || IsDomainDot(line, at)) {
      AppendFullWidth(c, out);
    } else {
      out.push_back(c);
    }
  }
  return out;
}

std::string MarkdownSafe(std::string_view line) {
  constexpr std::string_view kMarks = "*_`[]()#~|!\\{}<>&$^";
  std::string out;
  for (size_t at = 0; at < line.size(); ++at) {
    const bool list_mark = at == 0 && (line[at] == '-' || line[at] == '+' || line[at] == '=');
    if (list_mark || kMarks.find(line[at]) != std::string_view::npos) {
      AppendFullWidth(line[at], out);
    } else {
      out.push_back(line[at]);
    }
  }
  return out;
}

std::string HtmlSafe(std::string_view text) {
  std::string out;
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out.push_back(c);
    }
  }
  return out;
}

}  // namespace fenghuo
