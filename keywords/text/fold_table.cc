#include "keywords/text/fold_table.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "base/check.h"

namespace fenghuo {
namespace {

constexpr char32_t kCodePoints = 0x110000;
constexpr char32_t kSurrogatesBegin = 0xD800, kSurrogatesEnd = 0xE000;

icu::UnicodeString Of(char32_t c) { return icu::UnicodeString(static_cast<UChar32>(c)); }

// Traditional → simplified by character, to where it stays. ICU maps 苧 and 苎 to each other: the smaller code point wins.
std::map<char32_t, char32_t> SimplifiedCharacters() {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Transliterator> once(icu::Transliterator::createInstance("Hant-Hans", UTRANS_FORWARD, status));
  CHECK(U_SUCCESS(status), "ICU has Hant-Hans built in");
  icu::UnicodeSet sources;
  once->getSourceSet(sources);
  std::map<char32_t, char32_t> first;
  for (int32_t i = 0; i < sources.size(); ++i) {
    icu::UnicodeString text(sources.charAt(i));
    once->transliterate(text);
    if (text.countChar32() == 1) first[static_cast<char32_t>(sources.charAt(i))] = static_cast<char32_t>(text.char32At(0));
  }
  std::map<char32_t, char32_t> final;
  for (const auto& [from, to] : first) {
    char32_t end = to, smallest = to;
    int steps = 0;
    for (auto next = first.find(end); next != first.end() && steps < 4; next = first.find(end), ++steps) {
      end = next->second;
      smallest = std::min(smallest, end);
    }
    final[from] = steps < 4 ? end : smallest;
  }
  return final;
}

}  // namespace

class FoldTable::Builder {
 public:
  FoldTable Build() {
    UErrorCode status = U_ZERO_ERROR;
    normalizer_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
    changed_.applyPattern("[[:Changes_When_NFKC_Casefolded:][:White_Space:]]", status);
    CHECK(U_SUCCESS(status), "ICU has NFKC_Casefold built in");
    std::vector<Entry> block(kBlock);
    for (char32_t first = 0; first < kCodePoints; first += kBlock) {
      for (uint32_t i = 0; i < kBlock; ++i) block[i] = EntryOf(first + i);
      table_.block_of_.push_back(BlockNumber(block));
    }
    for (char32_t c = 0; c < 0x10000; ++c) table_.kept_[c / 64] |= uint64_t{table_.Find(c).kept()} << (c % 64);
    for (char32_t c = 0; c < 128; ++c) table_.ascii_[c] = AsciiOf(c);
    table_.pool_.append(kPoolRoom, '\0');
    return std::move(table_);
  }

 private:
  Entry EntryOf(char32_t c) {
    if (c >= kSurrogatesBegin && c < kSurrogatesEnd) return Entry();
    Entry entry;
    if (changed_.contains(static_cast<UChar32>(c)) || simplified_.contains(c)) entry = Stored(Folded(c));
    // What disappears joins nothing, although ICU says that it has no boundary before it.
    if (!entry.dropped() && !normalizer_->hasBoundaryBefore(static_cast<UChar32>(c))) entry = entry.Joining();
    return entry;
  }

  std::string Folded(char32_t c) const {
    UErrorCode status = U_ZERO_ERROR;
    const icu::UnicodeString normal = normalizer_->normalize(Of(c), status);
    CHECK(U_SUCCESS(status), "ICU normalises every code point");
    icu::UnicodeString out;
    for (int32_t i = 0; i < normal.length(); i = normal.moveIndex32(i, 1)) {
      const UChar32 each = normal.char32At(i);
      auto simple = simplified_.find(static_cast<char32_t>(each));
      out.append(u_isUWhiteSpace(each)         ? UChar32{' '}
                 : simple == simplified_.end() ? each
                                               : static_cast<UChar32>(simple->second));
    }
    std::string bytes;
    return out.toUTF8String(bytes);
  }

  Entry Stored(const std::string& bytes) {
    auto [place, is_new] = stored_.try_emplace(bytes, static_cast<uint32_t>(table_.pool_.size()));
    if (is_new) table_.pool_ += bytes;
    CHECK(table_.pool_.size() < (1u << 20) && bytes.size() < 64, "an entry of the fold table fits its bits");
    return Entry(place->second, static_cast<uint32_t>(bytes.size()));
  }

  uint16_t BlockNumber(const std::vector<Entry>& block) {
    std::string key(reinterpret_cast<const char*>(block.data()), block.size() * sizeof(Entry));
    auto [place, is_new] = blocks_.try_emplace(std::move(key), static_cast<uint16_t>(blocks_.size()));
    if (is_new) table_.entries_.insert(table_.entries_.end(), block.begin(), block.end());
    return place->second;
  }

  char AsciiOf(char32_t c) const {
    const Entry entry = table_.Find(c);
    CHECK(!entry.joins() && !entry.dropped(), "an ASCII character stands alone");
    return entry.kept() ? static_cast<char>(c) : table_.pool_[entry.pool_offset()];
  }

  const icu::Normalizer2* normalizer_ = nullptr;
  icu::UnicodeSet changed_;
  const std::map<char32_t, char32_t> simplified_ = SimplifiedCharacters();
  std::map<std::string, uint32_t> stored_;
  std::map<std::string, uint16_t> blocks_;
  FoldTable table_;
};

const FoldTable& FoldTable::Get() {
  static const FoldTable table = Builder().Build();
  return table;
}

size_t FoldTable::MemoryBytes() const {
  return block_of_.size() * sizeof(block_of_[0]) + entries_.size() * sizeof(Entry) + pool_.size() + sizeof(*this);
}

}  // namespace fenghuo
