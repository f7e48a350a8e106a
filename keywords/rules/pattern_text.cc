#include "keywords/rules/pattern_text.h"

#include "keywords/text/fold.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr std::string_view kSyntax = R"(\.+*?()|[]{}^$-)";

class PatternFolder {
 public:
  explicit PatternFolder(std::string_view pattern) : pattern_(pattern) {}

  Result<std::string> Run() && {
    while (at_ < pattern_.size()) {
      const size_t begin = at_;
      const char32_t c = NextCodePoint(pattern_, at_);
      const std::string_view written = pattern_.substr(begin, at_ - begin);
      if (c < 0x80) {
        Ascii(written[0]);
      } else if (RangeEnd(begin)) {
        out_ += written;
      } else if (Result<void> added = AddFolded(written); !added.ok()) {
        return added.error();
      }
    }
    return std::move(out_);
  }

 private:
  void Ascii(char c) {
    out_ += c;
    if (quoted_) {
      if (c == '\\' && Next() == 'E') quoted_ = false;
      return;
    }
    if (c == '\\' && at_ < pattern_.size() && static_cast<unsigned char>(Next()) < 0x80) {
      quoted_ = Next() == 'Q' && !in_class_;
      out_ += pattern_[at_++];
      return;
    }
    // A "]" that comes first in a class is a member of it.
    if (c == '[' && !in_class_) {
      in_class_ = true;
      if (Next() == '^') out_ += pattern_[at_++];
      if (Next() == ']') out_ += pattern_[at_++];
    } else if (c == ']') {
      in_class_ = false;
    }
  }

  bool RangeEnd(size_t begin) const { return in_class_ && (Next() == '-' || (begin > 0 && pattern_[begin - 1] == '-')); }

  Result<void> AddFolded(std::string_view written) {
    const std::string folded = Fold(written);
    if (folded.empty()) return Invalid("has a character that folding drops");
    if (CountCodePoints(folded) != 1) {
      return Invalid("has " + std::string(written) + ", which folding makes into " + folded + ": write that");
    }
    if (!quoted_ && folded.size() == 1 && kSyntax.find(folded[0]) != std::string_view::npos) {
      out_ += '\\';
    }
    out_ += folded;
    return {};
  }

  char Next() const { return at_ < pattern_.size() ? pattern_[at_] : '\0'; }

  const std::string_view pattern_;
  size_t at_ = 0;
  bool in_class_ = false;
  bool quoted_ = false;
  std::string out_;
};

}  // namespace

Result<std::string> FoldPattern(std::string_view pattern) { return PatternFolder(pattern).Run(); }

}  // namespace fenghuo
