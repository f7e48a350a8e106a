// HTML to plain text: what a reader would see, and nothing that could act.
//
//   HtmlToText("<p>问题&nbsp;食品</p><script>x()</script>");   // "问题 食品"
//
// Tags, comments, scripts, styles and hidden parts go; blocks and <br> become line breaks, other white space runs become one
// space; references are decoded. A '<' that begins no tag stays, as browsers read it: "3 < 5". One pass, linear in the input
// whatever it holds; no tree, so no depth. Bidi controls stay: the screen isolates them.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_HTML_TEXT_H_
#define FENGHUO_DAEMON_CRAWL_FEED_HTML_TEXT_H_

#include <string>
#include <string_view>

namespace fenghuo {

std::string HtmlToText(std::string_view html);

// The same on one line, for titles. A title that was escaped twice ("AT&amp;amp;T") is decoded once more.
std::string HtmlToLine(std::string_view html);

// White space runs become one space, the ends are trimmed; nothing else changes.
std::string CollapseSpaces(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_HTML_TEXT_H_
