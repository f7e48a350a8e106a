#include "keywords/text/fold.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "keywords/text/fold_table.h"
#include "keywords/text/readings.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

// The most that one code point outside the slow path becomes (U+FDFA, 33 bytes), rounded up.
constexpr size_t kRoom = 64;
constexpr size_t kMarksMax = 64;
static_assert(kRoom >= kReadingRoom);

enum class Track { kNothing, kOffsets };

// One pass. A *segment* is a character and what ICU may join to it; the table folds each character of a segment of one, and
// a code point that joins sends its segment, and only that, to ICU.
template <Track kTrack>
class Folding {
 public:
  explicit Folding(std::string_view text) : text_(text) { out_.resize(text.size() + text.size() / 8 + 2 * kRoom); }

  FoldedText Run() && {
    if constexpr (kTrack == Track::kOffsets) offsets_.resize(out_.size() + 1);
    while (at_ < text_.size()) {
      Grow(2 * kRoom);
      Stride();
      if (at_ < text_.size()) Step();
    }
    if (latin_letters_ == LatinLetters::kSome || MayHoldReadings({out_.data(), size_})) DropReadings();
    out_.resize(size_);
    if constexpr (kTrack == Track::kOffsets) {
      offsets_.resize(size_ + 1);
      offsets_[size_] = static_cast<uint32_t>(text_.size());
    }
    return {std::move(out_), std::move(offsets_)};
  }

 private:
  // ASCII and three-byte characters that stand alone: nearly all of a Chinese text. Leaves at anything else, near the end of the
  // text or of the room. Locals, because a byte written could be a member for all the compiler knows, and pointers, because the
  // release build checks every index.
  void Stride() {
    const FoldTable& table = table_;
    const char* const text = text_.data();
    char* const out = out_.data();
    const size_t text_end = text_.size();
    const size_t out_end = out_.size() - kRoom;
    size_t at = at_, size = size_, segment_in = segment_in_, segment_out = segment_out_;
    while (at + 4 <= text_end && size < out_end) {
      const unsigned char lead = static_cast<unsigned char>(text[at]);
      if (lead < 0x80) {
        segment_in = at;
        segment_out = size;
        const char folded = table.Ascii(lead);
        Note(size, 1, at++);
        out[size] = folded;
        if (folded != ' ' || size == 0 || out[size - 1] != ' ') ++size;
        continue;
      }
      const uint32_t second = static_cast<unsigned char>(text[at + 1]) ^ 0x80u;
      const uint32_t third = static_cast<unsigned char>(text[at + 2]) ^ 0x80u;
      const char32_t c = ((lead & 0x0Fu) << 12) | (second << 6) | third;
      // 0xE0 and 0xED begin what is too long for its value and surrogates as well: Step looks closer.
      if ((lead & 0xF0) != 0xE0 || lead == 0xE0 || lead == 0xED || (second | third) >= 0x40) break;
      size_t length = 3;
      if (table.IsKept(c)) [[likely]] {
        std::memcpy(out + size, text + at, 4);  // the fourth byte is written over
      } else {
        const FoldTable::Entry entry = table.Find(c);
        if (entry.joins() || entry.length() == 0 || entry.length() > FoldTable::kPoolRoom) break;
        std::memcpy(out + size, table.pool() + entry.pool_offset(), FoldTable::kPoolRoom);
        length = entry.length();
        if (out[size] == ' ' && size > 0 && out[size - 1] == ' ') break;
      }
      Note(size, length, at);
      segment_in = at;
      segment_out = size;
      size += length;
      at += 3;
    }
    at_ = at;
    size_ = size;
    segment_in_ = segment_in;
    segment_out_ = segment_out;
  }

  // Bytes [begin, begin + length) of the output came from `origin`.
  void Note(size_t begin, size_t length, size_t origin) {
    if constexpr (kTrack == Track::kOffsets) std::fill_n(offsets_.data() + begin, length, static_cast<uint32_t>(origin));
  }

  // One character of any kind.
  void Step() {
    const size_t begin = at_;
    const char32_t c = NextCodePoint(text_, at_);
    const FoldTable::Entry entry = table_.Find(c);
    if (entry.kept()) {
      StartSegment(begin);
      const bool bad = c == 0xFFFD && at_ == begin + 1;
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

  bool EndsWithSpace() const { return size_ > 0 && out_.data()[size_ - 1] == ' '; }

  void Put(std::string_view bytes, size_t origin) {
    if (bytes[0] == ' ' && EndsWithSpace()) bytes.remove_prefix(1);
    if (!bytes.empty() && IsLatinLead(bytes[0])) latin_letters_ = LatinLetters::kSome;
    Note(size_, bytes.size(), origin);
    std::memcpy(out_.data() + size_, bytes.data(), bytes.size());
    size_ += bytes.size();
  }

  void DropReadings() {
    const std::vector<ByteRange> readings = FindReadings({out_.data(), size_}, latin_letters_);
    if (readings.empty()) return;
    size_t to = readings[0].begin;
    for (size_t i = 0; i < readings.size(); ++i) {
      const size_t from = readings[i].end;
      const size_t length = (i + 1 < readings.size() ? readings[i + 1].begin : size_) - from;
      std::memmove(out_.data() + to, out_.data() + from, length);
      if constexpr (kTrack == Track::kOffsets) std::copy_n(offsets_.data() + from, length, offsets_.data() + to);
      to += length;
    }
    size_ = to;
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
  LatinLetters latin_letters_ = LatinLetters::kNone;
};

}  // namespace

std::string Fold(std::string_view text) { return Folding<Track::kNothing>(text).Run().folded; }

FoldedText FoldWithOffsets(std::string_view text) {
  CHECK(text.size() < UINT32_MAX, "a text that is folded is far smaller than 4 GiB");
  return Folding<Track::kOffsets>(text).Run();
}

}  // namespace fenghuo
