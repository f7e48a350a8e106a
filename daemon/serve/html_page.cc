#include "daemon/serve/html_page.h"

#include "daemon/escape_html.h"

namespace fenghuo {
std::string Paragraph(std::string_view text) { return "<p>" + EscapeHtml(text) + "</p>\n"; }

Reply HtmlPage(int status, std::string_view title, const std::string& body) {
  const std::string shown = EscapeHtml(title);
  Reply reply{.status = status, .content_type = "text/html; charset=utf-8"};
  reply.body =
      "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"robots\" content=\"noindex\">\n<title>" +
      shown + "</title>\n<link rel=\"stylesheet\" href=\"/acknowledge.css\">\n</head>\n<body>\n<main>\n<h1>" + shown + "</h1>\n" +
      body + "</main>\n</body>\n</html>\n";
  // The form must be able to say that it comes from here; the address, which holds the proof, still goes to nobody else.
  reply.referrer = "same-origin";
  return reply;
}

}  // namespace fenghuo
