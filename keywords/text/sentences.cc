#include "keywords/text/sentences.h"

#include <algorithm>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kLongSentence = 250;

constexpr std::u32string_view kLineEnds = U"\n\r\v\f\u0085\u2028\u2029";
constexpr std::u32string_view kStops = U"。！？!?｡‼⁇⁈⁉";
constexpr std::u32string_view kClosers = U"”’」』）)】》〉〕］]\"'";
constexpr std::u32string_view kWeakStops = U"，,；;、 \t\u3000";
constexpr std::u32string_view kSpaces = U" \t\n\r\v\f\u0085\u00A0\u2028\u2029\u3000\u2002\u2003\u2009\u200B\uFEFF";

bool OneOf(char32_t c, std::u32string_view set) { return set.find(c) != std::u32string_view::npos; }

// Neither a border nor near one: letters and Chinese characters, nearly all of a text.
bool IsPlain(char32_t c) { return (c >= 0x3040 && c < 0xFF00) || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'); }

bool IsLatinLetter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Walks one text and knows the code points before and behind.
class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::vector<TextRange> Run() && {
    while (at_ < text_.size()) {
      const char32_t before = last_;
      last_ = NextCodePoint(text_, at_);
      ++length_;
      if (IsPlain(last_)) continue;
      if (OneOf(last_, kLineEnds)) {
        Close();
      } else if (OneOf(last_, kStops) || (last_ == '.' && IsLatinLetter(before) && SpaceFollows())) {
        SkipStopsAndClosers();
        Close();
      } else if (length_ > kLongSentence && OneOf(last_, kWeakStops)) {
        Close();
      }
    }
    if (begin_ < at_) Close();
    return std::move(ranges_);
  }

 private:
  char32_t Peek(size_t& next) const {
    next = at_;
    return next < text_.size() ? NextCodePoint(text_, next) : char32_t{'\n'};
  }

  bool SpaceFollows() const {
    size_t next;
    return OneOf(Peek(next), kSpaces);
  }

  void SkipStopsAndClosers() {
    size_t next;
    for (char32_t c = Peek(next); OneOf(c, kStops) || OneOf(c, kClosers); c = Peek(next)) at_ = next;
  }

  void Close() {
    ranges_.push_back({begin_, at_});
    begin_ = at_;
    length_ = 0;
  }

  const std::string_view text_;
  size_t at_ = 0;
  size_t begin_ = 0;
  size_t length_ = 0;
  char32_t last_ = 0;
  std::vector<TextRange> ranges_;
};

}  // namespace

std::vector<TextRange> Sentences(std::string_view text) { return Splitter(text).Run(); }

bool EndsLine(std::string_view sentence) {
  char32_t last = 0;
  for (size_t at = sentence.size() - std::min<size_t>(sentence.size(), 3); at < sentence.size();) last = NextCodePoint(sentence, at);
  return OneOf(last, kLineEnds);
}

std::vector<TextRange> FoldedRanges(const FoldedText& folded, const std::vector<TextRange>& original) {
  std::vector<TextRange> ranges;
  ranges.reserve(original.size());
  // The first folded byte that came from behind a border; the offsets only grow.
  auto at = folded.offsets.begin();
  const auto last = folded.offsets.end() - 1;
  const auto first_at = [&](size_t border) {
    at = std::lower_bound(at, last, border);
    return static_cast<size_t>(at - folded.offsets.begin());
  };
  for (const TextRange& range : original) {
    const size_t begin = first_at(range.begin);
    ranges.push_back({begin, first_at(range.end)});
  }
  return ranges;
}

std::string_view TrimSpace(std::string_view text) {
  size_t begin = 0;
  for (size_t next = 0; next < text.size() && OneOf(NextCodePoint(text, next), kSpaces);) begin = next;
  size_t end = begin;
  for (size_t next = begin; next < text.size();) {
    if (!OneOf(NextCodePoint(text, next), kSpaces)) end = next;
  }
  return text.substr(begin, end - begin);
}

}  // namespace fenghuo
