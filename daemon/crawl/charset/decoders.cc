// UTF-8, UTF-16 and the encodings of one byte (Encoding Standard sections 8, 9 and 14).

#include "daemon/crawl/charset/decoders.h"

#include "base/check.h"
#include "daemon/crawl/charset/utf8_writer.h"

namespace fenghuo {
namespace {

// How the second byte of a UTF-8 sequence is bounded, which keeps out what is too long for its value, surrogates and what lies
// beyond U+10FFFF.
struct Utf8Lead {
  int more = 0;
  unsigned char lowest = 0x80;
  unsigned char highest = 0xBF;
};

Utf8Lead LeadOf(unsigned char lead) {
  if (lead >= 0xC2 && lead <= 0xDF) return {1};
  if (lead == 0xE0) return {2, 0xA0, 0xBF};
  if (lead == 0xED) return {2, 0x80, 0x9F};
  if (lead >= 0xE1 && lead <= 0xEF) return {2};
  if (lead == 0xF0) return {3, 0x90, 0xBF};
  if (lead == 0xF4) return {3, 0x80, 0x8F};
  if (lead >= 0xF1 && lead <= 0xF3) return {3};
  return {};
}

// A sequence that breaks off is bad up to there, and the byte that broke it is read again.
char32_t NextUtf8(const unsigned char*& at, const unsigned char* end) {
  unsigned char first = *at++;
  Utf8Lead lead = LeadOf(first);
  if (lead.more == 0) return kNoCharacter;
  auto character = static_cast<char32_t>(first & (0x3F >> lead.more));
  for (int i = 0; i < lead.more; ++i) {
    bool fits = at != end && (i == 0 ? *at >= lead.lowest && *at <= lead.highest : (*at & 0xC0) == 0x80);
    if (!fits) return kNoCharacter;
    character = character << 6 | (*at++ & 0x3FU);
  }
  return character;
}

int64_t AppendUtf16(std::string_view bytes, bool big_endian, std::string& out) {
  Utf8Writer writer(out);
  char32_t high = 0;
  size_t at = 0;
  for (; at + 1 < bytes.size(); at += 2) {
    auto a = static_cast<unsigned char>(bytes[at]);
    auto b = static_cast<unsigned char>(bytes[at + 1]);
    auto unit = static_cast<char32_t>(big_endian ? a << 8 | b : b << 8 | a);
    bool is_low = unit >= 0xDC00 && unit < 0xE000;
    if (high != 0 && is_low) {
      writer.Put(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
      high = 0;
      continue;
    }
    if (high != 0) writer.Put(kNoCharacter);
    high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
    if (high == 0) writer.Put(is_low ? kNoCharacter : unit);
  }
  if (high != 0 || at < bytes.size()) writer.Put(kNoCharacter);  // cut short: one error, whatever is missing
  writer.Flush();
  return writer.replaced();
}

int64_t AppendSingleByte(std::string_view bytes, const EncodingIndex& index, std::string& out) {
  return AppendEach(bytes, out, [&index](const unsigned char*& at, const unsigned char*, Utf8Writer&) {
    return index.At(*at++ - 0x80);
  });
}

}  // namespace

int64_t AppendDecoded(Decoder decoder, std::string_view index, std::string_view bytes, std::string& out) {
  switch (decoder) {
    case Decoder::kUtf8:
      return AppendEach(bytes, out,
                        [](const unsigned char*& at, const unsigned char* end, Utf8Writer&) { return NextUtf8(at, end); });
    case Decoder::kUtf16Le: return AppendUtf16(bytes, false, out);
    case Decoder::kUtf16Be: return AppendUtf16(bytes, true, out);
    case Decoder::kGb18030: return AppendGb18030(bytes, out);
    case Decoder::kBig5: return AppendBig5(bytes, out);
    case Decoder::kEucJp: return AppendEucJp(bytes, out);
    case Decoder::kIso2022Jp: return AppendIso2022Jp(bytes, out);
    case Decoder::kShiftJis: return AppendShiftJis(bytes, out);
    case Decoder::kEucKr: return AppendEucKr(bytes, out);
    case Decoder::kSingleByte: return AppendSingleByte(bytes, FindEncodingIndex(index), out);
    case Decoder::kUserDefined:
      return AppendEach(bytes, out, [](const unsigned char*& at, const unsigned char*, Utf8Writer&) {
        return static_cast<char32_t>(0xF780 + (*at++ - 0x80));
      });
  }
  CHECK(false, "a decoder without a case");
}

}  // namespace fenghuo
