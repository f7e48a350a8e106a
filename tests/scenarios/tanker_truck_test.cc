// The tanker trucks that carried cooking oil after coal oil, July 2024: the recorded boards of those days, replayed with the
// configuration that is shipped.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "daemon/wire.h"
#include "tests/scenarios/an_archive.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

constexpr const char* kEvent = "2024-07-guanche";
const Timestamp kFirstTitleSeen = *ParseRfc3339("2024-07-02T10:31:54+08:00");
// Of the event's titles on the boards up to 10 July, how many join the incident. 68 of 69 over the whole archive when written.
constexpr int kRecallFloorPercent = 85;

std::string Shared() {
  const char* configured = getenv("FENGHUO_SHARED");
  return configured != nullptr ? configured : std::string(FENGHUO_SOURCE_DIR) + "/../shared";
}

std::vector<Json> ReadLines(const std::string& path) {
  std::ifstream file(path);
  std::vector<Json> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(Json::parse(line));
  return lines;
}

class TankerTruckTest : public testing::Test {
 protected:
  // Ids of the event's titles that were on a board before `until`, as the archive has them.
  std::set<std::string> EventIds(Timestamp until) {
    std::ifstream file(Shared() + "/data/boards/events.json");
    Json events = Json::parse(file);
    std::set<std::string> titles;
    std::set<std::string> ids;
    for (const Json& event : events) {
      if (event["id"] != kEvent) continue;
      for (const char* board : {"weibo", "zhihu"}) {
        for (const Json& title : event[board]) titles.insert(title["title"].get<std::string>());
      }
    }
    for (const Json& line : ReadLines(archive_)) {
      bool early = *ParseRfc3339(line["fetched_at"].get<std::string>()) < until;
      if (early && titles.contains(line["title"].get<std::string>())) ids.insert(line["id"].get<std::string>());
    }
    return ids;
  }

  // Incidents that hold one of the ids.
  std::vector<Json> IncidentsWith(const std::set<std::string>& ids) {
    std::vector<Json> found;
    for (const Json& incident : ReadLines(directory_.Path("out") + "/incidents.jsonl")) {
      if (Shares(incident, ids) > 0) found.push_back(incident);
    }
    return found;
  }

  static size_t Shares(const Json& incident, const std::set<std::string>& ids) {
    const Json& documents = incident["documents"];
    return static_cast<size_t>(std::count_if(documents.begin(), documents.end(), [&](const Json& id) {
      return ids.contains(id.get<std::string>());
    }));
  }

  TemporaryDirectory directory_;
  std::string archive_ = directory_.Path("archive.jsonl");
};

TEST_F(TankerTruckTest, OpensOneIncidentAtTheFirstTitleThatTheLaterOnesJoin) {
  std::string boards = Shared() + "/data/boards/" + kEvent;
  if (!std::ifstream(boards + ".weibo.tsv.gz")) GTEST_SKIP() << "the recorded boards are not here: " << boards << ".*";
  std::string convert = "python3 '" + Shared() + "/tools/boards_to_jsonl.py' '" + boards + ".weibo.tsv.gz' '" + boards +
                        ".zhihu.tsv.gz' > '" + archive_ + "'";
  ASSERT_EQ(std::system(convert.c_str()), 0);
  std::string replay = std::string(FENGHUO_BINARY) + " replay --config '" + FENGHUO_SOURCE_DIR + "/deploy/config' --from-archive '" +
                       archive_ + "' --out '" + directory_.Path("out") + "' --workers 2";
  ASSERT_EQ(std::system(replay.c_str()), 0);

  std::vector<Json> mine = IncidentsWith(EventIds(*ParseRfc3339("2024-08-01T00:00:00+08:00")));
  ASSERT_EQ(mine.size(), 1u) << "one event, one incident, up to the archive's end";
  for (const Json& incident : ReadLines(directory_.Path("out") + "/incidents.jsonl")) {
    EXPECT_NE(incident.value("merged_into", ""), mine[0]["incident"]) << "opened beside it: " << incident["title"];
  }
  EXPECT_EQ(mine[0]["opened_at"], FormatRfc3339(kFirstTitleSeen));
  std::set<std::string> early = EventIds(*ParseRfc3339("2024-07-11T00:00:00+08:00"));
  size_t joined = Shares(mine[0], early);
  RecordProperty("recall", std::to_string(joined) + "/" + std::to_string(early.size()));
  std::printf("%zu of %zu titles up to 10 July are in the incident\n", joined, early.size());
  EXPECT_GE(joined * 100, early.size() * kRecallFloorPercent);
}

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  fenghuo::UseMemoryForTemporaryFiles();
  return RUN_ALL_TESTS();
}
