// An Officer works at a running daemon over its API, as fast as it answers: signs incidents that are some time old,
// writes notes, and enters incidents by hand. Every deed carries words of its own, so that it can be found again.
//
//   Officer officer({.url = url, .token_file = path, .clock = &clock}, deeds);
//   daemon->Signal(SIGKILL);
//   officer.Leave();                    // now `deeds` says what was asked for and what was answered
//
// Works on a thread of its own; one thread makes it and has it leave.

#ifndef FENGHUO_TESTS_SCENARIOS_OFFICER_H_
#define FENGHUO_TESTS_SCENARIOS_OFFICER_H_

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "daemon/commands/api_client.h"

namespace fenghuo {

enum class Answer {
  kDone,     // the daemon's word that it is kept
  kRefused,  // it must not be found
  kNone,     // the daemon died on it: done or not
};

struct Deed {
  std::string action;    // open, acknowledge, note
  std::string incident;  // empty for open: the answer gives the id, and there may be none
  std::string words;
  Answer answer = Answer::kNone;
};

struct Desktop {
  std::string url;
  std::string token_file;
  const Clock* clock = nullptr;  // the scenario's; must outlive the Officer
};

class Officer {
 public:
  // `deeds` must outlive it and is not touched by others until it has left; new ones are added at the end.
  Officer(Desktop desktop, std::vector<Deed>& deeds);
  ~Officer() { Leave(); }

  void Leave();
  // How many deeds the daemon has said are done, since this officer came; for any thread.
  int answered() const { return answered_; }

 private:
  void Work();
  void LookAt(ApiClient& client, const Json& incident);
  void Do(ApiClient& client, const std::string& path, Deed deed, Json body);
  std::string NewWords() const;

  Desktop desktop_;
  std::vector<Deed>& deeds_;
  std::atomic<bool> leaving_ = false;
  std::atomic<int> answered_ = 0;
  std::thread thread_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_OFFICER_H_
