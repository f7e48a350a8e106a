// A Mailer hands one mail for one receiver to a mail server.
//
//   Answer answer = mailer.Send({.url = "smtps://mail.example:465", .from = "fenghuo@a.example", .to = "duty@a.example",
//                                .headers = {{"Subject", encoded}, {"Message-ID", id}}, .text = text, .html = html});
//   Outcome outcome = Classify(ChannelType::kSmtp, answer, now);
//
// One transaction a receiver: with several, libcurl does not tell which one was refused, and receivers would see each other.
// Sources: notifications.md 7, RFC 5321. Two implementations: CurlMailer (daemon/net/curl_mailer.h) and those of tests.
//
// Thread-safe; Send() blocks.

#ifndef FENGHUO_DAEMON_NET_MAILER_H_
#define FENGHUO_DAEMON_NET_MAILER_H_

#include <string>

#include "alerts/notify/outcome.h"
#include "base/time.h"
#include "daemon/net/http_headers.h"

namespace fenghuo {

enum class MailTls {
  kRequired,     // smtps://, or smtp:// with STARTTLS that must succeed
  kPlainAllowed  // smtp:// in clear text when the server has no STARTTLS: for servers on this machine
};

struct MailRequest {
  std::string url{};         // smtp://host[:587] or smtps://host[:465]
  std::string hello_name{};  // our own host name; empty: libcurl's choice
  std::string user{};        // empty: no login
  std::string password{};
  MailTls tls = MailTls::kRequired;
  std::string ca_file{};     // PEM, or empty for the system's
  std::string proxy{};       // http://host:port that allows CONNECT, or empty
  std::string from{};        // a@b, no name, no angle brackets
  std::string to{};          // a@b
  // From, To, Subject, Date, Message-ID and the rest, values already encoded (RFC 2047). A value may be folded by CR LF and a
  // blank as RFC 5322 allows; any other control character is refused. MIME-Version and Content-Type are the mailer's.
  HttpHeaders headers{};
  std::string text{};        // UTF-8; with `html` the parts of one multipart/alternative, base64
  std::string html{};        // may be empty
  Duration connect_timeout = seconds(10);
  Duration reply_timeout = seconds(60);   // for each reply of the server
  Duration total_timeout = minutes(5);
};

class Mailer {
 public:
  virtual ~Mailer() = default;

  // What came of it, for Classify(): kAnswered with the last reply code (250 is success, 4xx try again, 5xx final), kMaybeSent when
  // the connection broke after the whole mail was sent (last reply 354), kCertificate, kBlockedAddress, else kNotSent. A
  // request with a malformed address or header is kAnswered with 553 and an error that names the field: nothing is sent.
  virtual Answer Send(const MailRequest& request) = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_MAILER_H_
