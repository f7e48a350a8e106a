// A RobotsCache remembers what the robots.txt of every host said, and how long that may be relied on (RFC 9309, 2.3 and 2.4).
//
//   RobotsRuling ruling = cache.Ask(source.url, now);
//   if (ruling.say == RobotsSay::kAskFirst) cache.Note(ruling.origin, ReadRobots(answer, agent, now), now);   // and ask again
//   if (ruling.say == RobotsSay::kMayRead) Fetch(source);
//
// One file for each origin: scheme, host and port. What was read holds for 24 hours. Where there is none (4xx, or redirects that lead
// nowhere) everything may be read. Where it cannot be had (5xx, 429, no connection) nothing may, unless an older copy is at hand, which
// then goes on for as long as it takes; after 30 days without either it is taken for absent. It is asked for again after 30 seconds,
// doubled each time up to an hour, and every two hours where sources can be read meanwhile; later when the host says so.
//
// The hosts of the sources are all remembered. Others, to which redirects lead, share 32 MiB: when that is full, the one
// that nobody has asked about for longest is forgotten, and would have to be asked again.
//
// One thread.

#ifndef FENGHUO_DAEMON_CRAWL_ROBOTS_CACHE_H_
#define FENGHUO_DAEMON_CRAWL_ROBOTS_CACHE_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.h"
#include "daemon/config/config.h"
#include "daemon/crawl/robots.h"
#include "daemon/net/http_transport.h"

namespace fenghuo {

enum class RobotsSay {
  kAskFirst,     // fetch origin + "/robots.txt", note it, ask again
  kMayRead,
  kMustNot,      // by the rule in `verdict`
  kUnreachable,  // nothing is known, as `failure` tells
};

struct RobotsRuling {
  RobotsSay say = RobotsSay::kMayRead;
  std::string origin;     // "https://news.example:8443"; empty for a URL that nobody can fetch
  std::optional<Url> url; // of kMayRead: what was asked about, read once for whoever fetches it
  RobotsVerdict verdict;  // of kMayRead and kMustNot
  Duration pause = Duration(0);                 // the Crawl-delay, or 0
  std::optional<Timestamp> unreachable_since;   // also while an older copy goes on
  HttpResponse failure;   // of kUnreachable; without headers and body
};

inline bool MayRead(const RobotsRuling& ruling) { return ruling.say == RobotsSay::kMayRead; }

// What a request for robots.txt came to.
struct RobotsReading {
  enum class Kind { kRead, kAbsent, kUnreachable };
  Kind kind = Kind::kRead;
  Robots robots;          // of kRead
  HttpResponse failure;   // of kUnreachable; without headers and body
  Duration retry_after = Duration(0);  // of kUnreachable, as the host said
};

// The ruling for one source whose request for the file the gate refused. Nothing is noted: it says nothing of the host for others, and
// whoever redirects there must not shut out the host's own source.
RobotsRuling RefusedByGate(const std::string& origin, const HttpResponse& response);

HttpRequest BuildRobotsFetch(const CrawlConfig& crawl, const std::string& origin, Purpose purpose = Purpose::kFetch);

// The first 512 KiB are read, up to the last whole line. `agent` is a product name.
RobotsReading ReadRobots(const HttpResponse& response, std::string_view agent, Timestamp now);

class RobotsCache {
 public:
  static constexpr size_t kStrangersBytesMax = size_t{32} * 1024 * 1024;
  static constexpr size_t kHostBytes = 8192;  // that a host counts for beside its rules

  RobotsRuling Ask(const std::string& url, Timestamp now);

  void Note(const std::string& origin, RobotsReading reading, Timestamp now);

  // From an earlier life: the file of this URL's origin could not be had since then.
  void RestoreUnreachable(const std::string& url, Timestamp since);

  // The sources' URLs: forgets the origins that none of them has.
  void KeepOnly(const std::set<std::string>& urls);

  // Forgets what was read: another product name reads other rules in it.
  void Clear() { hosts_.clear(); }

  size_t size() const { return hosts_.size(); }

 private:
  struct Host {
    std::optional<Robots> robots;  // as last read; one without rules where there was none
    std::optional<Timestamp> ask_again_at;
    std::optional<Timestamp> unreachable_since;
    int failures = 0;  // in a row
    HttpResponse failure;
    size_t bytes = kHostBytes;
    bool of_a_source = false;
    uint64_t asked = 0;  // the turn in which somebody last wanted it
  };

  static bool MayReadMeanwhile(const Host& host, Timestamp now);

  static void NoteUnreachable(Host& host, RobotsReading reading, Timestamp now);
  bool IsOfASource(const std::string& origin) const;
  // Forgets strangers, those first that were asked about first, until the rest fit.
  void MakeRoom();

  std::map<std::string, Host> hosts_;
  std::vector<uint64_t> origins_;  // of the sources, hashed, in order
  uint64_t turn_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_ROBOTS_CACHE_H_
