// An Acceptance tells from the ledger alone which items a daemon has accepted: those that must be in its store for
// ever.
//
//   Acceptance acceptance(scenario);
//   for (const LedgerLine& line : ledger.ReadOn()) acceptance.Take(line);
//   for (const std::string& id : acceptance.accepted()) EXPECT_TRUE(store.FindDocument(id).ok());
//
// One synced batch holds a fetch's documents and its ETag, and a source comes round again only when that batch is
// committed. So an answer was accepted when a daemon of any life presents its ETag, and when the daemon that got it
// asks the same host once more. An answer that was the last one for its host in a daemon's life, and whose ETag nobody
// ever presented, may have died with it.
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_ACCEPTANCE_H_
#define FENGHUO_TESTS_SCENARIOS_ACCEPTANCE_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "daemon/demo/scenario.h"
#include "tests/scenarios/ledger.h"

namespace fenghuo {

class Acceptance {
 public:
  // `scenario` must outlive it.
  explicit Acceptance(const Scenario& scenario) : scenario_(scenario) {}

  // In the ledger's order.
  void Take(const LedgerLine& line);

  // Ids of documents, as the daemon keeps them.
  const std::set<std::string>& accepted() const { return accepted_; }
  // The items of the answer with that ETag; empty when no host gave it.
  std::vector<std::string> ItemsOf(const std::string& host, const std::string& etag) const;
  // Items shown and never accepted, with the lives whose last answer of that host they were in.
  std::map<std::string, std::set<int>> NeverAccepted() const;
  // As the daemon keeps them: the ids that the host gives its items.
  std::vector<std::string> DocumentIds(const std::string& host, const std::vector<std::string>& items) const;

 private:
  struct Answer {
    int life = 0;
    std::vector<std::string> items;
  };

  const Scenario& scenario_;
  std::map<std::string, std::map<std::string, std::vector<std::string>>> by_etag_;  // host -> ETag -> items
  std::map<std::string, Answer> last_;                                              // by host
  std::map<std::string, std::set<int>> shown_;                                      // item -> lives
  std::set<std::string> accepted_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_ACCEPTANCE_H_
