// Identity says which person stands behind a request: by the bearer token of staff.yml, or by a session that a token opened.
//
//   const Person* person = FindByToken(roster, token);               // null: nobody
//   std::string cookie = sessions.Open(*person, clock);              // the only time that the session's token exists
//   const Person* again = sessions.Find(cookie, roster, clock);
//
// Only SHA-256 hashes are kept. A session ends after 30 minutes without a request, after 12 hours in any case, when its person is gone
// from staff.yml and when their token was changed; what the person may do is read anew at every request. Lengths are real
// time, also where the daemon's clock runs fast. (ASVS 5.0: 7.2, 7.3.)
//
// One thread.

#ifndef FENGHUO_DAEMON_SERVE_IDENTITY_H_
#define FENGHUO_DAEMON_SERVE_IDENTITY_H_

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/roster/roster.h"
#include "base/clock.h"

namespace fenghuo {

inline constexpr char kSessionCookie[] = "fenghuo_session";
constexpr Duration kSessionIdle = minutes(30);
constexpr Duration kSessionLasts = hours(12);

// Lower-case hexadecimal SHA-256.
std::string Sha256Hex(std::string_view bytes);

// Every person's hash is compared, in a time that tells nothing. `roster` owns the person.
const Person* FindByToken(const Roster& roster, std::string_view token);

bool MayDo(const Person& person, std::string_view permission);

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
  size_t size() const { return by_hash_.size(); }

 private:
  struct Session {
    std::string person;      // id
    std::string token_hash;  // the person's, as it was
    Timestamp opened_at;
    Timestamp used_at;
  };
  bool Over(const Session& session, const Clock& clock) const;

  std::map<std::string, Session> by_hash_;
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
