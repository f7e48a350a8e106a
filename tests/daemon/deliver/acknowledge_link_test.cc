#include "daemon/deliver/acknowledge_link.h"

#include <gtest/gtest.h>

#include "daemon/deliver/hmac.h"

namespace fenghuo {
namespace {

const std::string kKey(32, 'k');
const Timestamp kNow = FromUnixSeconds(1'783'707'960);

AcknowledgeLink ALink() {
  AcknowledgeLink link;
  link.incident = "2026-0711-03";
  link.person = "zhang";
  link.expires_at = kNow + hours(1);
  link.nonce = AcknowledgeNonce("2026-0711-03-1-2-0-zhang", kKey);
  return link;
}

TEST(AcknowledgeLinkTest, GivesBackWhatWasSigned) {
  Result<AcknowledgeLink> link = VerifyAcknowledgeLink(SignAcknowledgeLink(ALink(), kKey), kKey, kNow);
  ASSERT_TRUE(link.ok());
  EXPECT_EQ(link->incident, "2026-0711-03");
  EXPECT_EQ(link->person, "zhang");
  EXPECT_EQ(link->expires_at, kNow + hours(1));
  EXPECT_EQ(link->nonce, ALink().nonce);
}

TEST(AcknowledgeLinkTest, NeedsNoEscapingInAUrl) {
  const std::string token = SignAcknowledgeLink(ALink(), kKey);
  EXPECT_EQ(token.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), std::string::npos);
  EXPECT_EQ(AcknowledgeUrl("https://desk.example/", "T"), "https://desk.example/acknowledge/T");
  EXPECT_EQ(AcknowledgeUrl("https://desk.example", "T"), "https://desk.example/acknowledge/T");
  EXPECT_EQ(AcknowledgeUrl("", "T"), "");
}

TEST(AcknowledgeLinkTest, FitsInALineOfAPhone) { EXPECT_LE(SignAcknowledgeLink(ALink(), kKey).size(), 64U); }

TEST(AcknowledgeLinkTest, RefusesEveryChangedCharacter) {
  const std::string token = SignAcknowledgeLink(ALink(), kKey);
  for (size_t i = 0; i < token.size(); ++i) {
    std::string changed = token;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    Result<AcknowledgeLink> link = VerifyAcknowledgeLink(changed, kKey, kNow);
    ASSERT_FALSE(link.ok()) << i;
    EXPECT_EQ(link.error().message, "签收链接无效，请登录后按编号签收或致电值班室");
  }
}

TEST(AcknowledgeLinkTest, RefusesWhatIsNoTokenAtAll) {
  const std::string good = SignAcknowledgeLink(ALink(), kKey);
  for (const std::string& token : {std::string(), std::string("."), std::string("AAAA"), good.substr(0, 22), good.substr(1),
                                   good.substr(0, good.size() - 1), good + "A", good + "=", std::string(1'000'000, 'A')}) {
    EXPECT_FALSE(VerifyAcknowledgeLink(token, kKey, kNow).ok()) << token.substr(0, 80);
  }
}

TEST(AcknowledgeLinkTest, RefusesAnotherKeysToken) {
  EXPECT_FALSE(VerifyAcknowledgeLink(SignAcknowledgeLink(ALink(), kKey), std::string(32, 'x'), kNow).ok());
}

TEST(AcknowledgeLinkTest, RefusesAMacOverSomethingElse) {
  const std::string start = "a\xff\xff\xff\xff" "noncenon";
  for (const std::string& packed : {std::string(), std::string("a"), start, "b" + start.substr(1) + "\x01x", start + "\x02x",
                                    start + "\x41" + std::string(65, 'i')}) {
    const std::string token = Base64Url(packed + HmacSha256(kKey, packed).substr(0, 16));
    EXPECT_FALSE(VerifyAcknowledgeLink(token, kKey, kNow).ok()) << packed;
  }
  const std::string right = start + "\x01x";
  EXPECT_TRUE(VerifyAcknowledgeLink(Base64Url(right + HmacSha256(kKey, right).substr(0, 16)), kKey, kNow).ok());
}

TEST(AcknowledgeLinkTest, Expires) {
  const std::string token = SignAcknowledgeLink(ALink(), kKey);
  EXPECT_TRUE(VerifyAcknowledgeLink(token, kKey, kNow + hours(1) - milliseconds(1)).ok());
  Result<AcknowledgeLink> late = VerifyAcknowledgeLink(token, kKey, kNow + hours(1));
  ASSERT_FALSE(late.ok());
  EXPECT_EQ(late.error().message, "签收链接已过期，请登录后按编号签收或致电值班室");
}

TEST(AcknowledgeLinkTest, KeepsFieldsApart) {
  AcknowledgeLink one = ALink();
  one.incident = "ab";
  one.person = "c";
  AcknowledgeLink other = ALink();
  other.incident = "a";
  other.person = "bc";
  EXPECT_NE(SignAcknowledgeLink(one, kKey), SignAcknowledgeLink(other, kKey));
}

TEST(AcknowledgeNonceTest, IsTheSameForARetryAndAnotherForAnother) {
  EXPECT_EQ(AcknowledgeNonce("n-1", kKey), AcknowledgeNonce("n-1", kKey));
  EXPECT_NE(AcknowledgeNonce("n-1", kKey), AcknowledgeNonce("n-2", kKey));
  EXPECT_NE(AcknowledgeNonce("n-1", kKey), AcknowledgeNonce("n-1", std::string(32, 'x')));
  EXPECT_EQ(AcknowledgeNonce("n-1", kKey).size(), 8U);
}

}  // namespace
}  // namespace fenghuo
