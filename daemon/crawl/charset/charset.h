// Bytes to UTF-8: which charset a body is in, decided by byte order mark, header, declaration and detection, in that order.
//
//   Result<DecodedText> decoded = Decode(body, "text/xml; charset=gb2312");
//   decoded->text();      // valid UTF-8, no byte order mark
//   decoded->Explain();   // "gb18030 (header)"
//
// A label is not believed when the bytes contradict it: declared UTF-8 that is not valid but reads as GB18030 without one error
// is GB18030, and windows-1252 or the like when its letters stand alone; a GBK, Big5 or Latin-1 body that is valid UTF-8 with
// several longer characters is UTF-8. Where header and declaration disagree and neither is contradicted, the header counts, unless
// the bytes are valid UTF-8 and the declaration says so, the header says a Latin charset and the declaration another, or the
// declaration reads what the header's label reads with errors only. GB2312 and GBK are read as GB18030. Without a label valid UTF-8 is
// UTF-8; else see daemon/crawl/charset/charset_detect.h. Bad bytes become U+FFFD.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_CHARSET_CHARSET_H_
#define FENGHUO_DAEMON_CRAWL_CHARSET_CHARSET_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace fenghuo {

enum class CharsetOrigin { kByteOrderMark, kHeader, kDeclared, kDetected };

struct DecodedText {
  std::string_view original;          // the body without its mark: the text itself when it was UTF-8 already
  std::optional<std::string> owned;   // the text when bytes had to change
  std::string charset;                // as in the Encoding Standard, lower case
  CharsetOrigin origin = CharsetOrigin::kDetected;
  std::string overruled;              // the declared label that the bytes contradicted, or empty
  int64_t replaced = 0;               // U+FFFD put in for bad bytes

  // Lives as long as this and the body that was decoded.
  std::string_view text() const { return owned ? std::string_view(*owned) : original; }
  std::string Explain() const;
};

// kInvalid for a charset that is refused: `the charset "utf-7" is refused`.
Result<DecodedText> Decode(std::string_view body, std::string_view content_type);

// By a label that somebody gave. kInvalid: `unknown charset "…"` or refused, as above.
Result<DecodedText> DecodeAs(std::string_view body, std::string_view label);

// The charset parameter of a Content-Type header; empty when there is none.
std::string_view CharsetOfHeader(std::string_view content_type);

// The encoding of an XML declaration or of an HTML meta tag within the first 4 KiB; empty when there is none.
std::string_view CharsetOfDeclaration(std::string_view body);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_CHARSET_CHARSET_H_
