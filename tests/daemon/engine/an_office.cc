#include "tests/daemon/engine/an_office.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "base/log.h"
#include "daemon/wire.h"

namespace fenghuo {
namespace {

const Timestamp kBegin = FromUnixMillis(0);
constexpr Duration kTurnEvery = minutes(10);

template <typename T>
T Must(Result<T> result) {
  CHECK(result.ok(), result.ok() ? "" : result.error().message.c_str());
  return std::move(*result);
}

void Must(const Result<void>& result) { CHECK(result.ok(), result.ok() ? "" : result.error().message.c_str()); }

Rule ARule(const std::string& id, const std::string& term, int severity) {
  Rule rule;
  rule.id = id;
  rule.name = id;
  rule.category = id == "poisoning" ? "餐饮服务" : "消费投诉";
  rule.departments = {"catering"};
  rule.any.terms = {term};
  rule.severity = severity;
  return rule;
}

RuleSet Rules() {
  RuleSet rules;
  rules.rules = {ARule("poisoning", "食物中毒", 40), ARule("complaint", "投诉", 40), ARule("trial", "月饼", 90)};
  rules.rules[2].shadow = true;
  rules.rules[2].must_report = MustReport{.floor = 1, .when = {}, .local_only = false};
  rules.rules[0].must_report = MustReport{.floor = 2, .when = {.terms = {"住院"}, .patterns = {}}, .local_only = false};
  return rules;
}

NotifyRow ARow(Level level, Locality locality) {
  NotifyRow row;
  row.level = level;
  row.locality = locality;
  return row;
}

Unit AUnit(const std::string& id, const std::string& name, const std::string& head) {
  Unit unit;
  unit.id = id;
  unit.name = name;
  unit.head = head;
  if (id != "bureau") unit.parent = "bureau";
  return unit;
}

ChannelSpec AChannel(const std::string& name, ChannelType type) {
  ChannelSpec channel;
  channel.id = name;
  channel.name = name + "群";
  channel.type = type;
  channel.base_url = "https://" + name + ".example";
  return channel;
}

Policies TwoLevelPolicies() {
  Policies policies;
  for (Locality locality : {Locality::kLocal, Locality::kUnknown}) {
    NotifyRow grave = ARow(2, locality);
    grave.steps = {{.after = Duration(0), .roles = {Role::kDesk, Role::kLeaderOnDuty}, .urgency = Urgency::kRing},
                   {.after = minutes(10), .roles = {Role::kLeaderOnDuty}, .urgency = Urgency::kRing},
                   {.after = minutes(20), .roles = {Role::kDeputyInCharge}, .urgency = Urgency::kRing}};
    NotifyRow larger = ARow(3, locality);
    larger.steps = {{.after = Duration(0), .roles = {Role::kDesk}, .urgency = Urgency::kMessage}};
    NotifyRow common = ARow(4, locality);
    common.digest = true;
    policies.rows.insert(policies.rows.end(), {grave, larger, common});
  }
  policies.levels[4].acknowledge_within = hours(24);
  policies.digests = {{9 * 60}, {12 * 60}, {17 * 60}};
  return policies;
}

Person APerson(const std::string& id, const std::string& name, const std::string& channel) {
  Person person;
  person.id = id;
  person.name = name;
  person.unit = "bureau";
  person.permissions = {"view", "acknowledge", "close", "assess", "operate"};
  person.contacts = {{.channel = channel, .address = id}};
  return person;
}

Staff FourPeople() {
  Staff staff;
  staff.units = {AUnit("bureau", "某市市场监管局", "qian"), AUnit("catering", "餐饮科", "li")};
  staff.people = {APerson("zhang", "张某", "group"), APerson("li", "李某", "group"), APerson("qian", "钱某", "group"),
                  APerson("he", "何某", "screen")};
  staff.shifts = {{.from = Morning() - hours(24 * 400), .to = Morning() + hours(24 * 400), .desk = "zhang", .leader = "li"}};
  staff.fallback_desk = "zhang";
  staff.fallback_leader = "li";
  staff.deputy_in_charge = "qian";
  staff.director = "qian";
  staff.operations = {"he"};
  staff.desk_phone = "0000-0000000";
  staff.office_name = "某市市场监管局";
  return staff;
}

SourceConfig ASource(const std::string& id, const std::string& name) {
  SourceConfig source;
  source.id = id;
  source.name = name;
  source.url = "https://" + id + ".example/feed";
  source.tier = Tier::kCity;
  source.region = "某市";
  source.silent_after = hours(24);
  return source;
}

}  // namespace

Timestamp Morning() { return *ParseRfc3339("2026-07-11T10:00:00+08:00"); }

Config AnOffice() {
  Config config;
  config.zone = *Zone::Load("Asia/Shanghai");
  config.places.city = "某市";
  config.places.city_names = {"某市"};
  config.places.home_regions = {"某市"};
  config.places.elsewhere = {"河南", "四川"};
  config.rules = Rules();
  config.policies = TwoLevelPolicies();
  config.staff = FourPeople();
  config.channels = {AChannel("group", ChannelType::kWecom), AChannel("screen", ChannelType::kWebhook)};
  config.grading.thresholds = {0, 70, 50, 30, 12};
  config.sources = {ASource("news", "某市新闻"), ASource("forum", "某市论坛"), ASource("board", "热榜")};
  config.hash = 7;
  return config;
}

ADocument::ADocument() { document_.title = "某市举办图书节"; }

ADocument& ADocument::Titled(const std::string& title) {
  document_.title = title;
  return *this;
}

ADocument& ADocument::WithText(const std::string& text) {
  document_.text = text;
  return *this;
}

ADocument& ADocument::Id(const std::string& id) {
  document_.id = id;
  return *this;
}

ADocument& ADocument::At(const std::string& url) {
  document_.url = url;
  return *this;
}

ADocument& ADocument::Ranked(int64_t rank, int64_t heat) {
  document_.kind = DocumentKind::kHotlist;
  document_.observation = Observation();
  document_.observation->rank = rank;
  document_.observation->heat = heat;
  return *this;
}

Document ADocument::From(const std::string& source, Timestamp at) const {
  Document document = document_;
  document.source = source;
  document.id = source + "/" + (document_.id.empty() ? Hex64(Hash64(document_.title)) : document_.id);
  document.fetched_at = at;
  document.tier = Tier::kCity;
  document.region = "某市";
  if (document.observation) document.observation->at = at;
  return document;
}

DeliveryResult Delivered(const Outgoing& out) {
  DeliveryResult result;
  result.id = out.row.id;
  result.channel = out.channel.id;
  result.type = out.channel.type;
  result.outcome.kind = OutcomeKind::kDelivered;
  return result;
}

Intake AnIntake(const Classifier& classifier, const std::string& source, const std::vector<ADocument>& documents,
                Timestamp at) {
  Intake intake;
  intake.fetch.source = source;
  intake.fetch.started_at = at;
  intake.fetch.finished_at = at;
  intake.fetch.status = 200;
  for (const ADocument& document : documents) intake.documents.push_back(classifier.Judge(document.From(source, at)));
  return intake;
}

RunningOffice::RunningOffice(Config config, std::shared_ptr<FaultFileSystem> disk)
    : config_(std::move(config)),
      disk_(disk ? std::move(disk) : std::make_shared<FaultFileSystem>(1)),
      classifier_(Must(Classifier::Make(config_))) {
  SetLogLevel(LogLevel::kOff);
  Start();
}

RunningOffice::~RunningOffice() { SetLogLevel(LogLevel::kInfo); }

void RunningOffice::Start() {
  StoreOptions options;
  options.file_system = disk_;
  options.automatic_compaction = false;
  store_ = Must(Store::Open("/store", options));
  engine_ = Must(Engine::Make({.config = config_, .classifier = classifier_, .store = store_.get()}, now_));
}

void RunningOffice::Restart() {
  engine_.reset();
  store_.reset();
  Start();
}

void RunningOffice::Restart(Config config) {
  config_ = std::move(config);
  Restart();
}

void RunningOffice::ReadBaselines() {
  for (const SourceConfig& source : config_.sources) Read(source.id, {ADocument().Titled("Opening " + source.id)});
}

IngestReport RunningOffice::Read(const std::string& source, const std::vector<ADocument>& documents) {
  IngestReport report = Must(engine_->Ingest(AnIntake(*classifier_, source, documents, now_), now_));
  Turn();
  return report;
}

void RunningOffice::ReadFails(const std::string& source) {
  Intake intake = AnIntake(*classifier_, source, {}, now_);
  intake.fetch.status = 503;
  intake.fetch.health = SourceHealth::kFailing;
  intake.fetch.reason = "503";
  intake.fetch.failure = "http_5xx";
  Must(engine_->Ingest(intake, now_));
  Turn();
}

void RunningOffice::Turn() {
  Must(engine_->Tick(now_));
  for (const Outgoing& out : Must(engine_->TakeSends(now_))) {
    Must(engine_->Settle(Delivered(out), now_));
  }
}

void RunningOffice::Wait(Duration length) { WaitUntil(now_ + length); }

void RunningOffice::WaitUntil(Timestamp at) {
  while (now_ < at) {
    Timestamp next = std::max(engine_->NextDue(now_), now_ + milliseconds(1));
    now_ = std::min({at, next, now_ + kTurnEvery});
    Turn();
  }
}

Incident RunningOffice::Do(const std::string& incident, const Action& action) {
  Incident after = Must(engine_->Act(incident, action, now_));
  Turn();
  return after;
}

std::vector<Incident> RunningOffice::Incidents() const { return Must(store_->IncidentsOpened(kBegin, kEndOfTime)); }

std::vector<Notification> RunningOffice::Notifications() const { return Must(store_->NotificationsCreated(kBegin, kEndOfTime)); }

std::vector<Notification> RunningOffice::NotificationsOf(MessageKind kind) const {
  std::vector<Notification> rows = Notifications();
  std::erase_if(rows, [&](const Notification& row) { return row.message.kind != kind; });
  return rows;
}

std::vector<std::string> RunningOffice::Everything() const {
  std::vector<std::string> lines;
  for (const Incident& incident : Incidents()) {
    lines.push_back(Dump(ToJson(incident)));
    for (const TimelineEntry& entry : Must(store_->Timeline(incident.id))) lines.push_back(Dump(ToJson(entry)));
  }
  for (const Notification& row : Notifications()) lines.push_back(Dump(ToJson(row)));
  Must(store_->ForEachDocument(kBegin, kEndOfTime, [&](const DocumentRecord& record) {
    lines.push_back(record.document.id + " v" + std::to_string(record.version) + " in " + record.story);
    return true;
  }));
  for (const JudgementRecord& row : Must(store_->Judgements())) {
    lines.push_back(row.story + " level " + std::to_string(row.grade.level) + " risk " + std::to_string(row.card.risk_milli));
  }
  return lines;
}

}  // namespace fenghuo
