// What an operator can get wrong, and what the daemon says then: one sentence with the place, the rule, what was found and what to
// do; exit code 2 for a configuration, 3 for the world.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <filesystem>
#include <fstream>

#include "tests/scenarios/daemon_process.h"

namespace fenghuo {
namespace {

class BadOperationsTest : public DaemonProcessTest {
 protected:
  // In one file of the configuration.
  void Replace(const std::string& file, const std::string& from, const std::string& to) const {
    std::string text = ReadWholeFile(config_ + "/" + file);
    ASSERT_NE(text.find(from), std::string::npos) << from;
    while (text.find(from) != std::string::npos) text.replace(text.find(from), from.size(), to);
    std::ofstream(config_ + "/" + file, std::ios::trunc) << text;
  }

  Ended RunDaemon() const { return Run({"run", "--config", config_}); }
};

// The last line of what it says: the log comes before.
std::string Sentence(const std::string& errors) {
  std::string text = errors.substr(0, errors.find_last_not_of('\n') + 1);
  size_t line = text.rfind('\n');
  return line == std::string::npos ? text : text.substr(line + 1);
}

TEST_F(BadOperationsTest, ASecondDaemonOnTheSameStoreIsRefused) {
  std::unique_ptr<ChildProcess> first = StartDaemon();
  ASSERT_EQ(first->AwaitLine(), "http://" + address_ + "/") << ReadWholeFile(log_);
  Ended second = RunDaemon();
  EXPECT_EQ(second.exit_code, 3);
  EXPECT_EQ(second.errors, "fenghuo: " + config_ + "/data: the store is in use by another fenghuo; stop it or use another data path\n");
  EXPECT_EQ(first->Await(Duration(0)), std::nullopt);
}

TEST_F(BadOperationsTest, APortThatIsTakenIsNamed) {
  boost::asio::io_context io;
  boost::asio::ip::tcp::acceptor other(io, {boost::asio::ip::make_address("127.0.0.1"),
                                            static_cast<uint16_t>(std::stoi(address_.substr(address_.find(':') + 1)))});
  Ended ended = RunDaemon();
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_EQ(ended.errors, "fenghuo: serve.listen: " + address_ +
                              " is taken by another program, perhaps another fenghuo; stop it or listen on another port\n");
}

TEST_F(BadOperationsTest, AnAddressOfAnotherMachineIsNamed) {
  Replace("fenghuo.yml", "listen: " + address_, "listen: 192.0.2.1:8640");
  Ended ended = RunDaemon();
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_EQ(ended.errors,
            "fenghuo: serve.listen: 192.0.2.1:8640 is no address of this machine; listen on 127.0.0.1 or one that it has\n");
}

TEST_F(BadOperationsTest, AnOpenDoorWithoutAnybodyWhoCouldBeKnownIsRefusedAndCheckSaysSoToo) {
  Replace("fenghuo.yml", "listen: " + address_, "listen: 0.0.0.0:8640");
  Replace("staff.yml", "token_file: secrets/zhang.token, ", "");
  Replace("staff.yml", "token_file: secrets/wei.token, ", "");
  const std::string sentence =
      "fenghuo: serve.listen: 0.0.0.0:8640 can be reached from other machines, but nobody in staff.yml has a token; give at least one "
      "person a token_file or listen on 127.0.0.1\n";
  for (const char* command : {"run", "check"}) {
    Ended ended = Run({command, "--config", config_});
    EXPECT_EQ(ended.exit_code, 2) << command;
    EXPECT_EQ(ended.errors, sentence) << command;
  }
}

TEST_F(BadOperationsTest, AFileWhereTheStoreShouldBeIsNamed) {
  std::ofstream(config_ + "/data") << "in the way";
  Ended ended = RunDaemon();
  EXPECT_EQ(ended.exit_code, 3);
  EXPECT_EQ(ended.errors, "fenghuo: " + config_ +
                              "/data: must be a directory that fenghuo can make and write to: Not a directory; name another one as data in "
                              "fenghuo.yml, or make it by hand\n");
}

TEST_F(BadOperationsTest, AConfigurationThatIsNotThereIsNamed) {
  Ended ended = Run({"run", "--config", folder_.Path("nowhere")});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_EQ(ended.errors, "fenghuo: " + folder_.Path("nowhere") + ": must be a directory with a fenghuo.yml, is none\n");
}

TEST_F(BadOperationsTest, AStoreThatWasNeverMadeIsNamedByWhatReadsIt) {
  Ended ended = Run({"incident", "list", "--config", config_});
  EXPECT_EQ(ended.exit_code, 2);
  EXPECT_EQ(ended.errors, "fenghuo: " + config_ + "/data: there is no store here\n");
}

// A disk of its own, so small that it fills.
class SmallDisk {
 public:
  SmallDisk(const std::string& path, const char* size) : path_(path) {
    std::filesystem::create_directory(path);
    mounted_ = mount("tmpfs", path.c_str(), "tmpfs", 0, size) == 0;
  }
  ~SmallDisk() {
    if (mounted_) umount2(path_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  bool mounted() const { return mounted_; }

 private:
  std::string path_;
  bool mounted_ = false;
};

TEST_F(BadOperationsTest, ADiskThatIsFullAtTheStartIsNamed) {
  SmallDisk disk(folder_.Path("disk"), "size=64k");
  if (!disk.mounted()) GTEST_SKIP() << "a disk of its own needs root";
  Replace("fenghuo.yml", "data: data", "data: " + folder_.Path("disk") + "/data");
  Ended ended = RunDaemon();
  EXPECT_EQ(ended.exit_code, 3);
  const std::string sentence = Sentence(ended.errors);
  EXPECT_TRUE(sentence.starts_with("fenghuo: " + folder_.Path("disk") + "/data: the disk is full (")) << ended.errors;
  EXPECT_TRUE(sentence.ends_with("); free some space and start again")) << ended.errors;
}

TEST_F(BadOperationsTest, ADiskThatFillsUpStopsTheDaemonWhichTellsNobodyWhatItCannotKeep) {
  SmallDisk disk(folder_.Path("disk"), "size=500k");
  if (!disk.mounted()) GTEST_SKIP() << "a disk of its own needs root";
  Replace("fenghuo.yml", "data: data", "data: " + folder_.Path("disk") + "/data");
  std::unique_ptr<ChildProcess> daemon = StartDaemon();
  ASSERT_NE(daemon->AwaitLine(), "") << ReadWholeFile(log_);
  {
    std::ofstream fill(folder_.Path("disk") + "/fill");
    const std::string part(1024, 'x');
    while (fill << part << std::flush) {
    }
  }
  // Room for the alarm that there is little, and for some calls.
  const std::string filled = folder_.Path("disk") + "/fill";
  std::filesystem::resize_file(filled, std::filesystem::file_size(filled) - 40 * 1024);
  std::string last_kept;
  for (int call = 0; call < 200; ++call) {
    Ended opened = AtTheDesk({"open", "--title", "记者询问某超市过期面包", "--origin", "记者来电"});
    if (opened.exit_code != 0) break;
    last_kept = opened.out.substr(0, opened.out.find(' '));
  }
  EXPECT_EQ(daemon->Await(seconds(30)), 3);
  const std::string log = ReadWholeFile(log_);
  EXPECT_NE(log.find("the store cannot write: stopping, so that nothing is told that is not kept"), std::string::npos) << log;
  EXPECT_NE(log.find("/data: the disk is full ("), std::string::npos) << log;

  std::filesystem::remove(filled);
  daemon = StartDaemon();
  ASSERT_NE(daemon->AwaitLine(), "") << ReadWholeFile(log_);
  ASSERT_NE(last_kept, "") << "there was room for some";
  EXPECT_EQ(AtTheDesk({"show", last_kept}).exit_code, 0) << last_kept;
}

}  // namespace
}  // namespace fenghuo
