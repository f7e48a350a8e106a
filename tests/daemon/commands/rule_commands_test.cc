// match, explain and test as an officer calls them: the program itself, under a shell.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
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

class RuleCommandsTest : public testing::Test {
 protected:
  RuleCommandsTest() {
    std::ofstream(rules_) << "rules:\n"
                             "  - {id: ill, name: 呕吐, departments: [a], query: SENTENCE(食堂 AND 呕吐), severity: 20}\n"
                             "  - {id: trial, name: 试运行, departments: [a], any: [食堂], severity: 20, shadow: true}\n";
    std::ofstream(documents_) << R"({"id":"a/1","title":"食堂有人呕吐","fetched_at":"2026-09-01T00:00:00Z"})" << "\n"
                              << R"({"id":"a/2","title":"食堂","text":"有人呕吐。","fetched_at":"2026-09-01T00:00:00Z"})" << "\n";
  }

  // The exit code of `fenghuo <arguments>`; what it printed is in `out_` and `errors_`.
  int Run(const std::string& arguments) {
    const std::string out = folder_.Path("out"), errors = folder_.Path("errors");
    const int status = std::system((FENGHUO_BUILD_DIR "/fenghuo " + arguments + " > " + out + " 2> " + errors).c_str());
    out_ = ContentOf(out);
    errors_ = ContentOf(errors);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  TemporaryDirectory folder_;
  const std::string rules_ = folder_.Path("rules.yml");
  const std::string documents_ = folder_.Path("documents.jsonl");
  std::string out_;
  std::string errors_;
};

TEST_F(RuleCommandsTest, ExplainShowsWhatStandsWhere) {
  EXPECT_EQ(Run("explain ill " + documents_ + " --rules " + rules_), 0) << errors_;
  EXPECT_EQ(out_,
            "a/1\n"
            "✓ ill 呕吐\n"
            "  ✓ SENTENCE(食堂 AND 呕吐)\n"
            "    ✓ (食堂 AND 呕吐)\n"
            "      ✓ 食堂  title 0-6 “食堂”\n"
            "      ✓ 呕吐  title 12-18 “呕吐”\n"
            "a/2\n"
            "✗ ill 呕吐\n"
            "  ✗ SENTENCE(食堂 AND 呕吐)  (not in one sentence)\n"
            "    ✓ (食堂 AND 呕吐)\n"
            "      ✓ 食堂  title 0-6 “食堂”\n"
            "      ✓ 呕吐  text 6-12 “呕吐”\n");
}

TEST_F(RuleCommandsTest, ExplainAnswersNoWhenNothingIsFound) {
  std::ofstream(documents_) << R"({"id":"a/1","title":"天气","fetched_at":"2026-09-01T00:00:00Z"})" << "\n";

  EXPECT_EQ(Run("explain ill " + documents_ + " --rules " + rules_), 1);
  EXPECT_EQ(Run("explain il " + documents_ + " --rules " + rules_), 2);
  EXPECT_EQ(errors_, "fenghuo: there is no rule \"il\"; the nearest is \"ill\"\n");
}

TEST_F(RuleCommandsTest, MatchMarksTheMatchesOfARuleOnTrial) {
  EXPECT_EQ(Run("match --rules " + rules_ + " -- " + documents_), 0) << errors_;
  EXPECT_NE(out_.find(R"({"rule":"trial","spans":[["title",0,6]],"shadow":true})"), std::string::npos) << out_;
  EXPECT_NE(out_.find(R"({"rule":"ill","spans":[["title",0,6],["title",12,18]]})"), std::string::npos) << out_;
}

TEST_F(RuleCommandsTest, TestPassesTheTestsOfTheExample) {
  EXPECT_EQ(Run(std::string("test --config ") + kExample + " " + kExample + "/rule-tests.yml"), 0) << out_ << errors_;
  EXPECT_EQ(out_, "74 tests, 0 failed\n");
}

TEST_F(RuleCommandsTest, TestExplainsWhatFails) {
  const std::string tests = folder_.Path("tests.yml");
  std::ofstream(tests) << "tests:\n"
                          "  - {name: 履职, title: 市场监管所推诿, finds: [own-conduct]}\n"
                          "  - {name: 城管, title: 城管执法人员被指推诿, finds: [own-conduct]}\n";

  EXPECT_EQ(Run(std::string("test --config ") + kExample + " " + tests), 1);
  EXPECT_EQ(out_, tests +
                      ":3: 城管: own-conduct should find it\n"
                      "✗ own-conduct 本系统履职与作风\n"
                      "  ✗ any: 过罚不当, 小过重罚, 泄露举报人 and 7 more\n"
                      "  ✓ all, in the title or in one sentence\n"
                      "    ✓ 市场监管局, 市监局, 市场监督管理局 and 9 more  title 6-18 “执法人员”\n"
                      "    ✓ 红包, 酒驾, 打不通 and 20 more  title 24-30 “推诿”\n"
                      "  ✗ none: 交警, 城管  title 0-6 “城管”  (excludes the whole document)\n"
                      "2 tests, 1 failed\n");
  EXPECT_EQ(Run(std::string("test --config ") + kExample + " " + folder_.Path("none.yml")), 3);
}

}  // namespace
}  // namespace fenghuo
