#include "daemon/crawl/charset.h"

#include <simdjson.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/check.h"
#include "daemon/crawl/charset_labels.h"
#include "daemon/crawl/gb18030.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kDetectionWindow = 4096;
constexpr size_t kDeclarationWindow = 1024;
constexpr size_t kUtf8ProofCharacters = 6;  // of three bytes or more; GBK text passes for that with odds under 1 in 100,000
constexpr int kConfidenceMin = 40;          // of ICU's 100, for an East Asian charset

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

size_t FindNoCase(std::string_view text, std::string_view lower, size_t from = 0) {
  auto found = std::search(text.begin() + static_cast<ptrdiff_t>(std::min(from, text.size())), text.end(), lower.begin(),
                           lower.end(), [](char a, char b) { return Lower(a) == b; });
  return found == text.end() ? std::string_view::npos : static_cast<size_t>(found - text.begin());
}

// The value behind `name` and "=", with or without quotes.
std::string_view ValueAfter(std::string_view text, std::string_view name) {
  for (size_t at = FindNoCase(text, name); at != std::string_view::npos; at = FindNoCase(text, name, at + 1)) {
    size_t value = text.find_first_not_of(" \t\r\n", at + name.size());
    if (value == std::string_view::npos || text[value] != '=') continue;
    value = text.find_first_not_of(" \t\r\n\"'", value + 1);
    if (value == std::string_view::npos) return {};
    size_t end = text.find_first_of(" \t\r\n\"';>/?", value);
    return text.substr(value, end == std::string_view::npos ? end : end - value);
  }
  return {};
}

int64_t CountReplacements(std::string_view text) {
  int64_t count = 0;
  for (size_t at = text.find("\xEF\xBF\xBD"); at != std::string_view::npos; at = text.find("\xEF\xBF\xBD", at + 3)) ++count;
  return count;
}

struct ConverterCloser {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// By an ICU converter, in pieces, bad bytes as U+FFFD.
int64_t AppendByIcu(std::string_view bytes, const char* icu_name, std::string& out) {
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UConverter, ConverterCloser> converter(ucnv_open(icu_name, &status));
  CHECK(U_SUCCESS(status), "a converter of the label table is not in ICU's data");
  const char* at = bytes.data();
  const char* end = at + bytes.size();
  std::vector<UChar> units(8192);
  char32_t high = 0;
  int64_t replaced = 0;
  do {
    status = U_ZERO_ERROR;
    UChar* to = units.data();
    ucnv_toUnicode(converter.get(), &to, units.data() + units.size(), &at, end, nullptr, 1, &status);
    for (const UChar* unit = units.data(); unit != to; ++unit) {
      char32_t code = *unit;
      if (code >= 0xD800 && code < 0xDC00) {
        high = code;
        continue;
      }
      if (code >= 0xDC00 && code < 0xE000) code = high != 0 ? 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) : 0xFFFD;
      high = 0;
      if (code == 0xFFFD) ++replaced;
      AppendUtf8(code, out);
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  return replaced;
}

// Whether a body is valid UTF-8; found out once and handed on.
enum class Utf8 { kInvalid, kValid };

Utf8 Validate(std::string_view body) {
  return simdjson::validate_utf8(body.data(), body.size()) ? Utf8::kValid : Utf8::kInvalid;
}

DecodedText DecodeWith(const Charset& charset, std::string_view body, Utf8 validity) {
  DecodedText decoded;
  decoded.original = body;
  decoded.charset = charset.name;
  if (charset.kind == CharsetKind::kUtf8) {
    if (validity == Utf8::kValid) return decoded;
    decoded.owned = ToValidUtf8(body);
    decoded.replaced = std::max<int64_t>(1, CountReplacements(*decoded.owned) - CountReplacements(body));
    return decoded;
  }
  decoded.owned.emplace();
  decoded.replaced = charset.kind == CharsetKind::kGb18030 ? AppendGb18030(body, *decoded.owned)
                                                           : AppendByIcu(body, charset.icu, *decoded.owned);
  if (decoded.owned->starts_with("\xEF\xBB\xBF")) decoded.owned->erase(0, 3);
  return decoded;
}

bool IsAscii(std::string_view body) {
  return std::all_of(body.begin(), body.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Enough long characters that valid UTF-8 can be nothing else.
bool HoldsProof(std::string_view body) {
  size_t found = 0;
  return std::any_of(body.begin(), body.end(), [&found](char c) {
    return static_cast<unsigned char>(c) >= 0xE0 && ++found == kUtf8ProofCharacters;
  });
}

// Most characters are pairs of the two high halves, as GB2312 writes Chinese.
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

struct DetectorCloser {
  void operator()(UCharsetDetector* detector) const { ucsdet_close(detector); }
};

// ICU's candidates for 4 KiB around the first byte that is not ASCII, best first.
const Charset* DetectByIcu(std::string_view body, bool east_asian_only) {
  auto high = std::find_if(body.begin(), body.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  auto first = static_cast<size_t>(high - body.begin());
  std::string_view window = body.substr(first > 64 ? first - 64 : 0, kDetectionWindow);
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<UCharsetDetector, DetectorCloser> detector(ucsdet_open(&status));
  if (U_FAILURE(status)) return nullptr;
  ucsdet_setText(detector.get(), window.data(), static_cast<int32_t>(window.size()), &status);
  int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  for (int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
    const Charset* charset = FindCharset(ucsdet_getName(matches[i], &status));
    if (charset == nullptr || charset->kind == CharsetKind::kUtf8 || charset->kind == CharsetKind::kRefused) continue;
    bool east_asian = charset->kind == CharsetKind::kGb18030 || charset->kind == CharsetKind::kMultiByte;
    if (east_asian_only && (!east_asian || ucsdet_getConfidence(matches[i], &status) < kConfidenceMin)) continue;
    return charset;
  }
  return nullptr;
}

const Charset* Utf16WithoutMark(std::string_view body) {
  if (body.size() < 4) return nullptr;
  auto is_markup = [](char c) { return c == '<' || c == '{' || c == '['; };
  if (is_markup(body[0]) && body[1] == '\0' && body[3] == '\0') return FindCharset("utf-16le");
  if (body[0] == '\0' && is_markup(body[1]) && body[2] == '\0') return FindCharset("utf-16be");
  return nullptr;
}

// For a body that declares nothing, or a falsehood.
DecodedText Detect(std::string_view body, Utf8 validity) {
  if (const Charset* wide = Utf16WithoutMark(body)) return DecodeWith(*wide, body, validity);
  const Charset& utf8 = *FindCharset("utf-8");
  if (validity == Utf8::kValid) return DecodeWith(utf8, body, validity);
  DecodedText gb = DecodeWith(*FindCharset("gb18030"), body, validity);
  bool gb_fits = gb.replaced == 0 && LooksLikeGb(body);
  if (const Charset* charset = DetectByIcu(body, true); charset != nullptr && charset->kind == CharsetKind::kMultiByte) {
    DecodedText other = DecodeWith(*charset, body, validity);
    if (other.replaced == 0) return other;
  }
  if (gb_fits) return gb;
  DecodedText as_utf8 = DecodeWith(utf8, body, validity);
  // A few bad bytes in a long UTF-8 text are damage, not another charset.
  if (as_utf8.replaced * 20 < static_cast<int64_t>(CountCodePoints(*as_utf8.owned)) && as_utf8.replaced <= gb.replaced) {
    return as_utf8;
  }
  const Charset* charset = DetectByIcu(body, false);
  if (charset != nullptr) {
    DecodedText other = DecodeWith(*charset, body, validity);
    if (other.replaced == 0) return other;
  }
  if (LooksLikeGb(body)) return gb;
  return DecodeWith(*FindCharset("windows-1252"), body, validity);
}

// Whether the bytes prove the declaration wrong; then detection decides.
bool Contradicts(const Charset& declared, std::string_view body, Utf8 validity) {
  if (declared.kind == CharsetKind::kUtf8) {
    if (validity == Utf8::kValid) return false;
    std::string text;
    return AppendGb18030(body, text) == 0 && LooksLikeGb(body);
  }
  if (declared.kind == CharsetKind::kUtf16) return Utf16WithoutMark(body) == nullptr;  // a label that lies: no zero bytes
  return validity == Utf8::kValid && (HoldsProof(body) || (declared.kind == CharsetKind::kSingleByte && !IsAscii(body)));
}

// Servers add "charset=iso-8859-1" to everything; a document that declares a charset of its own knows better.
bool KnowsBetter(const Charset& header, std::string_view body, Utf8 validity) {
  if (header.kind != CharsetKind::kSingleByte) return false;
  const Charset* declared = FindCharset(CharsetOfDeclaration(body));
  return declared != nullptr && declared->kind != CharsetKind::kSingleByte && !Contradicts(*declared, body, validity);
}

std::optional<DecodedText> DecodeByMark(std::string_view body) {
  const Charset* charset = nullptr;
  size_t mark = 2;
  if (body.starts_with("\xEF\xBB\xBF")) {
    charset = FindCharset("utf-8");
    mark = 3;
  } else if (body.starts_with("\xFF\xFE")) {
    charset = FindCharset("utf-16le");
  } else if (body.starts_with("\xFE\xFF")) {
    charset = FindCharset("utf-16be");
  }
  if (charset == nullptr) return std::nullopt;
  body.remove_prefix(mark);
  DecodedText decoded = DecodeWith(*charset, body, Validate(body));
  decoded.origin = CharsetOrigin::kByteOrderMark;
  return decoded;
}

Error Refused(std::string_view label) { return Invalid("the charset \"" + std::string(label) + "\" is refused"); }

}  // namespace

std::string DecodedText::Explain() const {
  std::string how;
  switch (origin) {
    case CharsetOrigin::kByteOrderMark: how = "byte order mark"; break;
    case CharsetOrigin::kHeader: how = "header"; break;
    case CharsetOrigin::kDeclared: how = "declared"; break;
    case CharsetOrigin::kDetected: how = "detected"; break;
  }
  if (!overruled.empty()) how += ", not " + overruled;
  return charset + " (" + how + ")";
}

std::string_view CharsetOfHeader(std::string_view content_type) { return ValueAfter(content_type, "charset"); }

std::string_view CharsetOfDeclaration(std::string_view body) {
  std::string_view head = body.substr(0, kDeclarationWindow);
  size_t first = head.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  if (head.substr(first).starts_with("<?xml")) {
    return ValueAfter(head.substr(first, head.find("?>", first) - first), "encoding");
  }
  for (size_t at = FindNoCase(head, "<meta"); at != std::string_view::npos; at = FindNoCase(head, "<meta", at + 1)) {
    std::string_view label = ValueAfter(head.substr(at, head.find('>', at) - at), "charset");
    if (!label.empty()) return label;
  }
  return {};
}

Result<DecodedText> DecodeAs(std::string_view body, std::string_view label) {
  const Charset* charset = FindCharset(label);
  if (charset == nullptr) return Invalid("unknown charset \"" + std::string(label) + "\"");
  if (charset->kind == CharsetKind::kRefused) return Refused(label);
  if (charset->kind == CharsetKind::kUtf8 && body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  DecodedText decoded = DecodeWith(*charset, body, Validate(body));
  decoded.origin = CharsetOrigin::kDeclared;
  return decoded;
}

Result<DecodedText> Decode(std::string_view body, std::string_view content_type) {
  if (std::optional<DecodedText> marked = DecodeByMark(body)) return *std::move(marked);
  Utf8 validity = Validate(body);
  std::string overruled;
  for (CharsetOrigin origin : {CharsetOrigin::kHeader, CharsetOrigin::kDeclared}) {
    std::string_view label =
        origin == CharsetOrigin::kHeader ? CharsetOfHeader(content_type) : CharsetOfDeclaration(body);
    const Charset* charset = FindCharset(label);
    if (charset == nullptr) continue;
    if (charset->kind == CharsetKind::kRefused) return Refused(label);
    if (Contradicts(*charset, body, validity) || (origin == CharsetOrigin::kHeader && KnowsBetter(*charset, body, validity))) {
      if (overruled.empty()) overruled = charset->name;
      continue;
    }
    DecodedText decoded = DecodeWith(*charset, body, validity);
    decoded.origin = origin;
    decoded.overruled = overruled;
    return decoded;
  }
  DecodedText decoded = Detect(body, validity);
  decoded.overruled = overruled;
  return decoded;
}

}  // namespace fenghuo
