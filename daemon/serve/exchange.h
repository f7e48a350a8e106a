// An exchange is one request and its answer, free of sockets: what the connection reads and what it writes.
//
// Values: one thread each.

#ifndef FENGHUO_DAEMON_SERVE_EXCHANGE_H_
#define FENGHUO_DAEMON_SERVE_EXCHANGE_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "daemon/audit_note.h"

namespace fenghuo {

// Header values as they came; empty when absent.
struct ServeRequest {
  std::string method;  // "GET"
  std::string target;  // as it stands in the request line
  std::string body;
  std::string host;
  int hosts = 0;       // how many Host lines there were
  std::string origin;
  std::string fetch_site;   // Sec-Fetch-Site
  std::string authorization;
  std::string cookie;
  std::string content_type;
  std::string if_none_match;
  std::string idempotency_key;
  bool unattended = false;  // Fenghuo-Unattended: a page asks by itself, nobody has touched it since it last asked
  bool forwarded = false;   // X-Forwarded-For or Forwarded is there: a proxy stands between
  std::string peer;         // address of the other end, without port
  bool peer_is_loopback = false;
  std::string local;        // our end of the connection, "10.1.2.3:8640"
  // Says whose connection this is, once somebody is known; false when they have too many.
  std::function<bool(const std::string& who)> claim = {};
};

enum class Stream { kNo, kEvents };

// Whether a line of the audit trail stands for this answer alone, or for an hour of the same person reading the same thing
// (noted_reads.h).
enum class NoteLasts { kOnce, kAnHour };

struct Reply {
  int status = 200;
  std::string content_type = "application/json";
  std::string body = {};
  std::vector<std::pair<std::string, std::string>> headers = {};  // beside those that every answer has
  std::string cache = "no-store";
  std::string referrer = "no-referrer";
  Stream stream = Stream::kNo;
  std::function<bool()> still_allowed = {};  // for kEvents: asked at every heartbeat
  // Who was given this. The answer leaves when the audit trail has the line, durably: what nobody noted nobody has read, and nobody can
  // read faster than the core writes.
  std::optional<AuditNote> note = {};
  NoteLasts note_lasts = NoteLasts::kOnce;
};

// May be called from any thread; the first call counts.
using Respond = std::function<void(Reply)>;

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_EXCHANGE_H_
