#include "keywords/grading/numerals.h"

namespace fenghuo {
namespace {

constexpr int64_t kCountMax = 100'000'000;
constexpr size_t kDigitsMax = 9;
constexpr int64_t kVague = 2;  // 多, 数, 几

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }

// 0 to 9, or -1.
int ChineseDigit(char32_t c) {
  switch (c) {
    case U'〇':
    case U'零':
      return 0;
    case U'一':
      return 1;
    case U'二':
    case U'两':
    case U'俩':
      return 2;
    case U'三':
    case U'仨':
      return 3;
    case U'四':
      return 4;
    case U'五':
      return 5;
    case U'六':
      return 6;
    case U'七':
      return 7;
    case U'八':
      return 8;
    case U'九':
      return 9;
    default:
      return -1;
  }
}

int64_t Unit(char32_t c) {
  switch (c) {
    case U'十':
      return 10;
    case U'百':
      return 100;
    case U'千':
      return 1000;
    case U'万':
      return 10000;
    default:
      return 0;
  }
}

bool IsVague(char32_t c) { return c == U'数' || c == U'几' || c == U'多'; }

char32_t At(std::u32string_view text, size_t at) { return at < text.size() ? text[at] : char32_t{0}; }

// 1,200 · 35 · 1.2万
std::optional<Count> ReadArabic(std::u32string_view text, size_t at) {
  int64_t value = 0;
  size_t digits = 0;
  for (; at < text.size(); ++at) {
    const bool separator = text[at] == ',' && digits > 0 && IsDigit(At(text, at + 1)) && IsDigit(At(text, at + 2)) &&
                           IsDigit(At(text, at + 3)) && !IsDigit(At(text, at + 4));
    if (separator) continue;
    if (!IsDigit(text[at])) break;
    if (++digits > kDigitsMax) return std::nullopt;
    value = value * 10 + static_cast<int64_t>(text[at] - '0');
  }
  int64_t tenths = 0;
  const bool decimal = At(text, at) == '.' && IsDigit(At(text, at + 1)) && Unit(At(text, at + 2)) >= 1000;
  if (decimal) {
    tenths = static_cast<int64_t>(text[at + 1] - '0');
    at += 2;
  }
  if (const int64_t unit = Unit(At(text, at)); unit >= 100) {
    value = value * unit + tenths * unit / 10;
    ++at;
  }
  return Count{value, at};
}

// 三 · 十七 · 一百二十 · 三四十 · 十七八 · 数百 · 百: sums digit times unit. A digit behind another is a guess ("三四"): the first
// counts. Only digits, more than two, are read by place: 一二〇.
class ChineseReader {
 public:
  explicit ChineseReader(std::u32string_view text, size_t at) : text_(text), at_(at) {}

  std::optional<Count> Read() {
    const size_t begin = at_;
    for (; at_ < text_.size() && sum_ < kCountMax; ++at_) {
      const char32_t c = text_[at_];
      if (const int digit = ChineseDigit(c); digit >= 0) {
        Digit(digit);
      } else if (const int64_t unit = Unit(c); unit > 0) {
        TakeUnit(unit);
      } else if (IsVague(c) && at_ == begin && Unit(At(text_, at_ + 1)) > 0) {
        digit_ = kVague;
      } else {
        break;
      }
    }
    if (at_ == begin) return std::nullopt;
    if (units_ == 0 && digits_ > 2) return Count{by_place_, at_};
    return Count{sum_ + digit_, at_};
  }

 private:
  void Digit(int digit) {
    ++digits_;
    by_place_ = by_place_ * 10 + digit;
    if (digits_ > kDigitsMax) by_place_ = kCountMax;
    const bool guess = digit_ > 0 && digit == digit_ + 1;
    if (!guess) digit_ = digit_ > 0 ? digit_ * 10 + digit : digit;
  }

  void TakeUnit(int64_t unit) {
    ++units_;
    if (unit == 10000) {
      sum_ = (sum_ + digit_ == 0 ? 1 : sum_ + digit_) * unit;
    } else {
      sum_ += (digit_ == 0 ? 1 : digit_) * unit;
    }
    digit_ = 0;
  }

  const std::u32string_view text_;
  size_t at_;
  int64_t sum_ = 0;
  int64_t digit_ = 0;
  int64_t by_place_ = 0;
  size_t digits_ = 0;
  int units_ = 0;
};

std::optional<Count> ReadOne(std::u32string_view text, size_t at) {
  const char32_t first = At(text, at);
  std::optional<Count> count;
  if (IsDigit(first)) {
    count = ReadArabic(text, at);
  } else {
    count = ChineseReader(text, at).Read();
    if (!count && IsVague(first)) return Count{kVague, at + 1};
  }
  if (!count || count->value <= 0 || count->value >= kCountMax) return std::nullopt;
  const char32_t more = At(text, count->end);
  if (more == U'余' || more == U'多' || more == U'几' || more == U'来') ++count->end;
  return count;
}

bool IsTo(char32_t c) { return c == U'至' || c == U'到' || c == '-' || c == '~' || c == U'—' || c == U'–'; }

}  // namespace

std::optional<Count> ReadCount(std::u32string_view text, size_t at) {
  std::optional<Count> count = ReadOne(text, at);
  if (!count) return count;
  const char32_t between = At(text, count->end);
  if (!IsTo(between) && between != U'、') return count;
  const std::optional<Count> upper = ReadOne(text, count->end + 1);
  // "三、四名" is a guess, "3、20名" a list.
  if (upper && upper->value > count->value && (IsTo(between) || upper->value == count->value + 1)) count->end = upper->end;
  return count;
}

}  // namespace fenghuo
