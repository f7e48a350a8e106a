// The same archive, configuration and program give the same bytes.

#include <gtest/gtest.h>
#include <stdlib.h>
#include <time.h>

#include <clocale>

#include "tests/scenarios/an_archive.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

class ReplayDeterminismTest : public testing::Test {
 protected:
  ReplayDeterminismTest() { WriteArchive(archive_, {.seed = 3, .snapshots = 100, .titles = 12}); }

  std::map<std::string, std::string> Output(const std::string& name, int workers, const std::function<void()>& before = {}) {
    std::string out = directory_.Path(name);
    EXPECT_TRUE(EndedWell(StartReplay({.archives = {archive_}, .out = out, .workers = workers, .progress = {}}, before)));
    return ReadOutput(out);
  }

  TemporaryDirectory directory_;
  std::string archive_ = directory_.Path("archive.jsonl");
};

TEST_F(ReplayDeterminismTest, HoldsForASecondRunForFourWorkersAndInAnotherPartOfTheWorld) {
  std::map<std::string, std::string> once = Output("once", 1);
  ASSERT_EQ(once.size(), 5u);
  ASSERT_GT(once["incidents.jsonl"].size(), 1000u) << "an archive without incidents shows nothing";
  ASSERT_GT(once["notifications.jsonl"].size(), 1000u);
  EXPECT_EQ(Output("twice", 1), once);
  EXPECT_EQ(Output("four", 4), once);
  auto elsewhere = [] {
    setenv("TZ", "America/St_Johns", 1);
    setenv("LC_ALL", "tr_TR.UTF-8", 1);
    setenv("LANG", "de_DE.UTF-8", 1);
    tzset();
    std::setlocale(LC_ALL, "");
  };
  EXPECT_EQ(Output("elsewhere", 4, elsewhere), once);
}

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  fenghuo::UseMemoryForTemporaryFiles();
  return RUN_ALL_TESTS();
}
