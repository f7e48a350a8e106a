// A ResponseReader takes the lines and bytes of one answer as they arrive and stops it where it passes a cap.
//
//   ResponseReader reader(body_bytes_max, decoded_bytes_max);
//   if (!reader.TakeHeader(line)) Abort(reader.problem(), reader.sentence());
//
// libcurl 7.88 counts neither while a transfer runs (its MAXFILESIZE looks at Content-Length only), so the counting is done here.
// A line that carries control characters, or a second Content-Length with another number, is how requests are smuggled: refused.
//
// One thread.

#ifndef FENGHUO_DAEMON_NET_RESPONSE_READER_H_
#define FENGHUO_DAEMON_NET_RESPONSE_READER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "daemon/net/http_headers.h"
#include "daemon/net/http_transport.h"

namespace fenghuo {

class ResponseReader {
 public:
  ResponseReader(int64_t wire_bytes_max, int64_t decoded_bytes_max)
      : wire_bytes_max_(wire_bytes_max), decoded_bytes_max_(decoded_bytes_max) {}

  // One header line as libcurl gives it: the status line, "name: value", a folded rest, the empty one; with its line end. A new
  // status line (100, then 200) forgets the headers before it. False: stop, problem() says why. Nothing may be taken afterwards.
  bool TakeHeader(std::string_view line);

  // A decoded piece of the body; `wire_bytes` of it have been received before decoding, give or take one buffer.
  bool TakeBody(std::string_view piece, int64_t wire_bytes);

  // The progress without a piece: bytes that decode to nothing count too.
  bool TakeProgress(int64_t wire_bytes);

  TransportError problem() const { return problem_; }  // kNone until something was refused
  const std::string& sentence() const { return sentence_; }
  bool headers_complete() const { return headers_complete_; }

  const HttpHeaders& headers() const { return headers_; }
  std::string TakeOutBody() { return std::move(body_); }
  int64_t decoded_bytes() const { return decoded_bytes_; }

 private:
  bool Refuse(TransportError problem, std::string sentence);
  bool TakeField(std::string_view line);
  bool TakeContentLength(std::string_view value);

  int64_t wire_bytes_max_;
  int64_t decoded_bytes_max_;
  HttpHeaders headers_;
  std::optional<int64_t> content_length_;
  int64_t header_bytes_ = 0;
  int header_lines_ = 0;
  bool headers_complete_ = false;
  bool has_body_ = true;
  std::string body_;
  int64_t decoded_bytes_ = 0;
  TransportError problem_ = TransportError::kNone;
  std::string sentence_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_RESPONSE_READER_H_
