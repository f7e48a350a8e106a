// What the stages found and the core decided, as JSON. Points are decimals of thousandths, so 61400 is written 61.4.

#include "daemon/wire.h"
#include "keywords/drill.h"

namespace fenghuo {
namespace {

double Points(int64_t milli) { return static_cast<double>(milli) / 1000.0; }

void PutText(Json& out, const char* name, const std::string& text) {
  if (!text.empty()) out[name] = text;
}

void PutTime(Json& out, const char* name, const std::optional<Timestamp>& at) {
  if (at) out[name] = FormatRfc3339(*at);
}

void PutFlag(Json& out, const char* name, bool flag) {
  if (flag) out[name] = true;
}

Json LevelChanges(const std::vector<LevelChange>& levels) {
  Json list = Json::array();
  for (const LevelChange& change : levels) {
    list.push_back({{"at", FormatRfc3339(change.at)}, {"level", change.level}, {"reason", change.reason}});
  }
  return list;
}

Json Times(const std::vector<Timestamp>& times) {
  Json list = Json::array();
  for (Timestamp at : times) list.push_back(FormatRfc3339(at));
  return list;
}

Json AcknowledgementJson(const Acknowledgement& acknowledgement) {
  return {{"person", acknowledgement.person},
          {"entered_by", acknowledgement.entered_by},
          {"at", FormatRfc3339(acknowledgement.at)},
          {"expires_at", FormatRfc3339(acknowledgement.expires_at)}};
}

Json ManualJson(const ManualOrigin& manual) {
  Json out = {{"entered_by", manual.entered_by}, {"source", manual.source}};
  PutText(out, "told_by", manual.told_by);
  PutText(out, "demand", manual.demand);
  PutTime(out, "deadline", manual.deadline);
  return out;
}

Json MessageJson(const Message& message) {
  Json out = {{"kind", Name(message.kind)}};
  PutText(out, "incident", message.incident);
  PutText(out, "number", message.number);
  if (message.level != kNoLevel) out["level"] = message.level;
  if (message.level_before != kNoLevel) out["level_before"] = message.level_before;
  if (!message.incident.empty()) out["locality"] = Name(message.locality);
  PutText(out, "city", message.city);
  PutText(out, "category", message.category);
  if (!message.title.empty()) out["title"] = WithDrillMark(message.drill, message.title);
  PutText(out, "state", message.state);
  PutText(out, "why", message.why);
  PutText(out, "unproved", message.unproved);
  PutText(out, "first_seen", message.first_seen);
  PutText(out, "responsible", message.responsible);
  PutText(out, "ask", message.ask);
  PutText(out, "desk_phone", message.desk_phone);
  PutFlag(out, "drill", message.drill);
  if (!message.lines.empty()) out["lines"] = message.lines;
  out["at"] = FormatRfc3339(message.at);
  if (!message.story_documents.empty()) out["documents"] = message.story_documents;
  return out;
}

const char* UrgencyName(Urgency urgency) {
  switch (urgency) {
    case Urgency::kDigest: return "digest";
    case Urgency::kSilent: return "silent";
    case Urgency::kMessage: return "message";
    case Urgency::kRing: return "ring";
  }
  return "";
}

void PutPeople(Json& out, const Incident& incident) {
  if (incident.acknowledgement) out["acknowledgement"] = AcknowledgementJson(*incident.acknowledgement);
  PutTime(out, "first_notice_at", incident.first_notice_at);
  PutTime(out, "first_acknowledged_at", incident.first_acknowledged_at);
  PutTime(out, "handling_note_at", incident.handling_note_at);
  PutTime(out, "watch_until", incident.watch_until);
  PutTime(out, "closed_at", incident.closed_at);
  PutText(out, "close_reason", incident.close_reason);
  PutText(out, "closed_by", incident.closed_by);
  PutText(out, "merged_into", incident.merged_into);
  if (incident.manual) out["manual"] = ManualJson(*incident.manual);
  if (!incident.told.empty()) out["told"] = incident.told;
  PutTime(out, "next_step_at", incident.escalation.next_at);
  if (HasDeadline(incident)) {
    out["acknowledge_by"] = FormatRfc3339(incident.escalation.acknowledge_by);
  }
}

Json ToJson(const Span& span) {
  return Json::array({span.field == Span::Field::kTitle ? "title" : "text", span.begin, span.end});
}

}  // namespace

Json ToJson(const std::vector<Match>& matches) {
  Json list = Json::array();
  for (const Match& match : matches) {
    Json spans = Json::array();
    for (const Span& span : match.spans) spans.push_back(ToJson(span));
    Json one = {{"rule", match.rule}, {"spans", std::move(spans)}};
    PutFlag(one, "must_report", match.must_report);
    PutFlag(one, "damped", match.damped);
    PutFlag(one, "shadow", match.shadow);
    for (const SeverityHit& hit : match.severity) {
      one["severity_terms"].push_back({{"name", hit.name}, {"points", hit.points}, {"span", ToJson(hit.place)}});
    }
    list.push_back(std::move(one));
  }
  return list;
}

Json ToJson(const std::vector<Fact>& facts) {
  Json list = Json::array();
  for (const Fact& fact : facts) {
    list.push_back({{"kind", Name(fact.kind)}, {"count", fact.count}, {"sentence", fact.sentence}});
  }
  return list;
}

// Of the four windows the one that gave the score.
Json BurstToJson(const ScoreCard& card) {
  const Burst burst = card.burst_score_milli > 0 ? FindBurst(card.burst) : Burst();
  const Volume& volume = card.burst.windows[burst.window];
  return {{"rule", card.burst.rule},
          {"minutes", kWindowLengths[burst.window] / minutes(1)},
          {"observed", volume.observed},
          {"expected", Points(volume.expected_milli)},
          {"score", Points(card.burst_score_milli)},
          {"rising", burst.rising},
          {"learning", card.burst.learning}};
}

Json ToJson(const ScoreCard& card) {
  Json out = {{"version", card.version},
              {"icu_version", card.icu_version},
              {"at", FormatRfc3339(card.at)},
              {"heat", Points(card.heat_milli)},
              {"severity", Points(card.severity_milli)},
              {"risk", Points(card.risk_milli)}};
  if (!card.burst.rule.empty()) out["burst"] = BurstToJson(card);
  out["parts"] = Json::array();
  for (const ScorePart& part : card.parts) {
    out["parts"].push_back({{"name", part.name}, {"says", part.says}, {"points", Points(part.points_milli)}});
  }
  out["heat_parts"] = Json::array();
  for (const HeatPart& part : card.heat_parts) {
    out["heat_parts"].push_back({{"name", part.name}, {"points", Points(part.points_milli)}});
  }
  out["severity_parts"] = Json::array();
  for (const SeverityPart& part : card.severity_parts) {
    out["severity_parts"].push_back({{"name", part.name}, {"says", part.says}, {"points", part.points}});
  }
  out["severity_percent"] = card.severity_percent;
  out["floors"] = Json::array();
  for (const FloorHit& floor : card.floors) {
    out["floors"].push_back({{"name", floor.name}, {"says", floor.says}, {"level", floor.level}});
  }
  PutText(out, "cap", card.cap);
  out["by_risk"] = card.by_risk;
  out["level"] = card.level;
  PutText(out, "held", card.held);
  out["to_next"] = Points(card.to_next_milli);
  if (!card.facts.empty()) out["facts"] = ToJson(card.facts);
  out["locality"] = Name(card.locality);
  PutText(out, "place", card.place);
  out["independent_sources"] = card.independent_sources;
  out["last_hour"] = card.last_hour;
  return out;
}

Json ToJson(const Incident& incident) {
  Json out = {{"incident", incident.id}, {"number", incident.number}};
  PutText(out, "story", incident.story);
  out["title"] = incident.title;
  PutText(out, "category", incident.category);
  if (!incident.departments.empty()) out["departments"] = incident.departments;
  PutText(out, "county_unit", incident.county_unit);
  out["opened_at"] = FormatRfc3339(incident.opened_at);
  out["first_seen"] = FormatRfc3339(incident.first_seen);
  PutText(out, "first_source", incident.first_source);
  out["state"] = Name(incident.state);
  out["level"] = incident.level;
  out["machine_level"] = incident.machine_level;
  out["peak_level"] = incident.peak_level;
  if (incident.confirmed_level) out["confirmed_level"] = *incident.confirmed_level;
  PutText(out, "confirmed_by", incident.confirmed_by);
  out["locality"] = Name(incident.locality);
  PutFlag(out, "must_report", incident.must_report);
  PutText(out, "why", incident.why);
  PutText(out, "unproved", incident.unproved);
  out["levels"] = LevelChanges(incident.levels);
  out["reopened_at"] = Times(incident.reopened_at);
  out["episode"] = incident.episode;
  PutPeople(out, incident);
  PutText(out, "nature", incident.nature);
  PutText(out, "lessons", incident.lessons);
  if (incident.drill != 0) out["drill"] = incident.drill;
  if (!incident.clocks.empty()) {
    out["clocks"] = Json::array();
    for (const IncidentClock& clock : incident.clocks) out["clocks"].push_back(ToJson(clock));
  }
  if (!incident.tasks.empty()) {
    out["tasks"] = Json::array();
    for (const Task& task : incident.tasks) out["tasks"].push_back(ToJson(task));
  }
  if (!incident.reports.empty()) {
    out["reports"] = Json::array();
    for (const UpwardReport& report : incident.reports) out["reports"].push_back(ToJson(report));
  }
  if (incident.task_force) out["task_force"] = ToJson(*incident.task_force);
  if (incident.answer_line) out["answer_line"] = ToJson(*incident.answer_line);
  if (!incident.statements.empty()) {
    out["statements"] = Json::array();
    for (const Statement& statement : incident.statements) out["statements"].push_back(ToJson(statement));
  }
  return out;
}

Json ToJson(const TimelineEntry& entry) {
  return {{"incident", entry.incident}, {"sequence", entry.sequence}, {"at", FormatRfc3339(entry.at)},
          {"kind", entry.kind},         {"actor", entry.actor},       {"text", entry.text}};
}

Json ToJson(const Notification& notification) {
  Json out = {{"id", notification.id}, {"channel", notification.channel}};
  out["receivers"] = Json::array();
  for (const Receiver& receiver : notification.receivers) {
    Json one = Json::object();
    PutText(one, "person", receiver.person);
    PutText(one, "address", receiver.address);
    out["receivers"].push_back(std::move(one));
  }
  out["urgency"] = UrgencyName(notification.urgency);
  out["priority"] = notification.priority;
  out["message"] = MessageJson(notification.message);
  out["created_at"] = FormatRfc3339(notification.created_at);
  out["expires_at"] = FormatRfc3339(notification.expires_at);
  out["state"] = Name(notification.state);
  out["attempts"] = notification.attempts;
  out["next_at"] = FormatRfc3339(notification.next_at);
  PutTime(out, "sent_at", notification.sent_at);
  PutTime(out, "finished_at", notification.finished_at);
  PutText(out, "reason", notification.reason);
  PutText(out, "vendor_id", notification.vendor_id);
  PutText(out, "replays", notification.replays);
  PutText(out, "merged_into", notification.merged_into);
  PutFlag(out, "short_form", notification.short_form);
  PutFlag(out, "repeat_marked", notification.repeat_marked);
  PutFlag(out, "mirrored", notification.mirrored);
  return out;
}

namespace {

Json ArticlesJson(const ArticleTally& articles) {
  Json out = {{"read", articles.read}, {"failed", articles.failed}, {"no_room", articles.no_room}};
  PutTime(out, "last_failure_at", articles.last_failure_at);
  PutText(out, "last_failure", articles.last_failure);
  return out;
}

}  // namespace

Json ToJson(const SourceRecord& record) {
  Json out = {{"source", record.id}, {"health", Name(record.health)}, {"health_since", FormatRfc3339(record.health_since)}};
  PutText(out, "health_reason", record.health_reason);
  out["failures"] = record.failures;
  PutFlag(out, "alarm_raised", record.alarm_raised);
  PutTime(out, "last_fetch_at", record.last_fetch_at);
  PutTime(out, "last_success_at", record.last_success_at);
  PutTime(out, "last_full_at", record.last_full_at);
  PutTime(out, "last_new_at", record.last_new_at);
  PutTime(out, "baseline_at", record.baseline_at);
  PutTime(out, "retry_at", record.retry_at);
  out["fetches"] = record.fetches;
  out["documents"] = record.documents;
  PutTime(out, "robots_unreachable_since", record.robots_unreachable_since);
  PutText(out, "moved_to", record.moved_to);
  const ArticleTally& articles = record.articles;
  if (articles.read + articles.failed + articles.no_room > 0) out["articles"] = ArticlesJson(articles);
  return out;
}

}  // namespace fenghuo
