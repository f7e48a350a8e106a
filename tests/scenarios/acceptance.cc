#include "tests/scenarios/acceptance.h"

#include <algorithm>

namespace fenghuo {

std::vector<std::string> Acceptance::DocumentIds(const std::string& host, const std::vector<std::string>& items) const {
  const std::vector<ScenarioHost>& hosts = scenario_.hosts();
  auto found = std::find_if(hosts.begin(), hosts.end(), [&](const ScenarioHost& each) { return each.id == host; });
  bool atom = found != hosts.end() && found->format == "atom";
  std::vector<std::string> ids;
  for (const std::string& item : items) ids.push_back(host + "/" + (atom ? "urn:" + host + ":" : "") + item);
  return ids;
}

void Acceptance::Take(const LedgerLine& line) {
  if (line.kind != "served") return;
  Answer& last = last_[line.host];
  if (last.life == line.life) accepted_.insert(last.items.begin(), last.items.end());
  std::vector<std::string> known = ItemsOf(line.host, line.known);
  accepted_.insert(known.begin(), known.end());

  last = {.life = line.life, .items = DocumentIds(line.host, line.ids)};
  for (const std::string& id : last.items) shown_[id].insert(line.life);
  if (line.status == 200 && !line.etag.empty()) by_etag_[line.host][line.etag] = last.items;
}

std::vector<std::string> Acceptance::ItemsOf(const std::string& host, const std::string& etag) const {
  auto answers = by_etag_.find(host);
  if (answers == by_etag_.end()) return {};
  auto answer = answers->second.find(etag);
  return answer == answers->second.end() ? std::vector<std::string>() : answer->second;
}

std::map<std::string, std::set<int>> Acceptance::NeverAccepted() const {
  std::map<std::string, std::set<int>> never = shown_;
  std::erase_if(never, [&](const auto& item) { return accepted_.contains(item.first); });
  return never;
}

}  // namespace fenghuo
