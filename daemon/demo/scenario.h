// A Scenario is an invented story over some days, told by the feeds, boards and forums of an invented city.
//
//   Result<Scenario> scenario = Scenario::Parse(text);
//   Answer answer = scenario->Serve(host, now);       // what the host shows at that time
//
// Times are minutes from the scenario's start; items before the start are there at the first read. Nothing in it is chance:
// the same minute gives the same bytes.
//
// Immutable: any number of threads.

#ifndef FENGHUO_DAEMON_DEMO_SCENARIO_H_
#define FENGHUO_DAEMON_DEMO_SCENARIO_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace fenghuo {

struct ScenarioItem {
  int64_t minute = 0;
  std::string id;
  std::string title;
  std::string text;
  std::string author;
};

// An entry of the hot list: there from `from` to `to`, loudest at `peak`.
struct ScenarioBoardEntry {
  std::string title;
  int64_t from = 0;
  int64_t to = 0;
  int64_t peak = 0;
  int64_t heat = 0;
};

struct ScenarioHost {
  std::string id;
  std::string name;
  std::string address;  // 127.0.1.N
  std::string format;   // rss, rss_gb18030, atom, json_feed, board
  std::string path;
  std::vector<ScenarioItem> items;  // by minute
  // While this lasts the host answers every request with a page that asks to log in, status 200.
  std::optional<std::pair<int64_t, int64_t>> login_wall;
};

// What a host answers.
struct ScenarioAnswer {
  std::string content_type;
  std::string body;
  std::string etag;
  std::vector<std::string> ids;  // of the items in the body, newest first
};

class Scenario {
 public:
  // kInvalid when the text is no scenario.
  static Result<Scenario> Parse(std::string_view text);

  const std::string& title() const { return title_; }
  Timestamp start() const { return start_; }
  Timestamp end() const { return start_ + minutes(minutes_); }
  const std::vector<ScenarioHost>& hosts() const { return hosts_; }

  ScenarioAnswer Serve(const ScenarioHost& host, Timestamp now) const;

 private:
  Scenario() = default;
  ScenarioAnswer ServeBoard(int64_t minute) const;

  std::string title_;
  Timestamp start_;
  int64_t minutes_ = 0;
  std::vector<ScenarioHost> hosts_;
  std::vector<ScenarioBoardEntry> board_;
  std::string pinned_title_;
  std::string advertising_title_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DEMO_SCENARIO_H_
