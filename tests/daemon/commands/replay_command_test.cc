// replay --compare as whoever tries a rule calls it: the program itself, under a shell, over a small archive.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

constexpr const char* kExample = FENGHUO_SOURCE_DIR "/deploy/config";

std::string ContentOf(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

class ReplayCommandTest : public testing::Test {
 protected:
  ReplayCommandTest() {
    std::filesystem::copy(kExample, other_, std::filesystem::copy_options::recursive);
    std::ofstream(archive_)
        << R"({"id":"a/1","source":"a","title":"某火锅店12名顾客食物中毒送医","tier":"city","fetched_at":"2026-09-01T00:00:00Z"})" << "\n"
        << R"({"id":"b/1","source":"b","title":"商场自动扶梯夹人，3人受伤","tier":"city","fetched_at":"2026-09-01T01:00:00Z"})" << "\n";
  }

  // What the comparison said behind the two lines of the runs themselves.
  std::string Compare(const std::string& config, const std::string& other) {
    const std::string said = folder_.Path("said");
    const std::string command = FENGHUO_BUILD_DIR "/fenghuo replay --config " + config + " --compare " + other + " --from-archive " +
                                archive_ + " --out " + out_ + " > " + said + " 2>&1";
    const int status = std::system(command.c_str());
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << ContentOf(said);
    std::istringstream lines(ContentOf(said));
    std::string line, rest;
    for (int number = 0; std::getline(lines, line); ++number) {
      if (number >= 2) rest += line + "\n";
    }
    return rest;
  }

  TemporaryDirectory folder_;
  const std::string other_ = folder_.Path("other");
  const std::string archive_ = folder_.Path("archive.jsonl");
  const std::string out_ = folder_.Path("out");
};

TEST_F(ReplayCommandTest, SaysThatTwoConfigurationsAgree) {
  EXPECT_EQ(Compare(kExample, other_), "两套配置报警、定级和命中均无差别\n");
  EXPECT_EQ(ContentOf(out_ + "/differences.jsonl"), "");
  EXPECT_EQ(ContentOf(out_ + "/incidents.jsonl"), ContentOf(out_ + "/compared/incidents.jsonl"));
}

TEST_F(ReplayCommandTest, ListsWhatARuleOnTrialWouldMissAndWhatItWouldAdd) {
  const std::string path = other_ + "/rules/3-safety.yml";
  std::string rules = ContentOf(path);
  const std::string id = "  - id: special-equipment\n";
  ASSERT_NE(rules.find(id), std::string::npos);
  std::ofstream(path) << rules.insert(rules.find(id) + id.size(), "    shadow: true\n");
  const std::string incident = "  Ⅳ级 2026-09-01 09:00:00 +08:00  商场自动扶梯夹人，3人受伤（1条）\n";

  EXPECT_EQ(Compare(kExample, other_), "不再报警1起\n" + incident + "命中规则不同1条\n");
  EXPECT_EQ(ContentOf(out_ + "/differences.jsonl"),
            R"({"change":"missed","incident":"2026-0901-02","title":"商场自动扶梯夹人，3人受伤","level":4,"opened_at":"2026-09-01T01:00:00Z",)"
            R"("levels":[{"at":"2026-09-01T01:00:00Z","level":4}],"documents":["b/1"]})" "\n"
            R"({"change":"other_rules","document":"b/1","rules":["special-equipment"],"compared_rules":[]})" "\n");
  EXPECT_EQ(Compare(other_, kExample), "新增报警1起\n" + incident + "命中规则不同1条\n");
}

}  // namespace
}  // namespace fenghuo
