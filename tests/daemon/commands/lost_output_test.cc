// What every command does when its output or its input fails: the program itself, under a shell.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

class LostOutputTest : public testing::Test {
 protected:
  // Of `fenghuo <arguments>`; its standard error is in `errors_`.
  int ExitCode(const std::string& arguments) {
    std::string errors = folder_.Path("errors");
    int status = std::system((FENGHUO_BUILD_DIR "/fenghuo " + arguments + " 2> " + errors).c_str());
    std::ifstream file(errors);
    std::ostringstream all;
    all << file.rdbuf();
    errors_ = all.str();
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  TemporaryDirectory folder_;
  std::string errors_;
};

TEST_F(LostOutputTest, IsAnErrorOfEveryCommand) {
  const std::string table = folder_.Path("tickets.csv");
  std::ofstream(table) << "标题\n某超市过期面包\n";
  const std::string counts = folder_.Path("counts.csv");
  std::ofstream(counts) << "2026-07-11 08:00:00,3\n";

  const std::vector<std::string> commands = {"source types", "--help", "import --dry-run " + table, "burst " + counts};
  for (const std::string& command : commands) {
    EXPECT_EQ(ExitCode(command + " > /dev/full"), 3) << command;
    EXPECT_NE(errors_.find("fenghuo: standard output: not all could be written\n"), std::string::npos) << command << ": " << errors_;
    EXPECT_EQ(ExitCode(command + " > /dev/null"), 0) << command << ": " << errors_;
  }
}

TEST_F(LostOutputTest, AndSoIsAnInputThatCannotBeReadToItsEnd) {
  EXPECT_EQ(ExitCode("story " + folder_.Path("") + " > /dev/null"), 3);
  EXPECT_EQ(errors_, "fenghuo: " + folder_.Path("") + ": cannot be read to its end\n");
  EXPECT_EQ(ExitCode("story < " + folder_.Path("") + " > /dev/null"), 3);
  EXPECT_EQ(errors_, "fenghuo: standard input: cannot be read to its end\n");
}

}  // namespace
}  // namespace fenghuo
