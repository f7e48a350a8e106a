// GB18030, Big5 and EUC-KR (Encoding Standard sections 10.2, 11.1 and 13.1): a lead byte and a trail byte, GB18030 sometimes two
// such pairs.

#include "daemon/crawl/charset/decoders.h"
#include "daemon/crawl/charset/utf8_writer.h"

namespace fenghuo {
namespace {

constexpr int kFourByteGap = 189000;   // the pointer of U+10000
constexpr int kFourByteLast = 1237575;  // of U+10FFFF

bool IsDigit(unsigned char byte) { return byte >= 0x30 && byte <= 0x39; }
bool IsLead(unsigned char byte) { return byte >= 0x81 && byte <= 0xFE; }

char32_t FourByteCharacter(const EncodingIndex& ranges, const unsigned char* at) {
  int pointer = ((at[0] - 0x81) * 10 + (at[1] - 0x30)) * 1260 + (at[2] - 0x81) * 10 + (at[3] - 0x30);
  if (pointer >= kFourByteGap && pointer <= kFourByteLast) return static_cast<char32_t>(pointer - kFourByteGap + 0x10000);
  return ranges.At(pointer);
}

// `first` is a lead byte and a digit follows. Of a sequence that is cut short all is bad; of one that turns out to be none, the
// bytes behind the lead are read again.
char32_t FourBytes(const EncodingIndex& ranges, const unsigned char*& at, const unsigned char* end) {
  const unsigned char* first = at - 1;
  bool third_fits = end - first < 3 || IsLead(first[2]);
  bool fourth_fits = end - first < 4 || IsDigit(first[3]);
  if (!third_fits || !fourth_fits) return kNoCharacter;
  if (end - first < 4) {
    at = end;
    return kNoCharacter;
  }
  at = first + 4;
  return FourByteCharacter(ranges, first);
}

// The trail byte belongs to a bad sequence unless it is ASCII.
char32_t Bad(const unsigned char*& at) {
  if (*at >= 0x80) ++at;
  return kNoCharacter;
}

}  // namespace

int64_t AppendGb18030(std::string_view bytes, std::string& out) {
  const EncodingIndex& index = FindEncodingIndex("gb18030");
  const EncodingIndex& ranges = FindEncodingIndex("gb18030-ranges");
  return AppendEach(bytes, out, [&](const unsigned char*& at, const unsigned char* end, Utf8Writer&) -> char32_t {
    unsigned char lead = *at++;
    if (lead == 0x80) return 0x20AC;
    if (!IsLead(lead) || at == end) return kNoCharacter;
    unsigned char trail = *at;
    if (IsDigit(trail)) return FourBytes(ranges, at, end);
    if (trail < 0x40 || trail == 0x7F || trail == 0xFF) return Bad(at);
    char32_t character = index.At((lead - 0x81) * 190 + trail - (trail < 0x7F ? 0x40 : 0x41));
    if (character == kNoCharacter) return Bad(at);
    ++at;
    return character;
  });
}

int64_t AppendBig5(std::string_view bytes, std::string& out) {
  const EncodingIndex& index = FindEncodingIndex("big5");
  return AppendEach(bytes, out, [&index](const unsigned char*& at, const unsigned char* end, Utf8Writer& writer) -> char32_t {
    unsigned char lead = *at++;
    if (!IsLead(lead) || at == end) return kNoCharacter;
    unsigned char trail = *at;
    bool fits = (trail >= 0x40 && trail <= 0x7E) || (trail >= 0xA1 && trail <= 0xFE);
    if (!fits) return Bad(at);
    int pointer = (lead - 0x81) * 157 + trail - (trail < 0x7F ? 0x40 : 0x62);
    // Four cells hold a letter and a combining mark.
    if (pointer == 1133 || pointer == 1135 || pointer == 1164 || pointer == 1166) {
      ++at;
      writer.Put(pointer < 1150 ? 0x00CA : 0x00EA);
      return pointer == 1133 || pointer == 1164 ? 0x0304 : 0x030C;
    }
    char32_t character = index.At(pointer);
    if (character == kNoCharacter) return Bad(at);
    ++at;
    return character;
  });
}

int64_t AppendEucKr(std::string_view bytes, std::string& out) {
  const EncodingIndex& index = FindEncodingIndex("euc-kr");
  return AppendEach(bytes, out, [&index](const unsigned char*& at, const unsigned char* end, Utf8Writer&) -> char32_t {
    unsigned char lead = *at++;
    if (!IsLead(lead) || at == end) return kNoCharacter;
    unsigned char trail = *at;
    char32_t character = trail >= 0x41 && trail <= 0xFE ? index.At((lead - 0x81) * 190 + trail - 0x41) : kNoCharacter;
    if (character == kNoCharacter) return Bad(at);
    ++at;
    return character;
  });
}

}  // namespace fenghuo
