// The daemon in this process: what only its end shows.

#include "daemon/app.h"

#include <gtest/gtest.h>

#include <boost/asio/ip/tcp.hpp>
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

}  // namespace
}  // namespace fenghuo
