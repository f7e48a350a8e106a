#include "daemon/serve/identity.h"

#include <sodium.h>

#include <algorithm>

#include "base/check.h"
#include "daemon/deliver/hmac.h"

namespace fenghuo {
namespace {

constexpr size_t kSessionsMax = 1000;
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

std::string Sha256Hex(std::string_view bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return Hex(hash, sizeof(hash));
}

const Person* FindByToken(const Roster& roster, std::string_view token) {
  const std::string hash = Sha256Hex(token);
  const Person* found = nullptr;
  for (const Person& person : roster.staff().people) {
    if (EqualInConstantTime(person.token_hash, hash) && !token.empty()) found = &person;
  }
  return found;
}

bool MayDo(const Person& person, std::string_view permission) {
  return std::find(person.permissions.begin(), person.permissions.end(), permission) != person.permissions.end();
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

bool Sessions::Over(const Session& session, const Clock& clock) const {
  Timestamp now = clock.Now();
  return clock.RealTime(now - session.used_at) >= kSessionIdle || clock.RealTime(now - session.opened_at) >= kSessionLasts;
}

std::string Sessions::Open(const Person& person, const Clock& clock) {
  std::erase_if(by_hash_, [&](const auto& one) { return Over(one.second, clock); });
  if (by_hash_.size() >= kSessionsMax) {
    by_hash_.erase(std::min_element(by_hash_.begin(), by_hash_.end(),
                                    [](const auto& a, const auto& b) { return a.second.used_at < b.second.used_at; }));
  }
  CHECK(sodium_init() >= 0, "libsodium cannot start");
  unsigned char random[32];
  randombytes_buf(random, sizeof(random));
  std::string token = Hex(random, sizeof(random));
  by_hash_[Sha256Hex(token)] = {person.id, person.token_hash, clock.Now(), clock.Now()};
  return token;
}

const Person* Sessions::Find(std::string_view token, const Roster& roster, const Clock& clock, Use use) {
  if (token.empty()) return nullptr;
  auto found = by_hash_.find(Sha256Hex(token));
  if (found == by_hash_.end()) return nullptr;
  const Person* person = roster.FindPerson(found->second.person);
  bool same = person != nullptr && EqualInConstantTime(person->token_hash, found->second.token_hash);
  if (!same || Over(found->second, clock)) {
    by_hash_.erase(found);
    return nullptr;
  }
  if (use == Use::kKeepsAlive) found->second.used_at = clock.Now();
  return person;
}

void Sessions::Close(std::string_view token) { by_hash_.erase(Sha256Hex(token)); }

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
