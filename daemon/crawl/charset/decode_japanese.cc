// Shift_JIS, EUC-JP and ISO-2022-JP (Encoding Standard sections 12.1 to 12.3).

#include "daemon/crawl/charset/decoders.h"
#include "daemon/crawl/charset/utf8_writer.h"

namespace fenghuo {
namespace {

constexpr char32_t kHalfKatakana = 0xFF61;  // the first half-width one

bool IsHigh(unsigned char byte) { return byte >= 0xA1 && byte <= 0xFE; }

// ISO-2022-JP changes its character set by escape sequences, so no byte means anything without the ones in front of it.
class Iso2022Jp {
 public:
  Iso2022Jp(std::string_view bytes, Utf8Writer& writer)
      : index_(FindEncodingIndex("jis0208")),
        at_(reinterpret_cast<const unsigned char*>(bytes.data())),
        end_(at_ + bytes.size()),
        writer_(writer) {}

  void Run() {
    while (at_ != end_) {
      unsigned char byte = *at_++;
      byte == kEscape ? Escape() : Character(byte);
    }
  }

 private:
  enum class Set { kAscii, kRoman, kKatakana, kPairs };
  static constexpr unsigned char kEscape = 0x1B;

  void Bad() {
    escaped_ = false;
    writer_.Put(kNoCharacter);
  }

  void Good(char32_t character) {
    escaped_ = false;
    writer_.Put(character);
  }

  void Character(unsigned char byte) {
    switch (set_) {
      case Set::kAscii:
      case Set::kRoman: return Letter(byte);
      case Set::kKatakana: return byte >= 0x21 && byte <= 0x5F ? Good(kHalfKatakana + byte - 0x21) : Bad();
      case Set::kPairs: return byte >= 0x21 && byte <= 0x7E ? Pair(byte) : Bad();
    }
  }

  void Letter(unsigned char byte) {
    if (byte > 0x7F || byte == 0x0E || byte == 0x0F) return Bad();
    if (set_ == Set::kRoman && byte == 0x5C) return Good(0x00A5);
    if (set_ == Set::kRoman && byte == 0x7E) return Good(0x203E);
    Good(byte);
  }

  // The trail byte is spent, good or bad, unless an escape sequence begins there.
  void Pair(unsigned char lead) {
    escaped_ = false;
    if (at_ == end_) return writer_.Put(kNoCharacter);
    unsigned char trail = *at_++;
    if (trail == kEscape) {
      writer_.Put(kNoCharacter);
      return Escape();
    }
    bool fits = trail >= 0x21 && trail <= 0x7E;
    writer_.Put(fits ? index_.At((lead - 0x21) * 94 + trail - 0x21) : kNoCharacter);
  }

  // Behind the escape byte. Bytes that make no known sequence are read again. Two sequences with nothing between them are an
  // error: they could hide text from somebody who does not know one of them.
  void Escape() {
    unsigned char first = at_ != end_ ? at_[0] : 0;
    unsigned char second = end_ - at_ > 1 ? at_[1] : 0;
    if (first == 0x28 && second == 0x42) {
      Change(Set::kAscii);
    } else if (first == 0x28 && second == 0x4A) {
      Change(Set::kRoman);
    } else if (first == 0x28 && second == 0x49) {
      Change(Set::kKatakana);
    } else if (first == 0x24 && (second == 0x40 || second == 0x42)) {
      Change(Set::kPairs);
    } else {
      Bad();
    }
  }

  void Change(Set set) {
    at_ += 2;
    set_ = set;
    if (escaped_) writer_.Put(kNoCharacter);
    escaped_ = true;
  }

  const EncodingIndex& index_;
  const unsigned char* at_;
  const unsigned char* end_;
  Utf8Writer& writer_;
  Set set_ = Set::kAscii;
  bool escaped_ = false;  // an escape sequence was the last thing read
};

}  // namespace

int64_t AppendShiftJis(std::string_view bytes, std::string& out) {
  const EncodingIndex& index = FindEncodingIndex("jis0208");
  return AppendEach(bytes, out, [&index](const unsigned char*& at, const unsigned char* end, Utf8Writer&) -> char32_t {
    unsigned char lead = *at++;
    if (lead == 0x80) return 0x80;
    if (lead >= 0xA1 && lead <= 0xDF) return kHalfKatakana + lead - 0xA1;
    if (lead == 0xA0 || lead > 0xFC || at == end) return kNoCharacter;
    unsigned char trail = *at;
    char32_t character = kNoCharacter;
    if ((trail >= 0x40 && trail <= 0x7E) || (trail >= 0x80 && trail <= 0xFC)) {
      int pointer = (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + trail - (trail < 0x7F ? 0x40 : 0x41);
      bool own = pointer >= 8836 && pointer <= 10715;  // characters that users made
      character = own ? static_cast<char32_t>(0xE000 - 8836 + pointer) : index.At(pointer);
    }
    if (character != kNoCharacter || trail >= 0x80) ++at;
    return character;
  });
}

int64_t AppendEucJp(std::string_view bytes, std::string& out) {
  const EncodingIndex& jis0208 = FindEncodingIndex("jis0208");
  const EncodingIndex& jis0212 = FindEncodingIndex("jis0212");
  return AppendEach(bytes, out, [&](const unsigned char*& at, const unsigned char* end, Utf8Writer&) -> char32_t {
    unsigned char lead = *at++;
    if ((lead != 0x8E && lead != 0x8F && !IsHigh(lead)) || at == end) return kNoCharacter;
    if (lead == 0x8E && *at >= 0xA1 && *at <= 0xDF) return kHalfKatakana + *at++ - 0xA1;
    const EncodingIndex& index = lead == 0x8F ? jis0212 : jis0208;
    if (lead == 0x8F && IsHigh(*at)) {  // three bytes
      lead = *at++;
      if (at == end) return kNoCharacter;
    }
    unsigned char trail = *at;
    char32_t character =
        IsHigh(lead) && IsHigh(trail) ? index.At((lead - 0xA1) * 94 + trail - 0xA1) : kNoCharacter;
    if (character != kNoCharacter || trail >= 0x80) ++at;
    return character;
  });
}

int64_t AppendIso2022Jp(std::string_view bytes, std::string& out) {
  Utf8Writer writer(out);
  Iso2022Jp(bytes, writer).Run();
  writer.Flush();
  return writer.replaced();
}

}  // namespace fenghuo
