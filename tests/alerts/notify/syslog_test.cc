#include "alerts/notify/syslog/syslog.h"

#include <gtest/gtest.h>

#include "keywords/text/utf8.h"
#include "tests/alerts/notify/answers.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

constexpr char kBom[] = "\xEF\xBB\xBF";

ChannelSpec ACollector() {
  ChannelSpec channel = AChannel(ChannelType::kSyslog);
  channel.hello_name = "fenghuo.qinghe.example";
  return channel;
}

std::string Line(const Notification& row, const ChannelSpec& channel = ACollector()) {
  return Render(row, channel, {.acknowledge_url = "https://desk.example/a/T", .now = NoticeTime()}).body;
}

// "<130>1" of a message of that kind and level.
std::string Begin(MessageKind kind, Level level) {
  Message message = AMessage(kind);
  message.level = level;
  const std::string line = Line(ANotification(message));
  return line.substr(0, line.find(' '));
}

TEST(SyslogTest, WritesTheHeaderOfRfc5424) {
  EXPECT_TRUE(Line(ANotification())
                  .starts_with("<130>1 2026-07-10T18:26:00Z fenghuo.qinghe.example fenghuo - incident.raised "
                               "[fenghuo@32473 id=\"2026-0711-03-1-2-0-zhang\" incident=\"2026-0711-03\" number=\"0711-03\" "
                               "level=\"2\" locality=\"local\"] \xEF\xBB\xBF【舆情Ⅱ级·待研判】"))
      << Line(ANotification());
}

TEST(SyslogTest, MakesThePriorityOfFacilityAndLevel) {
  EXPECT_EQ(Begin(MessageKind::kFirst, 1), "<129>1");  // 16 * 8 + 1, as in notifications.md 17
  EXPECT_EQ(Begin(MessageKind::kRaised, 2), "<130>1");
  EXPECT_EQ(Begin(MessageKind::kReminder, 3), "<132>1");
  EXPECT_EQ(Begin(MessageKind::kFirst, 4), "<133>1");
  EXPECT_EQ(Begin(MessageKind::kClosed, 1), "<133>1");
  EXPECT_EQ(Begin(MessageKind::kAcknowledged, 1), "<133>1");
  EXPECT_EQ(Begin(MessageKind::kImpaired, kNoLevel), "<132>1");
  EXPECT_EQ(Begin(MessageKind::kBrief, kNoLevel), "<134>1");
  ChannelSpec local7 = ACollector();
  local7.syslog.facility = 23;
  EXPECT_TRUE(Line(ANotification(), local7).starts_with("<186>1 "));
}

TEST(SyslogTest, NeverHasTheSeverityThatIsWrittenToEveryTerminal) {
  for (int kind = 0; kind <= static_cast<int>(MessageKind::kSystemClear); ++kind) {
    for (Level level = kNoLevel; level <= kLowestLevel; ++level) {
      const std::string begin = Begin(static_cast<MessageKind>(kind), level);
      const int priority = std::stoi(begin.substr(1));
      EXPECT_EQ(priority / 8, 16) << begin;
      EXPECT_GE(priority % 8, 1) << begin;
      EXPECT_LE(priority % 8, 6) << begin;
    }
  }
}

TEST(SyslogTest, EscapesTheThreeCharactersThatEndAValue) {
  Notification row = ANotification();
  row.message.number = "a\"b\\c]d\r\ne=f g";
  EXPECT_NE(Line(row).find(R"( number="a\"b\\c\]d e=f g" )"), std::string::npos) << Line(row);
}

TEST(SyslogTest, NamesTheOwnerOfItsStructuredData) {
  ChannelSpec channel = ACollector();
  channel.syslog.enterprise = 61234;
  EXPECT_NE(Line(ANotification(), channel).find(" [fenghuo@61234 id="), std::string::npos);
}

TEST(SyslogTest, MarksADrillAndARepeat) {
  Notification row = ANotification();
  row.message.drill = true;
  row.repeat_marked = true;
  EXPECT_NE(Line(row).find(std::string("locality=\"local\" drill=\"true\" repeat=\"true\"] ") + kBom + "【演练】"), std::string::npos)
      << Line(row);
}

TEST(SyslogTest, HasOneLineWhateverATitleHolds) {
  Notification row = ANotification();
  row.message.title = "x\r\n<129>1 2026-07-10T18:26:00Z evil evil - - - forged\x1B[2J\x7F\xC2\x85";
  row.message.lines = {"第一行", "第二行\n第三行"};
  const std::string line = Line(row);
  for (const char c : line) EXPECT_TRUE(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) << line;
  EXPECT_EQ(line.find("<129>"), std::string::npos) << line;
  EXPECT_NE(line.find(" | 第一行 | 第二行 第三行 | 签收"), std::string::npos) << line;
}

TEST(SyslogTest, HoldsNoLinkToSignBy) {
  EXPECT_EQ(Line(ANotification()).find("desk.example/a/T"), std::string::npos);
  EXPECT_NE(Line(ANotification()).find("签收请拨值班室0000-0000000，报编号0711-03"), std::string::npos);
}

TEST(SyslogTest, TellsNoMoreThanTheNumberWhereNoMoreMayLeave) {
  ChannelSpec channel = ACollector();
  channel.detail = Detail::kNumber;
  const std::string line = Line(ANotification(), channel);
  for (const char* secret : {"青溪", "校园", "locality", "呕吐"}) EXPECT_EQ(line.find(secret), std::string::npos) << line;
  EXPECT_NE(line.find("0711-03"), std::string::npos);
}

TEST(SyslogTest, StaysWithinWhatACollectorMustTake) {
  Notification row = ANotification();
  std::string endless;
  for (int i = 0; i < 5'000; ++i) endless += "灾";
  row.message.title = row.message.why = row.message.ask = row.message.number = endless;
  row.message.lines.assign(50, endless);
  ChannelSpec channel = ACollector();
  channel.hello_name = std::string(300, 'h');
  for (const int64_t limit : {1'000, 2'000, 8'192}) {
    channel.limits.body_bytes_max = limit;
    const std::string line = Line(row, channel);
    EXPECT_LE(line.size(), static_cast<size_t>(limit));
    EXPECT_TRUE(IsValidUtf8(line));
    EXPECT_NE(line.find(std::string(255, 'h') + " fenghuo - "), std::string::npos);
  }
}

TEST(SyslogTest, WritesADashForAHostWithoutAName) {
  EXPECT_TRUE(Line(ANotification(), AChannel(ChannelType::kSyslog)).starts_with("<130>1 2026-07-10T18:26:00Z - fenghuo - "));
}

TEST(SyslogTest, KnowsTheNamesOfAllItsMessages) {
  for (int kind = 0; kind <= static_cast<int>(MessageKind::kSystemClear); ++kind) {
    const std::string line = Line(ANotification(AMessage(static_cast<MessageKind>(kind))));
    const size_t at = line.find(" fenghuo - ") + 11;
    const std::string message_id = line.substr(at, line.find(' ', at) - at);
    EXPECT_GE(message_id.size(), 4U) << line;
    EXPECT_LE(message_id.size(), 32U) << line;
  }
}

TEST(SyslogTest, CallsNothingDeliveredThatNobodyAcknowledged) {
  EXPECT_EQ(Answered(ChannelType::kSyslog, kSyslogAcknowledged).kind, OutcomeKind::kDelivered);
  EXPECT_EQ(Answered(ChannelType::kSyslog, kSyslogLeft).kind, OutcomeKind::kAccepted);
  const Outcome too_long = Answered(ChannelType::kSyslog, kSyslogTooLong);
  EXPECT_EQ(too_long.kind, OutcomeKind::kPermanent);
  EXPECT_TRUE(too_long.try_short_form);
  EXPECT_EQ(too_long.reason, "消息超过一个UDP报文的长度");
  Answer broken;
  broken.transport = Answer::Transport::kMaybeSent;
  EXPECT_EQ(Classify(ChannelType::kSyslog, broken, NoticeTime()).kind, OutcomeKind::kUnknown);
}

}  // namespace
}  // namespace fenghuo
