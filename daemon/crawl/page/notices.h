// Lines that stand in many texts and belong to none: 责任编辑：某某, 免责声明 …, "Read more: …", "Follow us on …".
//
//   if (IsNotice(block.text)) ...
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_NOTICES_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_NOTICES_H_

#include <string_view>

namespace fenghuo {

// By how the line begins, and only up to the length that such lines have.
bool IsNotice(std::string_view line);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_NOTICES_H_
