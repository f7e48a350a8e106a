// The same archive, configuration and program give the same bytes.

#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include <clocale>

#include "daemon/wire.h"
#include "tests/scenarios/an_archive.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

// An invented town for nine days: a canteen, a gym that closed, what people complain of every day, and much else.
constexpr const char* kNineDays = FENGHUO_SOURCE_DIR "/tests/testdata/replay/nine_days.jsonl";
// Of those nine days, the configuration of AnOffice() and this program on Debian 12. Every build asserts the same one: g++ and
// clang, with and without optimisation and sanitizers. It changes when what a replay writes changes, and then on purpose.
constexpr const char* kDigest = "efee9e9736fd8b74";

class ReplayDeterminismTest : public testing::Test {
 protected:
  std::map<std::string, std::string> Output(const std::string& name, int workers, const std::function<void()>& before = {}) {
    std::string out = directory_.Path(name);
    EXPECT_TRUE(EndedWell(StartReplay({.archives = {archive_}, .out = out, .workers = workers, .progress = {}}, before)));
    return ReadOutput(out);
  }

  TemporaryDirectory directory_;
  std::string archive_ = kNineDays;
};

// Another zone, another language, another way to write numbers; ICU takes its own default from the same variables.
void MoveTo(const char* zone, const char* language) {
  setenv("TZ", zone, 1);
  setenv("LC_ALL", language, 1);
  setenv("LANG", language, 1);
  tzset();
  std::setlocale(LC_ALL, "");
}

TEST_F(ReplayDeterminismTest, HoldsForASecondRunForFourWorkersAndInOtherPartsOfTheWorld) {
  archive_ = directory_.Path("archive.jsonl");
  WriteArchive(archive_, {.seed = 3, .snapshots = 100, .titles = 12});
  std::map<std::string, std::string> once = Output("once", 1);

  ASSERT_EQ(once.size(), 5u);
  ASSERT_GT(once["incidents.jsonl"].size(), 1000u) << "an archive without incidents shows nothing";
  ASSERT_GT(once["notifications.jsonl"].size(), 1000u);
  EXPECT_EQ(Output("twice", 1), once);
  EXPECT_EQ(Output("four", 4), once);
  EXPECT_EQ(Output("new-york", 4, [] { MoveTo("America/New_York", "tr_TR.UTF-8"); }), once);
  EXPECT_EQ(Output("kathmandu", 1, [] { MoveTo("Asia/Kathmandu", "C"); }), once);
}

TEST_F(ReplayDeterminismTest, GivesTheDigestThatEveryBuildGives) {
  std::map<std::string, std::string> once = Output("once", 1);

  EXPECT_EQ(Json::parse(once["summary.json"])["digest"], kDigest) << once["summary.json"];
  EXPECT_EQ(Output("elsewhere", 4, [] { MoveTo("America/New_York", "tr_TR.UTF-8"); }), once);
  // What makes the digest worth having: levels that points, a rule and a fact gave and that fell again, and a learned baseline.
  for (const char* mark : {"达到Ⅳ级", "命中必报规则", "文中称", "平时此时不足1条", "风险持续回落"}) {
    EXPECT_NE(once["incidents.jsonl"].find(mark), std::string::npos) << mark << " in\n" << once["incidents.jsonl"];
  }
}

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  fenghuo::UseMemoryForTemporaryFiles();
  return RUN_ALL_TESTS();
}
