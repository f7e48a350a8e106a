// Which charset a text is in that does not say so, by its bytes alone.
//
//   const Charset& charset = DetectCharset(body);   // body is not valid UTF-8
//
// Looks at 4 KiB around the first byte that is not ASCII, whatever the length of the body. Chinese first: what reads as GB2312
// without one error is GB18030 unless ICU's detector is sure of another East Asian charset.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_CHARSET_CHARSET_DETECT_H_
#define FENGHUO_DAEMON_CRAWL_CHARSET_CHARSET_DETECT_H_

#include <cstdint>
#include <string_view>

#include "daemon/crawl/charset/charset_labels.h"

namespace fenghuo {

// windows-1252 when nothing speaks for another one. Valid UTF-8 is the caller's to see.
const Charset& DetectCharset(std::string_view body);

// UTF-16 by the zero bytes of markup at the start; null when there are none.
const Charset* Utf16WithoutMark(std::string_view body);

// Valid UTF-8 that is GB18030 all the same: a few Chinese characters, such as 联通, are pairs of bytes of UTF-8 as well, but then of
// alphabets that nobody mixes.
bool ReadsBetterAsGb18030(std::string_view body);

// No error as GB18030, and most characters are pairs of the two high halves, as GB2312 writes Chinese.
bool ReadsAsGb18030(std::string_view body);

// At least four good characters beyond ASCII for each bad sequence: damage, not another charset.
bool MostlyReads(const Charset& charset, std::string_view body);

// The number of bad sequences.
int64_t CountBad(const Charset& charset, std::string_view body);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_CHARSET_CHARSET_DETECT_H_
