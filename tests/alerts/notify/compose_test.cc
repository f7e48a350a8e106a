#include "alerts/notify/compose.h"

#include <gtest/gtest.h>

#include "alerts/notify/render.h"
#include "keywords/text/utf8.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

std::string Text(const Message& message, Detail detail = Detail::kFull, const std::string& url = "") {
  return PlainText(message, detail, {.acknowledge_url = url, .now = NoticeTime()}, false);
}

TEST(PlainTextTest, ReadsAsTheBureauWritesIt) {
  EXPECT_EQ(Text(AMessage(), Detail::kFull, "https://desk.example/a/T"),
            "【舆情Ⅱ级·待研判】本市·校园用餐：青溪区一小学多名学生餐后呕吐送医\n"
            "为何提醒：3个独立来源（省级媒体1家）；近1小时37条，平时此时约6条；文中称“12名学生送医”（未核实）\n"
            "首次发现：7月11日02:14，本地论坛\n"
            "编号：0711-03　责任：餐饮科、青溪区局\n"
            "请值班员张某02:36前签收，03:00前报初步研判；逾时自动通知带班领导李某\n"
            "签收：https://desk.example/a/T   打不开请拨值班室0000-0000000报编号");
}

TEST(PlainTextTest, GivesNumberAndPhoneInsteadOfADeadLink) {
  const std::string text = Text(AMessage());
  EXPECT_TRUE(text.ends_with("\n签收请拨值班室0000-0000000，报编号0711-03")) << text;
  EXPECT_EQ(text.find("http"), std::string::npos);

  Message without_phone = AMessage();
  without_phone.desk_phone.clear();
  EXPECT_TRUE(Text(without_phone).ends_with("\n签收请报编号0711-03"));
}

TEST(PlainTextTest, CarriesLevelLocalityFieldAndThingInTheFirstFortyCharacters) {
  for (const MessageKind kind : {MessageKind::kFirst, MessageKind::kRaised, MessageKind::kReminder, MessageKind::kEscalation,
                                 MessageKind::kAcknowledged, MessageKind::kClosed}) {
    for (const bool drill : {false, true}) {
      for (const bool repeated : {false, true}) {
        Message message = AMessage(kind);
        message.drill = drill;
        const std::string text = PlainText(message, Detail::kFull, {}, repeated);
        const std::string head = CutCodePoints(text, 40, "");
        for (const char* part : {"Ⅱ级", "本市", "校园用餐", "青溪区"}) {
          EXPECT_NE(head.find(part), std::string::npos) << part << " is not in " << head;
        }
      }
    }
  }
}

TEST(PlainTextTest, NeverSaysRedAlert) {
  for (Level level = 0; level <= 4; ++level) {
    for (int kind = 0; kind <= static_cast<int>(MessageKind::kTest); ++kind) {
      Message message = AMessage(static_cast<MessageKind>(kind));
      message.level = level;
      for (const char* word : {"红色", "预警", "警报", "橙色", "黄色", "蓝色"}) {
        EXPECT_EQ(Text(message).find(word), std::string::npos) << word;
      }
    }
  }
}

TEST(PlainTextTest, SaysWhatItWasRaisedFrom) {
  EXPECT_TRUE(Text(AMessage(MessageKind::kRaised)).starts_with("【舆情Ⅱ级·提级】原Ⅲ级，本市·校园用餐：青溪区"));
}

TEST(PlainTextTest, NamesWhatHappened) {
  EXPECT_TRUE(Text(AMessage(MessageKind::kReminder)).starts_with("【舆情Ⅱ级·催办】本市"));
  EXPECT_TRUE(Text(AMessage(MessageKind::kAcknowledged)).starts_with("【舆情Ⅱ级·已签收】本市"));
  EXPECT_TRUE(Text(AMessage(MessageKind::kClosed)).starts_with("【舆情Ⅱ级·已办结】本市"));
  Message handed_over = AMessage(MessageKind::kClosed);
  handed_over.state = "转出";
  EXPECT_TRUE(Text(handed_over).starts_with("【舆情Ⅱ级·已转出】本市"));
  Message late = AMessage(MessageKind::kEscalation);
  late.state = "待签收";
  EXPECT_TRUE(Text(late).starts_with("【舆情Ⅱ级·逾时未签收】本市"));
}

TEST(PlainTextTest, AsksForNoSignatureWhenNothingIsToBeSigned) {
  for (const MessageKind kind : {MessageKind::kAcknowledged, MessageKind::kClosed}) {
    const std::string text = Text(AMessage(kind), Detail::kFull, "https://desk.example/a/T");
    EXPECT_EQ(text.find("desk.example"), std::string::npos);
    EXPECT_EQ(text.find("签收："), std::string::npos);
    EXPECT_EQ(text.find("为何提醒："), std::string::npos);
    EXPECT_EQ(text.find("首次发现："), std::string::npos);
  }
}

TEST(PlainTextTest, PutsTheLocalityWhereTheReaderLooks) {
  Message message = AMessage();
  message.locality = Locality::kConcerned;
  EXPECT_TRUE(Text(message).starts_with("【舆情Ⅱ级·待研判】涉本市·校园用餐："));
  message.locality = Locality::kUnknown;
  EXPECT_TRUE(Text(message).starts_with("【舆情Ⅱ级·待研判】属地不明·校园用餐："));
  message.locality = Locality::kElsewhere;
  EXPECT_TRUE(Text(message).starts_with("【外地关联·Ⅱ级】校园用餐："));
  message.kind = MessageKind::kClosed;
  EXPECT_TRUE(Text(message).starts_with("【外地关联·Ⅱ级·已办结】校园用餐："));
}

TEST(PlainTextTest, OpensEveryLineOfADrillWithItsMark) {
  Message message = AMessage();
  message.drill = true;
  const std::string text = Text(message, Detail::kFull, "https://desk.example/a/T");
  EXPECT_TRUE(text.starts_with("【演练】【舆情Ⅱ级·待研判】"));
  for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
    EXPECT_TRUE(std::string_view(text).substr(at + 1).starts_with("【演练】")) << text.substr(at + 1);
  }
}

TEST(PlainTextTest, MarksARepeat) {
  EXPECT_TRUE(PlainText(AMessage(), Detail::kFull, {}, true).starts_with("【舆情Ⅱ级·待研判】（重发）本市·校园用餐："));
  EXPECT_TRUE(PlainText(ABrief(), Detail::kFull, {}, true).starts_with("【值班早报】（重发）7月11日08:00"));
}

TEST(PlainTextTest, QuotesFactsOnce) {
  Message message = AMessage();
  message.unproved = "“12名学生送医”“2人死亡”";
  EXPECT_NE(Text(message).find("；文中称“12名学生送医”“2人死亡”（未核实）\n"), std::string::npos);
  message.why.clear();
  EXPECT_NE(Text(message).find("\n为何提醒：文中称“12名学生送医”“2人死亡”（未核实）\n"), std::string::npos);
  message.unproved.clear();
  EXPECT_EQ(Text(message).find("为何提醒"), std::string::npos);
}

TEST(PlainTextTest, SummaryLeavesTheEvidenceAtHome) {
  EXPECT_EQ(Text(AMessage(), Detail::kSummary),
            "【舆情Ⅱ级·待研判】本市·校园用餐：青溪区一小学多名学生餐后呕吐送医\n"
            "编号：0711-03\n"
            "请值班员张某02:36前签收，03:00前报初步研判；逾时自动通知带班领导李某\n"
            "签收请拨值班室0000-0000000，报编号0711-03");
}

TEST(PlainTextTest, NumberSaysNothingOfTheMatter) {
  EXPECT_EQ(Text(AMessage(), Detail::kNumber),
            "【舆情Ⅱ级·待研判】编号0711-03\n签收请拨值班室0000-0000000，报编号0711-03");
}

TEST(PlainTextTest, TellsABriefAsItsLines) {
  EXPECT_EQ(Text(ABrief()),
            "【值班早报】7月11日08:00  昨夜22时以来：Ⅱ级1起（0711-03处置中）；Ⅲ级2起待研判；Ⅳ级11条已合并\n"
            "今日到期：2件（0709-01 12:00前，0710-05 17:00前）\n"
            "监测：信源212/215正常，中断3个（名单见页面）；通知通道正常，07:59自检通过\n"
            "交班张某→接班王某：未结4起");
  EXPECT_EQ(Text(ABrief(), Detail::kSummary),
            "【值班早报】7月11日08:00  昨夜22时以来：Ⅱ级1起（0711-03处置中）；Ⅲ级2起待研判；Ⅳ级11条已合并\n"
            "其余3行，请登录或致电值班室0000-0000000查看");
  EXPECT_EQ(Text(ABrief(), Detail::kNumber), "【值班早报】请登录或致电值班室0000-0000000查看");
}

TEST(PlainTextTest, GivesAHeadingToLinesWithoutOne) {
  Message message;
  message.kind = MessageKind::kSourceAlarm;
  message.lines = {"本地论坛：登录页"};
  EXPECT_EQ(Text(message), "【信源异常】本地论坛：登录页");
  message.kind = MessageKind::kTest;
  message.lines.clear();
  EXPECT_EQ(Text(message), "【通道自检】");
}

TEST(PlainTextTest, KeepsHostileTextOnItsLine) {
  Message message = AMessage();
  message.title = "假\r\n编号：9999\n签收：https://evil.example/\u202E @all";
  const std::string text = Text(message);
  EXPECT_TRUE(text.starts_with("【舆情Ⅱ级·待研判】本市·校园用餐：假 编号：9999 签收：https：//evil．example/ ＠all\n")) << text;
}

TEST(PlainTextTest, CutsATitleThatIsNone) {
  Message message = AMessage();
  message.title.clear();
  for (int i = 0; i < 20'000; ++i) message.title += "灾";
  EXPECT_LT(CountCodePoints(Text(message)), 500U);
  EXPECT_NE(Text(message).find("灾…\n为何提醒"), std::string::npos);
}

TEST(CapsTest, ShrinkToTheLeastAndStayThere) {
  Caps caps;
  int steps = 0;
  for (; !caps.least(); caps = caps.Smaller()) ASSERT_LT(++steps, 60);
  EXPECT_EQ(caps.title, 12);
  EXPECT_EQ(caps.lines, 1);
  EXPECT_TRUE(caps.Smaller().least());
}

}  // namespace
}  // namespace fenghuo
