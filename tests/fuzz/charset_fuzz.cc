// Any bytes in any charset: valid UTF-8 comes out, or the charset is refused.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "daemon/crawl/charset/charset.h"
#include "keywords/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view body(reinterpret_cast<const char*>(data), size);
  fenghuo::Result<fenghuo::DecodedText> decided = fenghuo::Decode(body, "");
  if (decided.ok()) {
    CHECK(fenghuo::IsValidUtf8(decided->text()), "decoded text is valid UTF-8");
    CHECK(!decided->Explain().empty(), "the decision can be told");
  }
  for (const char* label : {"gb18030", "big5", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "utf-16le", "utf-8", "windows-1252"}) {
    fenghuo::Result<fenghuo::DecodedText> decoded = fenghuo::DecodeAs(body, label);
    CHECK(decoded.ok() && fenghuo::IsValidUtf8(decoded->text()), "every label gives valid UTF-8");
  }
  return 0;
}
