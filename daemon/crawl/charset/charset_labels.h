// Charset labels as pages and headers write them, and which decoder reads each (WHATWG Encoding Standard, "Names and labels").
//
//   const Charset* charset = FindCharset(" GB2312 ");   // name "gb18030"
//
// Immutable tables: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_CHARSET_CHARSET_LABELS_H_
#define FENGHUO_DAEMON_CRAWL_CHARSET_CHARSET_LABELS_H_

#include <string_view>

#include "daemon/crawl/charset/decoders.h"

namespace fenghuo {

enum class CharsetKind {
  kUtf8,
  kUtf16,
  kGb18030,
  kMultiByte,   // other East Asian ones
  kSingleByte,  // any bytes make sense, so a text that decodes proves nothing
  kRefused,     // UTF-7 and the stateful ones that hide markup
};

struct Charset {
  const char* name;  // lower case, the Encoding Standard's; "gb18030" for GB2312 and GBK too
  CharsetKind kind;
  Decoder decoder;          // counts for nothing when it is refused
  const char* index = name;  // of one byte, by the Standard's name of its index
};

// Null for a label that nobody knows. Case and surrounding white space do not count.
const Charset* FindCharset(std::string_view label);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_CHARSET_CHARSET_LABELS_H_
