// Any text as HTML: never longer than it was but for references, without controls, the same on one line.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "daemon/crawl/feed/html_text.h"
#include "daemon/crawl/feed/urls.h"
#include "keywords/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string html = fenghuo::ToValidUtf8(std::string_view(reinterpret_cast<const char*>(data), size));
  std::string text = fenghuo::HtmlToText(html);
  CHECK(fenghuo::IsValidUtf8(text), "text is valid UTF-8");
  CHECK(text.size() <= html.size(), "text is never longer than its HTML");
  CHECK(fenghuo::HtmlToLine(html).find('\n') == std::string::npos, "a line is one line");
  std::string url = fenghuo::CanonicalUrl(html);
  CHECK(url.empty() || url.starts_with("http://") || url.starts_with("https://"), "only web addresses come out");
  CHECK(fenghuo::CanonicalUrl(url) == url, "canonical once is canonical twice");
  fenghuo::ResolveUrl("http://base.test/a/b?c", html);
  return 0;
}
