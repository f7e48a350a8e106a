// The same archive, configuration and program give the same bytes.

#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include <clocale>
#include <fstream>

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
    const ReplayOptions options{.archives = {archive_}, .out = out, .clicks = clicks_, .workers = workers, .progress = {}};
    EXPECT_TRUE(EndedWell(StartReplay(options, before)));
    return ReadOutput(out);
  }

  TemporaryDirectory directory_;
  std::string archive_ = kNineDays;
  std::string clicks_;  // empty: none
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

// Of a hundred headlines with 投诉 two people say that those of one kind are off-topic.
std::string ClicksOnComplaints() {
  std::string lines;
  for (int i = 0; i < 100; ++i) {
    const bool relevant = i % 2 == 0;
    const std::string title = relevant ? "家长投诉学校食堂饭菜变质" : "市民投诉衣柜门板开裂";
    lines += Dump(Json{{"rule", "complaint"},
                       {"document", "taught/" + std::to_string(i)},
                       {"verdict", relevant ? "relevant" : "off_topic"},
                       {"person", i % 3 == 0 ? "zhang" : "li"},
                       {"at", FormatRfc3339(FromUnixSeconds(1'780'000'000 + 60 * i))},
                       {"title", title + std::to_string(i)}}) +
             "\n";
  }
  return lines;
}

TEST_F(ReplayDeterminismTest, HoldsWithTheFiltersThatAGivenSetOfClicksTaught) {
  const std::map<std::string, std::string> without = Output("without", 1);
  clicks_ = directory_.Path("clicks.jsonl");
  std::ofstream(clicks_) << ClicksOnComplaints();

  const std::map<std::string, std::string> with = Output("with", 1);

  EXPECT_EQ(Output("again", 4), with);
  EXPECT_NE(with.at("documents.jsonl").find("\"relevance\":\"tray\""), std::string::npos) << "clicks that move nothing show nothing";
  EXPECT_EQ(without.at("documents.jsonl").find("\"relevance\""), std::string::npos);
  EXPECT_NE(with.at("stories.jsonl"), without.at("stories.jsonl"));
  clicks_.clear();
  EXPECT_EQ(Output("afterwards", 1), without);
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
