// Words of any bytes: none is empty, each is valid UTF-8, and no more come out than characters went in.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/check.h"
#include "keywords/text/fold.h"
#include "keywords/text/utf8.h"
#include "keywords/text/words.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fenghuo;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const std::string folded = Fold(bytes);
  const std::vector<std::string_view> words = Words(folded);
  CHECK(words.size() <= CountCodePoints(folded), "more words than characters");
  for (std::string_view word : words) {
    CHECK(!word.empty() && IsValidUtf8(word), "a word is empty or broken");
  }
  CHECK(words == Words(folded), "the same text gave other words");
  Words(bytes);  // unfolded bytes must do no harm either
  return 0;
}
