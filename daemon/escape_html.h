// Text from outside as HTML shows it: for the console's small pages, the report and the demo.
//
//   html += "<bdi>" + EscapeHtml(document.title) + "</bdi>";
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_ESCAPE_HTML_H_
#define FENGHUO_DAEMON_ESCAPE_HTML_H_

#include <string>
#include <string_view>

namespace fenghuo {

// & < > " ' as references; control characters (but line feeds) and bidirectional controls become U+FFFD, so no text can turn the
// page round. The result is valid UTF-8.
std::string EscapeHtml(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_ESCAPE_HTML_H_
