// An HttpTransport carries requests to the outside world and brings back what came of them.
//
//   transport.Start({.url = source.url, .headers = {{"User-Agent", agent}}}, [&](HttpResponse response) { ... });
//   HttpResponse answer = Perform(transport, {.method = "POST", .url = url, .body = json, .purpose = Purpose::kDeliver});
//
// Every request is judged by the address gate (daemon/net/address_gate.h), hop by hop. A fetch (GET or HEAD) follows redirects,
// at most five; a delivery never does, a moved webhook is a mistake to show. Two implementations: CurlTransport
// (daemon/net/curl_transport.h) and the scripted ones of tests and simulation.
//
// Thread-safe.

#ifndef FENGHUO_DAEMON_NET_HTTP_TRANSPORT_H_
#define FENGHUO_DAEMON_NET_HTTP_TRANSPORT_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "base/time.h"
#include "daemon/net/http_headers.h"
#include "daemon/net/url.h"

namespace fenghuo {

// What a connection is for, and so which inner addresses it may reach: fetching from the web none, whatever crawl.allow_addresses lets
// through; fetching from a source inside the office those, as long as no redirect leads away from where it began; delivering those of
// deliver.allow_addresses.
enum class Purpose { kFetch, kFetchInner, kDeliver };

enum class SchemeRule { kHttpOrHttps, kHttpsOnly };

struct HttpRequest {
  std::string method = "GET";
  std::string url{};           // absolute, http or https
  std::optional<Url> parsed{}; // what ParseUrl() makes of `url`, when somebody has asked it already
  HttpHeaders headers{};       // names and values without control characters, else kBadUrl
  std::string body{};
  Purpose purpose = Purpose::kFetch;
  SchemeRule scheme = SchemeRule::kHttpOrHttps;
  Duration connect_timeout = seconds(10);   // each hop: name, connection and TLS
  Duration total_timeout = seconds(30);     // all hops together; the wait in our own queue does not count
  Duration stall_timeout = seconds(10);     // this long below 1 byte/s and we hang up; whole seconds
  int64_t body_bytes_max = 10 * 1024 * 1024;     // as sent by the peer, before decoding
  int64_t decoded_bytes_max = 20 * 1024 * 1024;  // what we keep
  std::string ca_file{};       // PEM, or empty for the system's
  // Asked before each redirect is followed, with its normalised target, on a thread of the transport; empty: all are followed.
  std::function<bool(const std::string& url)> may_follow{};
  std::string proxy{};         // http://host:port, or empty; never taken from the environment. It is judged by the gate and
                             // then resolves names itself, so the addresses behind it are its own affair.
};

enum class TransportError {
  kNone,            // an answer came, whatever its status
  kDns,             // the name has no address
  kConnect,         // refused, unreachable or reset before anything was sent
  kTls,             // no common protocol or cipher, a handshake that went wrong
  kCertificate,     // expired, of another host, from nobody we trust
  kTimeout,         // not connected, or not complete, in time; or stalled
  kBlockedAddress,  // the gate refused address or port; nothing was sent there
  kBadUrl,          // no URL that we follow: the gate's parser refused it, or a header was malformed; nothing was sent
  kTooLarge,        // the body passed a cap, or decodes to more than 200 times its size
  kHeaderTooLarge,  // more than 64 KiB or 256 lines of headers
  kNotFollowed,     // may_follow said no to a redirect; nothing was sent there
  kBroken,          // cut off, ill-formed, contradictory, or redirected in circles
};

// Words of metric labels: none, dns, connect, tls, certificate, timeout, blocked, bad_url, too_large, header_too_large, not_followed,
// broken.
const char* Name(TransportError error);

struct HttpResponse {
  TransportError error = TransportError::kNone;
  std::string error_sentence;   // English, without path, query or any secret; empty when kNone
  bool request_sent = false;    // the last hop's request was, or may have been, sent
  int status = 0;               // of the last hop; 0 when none came
  HttpHeaders headers;          // of the last hop
  std::string body;             // decoded, complete only when kNone; never more than decoded_bytes_max
  int64_t wire_bytes = 0;       // of the body before decoding, of the last hop
  int64_t decoded_bytes = 0;
  std::string final_url;        // normalised URL of the last hop, or empty when the first was refused
  std::string moved_to;         // where the chain's leading permanent redirects (301, 308) end; empty when there was none
  int redirects = 0;            // followed
  std::string not_followed;     // the target of kNotFollowed
  std::string peer_address;     // "203.0.113.9" or "2001:db8::1"; empty when never connected
  Duration connect_duration{0}; // of the last hop, name and TLS included
  Duration total_duration{0};   // all hops
};

class HttpTransport {
 public:
  virtual ~HttpTransport() = default;

  // Returns at once. `done` is called exactly once, on a thread of the transport, also when the transport is destroyed
  // first (kBroken, "the transport was stopped"). It must not block; it may call Start().
  virtual void Start(HttpRequest request, std::function<void(HttpResponse)> done) = 0;
};

// Starts `request` and waits for it. Never from inside a `done`: it would wait for itself.
HttpResponse Perform(HttpTransport& transport, HttpRequest request);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_HTTP_TRANSPORT_H_
