#include "daemon/crawl/feed/not_a_feed.h"

#include <algorithm>
#include <array>

#include "daemon/crawl/feed/html_text.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kTitleMax = 60;           // code points shown
constexpr size_t kPageWindow = 256 * 1024;  // of a page are looked at
constexpr size_t kSmallPage = 32 * 1024;   // a page that only sends the reader on is small

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

bool HoldsOneOf(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(),
                     [text](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

std::string TitleOf(std::string_view html, std::string_view lower) {
  size_t begin = lower.find("<title");
  if (begin == std::string_view::npos || (begin = lower.find('>', begin)) == std::string_view::npos) return {};
  size_t end = lower.find("</title", begin);
  std::string_view inner = html.substr(begin + 1, end == std::string_view::npos ? 512 : end - begin - 1);
  return HtmlToLine(inner);
}

std::string Quoted(std::string_view text) { return "\"" + CutCodePoints(CollapseSpaces(text), kTitleMax, "…") + "\""; }

// A page whose whole purpose is to make the reader log in or prove to be a person.
bool IsLoginPage(std::string_view lower, std::string_view lower_title) {
  if (HoldsOneOf(lower_title, {"visitor system", "登录", "登陆", "log in", "login", "sign in", "signin", "安全验证", "访问验证",
                               "人机验证", "验证码", "身份验证", "captcha", "just a moment", "attention required"})) {
    return true;
  }
  if (HoldsOneOf(lower, {"type=\"password\"", "type='password'", "type=password"})) return true;
  // Small pages without much to read that send the reader to a passport.
  return lower.size() < kSmallPage && HoldsOneOf(lower, {"passport.", "/login", "/signin", "sso."}) &&
         HoldsOneOf(lower, {"location.href", "location.replace", "location =", "http-equiv=\"refresh\"", "window.location"}) &&
         HtmlToText(lower).size() < 600;
}

}  // namespace

bool IsHtmlPage(std::string_view text) {
  std::string lower = LowerAscii(text.substr(0, 4096));
  std::string_view left = lower;
  while (true) {
    size_t first = left.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return false;
    left.remove_prefix(first);
    std::string_view closing;
    if (left.starts_with("<!--")) closing = "-->";
    if (left.starts_with("<?")) closing = "?>";
    if (closing.empty()) break;
    size_t end = left.find(closing);
    if (end == std::string_view::npos) return false;
    left.remove_prefix(end + closing.size());
  }
  return left.starts_with("<!doctype html") || left.starts_with("<html") || left.starts_with("<head") ||
         left.starts_with("<body") || left.starts_with("<script") || left.starts_with("<meta") || left.starts_with("<title>");
}

FeedFailure ExplainNoFeed(std::string_view text, std::string_view root) {
  bool html = IsHtmlPage(text) || LowerAscii(root) == "html" || LowerAscii(root) == "body";
  if (!html && !root.empty()) {
    return {FeedProblem::kNotAFeed, "XML with the root element " + Quoted(root) + ": no feed format has it"};
  }
  if (!html) return {FeedProblem::kNotAFeed, "neither XML nor JSON: it begins with " + Quoted(text.substr(0, 400))};
  std::string_view page = text.substr(0, kPageWindow);
  std::string lower = LowerAscii(page);
  std::string title = TitleOf(page, lower);
  bool login = IsLoginPage(lower, LowerAscii(title));
  std::string reason = login ? "a login page instead of a feed" : "an HTML page instead of a feed";
  if (!title.empty()) reason += ", titled " + Quoted(title);
  return {login ? FeedProblem::kLoginWall : FeedProblem::kNotAFeed, reason};
}

FeedFailure ExplainJson(std::string_view text, std::string otherwise) {
  std::string lower = LowerAscii(text.substr(0, kSmallPage));
  bool login = text.size() < kSmallPage &&
               HoldsOneOf(lower, {"passport.", "/login", "\\/login", "/signin", "请登录", "请先登录", "未登录", "\\u767b\\u5f55",
                                  "login required", "not logged in", "unauthorized"});
  if (login) return {FeedProblem::kLoginWall, "JSON that asks to log in: " + Quoted(text.substr(0, 400))};
  return {FeedProblem::kNotAFeed, std::move(otherwise)};
}

std::optional<FeedFailure> ExplainBinary(std::string_view raw) {
  struct Kind {
    std::string_view magic;
    std::string_view name;
  };
  static constexpr std::array<Kind, 9> kKinds = {{{"PK\x03\x04", "a ZIP archive"},
                                                  {"\x1F\x8B", "gzip data that nobody unpacked"},
                                                  {"%PDF-", "a PDF document"},
                                                  {"\x89PNG", "a PNG picture"},
                                                  {"\xFF\xD8\xFF", "a JPEG picture"},
                                                  {"GIF8", "a GIF picture"},
                                                  {"Rar!", "a RAR archive"},
                                                  {"7z\xBC\xAF", "a 7z archive"},
                                                  {"\xD0\xCF\x11\xE0", "an old Office document"}}};
  for (const Kind& kind : kKinds) {
    if (raw.starts_with(kind.magic)) return FeedFailure{FeedProblem::kNotAFeed, std::string(kind.name) + " instead of a feed"};
  }
  return std::nullopt;
}

}  // namespace fenghuo
