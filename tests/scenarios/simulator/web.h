// The Web is what the office reads: sites that publish, fall silent, go down, hang, and answer with a login page.
//
//   Web web(config.sources, rng, {.begin = begin, .days = 1});
//   HttpResponse answer = web.Answer(source, request, true_now);
//
// Whole answers, as a transport gives them: the daemon's own code judges and parses them. One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_WEB_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_WEB_H_

#include <map>
#include <string>
#include <vector>

#include "base/rng.h"
#include "daemon/config/config.h"
#include "daemon/net/http_transport.h"
#include "tests/scenarios/simulator/news.h"

namespace fenghuo {

enum class SiteMood { kWell, kDown, kLimits, kHangs, kLoginPage, kNoFeed, kSilent };
const char* Name(SiteMood mood);

class Web {
 public:
  Web(const std::vector<SourceConfig>& sources, Rng rng, Timestamp begin, int days);

  HttpResponse Answer(const SourceConfig& source, const HttpRequest& request, Timestamp now);
  SiteMood MoodOf(const std::string& source, Timestamp now) const;

 private:
  struct Spell {
    Timestamp from;
    Timestamp to;
    SiteMood mood = SiteMood::kWell;
  };
  struct Site {
    std::vector<Spell> spells;
    std::vector<Post> shown;  // newest first
  };

  void Publish(Timestamp now);
  void Show(const Post& post);
  void PlanSpells(Site& site, Timestamp begin, int days);

  Rng rng_;
  std::vector<Post> posts_;
  size_t next_post_ = 0;
  std::vector<Site> sites_;
  std::map<std::string, size_t> site_of_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_WEB_H_
