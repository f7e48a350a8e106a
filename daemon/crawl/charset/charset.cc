#include "daemon/crawl/charset/charset.h"

#include <simdjson.h>

#include <algorithm>
#include <string>

#include "daemon/crawl/charset/charset_detect.h"
#include "daemon/crawl/charset/charset_labels.h"
#include "daemon/crawl/charset/decoders.h"

namespace fenghuo {
namespace {

constexpr size_t kDeclarationWindow = 4096;
constexpr size_t kUtf8ProofCharacters = 6;  // of three bytes or more; GBK text passes for that with odds under 1 in 100,000

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

// Whether a body is valid UTF-8; found out once and handed on.
enum class Utf8 { kInvalid, kValid };

Utf8 Validate(std::string_view body) {
  return simdjson::validate_utf8(body.data(), body.size()) ? Utf8::kValid : Utf8::kInvalid;
}

// A mark in front of the text is dropped where it is one: other encodings have U+FEFF as a character.
DecodedText DecodeWith(const Charset& charset, std::string_view body, Utf8 validity) {
  DecodedText decoded;
  decoded.original = body;
  decoded.charset = charset.name;
  if (charset.kind == CharsetKind::kUtf8 && validity == Utf8::kValid) return decoded;
  decoded.owned.emplace();
  decoded.replaced = AppendDecoded(charset.decoder, charset.index, body, *decoded.owned);
  if (charset.kind == CharsetKind::kUtf16 && decoded.owned->starts_with("\xEF\xBB\xBF")) decoded.owned->erase(0, 3);
  return decoded;
}

DecodedText Detected(std::string_view body, Utf8 validity) {
  bool utf8 = validity == Utf8::kValid && Utf16WithoutMark(body) == nullptr && !ReadsBetterAsGb18030(body);
  return DecodeWith(utf8 ? *FindCharset("utf-8") : DetectCharset(body), body, validity);
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

// Letters with accents stand alone in a Latin text; characters of UTF-8 and of East Asian charsets never do.
bool IsLatin(std::string_view body) {
  auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
  auto both_high = [is_high](char a, char b) { return is_high(a) && is_high(b); };
  return !IsAscii(body) && std::adjacent_find(body.begin(), body.end(), both_high) == body.end();
}

// Whether the bytes prove a label wrong whatever another one says.
bool Contradicts(const Charset& label, std::string_view body, Utf8 validity) {
  if (Utf16WithoutMark(body) != nullptr) return label.kind != CharsetKind::kUtf16;
  switch (label.kind) {
    case CharsetKind::kUtf8: return validity == Utf8::kInvalid && (ReadsAsGb18030(body) || IsLatin(body));
    case CharsetKind::kUtf16: return true;  // there would be zero bytes
    case CharsetKind::kMultiByte:
      if (validity == Utf8::kInvalid) return CountBad(label, body) > 0 && ReadsAsGb18030(body);
      return HoldsProof(body);
    case CharsetKind::kSingleByte: return validity == Utf8::kValid && !IsAscii(body);
    case CharsetKind::kGb18030:
    case CharsetKind::kRefused: return validity == Utf8::kValid && HoldsProof(body);
  }
  return false;
}

// Whether `other`, which stands in the document, is to be believed more than the header's label, which is not contradicted.
bool KnowsBetter(const Charset& other, const Charset& header, std::string_view body, Utf8 validity) {
  if (&other == &header || Contradicts(other, body, validity)) return false;
  // Two labels, and the bytes are one of them beyond a doubt.
  if (other.kind == CharsetKind::kUtf8 && validity == Utf8::kValid && !IsAscii(body)) return true;
  // Servers add "charset=iso-8859-1" to everything; a document that declares a charset of its own knows better.
  if (header.kind == CharsetKind::kSingleByte) return other.kind != CharsetKind::kSingleByte && MostlyReads(other, body);
  int64_t bad = CountBad(header, body);
  if (bad == 0 || other.kind == CharsetKind::kUtf8 || (other.kind == CharsetKind::kSingleByte && !IsLatin(body))) return false;
  return CountBad(other, body) < bad;
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
  if (first == std::string_view::npos || head[first] == '{' || head[first] == '[') return {};  // JSON declares nothing
  if (head.substr(first).starts_with("<?xml")) {
    std::string_view label = ValueAfter(head.substr(first, head.find("?>", first) - first), "encoding");
    if (!label.empty() || FindNoCase(head, "<html") == std::string_view::npos) return label;
  }
  for (size_t at = head.find('<'); at != std::string_view::npos; at = head.find('<', at + 1)) {
    if (FindNoCase(head.substr(at, 5), "<meta") != 0) continue;
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
  const std::string_view of_header = CharsetOfHeader(content_type);
  const std::string_view of_body = CharsetOfDeclaration(body);
  const Charset* header = FindCharset(of_header);
  const Charset* declared = FindCharset(of_body);
  if (header != nullptr && header->kind == CharsetKind::kRefused) return Refused(of_header);
  if (declared != nullptr && declared->kind == CharsetKind::kRefused) return Refused(of_body);
  std::string overruled;
  for (const Charset* label : {header, declared}) {
    if (label == nullptr) continue;
    bool wrong = Contradicts(*label, body, validity) ||
                 (label == header && declared != nullptr && KnowsBetter(*declared, *header, body, validity));
    if (wrong) {
      if (overruled.empty()) overruled = label->name;
      continue;
    }
    DecodedText decoded = DecodeWith(*label, body, validity);
    decoded.origin = label == header ? CharsetOrigin::kHeader : CharsetOrigin::kDeclared;
    decoded.overruled = overruled;
    return decoded;
  }
  DecodedText decoded = Detected(body, validity);
  decoded.overruled = overruled;
  return decoded;
}

}  // namespace fenghuo
