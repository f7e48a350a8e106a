#include "tests/scenarios/officer.h"

#include <utility>

#include "tests/scenarios/child_process.h"

namespace fenghuo {
namespace {

constexpr Duration kLookEvery = milliseconds(50);  // real time
constexpr Duration kSignsAfter = minutes(25);      // scenario time
constexpr size_t kTurnsForAnOpening = 16;          // so that somebody is always to be told something
constexpr size_t kTurnsForANote = 2;

}  // namespace

Officer::Officer(Desktop desktop, std::vector<Deed>& deeds)
    : desktop_(std::move(desktop)), deeds_(deeds), thread_([this] { Work(); }) {}

void Officer::Leave() {
  leaving_ = true;
  if (thread_.joinable()) thread_.join();
}

std::string Officer::NewWords() const { return "值班记录第" + std::to_string(deeds_.size() + 1) + "号"; }

void Officer::Work() {
  Result<ApiClient> client = ApiClient::Make(desktop_.url, desktop_.token_file);
  CHECK(client.ok(), "the officer has no way in");
  for (size_t turn = 0; !leaving_; ++turn) {
    if (turn % kTurnsForAnOpening == 0) {
      std::string words = NewWords();
      Do(*client, "/api/v1/incidents", {.action = "open", .incident = {}, .words = words},
         {{"title", words}, {"level", 2}, {"locality", "local"}, {"origin", {{"source", "来电"}}}});
    }
    Result<Json> page = client->Get("/api/v1/incidents?state=open&limit=200");
    const Json incidents = page.ok() ? page->value("items", Json::array()) : Json::array();
    for (const Json& incident : incidents) LookAt(*client, incident);
    if (!incidents.empty() && turn % kTurnsForANote == 0) {
      std::string id = incidents[turn / kTurnsForANote % incidents.size()].value("incident", "");
      Do(*client, "/api/v1/incidents/" + id + "/actions", {.action = "note", .incident = id, .words = NewWords()},
         {{"action", "note"}});
    }
    Sleep(kLookEvery);
  }
}

void Officer::LookAt(ApiClient& client, const Json& incident) {
  std::string state = incident.value("state", "");
  Result<Timestamp> opened = ParseRfc3339(incident.value("opened_at", ""));
  CHECK(opened.ok(), "an incident has no time");
  if ((state != "detected" && state != "notified") || desktop_.clock->Now() - *opened < kSignsAfter) return;
  std::string id = incident.value("incident", "");
  Do(client, "/api/v1/incidents/" + id + "/actions", {.action = "acknowledge", .incident = id, .words = NewWords()},
     {{"action", "acknowledge"}});
}

void Officer::Do(ApiClient& client, const std::string& path, Deed deed, Json body) {
  if (leaving_) return;
  if (deed.action != "open") body["note"] = deed.words;
  Result<Json> done = client.Post(path, body);
  if (done.ok()) ++answered_;
  deed.answer = done.ok() ? Answer::kDone : done.error().code == ErrorCode::kInvalid ? Answer::kRefused : Answer::kNone;
  if (done.ok() && deed.incident.empty()) deed.incident = done->value("incident", "");
  deeds_.push_back(std::move(deed));
}

}  // namespace fenghuo
