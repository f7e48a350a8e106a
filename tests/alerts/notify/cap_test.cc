#include "alerts/notify/cap/cap.h"

#include <gtest/gtest.h>
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <memory>

#include "tests/alerts/notify/answers.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

// Says what the schema of CAP 1.2 does not allow.
class CapSchema {
 public:
  CapSchema() {
    const std::string path = std::string(FENGHUO_SOURCE_DIR) + "/tests/testdata/cap/cap-1.2.xsd";
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(path.c_str());
    schema_ = xmlSchemaParse(parser);
    xmlSchemaFreeParserCtxt(parser);
    EXPECT_NE(schema_, nullptr);
  }
  ~CapSchema() { xmlSchemaFree(schema_); }
  CapSchema(const CapSchema&) = delete;
  CapSchema& operator=(const CapSchema&) = delete;

  // "" when it is valid.
  std::string Problem(const std::string& xml) const {
    const int quiet = XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET;
    xmlDocPtr document = xmlReadMemory(xml.data(), static_cast<int>(xml.size()), "alert.xml", "UTF-8", quiet);
    if (document == nullptr) return "is not well-formed";
    std::string problem;
    xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema_);
    xmlSchemaSetValidErrors(context, &NoteProblem, &NoteProblem, &problem);
    const int code = xmlSchemaValidateDoc(context, document);
    if (code != 0 && problem.empty()) problem = "is not valid";
    xmlSchemaFreeValidCtxt(context);
    xmlFreeDoc(document);
    return problem;
  }

 private:
  static void NoteProblem(void* problem, const char* format, ...) { *static_cast<std::string*>(problem) += format; }

  xmlSchemaPtr schema_ = nullptr;
};

const std::vector<std::string> kOne = {"fenghuo@qinghe.example,n-0,2026-07-10T18:00:00-00:00"};

ChannelSpec AFolder() {
  ChannelSpec channel = AChannel(ChannelType::kCap);
  channel.from = "fenghuo@qinghe.example";
  channel.from_name = "清河市市场监督管理局";
  channel.cap.area = "清河市";
  channel.cap.area_code = "990100";
  return channel;
}

std::string File(const Notification& row, const std::vector<std::string>& references = {}, const ChannelSpec& channel = AFolder()) {
  return Render(row, channel, {.acknowledge_url = "https://desk.example/a/T", .now = NoticeTime(), .references = references}).body;
}

bool Has(const std::string& xml, const std::string& part) { return xml.find(part) != std::string::npos; }

TEST(CapTest, IsValidWhateverTheMessageIsAndHoweverMuchMayLeave) {
  const CapSchema schema;
  int files = 0;
  for (int kind = 0; kind <= static_cast<int>(MessageKind::kSystemClear); ++kind) {
    for (Level level = kNoLevel; level <= kLowestLevel; ++level) {
      for (const Detail detail : {Detail::kFull, Detail::kSummary, Detail::kNumber}) {
        for (int form = 0; form < 16; ++form) {
          Notification row = ANotification((form & 1) != 0 ? AMessage() : ABrief());
          row.message.kind = static_cast<MessageKind>(kind);
          row.message.level = level;
          row.message.drill = (form & 2) != 0;
          row.short_form = (form & 4) != 0;
          ChannelSpec channel = AFolder();
          channel.detail = detail;
          const std::string xml = File(row, (form & 8) != 0 ? kOne : std::vector<std::string>{}, channel);
          ASSERT_EQ(schema.Problem(xml), "") << xml;
          ++files;
        }
      }
    }
  }
  EXPECT_EQ(files, 19 * 5 * 3 * 16);
}

TEST(CapTest, IsJudgedByASchemaThatRefusesWhatIsWrong) {
  const CapSchema schema;
  const std::string good = File(ANotification());
  auto changed = [&](const std::string& from, const std::string& to) {
    std::string xml = good;
    xml.replace(xml.find(from), from.size(), to);
    return schema.Problem(xml);
  };

  EXPECT_NE(changed("18:26:00-00:00</sent>", "18:26:00Z</sent>"), "");
  EXPECT_NE(changed("<status>Actual", "<status>Real"), "");
  EXPECT_NE(changed("<scope>Restricted</scope>", ""), "");
  EXPECT_NE(changed("<urgency>Immediate</urgency>", "<urgency>Soon</urgency>"), "");
  EXPECT_NE(changed("<language>zh-CN</language>", "<event>x</event>"), "");
  EXPECT_EQ(changed("</alert>", ""), "is not well-formed");
}

TEST(CapTest, SaysWhatTheFirstMessageOfAnIncidentSays) {
  EXPECT_EQ(File(ANotification()),
            R"(<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>2026-0711-03-1-2-0-zhang</identifier>
  <sender>fenghuo@qinghe.example</sender>
  <sent>2026-07-10T18:26:00-00:00</sent>
  <status>Actual</status>
  <msgType>Alert</msgType>
  <source>Fenghuo</source>
  <scope>Restricted</scope>
  <restriction>仅限本单位和有关协作部门内部使用</restriction>
  <incidents>2026-0711-03</incidents>
  <info>
    <language>zh-CN</language>
    <category>Safety</category>
    <event>舆情·校园用餐</event>
    <responseType>Assess</responseType>
    <urgency>Immediate</urgency>
    <severity>Severe</severity>
    <certainty>Possible</certainty>
    <expires>2026-07-11T18:26:00-00:00</expires>
    <senderName>清河市市场监督管理局</senderName>
    <headline>【舆情Ⅱ级·待研判】本市·校园用餐：青溪区一小学多名学生餐后呕吐送医</headline>
    <description>为何提醒：3个独立来源（省级媒体1家）；近1小时37条，平时此时约6条；文中称“12名学生送医”（未核实）
首次发现：7月11日02:14，本地论坛
编号：0711-03　责任：餐饮科、青溪区局
请值班员张某02:36前签收，03:00前报初步研判；逾时自动通知带班领导李某
签收请拨值班室0000-0000000，报编号0711-03</description>
    <instruction>请值班员张某02:36前签收，03:00前报初步研判；逾时自动通知带班领导李某</instruction>
    <contact>0000-0000000</contact>
    <parameter><valueName>fenghuo:kind</valueName><value>first</value></parameter>
    <parameter><valueName>fenghuo:number</valueName><value>0711-03</value></parameter>
    <parameter><valueName>fenghuo:level</valueName><value>2</value></parameter>
    <parameter><valueName>fenghuo:locality</valueName><value>local</value></parameter>
    <parameter><valueName>fenghuo:state</valueName><value>待研判</value></parameter>
    <parameter><valueName>fenghuo:why</valueName><value>3个独立来源（省级媒体1家）；近1小时37条，平时此时约6条</value></parameter>
    <area>
      <areaDesc>清河市</areaDesc>
      <geocode><valueName>GB/T 2260</valueName><value>990100</value></geocode>
    </area>
  </info>
</alert>
)");
}

TEST(CapTest, TakesSeverityAndUrgencyFromTheLevel) {
  struct Row {
    Level level;
    const char* severity;
    const char* urgency;
  };
  for (const Row& row : {Row{1, "Extreme", "Immediate"}, Row{2, "Severe", "Immediate"}, Row{3, "Moderate", "Expected"},
                         Row{4, "Minor", "Future"}, Row{kNoLevel, "Unknown", "Unknown"}}) {
    Message message = AMessage();
    message.level = row.level;
    const std::string xml = File(ANotification(message));
    EXPECT_TRUE(Has(xml, std::string("<severity>") + row.severity + "</severity>")) << xml;
    EXPECT_TRUE(Has(xml, std::string("<urgency>") + row.urgency + "</urgency>")) << xml;
  }
}

TEST(CapTest, CallsNothingObservedAndStatedHarmOnlyPossible) {
  Message message = AMessage();
  EXPECT_TRUE(Has(File(ANotification(message)), "<certainty>Possible</certainty>"));
  message.unproved.clear();
  EXPECT_TRUE(Has(File(ANotification(message)), "<certainty>Likely</certainty>"));
  EXPECT_TRUE(Has(File(ANotification(ABrief())), "<certainty>Unknown</certainty>"));
}

TEST(CapTest, RefersToWhatStillStands) {
  const std::vector<std::string> two = {"a@b.example,n-1,2026-07-10T18:00:00-00:00", "a@b.example,n-2,2026-07-10T18:05:00-00:00"};
  const std::string update = File(ANotification(AMessage(MessageKind::kRaised)), two);
  EXPECT_TRUE(Has(update, "<msgType>Update</msgType>"));
  EXPECT_TRUE(Has(update, "<references>a@b.example,n-1,2026-07-10T18:00:00-00:00 a@b.example,n-2,2026-07-10T18:05:00-00:00</references>"));

  const std::string cancel = File(ANotification(AMessage(MessageKind::kClosed)), two);
  EXPECT_TRUE(Has(cancel, "<msgType>Cancel</msgType>"));
  EXPECT_TRUE(Has(cancel, "<references>a@b.example,n-1,"));
  EXPECT_TRUE(Has(cancel, "<responseType>AllClear</responseType>"));
  EXPECT_TRUE(Has(cancel, "<urgency>Past</urgency>"));
}

// An Update or Cancel without references would be no CAP.
TEST(CapTest, IsAnAlertWhereNothingStands) {
  for (const MessageKind kind : {MessageKind::kRaised, MessageKind::kClosed}) {
    const std::string xml = File(ANotification(AMessage(kind)));
    EXPECT_TRUE(Has(xml, "<msgType>Alert</msgType>"));
    EXPECT_FALSE(Has(xml, "<references>"));
  }
}

TEST(CapTest, CallsADrillAnExerciseInEveryText) {
  Notification row = ANotification();
  row.message.drill = true;
  const std::string xml = File(row);
  for (const char* part : {"<status>Exercise</status>", "<note>【演练】", "<event>【演练】", "<headline>【演练】", "<description>【演练】",
                           "<instruction>【演练】", "<value>【演练】3个独立来源"}) {
    EXPECT_TRUE(Has(xml, part)) << part << " is not in\n" << xml;
  }
}

TEST(CapTest, TellsTheWatchingItselfFromWhatItSees) {
  EXPECT_TRUE(Has(File(ANotification(ABrief())), "<status>System</status>"));
  Message test;
  test.kind = MessageKind::kTest;
  test.at = NoticeTime();
  EXPECT_TRUE(Has(File(ANotification(test)), "<status>Test</status>"));
}

TEST(CapTest, NamesNoAreaForMattersElsewhere) {
  Message message = AMessage();
  message.locality = Locality::kElsewhere;
  EXPECT_FALSE(Has(File(ANotification(message)), "<area>"));
  ChannelSpec channel = AFolder();
  channel.cap.area_code.clear();
  EXPECT_TRUE(Has(File(ANotification(), {}, channel), "<areaDesc>清河市</areaDesc>\n    </area>"));
  channel.cap.area.clear();
  EXPECT_FALSE(Has(File(ANotification(), {}, channel), "<area>"));
}

TEST(CapTest, LetsNoTitleAddAnElement) {
  const CapSchema schema;
  Notification row = ANotification();
  row.message.title = "</headline><web>http://evil.example</web>]]><!-- \x01\xEF\xBF\xBE\xEF\xBF\xBF & \" ' \xFF";
  row.message.category = "a<b>&c";
  row.message.number = "<x>";
  const std::string xml = File(row);
  EXPECT_EQ(schema.Problem(xml), "") << xml;
  EXPECT_FALSE(Has(xml, "<web>"));
  EXPECT_FALSE(Has(xml, "\xEF\xBF\xBE"));
}

TEST(CapTest, EscapesWhatXmlNeeds) {
  EXPECT_EQ(XmlText("<a href=\"x\">&'\x01\x0B\n火\xEF\xBF\xBF"), "&lt;a href=&quot;x&quot;&gt;&amp;&#39;\n火");
}

TEST(CapTest, TriesAgainWhatCouldNotBeWritten) {
  EXPECT_EQ(Answered(ChannelType::kCap, kCapWritten).kind, OutcomeKind::kDelivered);
  Answer answer;
  answer.transport = Answer::Transport::kNotSent;
  answer.error = "/srv/cap: No space left on device";
  const Outcome outcome = Classify(ChannelType::kCap, answer, NoticeTime());
  EXPECT_EQ(outcome.kind, OutcomeKind::kRetry);
  EXPECT_EQ(outcome.reason, "预警文件未能写入目录：/srv/cap: No space left on device");
}

}  // namespace
}  // namespace fenghuo
