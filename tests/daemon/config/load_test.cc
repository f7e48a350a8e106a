// LoadConfig on real directories and secret files.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "daemon/config/config.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

// A copy of the example.
class LoadConfigTest : public testing::Test {
 protected:
  LoadConfigTest() {
    std::filesystem::copy(std::string(FENGHUO_SOURCE_DIR) + "/deploy/config", directory_,
                          std::filesystem::copy_options::recursive);
  }

  void Write(const std::string& name, const std::string& bytes, mode_t mode = 0600) {
    std::filesystem::create_directories(std::filesystem::path(directory_ + "/" + name).parent_path());
    std::ofstream(directory_ + "/" + name, std::ios::binary) << bytes;
    ASSERT_EQ(chmod((directory_ + "/" + name).c_str(), mode), 0);
  }
  // Gives the first person a token file.
  void NameToken(const std::string& name) {
    std::ifstream in(directory_ + "/staff.yml");
    std::string staff{std::istreambuf_iterator<char>(in), {}};
    std::string person = "{id: zhao, name: 赵某,";
    staff.insert(staff.find(person) + person.size(), " token_file: " + name + ",");
    Write("staff.yml", staff);
  }
  std::string Problem() const {
    Result<Config> config = LoadConfig(directory_);
    return config.ok() ? "no problem" : config.error().message;
  }

  TemporaryDirectory folder_;
  std::string directory_ = folder_.Path("config");
};

TEST_F(LoadConfigTest, TakesTheDirectoryOrItsMainFile) {
  Result<Config> by_directory = LoadConfig(directory_);
  Result<Config> by_file = LoadConfig(directory_ + "/fenghuo.yml");

  ASSERT_TRUE(by_directory.ok()) << by_directory.error().message;
  ASSERT_TRUE(by_file.ok()) << by_file.error().message;
  EXPECT_EQ(by_directory->hash, by_file->hash);
  EXPECT_EQ(by_directory->directory, directory_);
}

TEST_F(LoadConfigTest, SaysThatADirectoryIsMissing) {
  Result<Config> config = LoadConfig(directory_ + "/nowhere");

  ASSERT_FALSE(config.ok());
  EXPECT_EQ(config.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(config.error().message, directory_ + "/nowhere: must be a directory with a fenghuo.yml, is none");
}

TEST_F(LoadConfigTest, ReadsATokenThatItsOwnerAloneCanRead) {
  NameToken("secrets/zhao.token");
  Write("secrets/zhao.token", "0123456789abcdef0123456789abcdef\n");

  Result<Config> config = LoadConfig(directory_);

  ASSERT_TRUE(config.ok()) << config.error().message;
  // sha256sum of the line without its end.
  EXPECT_EQ(config->staff.people[0].token_hash, "3eb1bd439947eb762998e566ccc2e099c791118b2f40579cc4f7da2b5061b7f9");
}

TEST_F(LoadConfigTest, SaysThatASecretFileIsMissing) {
  NameToken("secrets/zhao.token");

  EXPECT_EQ(Problem().substr(Problem().find(": people")), ": people[0].token_file: must name a file that can be read, \"" +
                                                              directory_ + "/secrets/zhao.token\": No such file or directory");
}

TEST_F(LoadConfigTest, RefusesASecretThatOthersCanRead) {
  NameToken("secrets/zhao.token");
  Write("secrets/zhao.token", "0123456789abcdef0123456789abcdef", 0640);

  EXPECT_EQ(Problem().substr(Problem().find(": people")),
            ": people[0].token_file: must name a file that its owner alone can read, \"" + directory_ +
                "/secrets/zhao.token\" has mode 0640; chmod 600 mends it");
}

TEST_F(LoadConfigTest, RefusesASecretThatIsEmptyOrNoFile) {
  NameToken("secrets/zhao.token");
  Write("secrets/zhao.token", " \n");
  EXPECT_EQ(Problem().substr(Problem().find(": people")),
            ": people[0].token_file: must name a file with a secret in it, \"" + directory_ + "/secrets/zhao.token\" is empty");

  NameToken("sources");
  EXPECT_NE(Problem().find("must name a file, \"" + directory_ + "/sources\" is none"), std::string::npos);
}

TEST_F(LoadConfigTest, TellsTheFirstMomentOfTheNextWeekWithNobodyOnDuty) {
  Result<Config> config = LoadConfig(directory_);
  ASSERT_TRUE(config.ok()) << config.error().message;
  Timestamp now = *ParseRfc3339("2026-07-06T00:00:00Z");
  EXPECT_TRUE(CheckRoster(*config, now).ok());

  std::vector<Shift>& shifts = config->staff.shifts;
  std::erase_if(shifts, [&](const Shift& shift) { return shift.from > now + hours(24); });

  Result<void> roster = CheckRoster(*config, now);
  ASSERT_FALSE(roster.ok());
  EXPECT_EQ(roster.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(roster.error().message,
            "staff.yml: shifts: must name somebody for each of the next 7 days, nobody is on duty from 2026-07-07 08:30:00 +08:00");
}

TEST_F(LoadConfigTest, LeavesNotesAndEditorFilesAlone) {
  Write("README.md", "notes");
  Write(".staff.yml.swp", "x");
  Write("rules/notes.txt", "x");

  EXPECT_EQ(Problem(), "no problem");
}

TEST_F(LoadConfigTest, ReadsRuleFilesAlone) {
  Result<RuleSet> rules =
      LoadRuleFiles({directory_ + "/rules/0-term-sets.yml", directory_ + "/rules/1-food.yml"});
  Result<RuleSet> missing = LoadRuleFiles({directory_ + "/rules/none.yml"});

  ASSERT_TRUE(rules.ok()) << rules.error().message;
  EXPECT_EQ(rules->rules.size(), 4U);
  EXPECT_FALSE(rules->dampers.empty());
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().message, directory_ + "/rules/none.yml: cannot be read: No such file or directory");
}

}  // namespace
}  // namespace fenghuo
