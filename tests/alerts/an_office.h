// A small office for tests: the plan of bureau.md 2 in the rows that the tests use, invented people and units.
//
//   Desk desk = AnOffice();
//   Decision decision = Open(AStory().OfLevel(2).facts, desk, 3, At("2026-07-10T18:26:00Z"));

#ifndef FENGHUO_TESTS_ALERTS_AN_OFFICE_H_
#define FENGHUO_TESTS_ALERTS_AN_OFFICE_H_

#include <string>
#include <utility>
#include <vector>

#include "alerts/incident/decide.h"

namespace fenghuo {

inline Timestamp At(const char* text) { return *ParseRfc3339(text); }

// Local time of the office, "2026-07-11 02:26".
inline Timestamp Local(const std::string& text) {
  return *ParseRfc3339(text.substr(0, 10) + "T" + text.substr(11) + ":00+08:00");
}

inline Person APerson(const std::string& id, const std::string& name, const std::string& unit,
                      std::vector<Contact> contacts) {
  return {.id = id, .name = name, .unit = unit, .phone = "", .permissions = {}, .token_hash = "",
          .contacts = std::move(contacts)};
}

inline Unit AUnit(const std::string& id, const std::string& name, const std::string& parent, const std::string& head,
                  const std::string& liaison) {
  Unit unit;
  unit.id = id;
  unit.name = name;
  unit.parent = parent;
  unit.head = head;
  unit.liaison = liaison;
  return unit;
}

// Night shift of 10 July 17:30 to 11 July 08:30: zhang at the desk, li leads. Then a day of wang and li. Then nobody.
inline Staff AStaff() {
  Staff staff;
  staff.people = {
      APerson("zhang", "张某", "office", {{"duty-robot", "u-zhang"}, {"mail", "zhang@example.com"}}),
      APerson("wang", "王某", "office", {{"duty-robot", "u-wang"}}),
      APerson("li", "李某", "bureau", {{"duty-robot", "u-li"}, {"mail", "li@example.com"}}),
      APerson("deputy", "赵某", "bureau", {{"mail", "zhao@example.com"}}),
      APerson("director", "钱某", "bureau", {{"mail", "qian@example.com"}}),
      APerson("press", "孙某", "press", {{"mail", "sun@example.com"}}),
      APerson("cook", "周某", "catering", {{"mail", "zhou@example.com"}, {"catering-robot", "u-zhou"}}),
      APerson("cook-liaison", "吴某", "catering", {{"catering-robot", "u-wu"}}),
      APerson("qingxi-head", "郑某", "qingxi", {{"mail", "zheng@example.com"}}),
      APerson("ops", "冯某", "office", {{"mail", "ops@example.com"}}),
      APerson("mute", "陈某", "office", {}),
  };
  staff.units = {AUnit("bureau", "市局", "", "director", ""), AUnit("office", "办公室", "bureau", "zhang", ""),
                 AUnit("press", "新闻宣传科", "bureau", "press", ""),
                 AUnit("catering", "餐饮科", "bureau", "cook", "cook-liaison"),
                 AUnit("drugs", "药品科", "bureau", "", ""), AUnit("qingxi", "青溪区局", "bureau", "qingxi-head", "")};
  staff.units[3].group_channels = {"catering-robot"};
  staff.shifts = {{Local("2026-07-10 17:30"), Local("2026-07-11 08:30"), "zhang", "li"},
                  {Local("2026-07-11 08:30"), Local("2026-07-12 08:30"), "wang", "li"}};
  staff.fallback_desk = "wang";
  staff.fallback_leader = "deputy";
  staff.deputy_in_charge = "deputy";
  staff.director = "director";
  staff.publicity_head = "press";
  staff.task_force = {"cook", "press"};
  staff.operations = {"ops"};
  staff.desk_phone = "0000-0000000";
  staff.office_name = "某市市场监督管理局";
  return staff;
}

inline EscalationStep AStep(Duration after, std::vector<Role> roles, Urgency urgency) {
  return {.after = after, .roles = std::move(roles), .urgency = urgency, .at_morning_call = false};
}

inline NotifyRow ARow(Level level, Locality locality, When when, std::vector<EscalationStep> steps) {
  NotifyRow row;
  row.level = level;
  row.locality = locality;
  row.when = when;
  row.digest = steps.empty();
  row.steps = std::move(steps);
  return row;
}

inline LevelPolicy ALevel(const char* name, Duration acknowledge, Duration lasts, Duration assess) {
  LevelPolicy level;
  level.name = name;
  level.acknowledge_within = acknowledge;
  level.acknowledgement_lasts = lasts;
  level.assess_within = assess;
  return level;
}

inline Policies APlan() {
  using enum Role;
  Policies plan;
  plan.levels[1] = ALevel("特别重大", minutes(5), minutes(30), minutes(15));
  plan.levels[1].repeat_every = minutes(5);
  plan.levels[2] = ALevel("重大", minutes(10), minutes(60), minutes(30));
  plan.levels[2].watch = hours(24 * 7);
  plan.levels[3] = ALevel("较大", minutes(30), hours(4), hours(2));
  plan.levels[4] = ALevel("一般", hours(2), hours(8), hours(8));
  plan.digests = {{9 * 60}, {12 * 60}, {17 * 60}};

  std::vector<EscalationStep> orange = {AStep(minutes(0), {kDesk}, Urgency::kRing),
                                        AStep(minutes(10), {kLeaderOnDuty}, Urgency::kRing),
                                        AStep(minutes(20), {kDeputyInCharge}, Urgency::kRing),
                                        AStep(minutes(30), {kDirector}, Urgency::kRing)};
  EscalationStep morning_call = AStep(minutes(0), {kLeaderOnDuty}, Urgency::kMessage);
  morning_call.at_morning_call = true;
  NotifyRow must_report =
      ARow(3, Locality::kLocal, When::kNight, {AStep(minutes(0), {kDesk}, Urgency::kRing)});
  must_report.must_report_only = true;
  NotifyRow far = ARow(2, Locality::kElsewhere, When::kNight, {});
  far.check_locally = true;

  plan.rows = {
      ARow(1, Locality::kLocal, When::kAny, {AStep(minutes(0), {kDesk, kLeaderOnDuty, kDirector}, Urgency::kRing)}),
      ARow(2, Locality::kLocal, When::kAny, orange),
      ARow(2, Locality::kConcerned, When::kDay, orange),
      ARow(2, Locality::kConcerned, When::kNight, {AStep(minutes(0), {kDesk}, Urgency::kSilent), morning_call}),
      far,
      ARow(2, Locality::kElsewhere, When::kDay, {AStep(minutes(0), {kSectionHead}, Urgency::kMessage)}),
      ARow(3, Locality::kLocal, When::kDay,
           {AStep(minutes(0), {kDesk, kSectionHead, kSectionLiaison, kCountyHead}, Urgency::kMessage),
            AStep(minutes(30), {kLeaderOnDuty}, Urgency::kMessage),
            AStep(minutes(60), {kPublicityHead}, Urgency::kMessage)}),
      ARow(3, Locality::kLocal, When::kNight, {AStep(minutes(0), {kDesk}, Urgency::kSilent)}),
      must_report,
      ARow(3, Locality::kConcerned, When::kAny, {}),
      ARow(3, Locality::kElsewhere, When::kAny, {}),
      ARow(4, Locality::kLocal, When::kAny, {}),
      ARow(4, Locality::kConcerned, When::kAny, {}),
      ARow(4, Locality::kElsewhere, When::kAny, {}),
  };
  return plan;
}

inline ChannelSpec AChannel(const std::string& name, ChannelType type) {
  ChannelSpec channel;
  channel.id = name;
  channel.name = name + "群";
  channel.type = type;
  return channel;
}

inline Desk AnOffice() {
  Desk desk{.policies = APlan(),
            .roster = Roster(AStaff()),
            .channels = {AChannel("duty-robot", ChannelType::kWecom), AChannel("catering-robot", ChannelType::kDingtalk),
                         AChannel("mail", ChannelType::kSmtp), AChannel("hook", ChannelType::kWebhook)},
            .zone = *Zone::Load("Asia/Shanghai"),
            .city = "本市",
            .public_url = ""};
  return desk;
}

// A story of the catering section in Qingxi, first seen at 02:14.
struct AStory {
  AStory() {
    facts.story = "s1";
    facts.title = "某区一小学多名学生餐后呕吐送医";
    facts.category = "校园用餐";
    facts.departments = {"catering"};
    facts.county_unit = "qingxi";
    facts.first_seen = Local("2026-07-11 02:14");
    facts.first_source = "本地论坛";
    facts.top_documents = {"d1", "d2"};
    facts.card.level = 2;
    facts.card.locality = Locality::kLocal;
    facts.card.parts = {{"heat", "3个独立来源；近1小时37条", 40'000}, {"severity", "3个来源命中监测规则", 25'000}};
    facts.card.facts = {{FactKind::kInjured, 12, "据家长反映，12名学生送医，校方尚未回应。"}};
  }
  AStory& OfLevel(Level level) {
    facts.card.level = level;
    return *this;
  }
  AStory& In(Locality locality) {
    facts.card.locality = locality;
    return *this;
  }
  AStory& MustReport() {
    facts.must_report = true;
    return *this;
  }
  StoryFacts facts;
};

inline std::vector<std::string> TextsOf(const Decision& decision) {
  std::vector<std::string> texts;
  for (const TimelineEntry& entry : decision.timeline) texts.push_back(entry.text);
  return texts;
}

// "channel: person, person" for each notification.
inline std::vector<std::string> ReceiversOf(const Decision& decision) {
  std::vector<std::string> lines;
  for (const Notification& row : decision.notifications) {
    std::string line = row.channel + ":";
    for (const Receiver& receiver : row.receivers) line += " " + receiver.person;
    lines.push_back(line);
  }
  return lines;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_ALERTS_AN_OFFICE_H_
