#include "daemon/commands/api_client.h"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>

#include "daemon/commands/foreign_fields.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

class ApiClientTest : public testing::Test {
 protected:
  void SetUp() override { std::ofstream(token_file_) << "secret\n"; }

  TemporaryDirectory folder_;
  std::string token_file_ = folder_.Path("token");
};

TEST_F(ApiClientTest, TakesAServerByItsIpv6Address) {
  Result<ApiClient> client = ApiClient::Make("http://[::1]:8640", token_file_);

  EXPECT_TRUE(client.ok()) << client.error().message;
}

TEST_F(ApiClientTest, TakesNothingButAnObjectForAnAnswer) {
  for (const char* body : {"[]", "7", "\"x\"", "<html>", ""}) {
    FakeServer server(Always(Reply("200 OK", body)));
    Result<ApiClient> client = ApiClient::Make(server.Url(""), token_file_);
    ASSERT_TRUE(client.ok()) << client.error().message;

    Result<Json> answer = client->Get("/api/v1/status");

    ASSERT_FALSE(answer.ok()) << body;
    EXPECT_EQ(answer.error().code, ErrorCode::kUnavailable);
    EXPECT_EQ(answer.error().message, server.Url("") + ": the answer is no JSON object, so no fenghuo gave it");
  }
}

TEST_F(ApiClientTest, AsksAgainWhenItIsToldThatItAskedTooOften) {
  std::atomic<int> asked = 0;
  FakeServer server([&asked](FakeConnection& peer) {
    while (peer.ReadRequest()) {
      const bool too_often = ++asked == 1;
      if (!peer.Send(too_often ? Reply("429 Too Many Requests", R"({"detail":"推送过于频繁"})", "Retry-After: 1\r\n")
                               : Reply("200 OK", R"({"new":1})"))) {
        return;
      }
    }
  });
  Result<ApiClient> client = ApiClient::Make(server.Url(""), token_file_);
  ASSERT_TRUE(client.ok()) << client.error().message;

  Result<Json> answer = client->Post("/api/v1/documents", Json::object());

  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_EQ(asked, 2);
}

TEST(ForeignFieldsTest, AreAbsentWhenTheyAreOfAnotherType) {
  Json json = Json::parse(R"({"text": 1, "number": "x", "big": 18446744073709551615, "list": {}, "object": []})");

  EXPECT_EQ(TextAt(json, "text"), "");
  EXPECT_FALSE(NumberAt(json, "number"));
  EXPECT_FALSE(NumberAt(json, "big"));
  EXPECT_EQ(ListAt(json, "list").size(), 0U);
  EXPECT_TRUE(ObjectAt(json, "object").is_object());
  EXPECT_EQ(TextAt(Json::array(), "text"), "");
}

}  // namespace
}  // namespace fenghuo
