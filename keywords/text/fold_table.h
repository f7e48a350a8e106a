// A FoldTable says what each code point becomes when text is folded; fold.cc walks it.
//
//   FoldTable::Entry entry = FoldTable::Get().Find(c);
//   if (entry.replaced()) out += FoldTable::Get().Replacement(entry);
//
// Two stages of 128 code points, built from ICU at first use in some 40 ms; about 0.3 MB.
//
// Immutable once built: any number of threads.

#ifndef FENGHUO_KEYWORDS_TEXT_FOLD_TABLE_H_
#define FENGHUO_KEYWORDS_TEXT_FOLD_TABLE_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fenghuo {

class FoldTable {
 public:
  // What one code point becomes on its own.
  class Entry {
   public:
    constexpr Entry() = default;
    constexpr Entry(uint32_t pool_offset, uint32_t length) : bits_(kReplaced | (pool_offset << 8) | length) {}
    constexpr Entry Joining() const { return Entry(bits_ | kJoins); }

    bool kept() const { return bits_ == 0; }                    // itself, and no more to say
    bool replaced() const { return (bits_ & kReplaced) != 0; }  // by `length` bytes of the pool, perhaps none
    bool joins() const { return (bits_ & kJoins) != 0; }        // may change what stands before it: ICU decides
    bool dropped() const { return (bits_ & ~kJoins) == kReplaced; }
    uint32_t pool_offset() const { return (bits_ >> 8) & 0xFFFFF; }
    uint32_t length() const { return bits_ & 0xFF; }

    friend bool operator==(const Entry&, const Entry&) = default;

   private:
    explicit constexpr Entry(uint32_t bits) : bits_(bits) {}
    static constexpr uint32_t kReplaced = 1u << 31;
    static constexpr uint32_t kJoins = 1u << 30;
    uint32_t bits_ = 0;
  };

  static const FoldTable& Get();

  // By pointers: the release build checks the indices of containers, and these two are in bounds by construction.
  Entry Find(char32_t c) const {
    return entries_.data()[(static_cast<size_t>(block_of_.data()[c >> kBlockBits]) << kBlockBits) | (c & kMask)];
  }
  // Find(c).kept() for c below U+10000, from a bitmap that stays in the first cache: all that most characters need.
  bool IsKept(char32_t c) const { return ((kept_.data()[c >> 6] >> (c & 63)) & 1) != 0; }
  // The byte that an ASCII byte becomes; white space is ' '.
  char Ascii(unsigned char byte) const { return ascii_.data()[byte]; }
  // All replacements; kPoolRoom bytes may be read at any offset of an entry.
  const char* pool() const { return pool_.data(); }
  static constexpr size_t kPoolRoom = 8;
  std::string_view Replacement(Entry entry) const { return {pool_.data() + entry.pool_offset(), entry.length()}; }
  size_t MemoryBytes() const;

 private:
  static constexpr uint32_t kBlockBits = 7;
  static constexpr uint32_t kBlock = 1u << kBlockBits;
  static constexpr uint32_t kMask = kBlock - 1;
  class Builder;

  std::vector<uint16_t> block_of_;
  std::vector<Entry> entries_;
  std::string pool_;
  std::array<char, 128> ascii_{};
  std::array<uint64_t, 0x10000 / 64> kept_{};
};

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_TEXT_FOLD_TABLE_H_
