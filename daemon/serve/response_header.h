// ResponseHeader writes status line and header of an answer, with the security headers that every answer has.
//
//   std::string text = ResponseHeader(reply, {.keep_alive = true}) + reply.body;
//
// The policy lets a page load only this server's own files, run no inline script, and be framed by nobody (reliability.md 7).
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_RESPONSE_HEADER_H_
#define FENGHUO_DAEMON_SERVE_RESPONSE_HEADER_H_

#include <string>

#include "daemon/serve/exchange.h"

namespace fenghuo {

struct HeaderOptions {
  bool keep_alive = true;
  bool https = false;  // people reach us through TLS: their browsers are told to keep to it
};

// HTTP/1.1; Content-Length unless the answer is a stream or has no content. CR and LF in values are left out.
std::string ResponseHeader(const Reply& reply, const HeaderOptions& options);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_RESPONSE_HEADER_H_
