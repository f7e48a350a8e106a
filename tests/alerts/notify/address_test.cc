#include "alerts/notify/address.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/alerts/an_office.h"

namespace fenghuo {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Timestamp kNow = Local("2026-07-11 10:00");

// People by id, from the office of the builders.
std::vector<Holder> Holders(const Desk& desk, const std::vector<std::string>& ids) {
  std::vector<Holder> holders;
  for (const std::string& id : ids) holders.push_back({.person = desk.roster.FindPerson(id)});
  return holders;
}

std::vector<Notification> Told(const std::vector<std::string>& ids, const Addressing& addressing,
                               const Desk& desk = AnOffice()) {
  return AddressMessage(Holders(desk, ids), Message(), addressing, desk.channels, kNow);
}

std::vector<std::string> Lines(const std::vector<Notification>& rows) {
  Decision decision;
  decision.notifications = rows;
  return ReceiversOf(decision);
}

TEST(AddressMessageTest, MentionsThoseWhoShareARobotInOneMessage) {
  EXPECT_THAT(Lines(Told({"zhang", "wang", "li"}, {.key = "k"})), ElementsAre("duty-robot: zhang wang li"));
}

TEST(AddressMessageTest, SendsMailToEachPerson) {
  std::vector<Notification> rows = Told({"deputy", "director"}, {.key = "k"});

  EXPECT_THAT(Lines(rows), ElementsAre("mail: deputy", "mail: director"));
  EXPECT_EQ(rows[0].receivers[0].address, "zhao@example.com");
  EXPECT_NE(rows[0].id, rows[1].id);
}

TEST(AddressMessageTest, UsesEveryContactToRing) {
  EXPECT_THAT(Lines(Told({"zhang", "li"}, {.urgency = Urgency::kRing, .key = "k"})),
              ElementsAre("duty-robot: zhang li", "mail: zhang", "mail: li"));
}

TEST(AddressMessageTest, UsesTheFirstContactOtherwise) {
  EXPECT_THAT(Lines(Told({"cook"}, {.urgency = Urgency::kSilent, .key = "k"})), ElementsAre("mail: cook"));
  EXPECT_THAT(Lines(Told({"cook"}, {.urgency = Urgency::kMessage, .key = "k"})), ElementsAre("mail: cook"));
}

TEST(AddressMessageTest, MentionsAPersonInTheGroupInsteadOfWritingTwice) {
  EXPECT_THAT(Lines(Told({"cook", "deputy"}, {.key = "k", .group_channels = {"catering-robot"}})),
              ElementsAre("catering-robot: cook", "mail: deputy"));
}

TEST(AddressMessageTest, TellsAGroupInWhichNobodyCanBeMentioned) {
  std::vector<Notification> rows = Told({"deputy"}, {.key = "k", .group_channels = {"catering-robot"}});

  EXPECT_THAT(Lines(rows), ElementsAre("mail: deputy", "catering-robot:"));
  EXPECT_THAT(rows[1].receivers, IsEmpty());
}

TEST(AddressMessageTest, AddressesNobodyForADigest) {
  EXPECT_THAT(Told({"zhang"}, {.urgency = Urgency::kDigest, .key = "k", .group_channels = {"catering-robot"}}), IsEmpty());
}

TEST(AddressMessageTest, PassesOverAContactAtAChannelThatIsNotConfigured) {
  Desk desk = AnOffice();
  std::erase_if(desk.channels, [](const ChannelSpec& channel) { return channel.id == "duty-robot"; });

  EXPECT_THAT(Lines(Told({"zhang", "wang"}, {.key = "k", .group_channels = {"no-such"}}, desk)),
              ElementsAre("mail: zhang"));
}

TEST(AddressMessageTest, NamesAPersonOnceHoweverManyRolesTheyHold) {
  EXPECT_THAT(Lines(Told({"zhang", "deputy", "zhang", "deputy"}, {.key = "k"})),
              ElementsAre("duty-robot: zhang", "mail: deputy"));
}

TEST(AddressMessageTest, LivesADayAndThreeAtAWebhook) {
  Desk desk = AnOffice();
  Person person = APerson("hooked", "系统", "office", {{"hook", "x"}});
  std::vector<Holder> holders = {{.person = &person}};

  EXPECT_EQ(Told({"deputy"}, {.key = "k"})[0].expires_at, kNow + hours(24));
  EXPECT_EQ(AddressMessage(holders, Message(), {.key = "k"}, desk.channels, kNow)[0].expires_at, kNow + hours(72));
  EXPECT_EQ(AddressMessage(holders, Message(), {.key = "k", .life = minutes(15)}, desk.channels, kNow)[0].expires_at,
            kNow + hours(72));
  EXPECT_EQ(Told({"deputy"}, {.key = "k", .life = minutes(15)})[0].expires_at, kNow + minutes(15));
}

TEST(AddressMessageTest, FillsTheRow) {
  Message message;
  message.number = "0711-03";
  Desk desk = AnOffice();

  Notification row = AddressMessage(Holders(desk, {"wang"}), message,
                                    {.urgency = Urgency::kRing, .priority = 0, .key = "k"}, desk.channels, kNow)[0];

  EXPECT_EQ(row.message.number, "0711-03");
  EXPECT_EQ(row.urgency, Urgency::kRing);
  EXPECT_EQ(row.priority, 0);
  EXPECT_EQ(row.created_at, kNow);
  EXPECT_EQ(row.next_at, kNow);
  EXPECT_EQ(row.state, DeliveryState::kPending);
}

TEST(AddressMessageTest, MakesIdsOfKeyChannelAndReceiverOnly) {
  auto id = [](const std::string& key, const std::string& person) { return Told({person}, {.key = key})[0].id; };

  EXPECT_EQ(id("2026-0711-03-1-2-first", "deputy"), id("2026-0711-03-1-2-first", "deputy"));
  EXPECT_NE(id("2026-0711-03-1-2-first", "deputy"), id("2026-0711-03-1-3-first", "deputy"));
  EXPECT_NE(id("2026-0711-03-1-2-first", "deputy"), id("2026-0711-03-1-2-first", "director"));
}

TEST(AddressMessageTest, KeepsIdsApartThatLookAlikeOnceCleaned) {
  std::set<std::string> ids;
  for (const std::string& key : {std::string("A.b"), std::string("a-b"), std::string("早报"), std::string("晚报"),
                                 std::string(200, 'x') + "1", std::string(200, 'x') + "2"}) {
    std::string id = Told({"deputy"}, {.key = key})[0].id;
    EXPECT_LE(id.size(), 120u);
    EXPECT_EQ(id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-"), std::string::npos) << id;
    EXPECT_TRUE(ids.insert(id).second) << id;
  }
}

}  // namespace
}  // namespace fenghuo
