#include "daemon/report/weekly.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <map>
#include <string>

#include "alerts/incident/draft.h"
#include "base/rng.h"
#include "daemon/report/html.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

Timestamp At(const std::string& text) { return *ParseRfc3339(text); }

Config AnOffice() {
  Config config;
  config.zone = *Zone::Load("Asia/Shanghai");
  config.staff.office_name = "清河市市场监督管理局";
  config.staff.units = {{.id = "catering", .name = "餐饮科", .parent = "", .head = "", .liaison = "", .county = "", .group_channels = {}},
                        {.id = "drugs", .name = "药品监管科", .parent = "", .head = "", .liaison = "", .county = "", .group_channels = {}}};
  config.places.city = "清河市";
  Rule campus;
  campus.id = "campus";
  campus.category = "校园用餐";
  campus.departments = {"catering"};
  campus.severity = 40;
  Rule drugs;
  drugs.id = "drugs";
  drugs.category = "药品";
  drugs.departments = {"drugs", "catering"};
  drugs.severity = 30;
  config.rules.rules = {campus, drugs};
  for (const char* id : {"paper", "forum"}) {
    SourceConfig source;
    source.id = id;
    source.name = id == std::string("paper") ? "清河晚报" : "清河论坛";
    config.sources.push_back(source);
  }
  return config;
}

class WeeklyTest : public testing::Test {
 protected:
  WeeklyTest() : store_(std::move(*Store::Open(folder_.Path("store")))) {}

  void Keep(const std::string& id, const std::string& title, const std::string& rule, Timestamp first_seen) {
    DocumentRecord record;
    record.document.id = "paper/" + id;
    record.document.source = first_seen.time_since_epoch().count() % 2000 == 0 ? "paper" : "forum";
    record.document.title = title;
    record.document.url = "https://paper.example/" + id;
    record.document.fetched_at = first_seen;
    record.document.tier = Tier::kCity;
    record.first_seen = first_seen;
    record.last_seen = first_seen;
    record.story = "story-" + std::to_string(id.size() % 3);
    if (!rule.empty()) record.matches = {{.rule = rule, .spans = {{Span::Field::kTitle, 0, 3}}, .must_report = false, .damped = false}};
    Batch batch;
    batch.PutDocument(record);
    ASSERT_TRUE(store_->Commit(std::move(batch), Sync::kNo).ok());
  }

  TemporaryDirectory folder_;
  std::unique_ptr<Store> store_;
  Config config_ = AnOffice();
};

// Counts the lines of every list and compares them with every number that leads to it.
void ExpectEachNumberToCountItsList(const std::string& html) {
  std::map<std::string, int> lines;
  for (size_t at = html.find("<ol id=\""); at != std::string::npos; at = html.find("<ol id=\"", at + 1)) {
    std::string id = html.substr(at + 8, html.find('"', at + 8) - at - 8);
    size_t end = html.find("</ol>", at);
    int count = 0;
    for (size_t line = html.find("<li>", at); line < end; line = html.find("<li>", line + 1)) ++count;
    EXPECT_TRUE(lines.emplace(id, count).second) << id << " stands twice";
  }
  int numbers = 0;
  for (size_t at = html.find("<a class=\"n\" href=\"#"); at != std::string::npos; at = html.find("<a class=\"n\" href=\"#", at + 1)) {
    size_t begin = at + 20;
    std::string id = html.substr(begin, html.find('"', begin) - begin);
    size_t text = html.find('>', begin) + 1;
    int number = std::stoi(html.substr(text, html.find('<', text) - text));
    ASSERT_TRUE(lines.contains(id)) << id;
    EXPECT_EQ(lines.at(id), number) << id;
    ++numbers;
  }
  EXPECT_GT(numbers, 0);
}

TEST_F(WeeklyTest, CountsWhatItsListsHold) {
  Rng rng(7);
  for (int i = 0; i < 300; ++i) {
    Timestamp seen = At("2026-06-29T00:00:00+08:00") + Duration(static_cast<int64_t>(rng.Below(14 * 86'400)) * 1000);
    const char* rule = rng.Below(3) == 0 ? "" : rng.Below(2) == 0 ? "campus" : "drugs";
    Keep("n" + std::to_string(i), "第" + std::to_string(i) + "条", rule, seen);
  }

  Result<Week> week = GatherWeek(*store_, config_, At("2026-07-08T12:00:00+08:00"), At("2026-07-20T00:00:00Z"));

  ASSERT_TRUE(week.ok());
  EXPECT_EQ(week->from, At("2026-07-06T00:00:00+08:00"));
  EXPECT_EQ(week->to, At("2026-07-13T00:00:00+08:00"));
  EXPECT_GT(week->documents.size(), 50u);
  EXPECT_GT(week->documents_before.size(), 50u);
  ExpectEachNumberToCountItsList(RenderWeek(*week, config_, At("2026-07-20T00:00:00Z")));
}

TEST_F(WeeklyTest, NumbersItsWeeksAsTheCalendarDoes) {
  Week week = *GatherWeek(*store_, config_, At("2026-07-08T12:00:00+08:00"), At("2026-07-20T00:00:00Z"));
  EXPECT_EQ(week.year, 2026);
  EXPECT_EQ(week.number, 28);
  std::string html = RenderWeek(week, config_, At("2026-07-20T00:00:00Z"));
  EXPECT_NE(html.find("<h1>舆情周报（2026年第28期，7月6日—7月12日）</h1>"), std::string::npos);

  Week first = *GatherWeek(*store_, config_, At("2027-01-02T12:00:00+08:00"), At("2027-02-01T00:00:00Z"));
  EXPECT_EQ(first.year, 2026);
  EXPECT_EQ(first.number, 53);
}

TEST_F(WeeklyTest, CountsTheDaysOfAClockChangeByTheCalendar) {
  config_.zone = *Zone::Load("Europe/Berlin");  // one hour less on Sunday, 29 March 2026
  Keep("late", "周六深夜", "campus", At("2026-03-28T23:30:00+01:00"));
  Keep("now", "周一零点", "campus", At("2026-03-30T00:30:00+02:00"));

  Week week = *GatherWeek(*store_, config_, At("2026-04-01T12:00:00+02:00"), At("2026-04-20T00:00:00Z"));
  std::string html = RenderWeek(week, config_, At("2026-04-20T00:00:00Z"));

  EXPECT_EQ(week.documents.size(), 1u);
  EXPECT_NE(html.find("<summary>3月28日命中信息（1）</summary>"), std::string::npos);
  EXPECT_NE(html.find("<summary>3月30日命中信息（1）</summary>"), std::string::npos);
  EXPECT_EQ(html.find("<summary>3月29日命中信息"), std::string::npos);
}

TEST_F(WeeklyTest, ComparesOnlyWholeWeeks) {
  Keep("a", "上周", "campus", At("2026-07-01T12:00:00+08:00"));
  Keep("b", "上周", "campus", At("2026-07-02T12:00:00+08:00"));
  Keep("c", "本周", "campus", At("2026-07-06T12:00:00+08:00"));
  auto change = [&](const char* now) {
    return RenderWeek(*GatherWeek(*store_, config_, At("2026-07-08T12:00:00+08:00"), At(now)), config_, At(now));
  };

  EXPECT_NE(change("2026-07-08T12:00:00+08:00").find("本周未结束，不计环比"), std::string::npos);
  EXPECT_NE(change("2026-07-13T00:00:00+08:00").find("环比下降50%"), std::string::npos);
}

TEST_F(WeeklyTest, CountsBlindHoursUpToNowWhereTheOutageLasts) {
  Batch batch;
  for (const char* source : {"forum", "taken out of the configuration"}) {
    Outage outage;
    outage.source = source;
    outage.from = At("2026-07-06T07:00:00+08:00");
    batch.PutOutage(outage);
  }
  ASSERT_TRUE(store_->Commit(std::move(batch), Sync::kYes).ok());

  Timestamp now = At("2026-07-06T08:00:00+08:00");
  Week week = *GatherWeek(*store_, config_, now, now);

  ASSERT_EQ(week.outages.size(), 1u);
  EXPECT_EQ(week.outages[0].source, "清河论坛");
  EXPECT_EQ(week.outages[0].blind, hours(1));
}

TEST_F(WeeklyTest, BeginsOnTheDayOfTheMeeting) {
  config_.week_starts_on = 5;
  Week week = *GatherWeek(*store_, config_, At("2026-07-08T12:00:00+08:00"), At("2026-07-20T00:00:00Z"));
  EXPECT_EQ(week.from, At("2026-07-03T00:00:00+08:00"));
}

TEST_F(WeeklyTest, ShowsTextFromTheWebAsText) {
  Keep("x", "<script>alert(1)</script><img src=x onerror=alert(1)>", "campus", At("2026-07-08T12:00:00+08:00"));

  std::string html =
      RenderWeek(*GatherWeek(*store_, config_, At("2026-07-08T12:00:00+08:00"), At("2026-07-20T00:00:00Z")), config_, At("2026-07-20T00:00:00Z"));

  EXPECT_EQ(html.find("<script>alert"), std::string::npos);
  EXPECT_EQ(html.find("<img"), std::string::npos);
  EXPECT_NE(html.find("&lt;script&gt;alert(1)&lt;/script&gt;"), std::string::npos);
}

TEST_F(WeeklyTest, SaysWhichSourcesWereBlindAndForHowLong) {
  Batch batch;
  batch.PutOutage({.source = "forum", .from = At("2026-07-05T20:00:00+08:00"), .to = At("2026-07-06T03:30:00+08:00"),
                   .health = SourceHealth::kLoginWall, .reason = "登录页"});
  batch.PutOutage({.source = "forum", .from = At("2026-07-08T00:00:00+08:00"), .to = At("2026-07-09T02:00:00+08:00"),
                   .health = SourceHealth::kFailing, .reason = "连接超时"});
  ASSERT_TRUE(store_->Commit(std::move(batch), Sync::kYes).ok());

  Week week = *GatherWeek(*store_, config_, At("2026-07-08T12:00:00+08:00"), At("2026-07-20T00:00:00Z"));

  ASSERT_EQ(week.outages.size(), 2u);
  EXPECT_EQ(week.outages[0].blind, hours(3) + minutes(30));
  std::string html = RenderWeek(week, config_, At("2026-07-20T00:00:00Z"));
  EXPECT_NE(html.find("<td>清河论坛</td>"), std::string::npos);
  EXPECT_NE(html.find("<td>1天5小时30分</td>"), std::string::npos);
  ExpectEachNumberToCountItsList(html);
}

struct Entry {
  const char* at;
  const char* kind;
};

WeekIncident OnlyIncident(const std::vector<WeekIncident>& items) {
  EXPECT_EQ(items.size(), 1u);
  return items.empty() ? WeekIncident() : items.front();
}

// Signed for too late and closed in the first week, over in the second, reopened in the third and open since.
class ThreeWeeksTest : public WeeklyTest {
 protected:
  ThreeWeeksTest() {
    Incident incident;
    incident.id = "2026-0707-01";
    incident.number = "0707-01";
    incident.title = "某小学多名学生呕吐";
    incident.opened_at = At("2026-07-07T10:00:00+08:00");
    incident.reopened_at = {At("2026-07-21T09:00:00+08:00")};
    incident.episode = 2;
    incident.state = IncidentState::kHandling;
    incident.level = incident.peak_level = 2;
    incident.acknowledgement = Acknowledgement{.person = "zhang", .entered_by = "zhang", .at = At("2026-07-21T09:02:00+08:00"),
                                               .expires_at = At("2026-07-22T09:00:00+08:00")};
    Batch batch;
    batch.PutIncident(incident);
    int64_t sequence = 1;
    for (const Entry& entry : std::vector<Entry>{{"2026-07-07T10:00:00+08:00", "opened"}, {"2026-07-07T10:10:00+08:00", "overdue"},
                                                 {"2026-07-08T10:00:00+08:00", "closed"}, {"2026-07-21T09:00:00+08:00", "reopened"}}) {
      batch.PutTimelineEntry({.incident = incident.id, .sequence = sequence++, .at = At(entry.at), .kind = entry.kind,
                              .actor = "system", .text = entry.kind});
    }
    EXPECT_TRUE(store_->Commit(std::move(batch), Sync::kYes).ok());
  }

  Week At2026(const std::string& day) { return *GatherWeek(*store_, config_, At(day + "T12:00:00+08:00"), At("2026-08-01T00:00:00Z")); }
};

TEST_F(ThreeWeeksTest, TellWhatWasTrueInEachOfThem) {
  Week first = At2026("2026-07-08");
  WeekIncident opened = OnlyIncident(first.incidents);
  EXPECT_TRUE(first.carried.empty());
  EXPECT_EQ(opened.standing, Standing::kClosed);
  EXPECT_TRUE(opened.overdue);
  EXPECT_TRUE(opened.reopened_at.empty());

  Week second = At2026("2026-07-15");
  EXPECT_TRUE(second.incidents.empty());
  EXPECT_TRUE(second.carried.empty());

  Week third = At2026("2026-07-22");
  EXPECT_TRUE(third.incidents.empty());
  WeekIncident again = OnlyIncident(third.carried);
  EXPECT_EQ(again.standing, Standing::kOpen);
  EXPECT_EQ(again.reopened_at.size(), 1u);
  std::string html = RenderWeek(third, config_, At("2026-08-01T00:00:00Z"));
  EXPECT_NE(html.find("再次升温<a class=\"n\""), std::string::npos) << html;
  ExpectEachNumberToCountItsList(html);
}

TEST_F(WeeklyTest, CountsAsClosedOnlyWhatWasClosed) {
  Batch batch;
  int number = 0;
  for (const char* end : {"closed", "merged", "handed_over"}) {
    Incident incident;
    incident.number = "0707-0" + std::to_string(++number);
    incident.id = "2026-" + incident.number;
    incident.opened_at = At("2026-07-07T10:00:00+08:00");
    incident.level = incident.peak_level = 3;
    incident.state = IncidentState::kClosed;
    batch.PutIncident(incident);
    int64_t sequence = 1;
    for (const char* kind : {"opened", end}) {
      batch.PutTimelineEntry({.incident = incident.id, .sequence = sequence++, .at = incident.opened_at, .kind = kind,
                              .actor = "system", .text = kind});
    }
  }
  ASSERT_TRUE(store_->Commit(std::move(batch), Sync::kYes).ok());

  Week week = *GatherWeek(*store_, config_, At("2026-07-08T12:00:00+08:00"), At("2026-08-01T00:00:00Z"));

  ASSERT_EQ(week.incidents.size(), 3u);
  EXPECT_EQ(week.incidents[0].standing, Standing::kClosed);
  EXPECT_EQ(week.incidents[1].standing, Standing::kMerged);
  EXPECT_EQ(week.incidents[2].standing, Standing::kHandedOver);
  std::string html = RenderWeek(week, config_, At("2026-08-01T00:00:00Z"));
  EXPECT_NE(html.find("；已办结<a class=\"n\" href=\"#"), std::string::npos) << html;
  EXPECT_NE(html.find("起，并案<a class=\"n\" href=\"#"), std::string::npos);
  EXPECT_NE(html.find("起，转出<a class=\"n\" href=\"#"), std::string::npos);
  ExpectEachNumberToCountItsList(html);
}

Task ATask(int number, TaskState state, const std::string& due, const std::string& answered) {
  Task task;
  task.number = number;
  task.state = state;
  task.unit = number == 4 ? "drugs" : "catering";
  task.what = "现场检查" + std::to_string(number);
  task.countdown = {.started_at = At("2026-07-07T10:00:00+08:00"), .due = At(due)};
  if (!answered.empty()) task.answered_at = At(answered);
  return task;
}

TEST_F(WeeklyTest, CountsWhatTheUnitsWereAskedForAndWhatWasLate) {
  Incident incident;
  incident.id = "2026-0707-01";
  incident.number = "0707-01";
  incident.opened_at = At("2026-07-07T10:00:00+08:00");
  incident.level = incident.peak_level = 2;
  incident.state = IncidentState::kHandling;
  incident.tasks = {ATask(1, TaskState::kAnswered, "2026-07-07T15:00:00+08:00", "2026-07-07T14:00:00+08:00"),
                    ATask(2, TaskState::kAnswered, "2026-07-07T15:00:00+08:00", "2026-07-07T16:00:00+08:00"),
                    ATask(3, TaskState::kReturned, "2026-07-09T15:00:00+08:00", "2026-07-07T16:00:00+08:00"),
                    ATask(4, TaskState::kAssigned, "2026-07-20T15:00:00+08:00", "")};
  IncidentClock clock;
  clock.name = "权威信息发布";
  clock.countdown = {.started_at = incident.opened_at, .due = incident.opened_at + hours(5)};
  clock.ended = Ending{.at = incident.opened_at + hours(4), .person = "zhang"};
  incident.clocks = {clock};
  UpwardReport first;
  first.phone = Countdown{.started_at = incident.opened_at, .due = incident.opened_at + minutes(15)};
  first.phoned = Ending{.at = incident.opened_at + minutes(20), .person = "zhang"};
  incident.reports = {first};
  Incident merged = incident;
  merged.id = "2026-0707-02";
  merged.number = "0707-02";
  merged.state = IncidentState::kMerged;
  merged.clocks[0].ended->person = kSystemActor;
  merged.tasks = {ATask(3, TaskState::kAssigned, "2026-07-09T15:00:00+08:00", "")};
  Batch batch;
  batch.PutIncident(incident);
  batch.PutIncident(merged);
  for (const Incident& one : {incident, merged}) {
    batch.PutTimelineEntry({.incident = one.id, .sequence = 1, .at = one.opened_at, .kind = "opened", .actor = "system", .text = "立案"});
  }
  ASSERT_TRUE(store_->Commit(std::move(batch), Sync::kYes).ok());

  Week week = *GatherWeek(*store_, config_, At("2026-07-08T12:00:00+08:00"), At("2026-08-01T00:00:00Z"));
  std::string html = RenderWeek(week, config_, At("2026-08-01T00:00:00Z"));

  auto list = [&](const std::string& title) { return html.find("<summary>" + title + "</summary>") != std::string::npos; };
  EXPECT_TRUE(list("交办事项：餐饮科（3）")) << "what went on in the older incident counts once";
  EXPECT_TRUE(list("交办事项：餐饮科，按时办结（1）"));
  EXPECT_TRUE(list("交办事项：餐饮科，超期办结（1）"));
  EXPECT_TRUE(list("交办事项：餐饮科，超期未办结（1）")) << "sent back, and not answered again";
  EXPECT_TRUE(list("交办事项：药品监管科，办理中（1）"));
  EXPECT_TRUE(list("时限：权威信息发布，按时办结（1）"));
  EXPECT_TRUE(list("信息报送：首报（电话），超期办结（1）"));
  EXPECT_NE(html.find("<li>0707-01　现场检查2　7月7日15:00到期　7月7日16:00办结</li>"), std::string::npos);
  ExpectEachNumberToCountItsList(html);
}

TEST_F(WeeklyTest, SaysThatNothingHappenedWhenNothingDid) {
  std::string html =
      RenderWeek(*GatherWeek(*store_, config_, At("2026-07-08T12:00:00+08:00"), At("2026-07-20T00:00:00Z")), config_, At("2026-07-20T00:00:00Z"));
  EXPECT_NE(html.find("本周无达到等级的话题。"), std::string::npos);
  EXPECT_NE(html.find("本周各领域均无命中信息。"), std::string::npos);
}

}  // namespace
}  // namespace fenghuo
