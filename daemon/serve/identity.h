// Identity says which person stands behind a request: by the bearer token of staff.yml, or by a session that a token opened.
//
//   const Person* person = FindByToken(roster, token);               // null: nobody
//   std::string cookie = sessions.Open(*person, clock);              // the only time that the session's token exists
//   const Person* again = sessions.Find(cookie, roster, clock);
//
// Only SHA-256 hashes are kept. A session ends after 30 minutes in which no person used it, after 12 hours in any case, when its person
// is gone from staff.yml and when their token was changed; what the person may do is read anew at every request. What an open page
// asks by itself is no use of it. Lengths are real time, also where the daemon's clock runs fast. (ASVS 5.0: 7.2, 7.3.)
// A person has at most 10 at once, the office 1,000: a further one ends the one that was used longest ago.
// Sessions outlive the daemon: whoever owns them stores what TakeChanges() gives and hands it to Restore() at the next start.
//
// One thread.

#ifndef FENGHUO_DAEMON_SERVE_IDENTITY_H_
#define FENGHUO_DAEMON_SERVE_IDENTITY_H_

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/incident/incident.h"
#include "alerts/roster/roster.h"
#include "base/clock.h"
#include "daemon/config/config.h"
#include "daemon/engine.h"

namespace fenghuo {

inline constexpr char kSessionCookie[] = "fenghuo_session";
constexpr Duration kSessionIdle = minutes(30);
constexpr Duration kSessionLasts = hours(12);

// Every person's hash is compared, in a time that tells nothing. `roster` owns the person.
const Person* FindByToken(const Roster& roster, std::string_view token);

// The push source of that token; the same care.
const SourceConfig* FindSourceByToken(const Config& config, std::string_view token);

// Whoever may view everything may view what is their own.
bool MayDo(const Person& person, std::string_view permission);

// With `view_own` alone a person sees and acts on the incidents that concern them or their unit, and nothing else.
bool MaySee(const Person& person, const Incident& incident, const Roster& roster);

// "Bearer abc" -> "abc"; empty when it is not of that form.
std::string_view BearerToken(std::string_view authorization);
// The value of that cookie, or empty.
std::string_view CookieValue(std::string_view header, std::string_view name);

class Sessions {
 public:
  enum class Use { kKeepsAlive, kOnlyLooks };

  // The cookie's value: 256 random bits in hexadecimal digits.
  std::string Open(const Person& person, const Clock& clock);
  // Null when there is no such session.
  const Person* Find(std::string_view token, const Roster& roster, const Clock& clock, Use use = Use::kKeepsAlive);
  void Close(std::string_view token);
  // Those that are not over.
  size_t CountOpen(const Clock& clock) const;

  // Puts back what earlier changes kept. Only when empty.
  void Restore(const std::vector<SessionRecord>& records, const Clock& clock);
  // What must be stored since the last call.
  SessionChanges TakeChanges();

 private:
  struct Session {
    SessionRecord record;
    Timestamp kept_use;  // the last use that was handed out to be stored
  };
  using ByHash = std::map<std::string, Session>;
  static bool Over(const SessionRecord& session, const Clock& clock);
  void DropOver(const Clock& clock);
  void DropLongestUnused(size_t most, const std::function<bool(const Session&)>& counts);
  void Drop(ByHash::iterator session);

  ByHash by_hash_;
  SessionChanges changes_;
};

// At most 10 refused attempts a minute for one address; what is over is refused unread.
class LoginThrottle {
 public:
  bool Allows(const std::string& peer, const Clock& clock);
  void CountFailure(const std::string& peer, const Clock& clock);

 private:
  std::map<std::string, std::vector<Timestamp>> failures_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_IDENTITY_H_
