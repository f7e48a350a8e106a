#include "daemon/crawl/feed/html_text.h"

#include <algorithm>
#include <array>

#include "daemon/crawl/feed/entities.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Lower-case element name of at most 15 letters and digits; longer ones are cut, which makes them unknown.
struct TagName {
  std::array<char, 16> letters{};
  size_t size = 0;
  std::string_view view() const { return {letters.data(), size}; }
};

TagName ReadName(std::string_view html, size_t at) {
  TagName name;
  while (at < html.size() && (IsLetter(html[at]) || (html[at] >= '0' && html[at] <= '9')) && name.size < 15) {
    name.letters[name.size++] = Lower(html[at++]);
  }
  return name;
}

template <size_t N>
bool IsOneOf(std::string_view name, const std::array<std::string_view, N>& sorted) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

bool IsHidden(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kNames = {"applet", "embed",  "iframe", "noembed",  "noscript",
                                                              "object", "script", "style",  "template", "xmp"};
  return IsOneOf(name, kNames);
}

bool IsBlock(std::string_view name) {
  static constexpr std::array<std::string_view, 36> kNames = {
      "address", "article", "aside", "blockquote", "br",     "caption", "center", "dd",     "details", "dir",  "div",  "dl",
      "dt",      "fieldset", "figcaption", "figure", "footer", "form",  "h1",     "h2",     "h3",      "h4",   "h5",   "h6",
      "header",  "hr",      "li",    "main",       "nav",    "ol",      "p",      "pre",    "section", "table", "tr", "ul"};
  return IsOneOf(name, kNames);
}

// Collects text; keeps white space runs as one character.
class Collector {
 public:
  explicit Collector(std::string& out) : out_(out) {}

  void Add(char c) {
    if (IsSpace(c)) {
      if (gap_ == 0) gap_ = ' ';
      return;
    }
    Flush();
    out_ += c;
  }
  void Add(char32_t code_point) {
    if (code_point == 0xA0 || code_point < 0x80) return Add(code_point == 0xA0 ? ' ' : static_cast<char>(code_point));
    Flush();
    AppendUtf8(code_point, out_);
  }
  // Characters that are neither white space nor special.
  void AddRun(std::string_view run) {
    Flush();
    out_.append(run);
  }
  void Break() { gap_ = '\n'; }
  void Space() {
    if (gap_ == 0) gap_ = ' ';
  }

 private:
  void Flush() {
    if (gap_ != 0 && !out_.empty()) out_ += gap_;
    gap_ = 0;
  }

  std::string& out_;
  char gap_ = 0;
};

// Where the tag that begins at `at` ends: past its '>', quotes respected. A quote that never closes does not swallow the rest.
size_t EndOfTag(std::string_view html, size_t at) {
  size_t plain = html.find('>', at);
  if (plain == std::string_view::npos) return html.size();
  for (size_t i = at; i < html.size(); ++i) {
    if (html[i] == '>') return i + 1;
    if ((html[i] == '"' || html[i] == '\'') && html[i - 1] == '=') {
      size_t closing = html.find(html[i], i + 1);
      if (closing == std::string_view::npos) return plain + 1;
      i = closing;
    }
  }
  return plain + 1;
}

// Past the end tag of a hidden element whose start tag ended at `at`.
size_t EndOfHidden(std::string_view html, size_t at, std::string_view name) {
  for (size_t end = html.find("</", at); end != std::string_view::npos; end = html.find("</", end + 2)) {
    if (ReadName(html, end + 2).view() == name) return EndOfTag(html, end + 2);
  }
  return html.size();
}

// A declaration, comment or processing instruction at `at` ("<!" or "<?"); returns its end.
size_t EndOfDeclaration(std::string_view html, size_t at) {
  std::string_view closing = html.substr(at).starts_with("<!--") ? "-->" : ">";
  if (html.substr(at).starts_with("<![CDATA[")) closing = "]]>";
  size_t end = html.find(closing, at + 2);
  return end == std::string_view::npos ? html.size() : end + closing.size();
}

// Where the next white space, '<' or '&' stands. All of them are below '='.
size_t EndOfRun(std::string_view html, size_t at) {
  while (at < html.size()) {
    auto c = static_cast<unsigned char>(html[at]);
    if (c < '=' && (c == '<' || c == '&' || IsSpace(html[at]))) break;
    ++at;
  }
  return at;
}

// At a '<': skips what begins there, or takes it as text. Returns where to go on.
size_t AtLess(std::string_view html, size_t at, Collector& text) {
  char next = at + 1 < html.size() ? html[at + 1] : '\0';
  if (next == '!' || next == '?') {
    if (html.substr(at).starts_with("<![CDATA[")) return at + 9;  // its content is text here
    return EndOfDeclaration(html, at);
  }
  bool closing = next == '/';
  size_t name_at = at + (closing ? 2 : 1);
  if (name_at >= html.size() || !IsLetter(html[name_at])) {
    if (closing) return EndOfTag(html, name_at);
    text.Add('<');
    return at + 1;
  }
  TagName name = ReadName(html, name_at);
  size_t end = EndOfTag(html, name_at + name.size);
  if (!closing && IsHidden(name.view()) && html[end - 1] == '>') {
    text.Space();
    return html[end - 2] == '/' ? end : EndOfHidden(html, end, name.view());
  }
  if (IsBlock(name.view())) text.Break();
  if (name.view() == "td" || name.view() == "th") text.Space();
  return end;
}

}  // namespace

std::string HtmlToText(std::string_view html) {
  std::string out;
  out.reserve(html.size());
  Collector text(out);
  size_t at = 0;
  while (at < html.size()) {
    char c = html[at];
    if (c == '<') {
      at = AtLess(html, at, text);
    } else if (c == '&') {
      if (char32_t code = ReadReference(html, at)) {
        text.Add(code);
      } else {
        text.Add(html[at++]);
      }
    } else if (IsSpace(c)) {
      text.Space();
      ++at;
    } else {
      size_t end = EndOfRun(html, at);
      text.AddRun(html.substr(at, end - at));
      at = end;
    }
  }
  return out;
}

std::string CollapseSpaces(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    size_t end = at;
    while (end < text.size() && !IsSpace(text[end])) ++end;
    if (end > at && !out.empty()) out += ' ';
    out.append(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string HtmlToLine(std::string_view html) {
  std::string line = CollapseSpaces(HtmlToText(html));
  return line.find('&') == std::string::npos ? line : DecodeReferences(line);
}

}  // namespace fenghuo
