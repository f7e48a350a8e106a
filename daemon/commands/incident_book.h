// An IncidentBook is where `fenghuo incident` reads: a running daemon, as a named person, or the store of one, closed or not.
//
//   Result<IncidentBook> book = IncidentBook::OfStore(config);  // or OfServer(client)
//   Result<std::vector<Json>> open = book->Open();
//   std::printf("%s", ShownLine(open->front(), book->zone()).c_str());
//
// Both give the JSON of the API. Reading a store takes no lock and writes nothing; who looks is then known to nobody, so it is for whoever
// may read the store's files anyway.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_INCIDENT_BOOK_H_
#define FENGHUO_DAEMON_COMMANDS_INCIDENT_BOOK_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/zone.h"
#include "daemon/commands/api_client.h"
#include "daemon/config/config.h"
#include "daemon/serve/call.h"
#include "daemon/wire.h"
#include "storage/store.h"

namespace fenghuo {

// The office's, as the running daemon says.
Result<Zone> ZoneOf(ApiClient& client);

class IncidentBook {
 public:
  // The office's zone is asked for at once: kUnavailable when nobody answers, kInvalid when the token is refused.
  static Result<IncidentBook> OfServer(ApiClient client);
  static Result<IncidentBook> OfStore(Config config);

  // Those that are not over, newest first.
  Result<std::vector<Json>> Open();
  // What should have been done by now: `incident`, `number`, `since`, `what`. A store is asked as of `now`.
  Result<std::vector<Json>> Unhandled(Timestamp now);
  // Closed ones that have every word of the query, newest first; at most `limit`.
  Result<std::vector<Json>> Cases(const std::string& query, size_t limit);
  // The after-action report. kNotFound names the id. A store is asked as of `now`.
  Result<std::string> AfterAction(const std::string& id, Timestamp now);
  // Past incidents that are like it, with `because`. kNotFound likewise.
  Result<std::vector<Json>> Similar(const std::string& id);
  // With `timeline` and `notifications`. kNotFound names the id.
  Result<Json> Find(const std::string& id);

  const Zone& zone() const { return zone_; }

 private:
  explicit IncidentBook(Zone zone) : zone_(std::move(zone)) {}
  Result<std::vector<Json>> OpenAtServer();
  Result<Json> FindInStore(const std::string& id) const;

  Zone zone_;
  std::optional<ApiClient> client_;         // of a running daemon
  std::unique_ptr<Store> store_;            // else
  std::shared_ptr<const Bureau> bureau_;    // of the store's office; shared with nobody
};

// Complete lines for a terminal, in the officer's words; what came from the web cannot steer the terminal.
std::string ShownLine(const Json& incident, const Zone& zone);
std::string ShownPage(const Json& incident, const Zone& zone);
// Number, when it was closed and why, title; and what was learnt or, of a similar one, what makes it so.
std::string ShownCase(const Json& incident, const Zone& zone);
std::string ShownUnhandled(const Json& item, const Zone& zone);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_INCIDENT_BOOK_H_
