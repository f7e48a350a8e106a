#include "daemon/commands/demo_people.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/log.h"
#include "daemon/commands/api_client.h"
#include "daemon/commands/demo_ledger.h"
#include "daemon/wire.h"

namespace fenghuo {
namespace {

constexpr Duration kLookEvery = milliseconds(50);  // real time
// How long the officer takes, in scenario time. The first time a raised level comes too late for its ten minutes, so that the
// chain goes on to the leaders; from then on it is signed for at once.
constexpr Duration kSignsAfter = minutes(25);
constexpr Duration kSignsAgainAfter = minutes(3);
constexpr Duration kAssessesAfter = hours(1);
constexpr Duration kHandlesAfter = hours(3);
constexpr Duration kClosesAfter = hours(30);
constexpr Duration kLastWords = minutes(50);  // for the messages of the last minute

Timestamp TimeIn(const Json& json, const char* field, Timestamp otherwise) {
  Result<Timestamp> time = ParseRfc3339(json.value(field, ""));
  return time.ok() ? *time : otherwise;
}

// When this episode began: opened, or reopened last.
Timestamp BeganAt(const Json& incident) {
  Timestamp opened = TimeIn(incident, "opened_at", kEndOfTime);
  const Json reopened = incident.value("reopened_at", Json::array());
  if (reopened.empty()) return opened;
  Result<Timestamp> last = ParseRfc3339(reopened.back().get<std::string>());
  return last.ok() ? *last : opened;
}

Json Closing(const Json& incident) {
  if (incident.value("locality", "") == "elsewhere") {
    return {{"action", "close"}, {"reason", "外地事件已排查"}, {"note", "经排查，本市没有该品牌门店"}};
  }
  return {{"action", "close"}, {"reason", "已处置"}, {"note", "处置完毕，情况已通报"}};
}

// What the officer would do next; empty: nothing yet.
Json NextAction(const Json& incident, Timestamp now) {
  const Duration age = now - BeganAt(incident);
  const std::string state = incident.value("state", "");
  const Json levels = incident.value("levels", Json::array());
  if (!incident.contains("acknowledgement")) {
    const bool again = incident.value("episode", 1) > 1;
    const Timestamp asked = levels.empty() ? BeganAt(incident) : std::max(BeganAt(incident), TimeIn(levels.back(), "at", kEndOfTime));
    if (now - asked > (again ? kSignsAgainAfter : kSignsAfter)) return {{"action", "acknowledge"}};
    return {};
  }
  const int level = incident.value("level", 4);
  const bool outgrown = incident.contains("confirmed_level") && incident.value("confirmed_level", 4) != level;
  if ((state == "acknowledged" && age > kAssessesAfter) || outgrown) {
    return {{"action", "assess"}, {"level", level}, {"note", "情况属实，按预案办理"}};
  }
  if (state == "assessed" && age > kHandlesAfter) return {{"action", "handle"}, {"note", "已派员到场检查"}};
  if (state == "handling" && age > kClosesAfter) return Closing(incident);
  return {};
}

bool EverythingIsSent(ApiClient& client) {
  Result<Json> page = client.Get("/api/v1/deliveries?state=pending&limit=1");
  return page.ok() && page->value("items", Json::array()).empty();
}

// The ledger of one incident; whether there was something to do.
bool DoDeed(ApiClient& client, const Json& incident, const DemoMoment& moment) {
  std::optional<DemoDeed> deed = NextDeed(incident, moment);
  if (!deed) return false;
  const std::string path = "/api/v1/incidents/" + incident.value("incident", "") + deed->path;
  if (deed->draft_first) {
    Result<Json> draft = client.Get(path);
    if (draft.ok()) deed->body["text"] = draft->value("text", "");
  }
  Result<Json> done = client.Post(path, deed->body);
  if (!done.ok()) LogWarning("the demo's officer could not enter it", {{"path", path}, {"reason", done.error().message}});
  return true;
}

void ActOnce(ApiClient& client, Timestamp now) {
  Result<Json> page = client.Get("/api/v1/incidents?state=open&limit=200");
  if (!page.ok()) return;  // the daemon is starting or ending; the next look will tell
  for (const Json& incident : page->value("items", Json::array())) {
    Json action = NextAction(incident, now);
    const bool closing = !action.empty() && action.value("action", "") == "close";
    const bool working = incident.contains("acknowledgement");
    if (working && DoDeed(client, incident, {now, closing})) continue;
    if (action.empty()) continue;
    Result<Json> done = client.Post("/api/v1/incidents/" + incident.value("incident", "") + "/actions", action);
    if (!done.ok()) LogWarning("the demo's officer could not act", {{"reason", done.error().message}});
  }
}

}  // namespace

DemoPeople::DemoPeople(DemoPeopleOptions options, std::function<void()> end_daemon)
    : options_(std::move(options)), end_daemon_(std::move(end_daemon)) {
  if (options_.once) thread_ = std::thread([this] { Work(); });
}

DemoPeople::~DemoPeople() { Stop(); }

void DemoPeople::Stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void DemoPeople::Work() {
  Result<ApiClient> client = ApiClient::Make(options_.url, options_.token_file);
  if (!client.ok()) LogError("the demo's officer has no way in", {{"reason", client.error().message}});
  while (!stopping_) {
    std::this_thread::sleep_for(kLookEvery);
    Timestamp now = options_.clock->Now();
    if (client.ok()) ActOnce(*client, now);
    if (now >= options_.end && (now >= options_.end + kLastWords || !client.ok() || EverythingIsSent(*client))) {
      end_daemon_();
      return;
    }
  }
}

}  // namespace fenghuo
