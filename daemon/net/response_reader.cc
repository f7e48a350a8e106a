#include "daemon/net/response_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace fenghuo {
namespace {

constexpr int64_t kHeaderBytesMax = 64 * 1024;
constexpr int kHeaderLinesMax = 256;
constexpr int64_t kRatioMax = 200;                 // decoded to wire; honest text stays under 20
constexpr int64_t kRatioCountsFrom = 1024 * 1024;  // decoded bytes
constexpr int64_t kReservedMax = 256 * 1024;  // on the word of the peer alone
constexpr int64_t kBuffer = 16 * 1024;             // libcurl's: so much may have been read and not yet been counted

std::string_view Trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool HoldsControl(std::string_view line) {
  return std::any_of(line.begin(), line.end(), [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
  });
}

// RFC 9110 5.6.2.
bool IsToken(std::string_view name) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || kMarks.find(c) != std::string_view::npos;
  });
}

}  // namespace

bool ResponseReader::Refuse(TransportError problem, std::string sentence) {
  problem_ = problem;
  sentence_ = std::move(sentence);
  return false;
}

bool ResponseReader::TakeHeader(std::string_view line) {
  header_bytes_ += static_cast<int64_t>(line.size());
  ++header_lines_;
  if (header_bytes_ > kHeaderBytesMax) return Refuse(TransportError::kHeaderTooLarge, "more than 64 KiB of headers");
  if (header_lines_ > kHeaderLinesMax) return Refuse(TransportError::kHeaderTooLarge, "more than 256 header lines");
  if (line.ends_with("\n")) line.remove_suffix(1);
  if (line.ends_with("\r")) line.remove_suffix(1);
  if (HoldsControl(line)) return Refuse(TransportError::kBroken, "a header holds a control character");
  if (line.empty()) {
    headers_complete_ = true;
    bool announced = has_body_ && content_length_ && *content_length_ > wire_bytes_max_;
    return !announced ||
           Refuse(TransportError::kTooLarge, "the body has more than " + std::to_string(wire_bytes_max_) + " bytes");
  }
  if (line.starts_with("HTTP/")) {
    headers_ = HttpHeaders();
    content_length_.reset();
    headers_complete_ = false;
    has_body_ = line.find(" 304") == std::string_view::npos;  // its Content-Length is that of the body it does not send
    return true;
  }
  if (headers_complete_) return true;  // trailers after a chunked body: counted, not believed
  if (line.front() == ' ' || line.front() == '\t') {
    headers_.Continue(Trim(line));
    return true;
  }
  return TakeField(line);
}

bool ResponseReader::TakeField(std::string_view line) {
  size_t colon = line.find(':');
  if (colon == std::string_view::npos || !IsToken(line.substr(0, colon))) {
    return Refuse(TransportError::kBroken, "a header is malformed");
  }
  std::string name(line.substr(0, colon));
  std::string value(Trim(line.substr(colon + 1)));
  headers_.Add(name, value);
  bool is_length = name.size() == 14 && HttpHeaders({{name, ""}}).Find("content-length") != nullptr;
  return !is_length || TakeContentLength(value);
}

bool ResponseReader::TakeContentLength(std::string_view value) {
  int64_t length = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), length);
  if (error != std::errc() || end != value.data() + value.size() || length < 0) {
    return Refuse(TransportError::kBroken, "Content-Length is no number");
  }
  if (content_length_ && *content_length_ != length) {
    return Refuse(TransportError::kBroken, "two different Content-Length headers");
  }
  content_length_ = length;
  return true;
}

bool ResponseReader::TakeBody(std::string_view piece, int64_t wire_bytes) {
  if (!TakeProgress(wire_bytes)) return false;
  int64_t decoded = decoded_bytes_ + static_cast<int64_t>(piece.size());
  if (decoded > decoded_bytes_max_) {
    return Refuse(TransportError::kTooLarge, "the body decodes to more than " + std::to_string(decoded_bytes_max_) + " bytes");
  }
  if (decoded > kRatioCountsFrom && decoded > kRatioMax * (wire_bytes + kBuffer)) {
    return Refuse(TransportError::kTooLarge, "the body decodes to more than 200 times its size");
  }
  decoded_bytes_ = decoded;
  if (body_.empty() && content_length_) body_.reserve(static_cast<size_t>(std::clamp<int64_t>(*content_length_, 0, kReservedMax)));
  body_ += piece;
  return true;
}

bool ResponseReader::TakeProgress(int64_t wire_bytes) {
  if (problem_ != TransportError::kNone) return false;
  if (wire_bytes > wire_bytes_max_) {
    return Refuse(TransportError::kTooLarge, "the body has more than " + std::to_string(wire_bytes_max_) + " bytes");
  }
  return true;
}

}  // namespace fenghuo
