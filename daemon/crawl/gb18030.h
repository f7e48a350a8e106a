// GB18030 to UTF-8, as the WHATWG Encoding Standard decodes it; GB2312 and GBK are read the same way, because pages that
// say "gb2312" hold characters that only GB18030 has.
//
//   std::string text;
//   int64_t replaced = AppendGb18030(bytes, text);   // 0: every byte made sense
//
// A bad sequence becomes one U+FFFD and an ASCII byte in it is read again, so markup behind it stays markup.
//
// Tables are built once from ICU's data; any number of threads may decode.

#ifndef FENGHUO_DAEMON_CRAWL_GB18030_H_
#define FENGHUO_DAEMON_CRAWL_GB18030_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace fenghuo {

// Appends the text of `bytes` to `out` and returns how many U+FFFD it had to put in.
int64_t AppendGb18030(std::string_view bytes, std::string& out);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_GB18030_H_
