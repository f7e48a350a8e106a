// The decoders of the WHATWG Encoding Standard, byte for byte: bytes of one encoding to UTF-8.
//
//   std::string text;
//   int64_t replaced = AppendDecoded(Decoder::kBig5, "big5", bytes, text);   // 0: every byte made sense
//
// A bad sequence becomes one U+FFFD, and an ASCII byte in it is read again, so that markup behind it stays markup. A byte order
// mark is a character here like any other.
//
// Pure functions over tables that are read at the first use: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_CHARSET_DECODERS_H_
#define FENGHUO_DAEMON_CRAWL_CHARSET_DECODERS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace fenghuo {

enum class Decoder {
  kUtf8,
  kUtf16Le,
  kUtf16Be,
  kGb18030,  // of GB2312 and GBK too
  kBig5,
  kEucJp,
  kIso2022Jp,
  kShiftJis,
  kEucKr,
  kSingleByte,   // by the index of its name
  kUserDefined,  // x-user-defined
};

// Appends the text of `bytes` to `out` and returns how many U+FFFD it had to put in. `index` counts for kSingleByte only.
int64_t AppendDecoded(Decoder decoder, std::string_view index, std::string_view bytes, std::string& out);

// One for each file that holds some.
int64_t AppendGb18030(std::string_view bytes, std::string& out);
int64_t AppendBig5(std::string_view bytes, std::string& out);
int64_t AppendEucKr(std::string_view bytes, std::string& out);
int64_t AppendShiftJis(std::string_view bytes, std::string& out);
int64_t AppendEucJp(std::string_view bytes, std::string& out);
int64_t AppendIso2022Jp(std::string_view bytes, std::string& out);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_CHARSET_DECODERS_H_
