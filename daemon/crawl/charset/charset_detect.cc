#include "daemon/crawl/charset/charset_detect.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>
#include <string>

#include "daemon/crawl/charset/decoders.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kWindow = 4096;
constexpr size_t kBeforeWindow = 64;  // markup in front of the first letter
constexpr int64_t kLongCharactersMin = 2;
constexpr int kConfidenceMin = 40;    // of ICU's 100, for an East Asian charset

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// What is looked at; it ends behind an ASCII byte where there is one, so that no character is cut.
std::string_view Window(std::string_view body) {
  auto high = std::find_if_not(body.begin(), body.end(), IsAscii);
  auto first = static_cast<size_t>(high - body.begin());
  std::string_view window = body.substr(first > kBeforeWindow ? first - kBeforeWindow : 0);
  if (window.size() <= kWindow) return window;
  window = window.substr(0, kWindow);
  auto last = std::find_if(window.rbegin(), window.rend(), IsAscii);
  auto kept = static_cast<size_t>(window.rend() - last);
  return kept > kBeforeWindow ? window.substr(0, kept) : window;
}

bool LooksLikeGb(std::string_view body) {
  size_t pairs = 0;
  size_t others = 0;
  for (size_t at = 0; at < body.size(); ++at) {
    auto lead = static_cast<unsigned char>(body[at]);
    if (lead < 0x80) continue;
    auto trail = static_cast<unsigned char>(at + 1 < body.size() ? body[at + 1] : 0);
    lead >= 0xA1 && lead <= 0xF7 && trail >= 0xA1 ? ++pairs : ++others;
    ++at;
  }
  return pairs > 0 && pairs >= others * 4;
}

// A body that was cut ends in a part of a character, which says nothing about the rest.
std::string_view WithoutCutEnd(const Charset& charset, std::string_view window) {
  constexpr size_t kPartMax = 3;
  for (size_t part = 0; part <= std::min(kPartMax, window.size()); ++part) {
    std::string_view rest = window.substr(0, window.size() - part);
    if (CountBad(charset, rest) == 0) return rest;
  }
  return window;
}

// Characters of three bytes and more.
int64_t LongCharacters(std::string_view text) {
  return std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE0; });
}

// The alphabet that a lead byte of two belongs to in UTF-8; nothing for signs, which stand beside any.
char AlphabetOf(unsigned char lead) {
  if (lead == 0xC2) return '\0';
  if (lead <= 0xC8) return 'L';                  // Latin with accents
  if (lead == 0xCE || lead == 0xCF) return 'G';  // Greek
  if (lead >= 0xD0 && lead <= 0xD3) return 'C';  // Cyrillic
  if (lead == 0xD7) return 'H';                  // Hebrew
  if (lead >= 0xD8 && lead <= 0xDB) return 'A';  // Arabic
  return '?';                                    // phonetic signs, marks and alphabets that nobody writes by itself
}

struct DetectorCloser {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

enum class Among { kEastAsian, kAll };

// The best of ICU's candidates that reads the window without an error.
const Charset* DetectByIcu(std::string_view window, Among among) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, DetectorCloser> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return nullptr;
  ucsdet_setText(detector.get(), window.data(), static_cast<int32_t>(window.size()), &status);
  int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  for (int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
    const Charset* charset = FindCharset(ucsdet_getName(matches[i], &status));
    if (charset == nullptr || charset->kind == CharsetKind::kUtf8 || charset->kind == CharsetKind::kRefused) continue;
    if (charset->kind == CharsetKind::kUtf16) continue;  // its markup would have been seen
    bool east_asian = charset->kind == CharsetKind::kGb18030 || charset->kind == CharsetKind::kMultiByte;
    bool sure = east_asian && ucsdet_getConfidence(matches[i], &status) >= kConfidenceMin;
    if ((among == Among::kAll || sure) && CountBad(*charset, window) == 0) return charset;
  }
  return nullptr;
}

// Pairs of Big5 nearly all among the frequent characters (A440 to C67E): a title is too short for ICU to be sure.
bool ReadsAsBig5(std::string_view window) {
  int frequent = 0;
  int others = 0;
  for (size_t at = 0; at < window.size(); ++at) {
    auto lead = static_cast<unsigned char>(window[at]);
    if (lead < 0x80) continue;
    lead >= 0xA4 && lead <= 0xC6 ? ++frequent : ++others;
    ++at;
  }
  return frequent >= 2 && frequent >= others * 2 && CountBad(*FindCharset("big5"), window) == 0;
}

}  // namespace

int64_t CountBad(const Charset& charset, std::string_view body) {
  std::string text;
  return AppendDecoded(charset.decoder, charset.index, body, text);
}

bool MostlyReads(const Charset& charset, std::string_view body) {
  std::string text;
  int64_t bad = AppendDecoded(charset.decoder, charset.index, body, text);
  auto ascii = static_cast<int64_t>(std::count_if(text.begin(), text.end(), IsAscii));
  return static_cast<int64_t>(CountCodePoints(text)) - ascii - bad >= bad * 4;
}

bool ReadsAsGb18030(std::string_view body) {
  const Charset& gb = *FindCharset("gb18030");
  return LooksLikeGb(body) && CountBad(gb, WithoutCutEnd(gb, body)) == 0;
}

bool ReadsBetterAsGb18030(std::string_view body) {
  std::string_view window = Window(body);
  std::string alphabets;
  for (size_t at = 0; at < window.size(); ++at) {
    const auto lead = static_cast<unsigned char>(window[at]);
    if (lead < 0xC0) continue;
    if (lead >= 0xE0) return false;
    const char alphabet = AlphabetOf(lead);
    if (alphabet != '\0' && alphabets.find(alphabet) == std::string::npos) alphabets += alphabet;
  }
  const bool odd = alphabets.size() > 1 || alphabets == "?";
  return odd && ReadsAsGb18030(window);
}

const Charset* Utf16WithoutMark(std::string_view body) {
  if (body.size() < 4) return nullptr;
  auto is_markup = [](char c) { return c == '<' || c == '{' || c == '['; };
  if (is_markup(body[0]) && body[1] == '\0' && body[3] == '\0') return FindCharset("utf-16le");
  if (body[0] == '\0' && is_markup(body[1]) && body[2] == '\0') return FindCharset("utf-16be");
  return nullptr;
}

const Charset& DetectCharset(std::string_view body) {
  if (const Charset* wide = Utf16WithoutMark(body)) return *wide;
  const Charset& gb = *FindCharset("gb18030");
  const Charset& utf8 = *FindCharset("utf-8");
  std::string_view window = Window(body);
  std::string_view whole = WithoutCutEnd(utf8, window);
  if (whole.size() < window.size() && LongCharacters(whole) >= kLongCharactersMin) return utf8;
  if (std::string_view cut = WithoutCutEnd(gb, window); LooksLikeGb(cut)) window = cut;
  const Charset* sure = DetectByIcu(window, Among::kEastAsian);
  if (sure != nullptr && sure != &gb) return *sure;
  if (ReadsAsGb18030(window)) return gb;
  if (MostlyReads(utf8, window) && CountBad(utf8, window) <= CountBad(gb, window)) return utf8;  // damaged
  if (ReadsAsBig5(window)) return *FindCharset("big5");
  if (const Charset* any = DetectByIcu(window, Among::kAll)) return *any;
  return LooksLikeGb(window) ? gb : *FindCharset("windows-1252");
}

}  // namespace fenghuo
