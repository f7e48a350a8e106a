// HtmlPage builds the few small pages that the server makes itself, in Chinese, with every text escaped.
//
//   Reply reply = HtmlPage(200, "签收舆情事件", Paragraph(incident.title) + …);
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_HTML_PAGE_H_
#define FENGHUO_DAEMON_SERVE_HTML_PAGE_H_

#include <string>
#include <string_view>

#include "daemon/serve/exchange.h"

namespace fenghuo {

// <p> with the text escaped.
std::string Paragraph(std::string_view text);

// `title` is escaped, `body` is HTML. The page has no script and takes its style from /acknowledge.css.
Reply HtmlPage(int status, std::string_view title, const std::string& body);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_HTML_PAGE_H_
