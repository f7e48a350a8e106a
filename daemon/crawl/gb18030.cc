#include "daemon/crawl/gb18030.h"

#include <unicode/ucnv.h>

#include <cstring>
#include <vector>

#include "base/check.h"

namespace fenghuo {
namespace {

constexpr int kTwoByteCodes = 126 * 190;
constexpr int kFourByteCodes = 39420;  // those below U+10000
constexpr char32_t kReplacement = 0xFFFD;

struct Tables {
  std::vector<UChar> two_byte;
  std::vector<UChar> four_byte;
};

std::vector<UChar> Convert(const std::string& bytes, int codes) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open("gb18030", &status);
  CHECK(U_SUCCESS(status), "ICU's data has no GB18030");
  std::vector<UChar> units(static_cast<size_t>(codes) + 1);
  int32_t length = ucnv_toUChars(converter, units.data(), codes + 1, bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  ucnv_close(converter);
  CHECK(length == codes, "ICU's GB18030 is not one code unit a code");
  units.resize(static_cast<size_t>(codes));
  return units;
}

// Where ICU 72 (the standard of 2000) differs from the Encoding Standard (2005 and 2022): vertical forms and eight radicals
// that had no code point yet, and the ideographic space that old editors wrote as A3A0.
void Modernise(std::vector<UChar>& two_byte) {
  struct Change {
    int code;
    UChar unit;
  };
  constexpr Change kChanges[] = {
      {6555, 0x3000},  {7182, 0xFE10},  {7183, 0xFE12},  {7184, 0xFE11},  {7185, 0xFE13},  {7186, 0xFE14},  {7187, 0xFE15},
      {7188, 0xFE16},  {7201, 0xFE17},  {7202, 0xFE18},  {7208, 0xFE19},  {23775, 0x9FB4}, {23783, 0x9FB5}, {23788, 0x9FB6},
      {23789, 0x9FB7}, {23795, 0x9FB8}, {23812, 0x9FB9}, {23829, 0x9FBA}, {23845, 0x9FBB}};
  for (const Change& change : kChanges) two_byte[static_cast<size_t>(change.code)] = change.unit;
}

Tables MakeTables() {
  std::string two;
  for (int code = 0; code < kTwoByteCodes; ++code) {
    int trail = code % 190;
    two += static_cast<char>(0x81 + code / 190);
    two += static_cast<char>(trail + (trail < 0x3F ? 0x40 : 0x41));
  }
  std::string four;
  for (int code = 0; code < kFourByteCodes; ++code) {
    four += static_cast<char>(0x81 + code / 12600);
    four += static_cast<char>(0x30 + code / 1260 % 10);
    four += static_cast<char>(0x81 + code / 10 % 126);
    four += static_cast<char>(0x30 + code % 10);
  }
  Tables tables{Convert(two, kTwoByteCodes), Convert(four, kFourByteCodes)};
  Modernise(tables.two_byte);
  return tables;
}

bool IsDigit(unsigned char byte) { return byte >= 0x30 && byte <= 0x39; }
bool IsLead(unsigned char byte) { return byte >= 0x81 && byte <= 0xFE; }

char32_t FourByteCodePoint(const Tables& tables, const unsigned char* at) {
  int code = ((at[0] - 0x81) * 10 + (at[1] - 0x30)) * 1260 + (at[2] - 0x81) * 10 + (at[3] - 0x30);
  if (code < kFourByteCodes) return tables.four_byte[static_cast<size_t>(code)];
  if (code >= 189000 && code <= 1237575) return static_cast<char32_t>(code - 189000 + 0x10000);
  return kReplacement;
}

// One character at `at` (not ASCII) with at least one byte left; moves `at` past it.
char32_t NextCharacter(const Tables& tables, const unsigned char*& at, const unsigned char* end) {
  const unsigned char* first = at++;
  if (*first == 0x80) return 0x20AC;
  if (!IsLead(*first) || at == end) return kReplacement;
  unsigned char trail = *at;
  if (IsDigit(trail)) {
    if (end - first < 4) {
      at = end;
      return kReplacement;
    }
    if (!IsLead(first[2]) || !IsDigit(first[3])) return kReplacement;  // the rest is read again
    at = first + 4;
    return FourByteCodePoint(tables, first);
  }
  if (trail >= 0x40 && trail != 0x7F && trail != 0xFF) {
    ++at;
    int code = (*first - 0x81) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41);
    return tables.two_byte[static_cast<size_t>(code)];
  }
  if (trail >= 0x80) ++at;  // an ASCII byte is read again, another one belongs to the bad sequence
  return kReplacement;
}

// UTF-8 in pieces: a string grows once for thousands of characters.
class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}
  ~Writer() { Flush(); }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void Put(char32_t code_point) {
    if (size_ + 4 > sizeof(buffer_)) Flush();
    char* to = buffer_ + size_;
    if (code_point < 0x80) {
      to[0] = static_cast<char>(code_point);
      size_ += 1;
    } else if (code_point < 0x800) {
      to[0] = static_cast<char>(0xC0 | code_point >> 6);
      to[1] = static_cast<char>(0x80 | (code_point & 0x3F));
      size_ += 2;
    } else if (code_point < 0x10000) {
      to[0] = static_cast<char>(0xE0 | code_point >> 12);
      to[1] = static_cast<char>(0x80 | (code_point >> 6 & 0x3F));
      to[2] = static_cast<char>(0x80 | (code_point & 0x3F));
      size_ += 3;
    } else {
      to[0] = static_cast<char>(0xF0 | code_point >> 18);
      to[1] = static_cast<char>(0x80 | (code_point >> 12 & 0x3F));
      to[2] = static_cast<char>(0x80 | (code_point >> 6 & 0x3F));
      to[3] = static_cast<char>(0x80 | (code_point & 0x3F));
      size_ += 4;
    }
  }

  // Copies the ASCII run at `at` and returns its end.
  const unsigned char* PutAscii(const unsigned char* at, const unsigned char* end) {
    const unsigned char* run = at;
    constexpr uint64_t kHighBits = 0x8080808080808080U;
    for (uint64_t word = 0; end - run >= 8; run += 8) {
      std::memcpy(&word, run, 8);
      if ((word & kHighBits) != 0) break;
    }
    while (run != end && *run < 0x80) ++run;
    Flush();
    out_.append(reinterpret_cast<const char*>(at), static_cast<size_t>(run - at));
    return run;
  }

 private:
  void Flush() {
    out_.append(buffer_, size_);
    size_ = 0;
  }

  std::string& out_;
  char buffer_[4096];
  size_t size_ = 0;
};

}  // namespace

int64_t AppendGb18030(std::string_view bytes, std::string& out) {
  static const Tables tables = MakeTables();
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const unsigned char* end = at + bytes.size();
  int64_t replaced = 0;
  out.reserve(out.size() + bytes.size() + bytes.size() / 2);
  Writer writer(out);
  while (at != end) {
    if (*at < 0x80) {
      at = writer.PutAscii(at, end);
      continue;
    }
    char32_t code_point = NextCharacter(tables, at, end);
    if (code_point == kReplacement) ++replaced;
    writer.Put(code_point);
  }
  return replaced;
}

}  // namespace fenghuo
