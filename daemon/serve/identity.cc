#include "daemon/serve/identity.h"

#include <sodium.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "alerts/incident/concern.h"
#include "base/check.h"
#include "base/sha256.h"
#include "daemon/deliver/hmac.h"

namespace fenghuo {
namespace {

constexpr size_t kSessionsMax = 1000;
constexpr size_t kSessionsOfAPersonMax = 10;  // some screens and phones; who signs in in a loop ends only their own
// How far the stored time of the last use may be behind: a restart takes at most this much from a session.
constexpr Duration kKeepUseEvery = minutes(5);
constexpr size_t kFailuresMax = 10;
constexpr size_t kPeersMax = 4096;
constexpr Duration kFailureWindow = minutes(1);

std::string Hex(const unsigned char* bytes, size_t count) {
  std::string out(count * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, count);
  out.pop_back();
  return out;
}

}  // namespace

const Person* FindByToken(const Roster& roster, std::string_view token) {
  const std::string hash = Sha256Hex(token);
  const Person* found = nullptr;
  for (const Person& person : roster.staff().people) {
    if (EqualInConstantTime(person.token_hash, hash) && !token.empty()) found = &person;
  }
  return found;
}

const SourceConfig* FindSourceByToken(const Config& config, std::string_view token) {
  const std::string hash = Sha256Hex(token);
  const SourceConfig* found = nullptr;
  for (const SourceConfig& source : config.sources) {
    if (EqualInConstantTime(source.token_hash, hash) && !token.empty()) found = &source;
  }
  return found;
}

bool MayDo(const Person& person, std::string_view permission) {
  const std::vector<std::string>& has = person.permissions;
  if (std::find(has.begin(), has.end(), permission) != has.end()) return true;
  return permission == "view_own" && std::find(has.begin(), has.end(), "view") != has.end();
}

bool MaySee(const Person& person, const Incident& incident, const Roster& roster) {
  const bool fenced = MayDo(person, "view_own") && !MayDo(person, "view");
  return !fenced || Concerns(incident, person.id, roster);
}

std::string_view BearerToken(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size()) return {};
  for (size_t i = 0; i < kScheme.size(); ++i) {
    char c = authorization[i] >= 'A' && authorization[i] <= 'Z' ? static_cast<char>(authorization[i] + 32) : authorization[i];
    if (c != kScheme[i]) return {};
  }
  authorization.remove_prefix(kScheme.size());
  return authorization;
}

std::string_view CookieValue(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    size_t end = header.find(';');
    std::string_view pair = header.substr(0, end);
    header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') return pair.substr(name.size() + 1);
  }
  return {};
}

bool Sessions::Over(const SessionRecord& session, const Clock& clock) {
  Timestamp now = clock.Now();
  return clock.RealTime(now - session.last_used_at) >= kSessionIdle || clock.RealTime(now - session.created_at) >= kSessionLasts;
}

void Sessions::Drop(ByHash::iterator session) {
  changes_.dropped.push_back(session->first);
  by_hash_.erase(session);
}

void Sessions::DropOver(const Clock& clock) {
  for (auto session = by_hash_.begin(); session != by_hash_.end();) {
    auto next = std::next(session);
    if (Over(session->second.record, clock)) Drop(session);
    session = next;
  }
}

// Room for one more among those that `counts` names.
void Sessions::DropLongestUnused(size_t most, const std::function<bool(const Session&)>& counts) {
  auto longest = by_hash_.end();
  size_t count = 0;
  for (auto session = by_hash_.begin(); session != by_hash_.end(); ++session) {
    if (!counts(session->second)) continue;
    ++count;
    if (longest == by_hash_.end() || session->second.record.last_used_at < longest->second.record.last_used_at) longest = session;
  }
  if (count >= most) Drop(longest);
}

std::string Sessions::Open(const Person& person, const Clock& clock) {
  DropOver(clock);
  const auto of_person = [&](const Session& session) { return session.record.person == person.id; };
  const auto of_anybody = [](const Session&) { return true; };
  DropLongestUnused(kSessionsOfAPersonMax, of_person);
  DropLongestUnused(kSessionsMax, of_anybody);
  CHECK(sodium_init() >= 0, "libsodium cannot start");
  unsigned char random[32];
  randombytes_buf(random, sizeof(random));
  std::string token = Hex(random, sizeof(random));
  SessionRecord record{.token_hash = Sha256Hex(token),
                       .person = person.id,
                       .person_token_hash = person.token_hash,
                       .created_at = clock.Now(),
                       .last_used_at = clock.Now()};
  changes_.kept.push_back(record);
  by_hash_[record.token_hash] = {record, record.last_used_at};
  return token;
}

const Person* Sessions::Find(std::string_view token, const Roster& roster, const Clock& clock, Use use) {
  if (token.empty()) return nullptr;
  auto found = by_hash_.find(Sha256Hex(token));
  if (found == by_hash_.end()) return nullptr;
  Session& session = found->second;
  const Person* person = roster.FindPerson(session.record.person);
  bool same = person != nullptr && EqualInConstantTime(person->token_hash, session.record.person_token_hash);
  if (!same || Over(session.record, clock)) {
    Drop(found);
    return nullptr;
  }
  if (use == Use::kOnlyLooks) return person;
  session.record.last_used_at = clock.Now();
  if (clock.RealTime(session.record.last_used_at - session.kept_use) >= kKeepUseEvery) {
    session.kept_use = session.record.last_used_at;
    changes_.kept.push_back(session.record);
  }
  return person;
}

void Sessions::Close(std::string_view token) {
  auto found = by_hash_.find(Sha256Hex(token));
  if (found != by_hash_.end()) Drop(found);
}

size_t Sessions::CountOpen(const Clock& clock) const {
  return static_cast<size_t>(
      std::count_if(by_hash_.begin(), by_hash_.end(), [&](const auto& one) { return !Over(one.second.record, clock); }));
}

void Sessions::Restore(const std::vector<SessionRecord>& records, const Clock& clock) {
  CHECK(by_hash_.empty(), "sessions are restored only when there are none");
  for (const SessionRecord& record : records) by_hash_[record.token_hash] = {record, record.last_used_at};
  DropOver(clock);
}

SessionChanges Sessions::TakeChanges() { return std::exchange(changes_, {}); }

bool LoginThrottle::Allows(const std::string& peer, const Clock& clock) {
  auto found = failures_.find(peer);
  if (found == failures_.end()) return true;
  std::erase_if(found->second, [&](Timestamp at) { return clock.RealTime(clock.Now() - at) >= kFailureWindow; });
  if (!found->second.empty()) return found->second.size() < kFailuresMax;
  failures_.erase(found);
  return true;
}

void LoginThrottle::CountFailure(const std::string& peer, const Clock& clock) {
  if (failures_.size() >= kPeersMax) failures_.erase(failures_.begin());
  failures_[peer].push_back(clock.Now());
}

}  // namespace fenghuo
