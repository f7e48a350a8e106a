// Mail from the row to the server's last word.

#include <gtest/gtest.h>

#include "tests/alerts/notify/builders.h"
#include "tests/daemon/deliver/fake_mail.h"
#include "tests/daemon/deliver/office.h"
#include "tests/daemon/net/fake_certificate.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime();

class CourierMailTest : public ::testing::Test {
 protected:
  CourierMailTest() : server_(mail_.Script()), office_({&server_}) {
    office_.AddChannel(ChannelTo(server_, ChannelType::kSmtp, "mail"));
  }

  const Notification& Send(const Notification& row) {
    office_.Put(row);
    office_.RunUntilQuiet(kNow);
    return office_.At(row.id);
  }

  FakeMail mail_;
  FakeServer server_;
  Office office_;
};

TEST_F(CourierMailTest, SendsHeadersThatThreadAndNeverAutoReply) {
  EXPECT_EQ(Send(ARow("n-1", "mail")).state, DeliveryState::kDelivered) << office_.At("n-1").reason;
  ASSERT_EQ(mail_.mails().size(), 1U);
  const std::string mail = mail_.mails()[0];
  for (const char* line : {"From: =?UTF-8?B?54O954Gr?=\n <fenghuo@office.example>\n", "To: <zhang@office.example>\n",
                           "Subject: =?UTF-8?B?", "Message-ID: <n-1@office.example>\n",
                           "In-Reply-To: <incident-2026-0711-03@office.example>\n",
                           "References: <incident-2026-0711-03@office.example>\n", "Auto-Submitted: auto-generated\n",
                           "X-Auto-Response-Suppress: All\n", "Content-Language: zh-CN\n", "Importance: high\n", " +0800\n"}) {
    EXPECT_NE(mail.find(line), std::string::npos) << line << " is not in\n" << mail;
  }
}

TEST_F(CourierMailTest, LetsNoTitleAddAHeader) {
  Notification row = ARow("n-1", "mail");
  row.message.title = "x\r\nBcc: evil@evil.example\r\n\r\n<script>alert(1)</script>";
  EXPECT_EQ(Send(row).state, DeliveryState::kDelivered);
  const std::string mail = mail_.mails()[0];
  EXPECT_EQ(mail.find("\nBcc:"), std::string::npos);
  EXPECT_EQ(mail.find("<script"), std::string::npos);
}

TEST_F(CourierMailTest, TellsReceiversApart) {
  mail_.Refuse("RCPT TO:<li@", "550 5.1.1 no such user");
  Notification li = ARow("n-2", "mail");
  li.receivers = {{"li", "li@office.example"}};
  office_.Put(li);
  EXPECT_EQ(Send(ARow("n-1", "mail")).state, DeliveryState::kDelivered);
  EXPECT_EQ(office_.At("n-2").state, DeliveryState::kDead);
  EXPECT_EQ(office_.At("n-2").reason, "收件人或邮件被拒（550 5.1.1 no such user）");
  EXPECT_EQ(mail_.mails().size(), 1U);
}

TEST_F(CourierMailTest, TriesAgainWhenGreylisted) {
  mail_.Refuse("RCPT", "451 4.7.1 greylisted");
  EXPECT_EQ(Send(ARow("n-1", "mail")).state, DeliveryState::kPending);
  mail_.Accept("RCPT");
  office_.RunUntilQuiet(kNow + seconds(1));
  EXPECT_EQ(office_.At("n-1").state, DeliveryState::kDelivered);
}

TEST_F(CourierMailTest, SendsAgainUnderTheSameIdWhenTheLastReplyIsMissing) {
  mail_.Refuse(".", "");
  const Notification row = Send(ARow("n-1", "mail"));
  EXPECT_EQ(row.state, DeliveryState::kPending);
  EXPECT_FALSE(row.repeat_marked);
  EXPECT_EQ(office_.results()[0].outcome.kind, OutcomeKind::kUnknown);
  mail_.Accept(".");
  office_.RunUntilQuiet(kNow + seconds(1));
  ASSERT_EQ(mail_.mails().size(), 2U);
  for (const std::string& mail : mail_.mails()) EXPECT_NE(mail.find("Message-ID: <n-1@office.example>\n"), std::string::npos);
}

TEST_F(CourierMailTest, BelievesTheReplyAfterTheFinalDot) {
  mail_.Refuse(".", "550 5.7.1 policy");
  EXPECT_EQ(Send(ARow("n-1", "mail")).state, DeliveryState::kDead);
}

TEST_F(CourierMailTest, ShortensWhatTheServersFilterRefuses) {
  mail_.Refuse(".", "554 5.7.1 content");
  EXPECT_EQ(Send(ARow("n-1", "mail")).state, DeliveryState::kDead);
  EXPECT_TRUE(office_.At("n-1").short_form);
  EXPECT_EQ(office_.At("n-1").attempts, 2);
}

TEST_F(CourierMailTest, IsDeadWithoutAReceiver) {
  Notification row = ARow("n-1", "mail");
  row.receivers.clear();
  EXPECT_EQ(Send(row).state, DeliveryState::kDead);
  EXPECT_EQ(office_.At("n-1").reason, "没有收件地址");
}

TEST_F(CourierMailTest, TellsNoPasswordWhenTheLoginIsRefused) {
  ChannelSpec& channel = office_.Channel("mail");
  channel.user = "fenghuo";
  channel.token_file = SecretFile("password", "canary-password");
  mail_.Refuse("AUTH", "535 5.7.8 canary-password is wrong");
  ::testing::internal::CaptureStderr();
  const Notification row = Send(ARow("n-1", "mail"));
  const std::string logged = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(row.state, DeliveryState::kDead);
  EXPECT_TRUE(office_.results()[0].outcome.channel_broken);
  EXPECT_EQ(row.reason, "邮箱登录被拒（535 5.7.8 *** is wrong）");
  EXPECT_EQ(logged.find("canary"), std::string::npos);
}

TEST_F(CourierMailTest, SendsNothingInClearUnlessItIsAllowed) {
  office_.Channel("mail").allow_plain_http = false;
  EXPECT_EQ(Send(ARow("n-1", "mail")).state, DeliveryState::kPending);
  EXPECT_TRUE(mail_.mails().empty());
}

TEST(CourierMailLaneTest, DelaysNoRobot) {
  FakeServer robot(Always(Reply("200 OK", R"({"errcode":0})")));
  FakeServer stuck([](FakeConnection& peer) { peer.Wait(seconds(3)); });
  Office office({&robot, &stuck});
  office.AddChannel(ChannelTo(robot, ChannelType::kWecom, "desk"));
  office.AddChannel(ChannelTo(stuck, ChannelType::kSmtp, "mail"));
  Notification mail = ARow("a-mail", "mail");
  office.Put(mail);
  office.Put(ARow("b-page", "desk"));
  const auto started = std::chrono::steady_clock::now();

  office.Turn(kNow);
  while (office.results().empty()) office.Turn(kNow);

  EXPECT_EQ(office.results()[0].id, "b-page");
  EXPECT_LT(std::chrono::steady_clock::now() - started, std::chrono::seconds(2));
}

}  // namespace
}  // namespace fenghuo
