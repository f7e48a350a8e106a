#include "daemon/deliver/signature.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

constexpr char kSecret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

TEST(SignDingtalkTest, AgreesWithItsVectors) {
  EXPECT_EQ(SignDingtalk("SECdemo0123456789", FromUnixMillis(1700000000000)),
            "timestamp=1700000000000&sign=ww0uYz9hgC%2F%2Fla1LzHCxhiH8ja6t5XU0VlJXBRQKVAA%3D");
  EXPECT_EQ(SignDingtalk("SECdemo0123456789", FromUnixMillis(1700000000009)),
            "timestamp=1700000000009&sign=1aX%2FXr%2B2J2ARVzvCJDdq6ny00RZ%2BGNbWuYsgua9YDaI%3D");
}

TEST(SignFeishuTest, AgreesWithItsVector) {
  EXPECT_EQ(SignFeishu("demoFeishuSecret", R"({"msg_type":"text"})", FromUnixMillis(1700000000999)),
            R"({"timestamp":"1700000000","sign":"2vg3HjBNqw0mZFpBn09APUCnV0tTJf8rEe3ke9gLJPw=","msg_type":"text"})");
}

TEST(SignWebhookTest, AgreesWithTheStandardsVectors) {
  Result<WebhookSignature> first = SignWebhook(
      {kSecret}, {.id = "msg_p5jXN8AQM9LWM0D4loKWxJek", .body = R"({"test": 2432232314})"}, FromUnixSeconds(1614265330));
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->id, "msg_p5jXN8AQM9LWM0D4loKWxJek");
  EXPECT_EQ(first->timestamp, "1614265330");
  EXPECT_EQ(first->signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

  Result<WebhookSignature> chinese = SignWebhook(
      {kSecret},
      {.id = "msg_demo0001", .body = R"({"type":"alert.raised","timestamp":"2026-01-01T00:00:00Z","data":{"level":"红"}})"},
      FromUnixSeconds(1767225600));
  ASSERT_TRUE(chinese.ok());
  EXPECT_EQ(chinese->signature, "v1,WvtFRj/C9CMuXcN0ap+/Rt29uRYCZT9RzFM/OFG1o/c=");
}

TEST(SignWebhookTest, SignsWithOldAndNewWhileSecretsAreExchanged) {
  const std::string other = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
  Result<WebhookSignature> both = SignWebhook({other, kSecret}, {.id = "m", .body = "{}"}, FromUnixSeconds(1));
  Result<WebhookSignature> one = SignWebhook({kSecret}, {.id = "m", .body = "{}"}, FromUnixSeconds(1));
  ASSERT_TRUE(both.ok() && one.ok());
  EXPECT_TRUE(both->signature.ends_with(" " + one->signature));
  EXPECT_TRUE(both->signature.starts_with("v1,"));
}

TEST(SignWebhookTest, RefusesWhatIsNoSecretWithoutRepeatingIt) {
  for (const char* secret : {"MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_", "whsec_c2hvcnQ=", "whsec_not base64!",
                             "whsk_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}) {
    Result<WebhookSignature> signature = SignWebhook({kSecret, secret}, {.id = "m", .body = "{}"}, FromUnixSeconds(1));
    ASSERT_FALSE(signature.ok()) << secret;
    EXPECT_EQ(signature.error().message, "line 2: must be whsec_ and Base64 of 24 to 64 bytes");
  }
  EXPECT_EQ(SignWebhook({}, {.id = "m", .body = "{}"}, FromUnixSeconds(1)).error().message, "holds no secret");
}

TEST(PercentEncodeTest, LeavesOnlyTheUnreserved) {
  EXPECT_EQ(PercentEncode("aZ0-._~ +/=&?%\n红"), "aZ0-._~%20%2B%2F%3D%26%3F%25%0A%E7%BA%A2");
}

}  // namespace
}  // namespace fenghuo
