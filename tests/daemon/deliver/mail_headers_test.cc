#include "daemon/deliver/mail_headers.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(EncodeHeaderTextTest, AgreesWithTheVector) {
  EXPECT_EQ(EncodeHeaderText("Subject", "【红色预警】某市化工园区爆燃事故舆情快速升温,请值班领导立即阅示"),
            "=?UTF-8?B?44CQ57qi6Imy6aKE6K2m44CR5p+Q5biC5YyW5bel5Zut5Yy654iG?=\r\n"
            " =?UTF-8?B?54eD5LqL5pWF6IiG5oOF5b+r6YCf5Y2H5ripLOivt+WAvOePremihuWvvA==?=\r\n"
            " =?UTF-8?B?56uL5Y2z6ZiF56S6?=");
}

TEST(EncodeHeaderTextTest, LeavesPlainAsciiAlone) {
  EXPECT_EQ(EncodeHeaderText("Subject", "drill 0711-03"), "drill 0711-03");
  EXPECT_EQ(EncodeHeaderText("Subject", "=?UTF-8?B?eA==?="), "=?UTF-8?B?PT9VVEYtOD9CP2VBPT0/PQ==?=");
}

TEST(EncodeHeaderTextTest, KeepsEveryLineShortAndEveryCharacterWhole) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += i % 3 == 0 ? "\U0001F525" : (i % 3 == 1 ? "舆" : "a");
  const std::string encoded = "Subject: " + EncodeHeaderText("Subject", text);
  for (size_t at = 0; at < encoded.size();) {
    const size_t end = std::min(encoded.find("\r\n", at), encoded.size());
    EXPECT_LE(end - at, 76U);
    at = end + 2;
  }
  const std::string ascii(500, 'x');
  EXPECT_LE(EncodeHeaderText("Subject", ascii).find("\r\n"), 67U);
}

TEST(EncodeHeaderTextTest, LetsNobodyAddAHeader) {
  EXPECT_EQ(EncodeHeaderText("Subject", "a\r\nBcc: evil@evil.example"), "aBcc: evil@evil.example");
  EXPECT_EQ(EncodeHeaderText("Subject", std::string("a\0b\n", 4)), "ab");
}

TEST(MailAddressTest, EncodesTheNameAndLeavesTheAddress) {
  EXPECT_EQ(MailAddress("From", "烽火", "fenghuo@office.example"),
            "=?UTF-8?B?54O954Gr?=\r\n <fenghuo@office.example>");
  EXPECT_EQ(MailAddress("From", "Fire \"Watch\"", "f@a.example"), "\"Fire \\\"Watch\\\"\" <f@a.example>");
  EXPECT_EQ(MailAddress("To", "", "f@a.example"), "<f@a.example>");
  EXPECT_EQ(MailAddress("To", "x\r\nBcc: y", "f@a.example\r\n>"), "\"xBcc: y\" <f@a.example>>");
}

TEST(MailDateTest, HasANumericZone) {
  const Timestamp at = *ParseRfc3339("2026-07-10T18:26:05.900Z");
  EXPECT_EQ(MailDate(at, *Zone::Load("Asia/Shanghai")), "Sat, 11 Jul 2026 02:26:05 +0800");
  EXPECT_EQ(MailDate(at, Zone::Utc()), "Fri, 10 Jul 2026 18:26:05 +0000");
  EXPECT_EQ(MailDate(at, *Zone::Load("America/St_Johns")), "Fri, 10 Jul 2026 15:56:05 -0230");
  EXPECT_EQ(MailDate(at + hours(24 * 180), *Zone::Load("America/St_Johns")), "Wed, 06 Jan 2027 14:56:05 -0330") << "winter";
}

TEST(MessageIdTest, IsTheSameForARetry) {
  EXPECT_EQ(MessageId("2026-0711-03-1-2-0-zhang", "fenghuo@office.example"), "<2026-0711-03-1-2-0-zhang@office.example>");
  EXPECT_EQ(MessageId("x\r\ny", "fenghuo"), "<xy@localhost>");
}

}  // namespace
}  // namespace fenghuo
