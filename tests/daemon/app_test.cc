// The daemon in this process: what only its end shows.

#include "daemon/app.h"

#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/ip/tcp.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "daemon/demo/demo_world.h"
#include "tests/scenarios/child_process.h"
#include "tests/scenarios/scenario_run.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

class AppTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(WriteDemoConfig(folder_.Path(""), 9, FreeAddress()).ok()); }

  std::unique_ptr<App> Start() const {
    Result<std::unique_ptr<App>> app = App::Start({.config_path = folder_.Path("config")});
    EXPECT_TRUE(app.ok()) << (app.ok() ? "" : app.error().message);
    return app.ok() ? std::move(*app) : nullptr;
  }

  std::string Token(const std::string& person) const {
    std::string token = ReadWholeFile(folder_.Path("config/secrets/" + person + ".token"));
    return token.substr(0, token.find('\n'));
  }

  // The whole answer. `lines` end in CRLF each.
  static std::string Ask(const App& app, const std::string& start, const std::string& lines, const std::string& body = "") {
    std::string host = app.url().substr(7);
    host.pop_back();
    size_t colon = host.find(':');
    boost::asio::ip::tcp::iostream stream(host.substr(0, colon), host.substr(colon + 1));
    stream << start << " HTTP/1.1\r\nHost: " << host << "\r\nConnection: close\r\n" << lines;
    if (!body.empty()) stream << "Content-Type: application/json\r\nContent-Length: " << body.size() << "\r\n";
    stream << "\r\n" << body << std::flush;
    std::stringstream answer;
    answer << stream.rdbuf();
    return answer.str();
  }

  TemporaryDirectory folder_;
};

TEST_F(AppTest, KeepsASignInOfItsLastMoment) {
  std::unique_ptr<App> app = Start();
  ASSERT_NE(app, nullptr);
  app->Stop();
  std::string in;
  std::thread person([&] {
    in = Ask(*app, "POST /api/v1/session", "Origin: " + app->url().substr(0, app->url().size() - 1) + "\r\n",
             "{\"token\":\"" + Token("zhang") + "\"}");
  });
  while (Ask(*app, "GET /metrics", "").find("fenghuo_sessions 1\n") == std::string::npos) std::this_thread::yield();
  EXPECT_EQ(app->Run(), 0);
  person.join();
  app.reset();
  size_t cookie = in.find("fenghuo_session=");
  ASSERT_NE(cookie, std::string::npos) << in;

  app = Start();
  ASSERT_NE(app, nullptr);
  std::string who = Ask(*app, "GET /api/v1/session", "Cookie: " + in.substr(cookie, in.find(';', cookie) - cookie) + "\r\n");

  EXPECT_NE(who.find("\"person\":\"zhang\""), std::string::npos) << who;
  app->Stop();
  EXPECT_EQ(app->Run(), 0);
}

TEST_F(AppTest, TakesNothingInWhileTheDiskIsNearlyFullAndGoesOnByItself) {
  const std::string token(40, 'h');
  std::ofstream(folder_.Path("config/secrets/hotline.token")) << token;
  std::filesystem::permissions(folder_.Path("config/secrets/hotline.token"), std::filesystem::perms::owner_read);
  std::ofstream(folder_.Path("config/sources/hotline.yml"))
      << "sources:\n  - id: hotline\n    name: 热线工单\n    type: push\n    kind: complaint\n    token_file: secrets/hotline.token\n";
  std::atomic<int64_t> free_bytes = int64_t{9} << 30;
  Result<std::unique_ptr<App>> started = App::Start(
      {.config_path = folder_.Path("config"), .measure_disk = [&](const std::string&) { return DiskRoom{free_bytes, int64_t{99} << 30}; }});
  ASSERT_TRUE(started.ok()) << started.error().message;
  App& app = **started;
  int exit_code = -1;
  std::thread core([&] { exit_code = app.Run(); });
  auto wait_for = [&](const std::string& status) {
    std::string ready;
    while ((ready = Ask(app, "GET /-/ready", "")).find(status) == std::string::npos) std::this_thread::sleep_for(milliseconds(10));
    return ready;
  };
  auto push = [&] { return Ask(app, "POST /api/v1/documents", "Authorization: Bearer " + token + "\r\n", "{\"title\":\"反映某店\"}"); };

  wait_for("200 OK");
  free_bytes = 1000;
  EXPECT_NE(wait_for("503 ").find("数据磁盘空间不足，已停止收录新信息"), std::string::npos);
  const std::string refused = push();
  EXPECT_NE(refused.find("503 "), std::string::npos) << refused;
  EXPECT_NE(refused.find("系统暂时无法处理，请稍后再试"), std::string::npos) << refused;
  const std::string in = Ask(app, "POST /api/v1/session", "", "{\"token\":\"" + Token("zhang") + "\"}");
  EXPECT_NE(in.find("201 Created"), std::string::npos) << in;

  free_bytes = int64_t{9} << 30;
  wait_for("200 OK");
  const std::string taken = push();
  EXPECT_NE(taken.find("\"new\":1"), std::string::npos) << taken;
  app.Stop();
  core.join();
  EXPECT_EQ(exit_code, 0);
}

}  // namespace
}  // namespace fenghuo
