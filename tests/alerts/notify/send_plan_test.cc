#include "alerts/notify/send_plan.h"

#include <gtest/gtest.h>

#include <map>

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {
namespace {

const Timestamp kNow = NoticeTime();

Notification Row(const std::string& id, int priority, Level level = 4) {
  Notification row = ANotification();
  row.id = id;
  row.priority = priority;
  row.urgency = priority == 0 ? Urgency::kRing : Urgency::kMessage;
  row.message.level = level;
  row.message.number = id;
  return row;
}

// An office with one outbox: plans, and takes every send for delivered at once.
class World {
 public:
  explicit World(std::vector<ChannelSpec> channels) : channels_(std::move(channels)) {}

  void Add(const Notification& row) { rows_[row.id] = row; }

  SendPlan Plan(Timestamp now) {
    std::vector<const Notification*> waiting;
    for (const auto& [id, row] : rows_) {
      if (!IsFinal(row.state)) waiting.push_back(&row);
    }
    SendPlan plan = PlanSends({.rows = waiting, .channels = channels_, .limits = limits_, .now = now});
    limits_ = plan.limits;
    for (const Notification& row : plan.settled) rows_[row.id] = row;
    for (const Notification& row : plan.sends) rows_[row.id] = row;
    return plan;
  }

  // Until nothing more leaves at this instant.
  std::vector<Notification> Drain(Timestamp now) {
    std::vector<Notification> sent;
    for (SendPlan plan = Plan(now); !plan.sends.empty(); plan = Plan(now)) {
      for (const Notification& row : plan.sends) {
        sent.push_back(row);
        rows_[row.id].state = DeliveryState::kDelivered;
      }
    }
    return sent;
  }

  // Every row once nothing more leaves then.
  const std::map<std::string, Notification>& Drained(Timestamp now) {
    Drain(now);
    return rows_;
  }

  const Notification& At(const std::string& id) const { return rows_.at(id); }
  const std::map<std::string, Notification>& rows() const { return rows_; }

 private:
  std::vector<ChannelSpec> channels_;
  RateLimits limits_;
  std::map<std::string, Notification> rows_;
};

std::string Ids(const std::vector<Notification>& rows) {
  std::string out;
  for (const Notification& row : rows) out += (out.empty() ? "" : " ") + row.id;
  return out;
}

TEST(PlanSendsTest, SendsByPriorityThenAgeThenId) {
  World world({AChannel(ChannelType::kDingtalk)});
  Notification old = Row("z-old", 4);
  old.created_at = kNow - minutes(1);
  for (const Notification& row : {Row("update-b", 4), Row("update-a", 4), Row("brief", 5), Row("step", 2), Row("page", 0), old}) {
    world.Add(row);
  }
  EXPECT_EQ(Ids(world.Drain(kNow)), "page step z-old update-a update-b brief");
}

TEST(PlanSendsTest, HasOneRowACredentialInFlight) {
  ChannelSpec one = AChannel(ChannelType::kDingtalk);
  ChannelSpec other = AChannel(ChannelType::kFeishu);
  other.id = "feishu";
  World world({one, other});
  Notification elsewhere = Row("c", 4);
  elsewhere.channel = "feishu";
  for (const Notification& row : {Row("a", 4), Row("b", 4), elsewhere}) world.Add(row);

  const SendPlan plan = world.Plan(kNow);

  EXPECT_EQ(Ids(plan.sends), "a c");
  EXPECT_EQ(plan.sends[0].state, DeliveryState::kInFlight);
  EXPECT_EQ(plan.sends[0].attempts, 1);
  EXPECT_EQ(plan.sends[0].sent_at, kNow);
  EXPECT_TRUE(world.Plan(kNow + seconds(5)).sends.empty());
}

TEST(PlanSendsTest, SaysWhenToAskAgain) {
  World world({AChannel(ChannelType::kDingtalk)});
  Notification later = Row("later", 4);
  later.next_at = kNow + seconds(30);
  world.Add(later);
  const SendPlan plan = world.Plan(kNow);
  EXPECT_TRUE(plan.sends.empty());
  EXPECT_EQ(plan.next_at, kNow + seconds(30));
  EXPECT_EQ(Ids(world.Plan(kNow + seconds(30)).sends), "later");
  EXPECT_EQ(World({}).Plan(kNow).next_at, std::nullopt);
}

TEST(PlanSendsTest, SupersedesWhatComesTooLate) {
  World world({AChannel(ChannelType::kDingtalk)});
  Notification late = Row("late", 0);
  late.expires_at = kNow;
  late.reason = "未能连接";
  world.Add(late);
  EXPECT_TRUE(world.Plan(kNow).sends.empty());
  EXPECT_EQ(world.At("late").state, DeliveryState::kSuperseded);
  EXPECT_EQ(world.At("late").finished_at, kNow);
  EXPECT_EQ(world.At("late").reason, "已过时限，不再发送；未能连接");
}

TEST(PlanSendsTest, EndsRowsOfAChannelThatIsGone) {
  World world({});
  world.Add(Row("a", 4));
  world.Plan(kNow);
  EXPECT_EQ(world.At("a").state, DeliveryState::kDead);
  EXPECT_EQ(world.At("a").reason, "通道 desk 已不在配置中");
}

TEST(PlanSendsTest, TurnsABurstIntoPagesAndOneDigest) {
  World world({AChannel(ChannelType::kDingtalk)});
  for (int i = 0; i < 100; ++i) {
    const int priority = i % 20 == 7 ? 0 : 4;
    world.Add(Row("n" + std::to_string(100 + i), priority, priority == 0 ? 1 : 3 + i % 2));
  }

  const std::vector<Notification> sent = world.Drain(kNow);

  ASSERT_EQ(sent.size(), 6U);
  EXPECT_EQ(Ids({sent.begin(), sent.begin() + 5}), "n107 n127 n147 n167 n187");
  const Notification& digest = sent[5];
  EXPECT_EQ(digest.message.kind, MessageKind::kDigest);
  EXPECT_EQ(digest.message.lines.front(), "【合并通知】发送过密，以下95条合并为一条");
  EXPECT_EQ(digest.message.lines[1], "【舆情Ⅲ级·待研判】本市·校园用餐：青溪区一小学多名学生餐后呕吐送医（编号n100）");
  EXPECT_EQ(digest.message.lines.back(), "另有45条，请登录查看");
  int merged = 0;
  for (const auto& [id, row] : world.rows()) {
    if (row.state != DeliveryState::kMerged) continue;
    ++merged;
    EXPECT_EQ(row.merged_into, digest.id);
    EXPECT_EQ(row.finished_at, kNow);
  }
  EXPECT_EQ(merged, 95);
}

Notification OfADrill(Notification row) {
  row.message.drill = true;
  row.message.incident = "drill-2026-0711-01";
  return row;
}

TEST(PlanSendsTest, ADrillWaitsWhileAnythingRealWaitsAtTheSameCredential) {
  World world({AChannel(ChannelType::kDingtalk)});
  for (int i = 0; i < 3; ++i) world.Add(OfADrill(Row("drill" + std::to_string(i), 0, 1)));
  world.Add(Row("news", 4));
  Notification page = Row("page", 0, 2);
  page.created_at = kNow + seconds(1);
  world.Add(page);

  EXPECT_EQ(Ids(world.Drain(kNow)), "page news drill0 drill1 drill2");
}

TEST(PlanSendsTest, ADrillLeavesHalfOfAMinuteToWhatIsReal) {
  World world({AChannel(ChannelType::kDingtalk)});  // 18 a minute
  for (int i = 0; i < 30; ++i) world.Add(OfADrill(Row("drill" + std::to_string(10 + i), 0, 1)));
  EXPECT_EQ(world.Drain(kNow).size(), 8U);
  for (int i = 0; i < 8; ++i) world.Add(Row("page" + std::to_string(i), 0, 2));

  EXPECT_EQ(world.Drain(kNow).size(), 8U) << "and no page of them waits";
}

TEST(PlanSendsTest, ADrillIsNeverInADigestWithWhatIsRealNorMakesOneOfIt) {
  World world({AChannel(ChannelType::kDingtalk)});
  for (int i = 0; i < 30; ++i) world.Add(OfADrill(Row("drill" + std::to_string(10 + i), 4)));
  for (int i = 0; i < 10; ++i) world.Add(Row("news" + std::to_string(i), 4));

  const std::vector<Notification> sent = world.Drain(kNow);

  ASSERT_GE(sent.size(), 10U);
  for (size_t i = 0; i < 10; ++i) EXPECT_EQ(sent[i].id, "news" + std::to_string(i)) << "ten fit into the minute as they are";
  for (const auto& [id, row] : world.Drained(kNow + minutes(2))) {
    if (row.message.kind != MessageKind::kDigest) continue;
    EXPECT_TRUE(row.message.drill);
    EXPECT_EQ(row.message.lines.front(), "【合并通知】发送过密，以下30条合并为一条");
  }
}

TEST(PlanSendsTest, NothingOfADrillGoesByATemplateThatLosesItsMark) {
  ChannelSpec silent = AChannel(ChannelType::kHttpTemplate);
  silent.http_template.body = R"({"n":"{{number}}","p":"{{phone}}"})";
  World world({silent});
  world.Add(OfADrill(Row("drill", 0, 2)));
  world.Add(Row("real", 4));

  EXPECT_EQ(Ids(world.Drain(kNow)), "real");
  EXPECT_EQ(world.At("drill").state, DeliveryState::kDead);
  EXPECT_EQ(world.At("drill").reason, "本通道的模板没有显示【演练】的字段，演练消息不从这里发送");
}

TEST(PlanSendsTest, NeverMergesAwayWhatIsGraveOrWasTriedBefore) {
  World world({AChannel(ChannelType::kDingtalk)});
  for (int i = 0; i < 30; ++i) world.Add(Row("small" + std::to_string(i), 4));
  Notification orange = Row("orange", 4, 2);
  Notification raised = Row("raised", 4, 3);
  raised.message.kind = MessageKind::kRaised;
  Notification reminder = Row("reminder", 4, 3);
  reminder.message.kind = MessageKind::kReminder;
  Notification step = Row("step", 2, 3);
  Notification tried = Row("tried", 4);
  tried.attempts = 1;
  for (const Notification& row : {orange, raised, reminder, step, tried}) world.Add(row);

  const std::vector<Notification> sent = world.Drain(kNow);

  EXPECT_EQ(sent.size(), 6U);
  for (const char* id : {"orange", "raised", "reminder", "step", "tried"}) {
    EXPECT_EQ(world.At(id).state, DeliveryState::kDelivered) << id;
  }
}

TEST(PlanSendsTest, KeepsDrillsAndMailboxesApart) {
  ChannelSpec mail = AChannel(ChannelType::kSmtp);
  World world({mail});
  for (int i = 0; i < 40; ++i) {
    Notification row = Row("m" + std::to_string(10 + i), 4);
    row.receivers = {{"p", i % 2 == 0 ? "zhang@office.example" : "li@office.example"}};
    row.message.drill = i >= 20;
    world.Add(row);
  }
  const std::vector<Notification> sent = world.Drain(kNow);
  ASSERT_EQ(sent.size(), 4U);
  for (const Notification& digest : sent) {
    EXPECT_EQ(digest.receivers.size(), 1U);
    EXPECT_EQ(digest.message.lines.front(), "【合并通知】发送过密，以下10条合并为一条");
    EXPECT_EQ(PlainText(digest.message, Detail::kFull, {}, false).starts_with("【演练】【合并通知】"), digest.message.drill);
    EXPECT_EQ(digest.message.lines[1].find("【演练】"), std::string::npos);
  }
}

TEST(PlanSendsTest, GivesAMachineEveryEvent) {
  World world({AChannel(ChannelType::kWebhook)});
  for (int i = 0; i < 40; ++i) world.Add(Row("w" + std::to_string(10 + i), 4));
  size_t sent = world.Drain(kNow).size();
  EXPECT_EQ(sent, 17U);
  EXPECT_EQ(world.Plan(kNow).next_at, kNow + seconds(60));
  sent += world.Drain(kNow + seconds(60)).size();
  sent += world.Drain(kNow + seconds(120)).size();
  EXPECT_EQ(sent, 40U);
}

TEST(PlanSendsTest, LetsAPageThroughWhenTheMinuteIsSpent) {
  World world({AChannel(ChannelType::kWebhook)});
  for (int i = 0; i < 40; ++i) world.Add(Row("w" + std::to_string(10 + i), 4));
  world.Drain(kNow);
  world.Add(Row("page", 0, 1));
  EXPECT_EQ(Ids(world.Drain(kNow + seconds(1))), "page");
}

TEST(PlanSendsTest, WaitsWithMergingUntilSomethingMayLeave) {
  World world({AChannel(ChannelType::kDingtalk)});
  for (int i = 0; i < 17; ++i) world.Add(Row("a" + std::to_string(10 + i), 4));
  EXPECT_EQ(world.Drain(kNow).size(), 17U);
  for (int i = 0; i < 3; ++i) world.Add(Row("b" + std::to_string(i), 4));
  EXPECT_TRUE(world.Plan(kNow + seconds(10)).settled.empty());
  EXPECT_EQ(Ids(world.Drain(kNow + seconds(60))), "b0 b1 b2");
}

TEST(MergeIntoDigestTest, IsTheSameForTheSameRows) {
  const Notification a = Row("a", 4), b = Row("b", 4);
  EXPECT_EQ(MergeIntoDigest({&a, &b}, kNow).id, MergeIntoDigest({&a, &b}, kNow + hours(1)).id);
  EXPECT_NE(MergeIntoDigest({&a, &b}, kNow).id, MergeIntoDigest({&a}, kNow).id);
  EXPECT_EQ(MergeIntoDigest({&a, &b}, kNow).receivers.size(), 1U);
}

}  // namespace
}  // namespace fenghuo
