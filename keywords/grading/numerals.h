// ReadCount reads how many, as Chinese and Arabic writing give it.
//
//   ReadCount(U"20余人", 0)   // {20, 3}: the value, and where the number ends
//   ReadCount(U"十几名", 0)   // {10, 2}
//
// Numbers that are not exact give their lower bound: 二十余 20, 十几 10, 数十 20, 三四 3, 3至5 3, 上百 100; 多, 数 and 几 alone
// give 2. Thousands separators and 1.2万 are understood. Expects folded text.
//
// Pure function.

#ifndef FENGHUO_KEYWORDS_GRADING_NUMERALS_H_
#define FENGHUO_KEYWORDS_GRADING_NUMERALS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace fenghuo {

struct Count {
  int64_t value = 0;
  size_t end = 0;  // index behind the number

  friend bool operator==(const Count&, const Count&) = default;
};

// The number that begins at `at`, or nothing. Never above a hundred million: longer digits are no count.
std::optional<Count> ReadCount(std::u32string_view text, size_t at);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_NUMERALS_H_
