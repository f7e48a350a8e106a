// A LedgerReader reads what the scenario's process has written down, further with every call.
//
//   LedgerReader ledger(path);
//   for (const LedgerLine& line : ledger.ReadOn()) ...
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_LEDGER_H_
#define FENGHUO_TESTS_SCENARIOS_LEDGER_H_

#include <ios>
#include <string>
#include <vector>

#include "base/time.h"

namespace fenghuo {

// Written before the answer left: the world's word on what was asked, shown and received.
struct LedgerLine {
  Timestamp at;      // by the scenario's clock
  std::string kind;  // served, received
  // served
  int life = 0;  // of the daemon that asked, as its user agent says
  std::string host;
  std::string known;  // the ETag that the daemon presented
  int status = 0;
  std::string etag;
  std::vector<std::string> ids;  // of the items shown; none with a 304
  // received
  std::string channel;
  std::string id;
  std::string text;
};

// What stands before the number of a daemon's life in its user agent.
constexpr const char* kAgentName = "fenghuo-demo/";

class LedgerReader {
 public:
  explicit LedgerReader(std::string path) : path_(std::move(path)) {}

  // The lines that were written since the last call; one that is being written is left for the next.
  std::vector<LedgerLine> ReadOn();

 private:
  std::string path_;
  std::streamoff read_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_LEDGER_H_
