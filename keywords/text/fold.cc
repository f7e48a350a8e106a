#include "keywords/text/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <cstring>

#include "base/check.h"
#include "keywords/text/fold_table.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

// The most that one code point outside the slow path becomes (U+FDFA, 33 bytes), rounded up.
constexpr size_t kRoom = 64;
constexpr size_t kMarksMax = 64;

enum class Track { kNothing, kOffsets };

// One pass. A *segment* is a character and what ICU may join to it; the table folds each character of a segment of one, and
// a code point that joins sends its segment, and only that, to ICU.
template <Track kTrack>
class Folding {
 public:
  explicit Folding(std::string_view text) : text_(text) { out_.resize(text.size() + text.size() / 8 + kRoom); }

  FoldedText Run() && {
    if constexpr (kTrack == Track::kOffsets) offsets_.resize(out_.size() + 1);
    while (at_ < text_.size()) {
      if (size_ + kRoom > out_.size()) Grow(kRoom);
      const unsigned char byte = static_cast<unsigned char>(text_[at_]);
      if (byte < 0x80) {
        StartSegment(at_);
        const char folded = table_.Ascii(byte);
        if (folded != ' ' || !EndsWithSpace()) PutByte(folded, at_);
        ++at_;
      } else {
        Step();
      }
    }
    out_.resize(size_);
    if constexpr (kTrack == Track::kOffsets) {
      offsets_.resize(size_ + 1);
      offsets_[size_] = static_cast<uint32_t>(text_.size());
    }
    return {std::move(out_), std::move(offsets_)};
  }

 private:
  void Step() {
    const size_t begin = at_;
    const char32_t c = NextCodePoint(text_, at_);
    const FoldTable::Entry entry = table_.Find(c);
    if (entry.kept()) {
      StartSegment(begin);
      const bool bad = at_ == begin + 1;
      Put(bad ? std::string_view("\uFFFD") : text_.substr(begin, at_ - begin), begin);
    } else if (entry.joins()) {
      NormaliseSegment();
    } else if (!entry.dropped()) {
      StartSegment(begin);
      Put(table_.Replacement(entry), begin);
    }
  }

  void StartSegment(size_t begin) {
    segment_in_ = begin;
    segment_out_ = size_;
  }

  // Reads the segment again from its start to the next character that stands alone, and writes what ICU makes of it.
  void NormaliseSegment() {
    std::string raw;
    size_t marks = 0;
    at_ = segment_in_;
    while (at_ < text_.size()) {
      size_t next = at_;
      const char32_t c = NextCodePoint(text_, next);
      const FoldTable::Entry entry = table_.Find(c);
      if (!entry.dropped() && !entry.joins() && !raw.empty()) break;
      at_ = next;
      if (entry.dropped() || (entry.joins() && ++marks > kMarksMax)) continue;
      AppendUtf8(c, raw);
    }
    size_ = segment_out_;
    PutNormal(Normal(raw));
  }

  static std::string Normal(const std::string& raw) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
    std::string normal;
    icu::StringByteSink<std::string> sink(&normal);
    normalizer->normalizeUTF8(0, raw, sink, nullptr, status);
    CHECK(U_SUCCESS(status), "ICU normalises valid text");
    return normal;
  }

  void PutNormal(std::string_view normal) {
    Grow(kMarksMax * 4 + kRoom);
    size_t code_points = 0;
    for (size_t i = 0; i < normal.size() && code_points < kMarksMax; ++code_points) {
      const size_t begin = i;
      const FoldTable::Entry entry = table_.Find(NextCodePoint(normal, i));
      Put(entry.replaced() ? table_.Replacement(entry) : normal.substr(begin, i - begin), segment_in_);
    }
  }

  bool EndsWithSpace() const { return size_ > 0 && out_[size_ - 1] == ' '; }

  void PutByte(char byte, size_t origin) {
    if constexpr (kTrack == Track::kOffsets) offsets_[size_] = static_cast<uint32_t>(origin);
    out_[size_++] = byte;
  }

  void Put(std::string_view bytes, size_t origin) {
    if (bytes[0] == ' ' && EndsWithSpace()) bytes.remove_prefix(1);
    if constexpr (kTrack == Track::kOffsets) {
      for (size_t i = 0; i < bytes.size(); ++i) offsets_[size_ + i] = static_cast<uint32_t>(origin);
    }
    std::memcpy(out_.data() + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
  }

  void Grow(size_t room) {
    if (size_ + room <= out_.size()) return;
    out_.resize(out_.size() * 2 + room);
    if constexpr (kTrack == Track::kOffsets) offsets_.resize(out_.size() + 1);
  }

  const FoldTable& table_ = FoldTable::Get();
  const std::string_view text_;
  size_t at_ = 0;
  size_t segment_in_ = 0;
  size_t segment_out_ = 0;
  std::string out_;
  size_t size_ = 0;
  std::vector<uint32_t> offsets_;
};

}  // namespace

std::string Fold(std::string_view text) { return Folding<Track::kNothing>(text).Run().folded; }

FoldedText FoldWithOffsets(std::string_view text) {
  CHECK(text.size() < UINT32_MAX, "a text that is folded is far smaller than 4 GiB");
  return Folding<Track::kOffsets>(text).Run();
}

}  // namespace fenghuo
