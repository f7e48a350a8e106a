// What a page says about itself for machines: JSON-LD (schema.org Article and its kinds), Open Graph and other <meta>.
//
//   PageClaims claims = ReadClaims(page);
//   claims.published;   // {"2019-09-05T11:10:00+08:00", …}: the most trusted first, verbatim
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_PAGE_CLAIMS_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_PAGE_CLAIMS_H_

#include <string>
#include <vector>

#include "daemon/crawl/page/html_page.h"

namespace fenghuo {

// Lists begin with the most trusted; texts are one line each.
struct PageClaims {
  std::vector<std::string> titles;
  std::vector<std::string> authors;
  std::vector<std::string> published;
  std::string site;  // the site's own name
  std::string body;  // articleBody of JSON-LD: the text itself, for pages that show it by script only
};

PageClaims ReadClaims(const HtmlPage& page);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_PAGE_CLAIMS_H_
