// Whether a text is a link to something that anybody can open.
//
//   IsWebLink("https://www.example.gov.cn/art/1.html")      // and not "www.example.gov.cn", "file:///…", "https://a@b/"
//
// Pure function: any number of threads.

#ifndef FENGHUO_ALERTS_STATEMENTS_LINK_H_
#define FENGHUO_ALERTS_STATEMENTS_LINK_H_

#include <string_view>

namespace fenghuo {

inline constexpr size_t kLinkBytesMax = 2000;

// http or https, a host, no name before it, nothing that could not stand in a link.
bool IsWebLink(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_STATEMENTS_LINK_H_
