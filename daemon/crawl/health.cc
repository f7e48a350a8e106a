#include "daemon/crawl/health.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "daemon/crawl/cadence.h"
#include "daemon/crawl/fetch_memory.h"

namespace fenghuo {
namespace {

constexpr int kStumbles = 3;           // failures in a row that make kFailing
constexpr int kBadFetchesToAlarm = 2;  // of the other kinds
constexpr int kFailuresToBackOff = 3;
constexpr Duration kBackOffAtLeast = hours(1);
constexpr int kBackOffCadences = 6;
constexpr int kQuietCadences = 3;
constexpr int kUsualQuiets = 2;
// A source without `silent_after` is measured by its own past alone, once that is long enough, and never called silent within a day.
constexpr int64_t kGapsToRely = 10;
constexpr Duration kSilentAfterAtLeast = hours(24);

// While it is so the source cannot be read: hours for the report. A quiet source was read and had nothing to say, one that looks
// otherwise than usual was read as far as it goes.
bool IsBlind(SourceHealth health) {
  return health != SourceHealth::kOk && health != SourceHealth::kSilent && health != SourceHealth::kDrifted;
}

Duration BackOff(Duration every, int failures) {
  Duration longest = std::max(kBackOffAtLeast, every * kBackOffCadences);
  Duration wait = every;
  for (int i = kFailuresToBackOff; i <= failures && wait < longest; ++i) wait *= 2;
  return std::min(wait, longest);
}

// Moves `step.next` to another health and writes down which blind hours ended and began.
void Turn(HealthStep& step, SourceHealth health, std::string reason, Timestamp since, Timestamp now) {
  SourceRecord& next = step.next;
  if (next.health == health) {
    next.health_reason = std::move(reason);
    return;
  }
  if (IsBlind(next.health)) {
    step.outages.push_back({next.id, next.health_since, now, next.health, next.health_reason});
  }
  next.health = health;
  next.health_since = since;
  next.health_reason = std::move(reason);
  if (IsBlind(health)) step.outages.push_back({next.id, since, std::nullopt, health, next.health_reason});
}

// What the first read brings is no news, and what came while the source could not be read says nothing about its own pauses.
void NoteCadence(SourceRecord& next, Duration every, Timestamp at) {
  if (!next.baseline_at) return;
  bool read_throughout = !IsBlind(next.health) && next.cadence.last_news && next.health_since <= *next.cadence.last_news;
  if (read_throughout) {
    NoteNews(next.cadence, every, at);
  } else {
    NoteNewsAfterBlindness(next.cadence, at);
  }
}

// Absent: nothing that this source could be measured by.
std::optional<Duration> LongestQuiet(const SourceConfig& source, const SourceRecord& record) {
  std::optional<Duration> usual = UsualQuiet(record.cadence);
  if (!source.silent_after && record.cadence.gaps < kGapsToRely) return std::nullopt;
  Duration every = FetchInterval(source.every, source.every_max, record.cadence);
  Duration asked = std::max(every * kQuietCadences, source.silent_after.value_or(kSilentAfterAtLeast));
  return std::max(asked, usual.value_or(Duration(0)) * kUsualQuiets);
}

void NoteGoodAnswer(SourceRecord& next, const FetchReport& report, const FetchYield& yield) {
  next.failures = 0;
  next.retry_at.reset();
  next.last_success_at = report.finished_at;
  next.moved_to = report.moved_to;
  if (yield.new_documents > 0) next.last_new_at = report.finished_at;
  if (report.status == 304) return;  // its headers may be missing, its body is
  next.last_full_at = report.finished_at;
  next.etag = report.etag;
  next.last_modified = report.last_modified;
  next.body_hash = report.body_hash;
}

// What is unusual about the entries of a good answer, if anything. An unchanged one is as it was.
std::string DriftOf(const SourceConfig& source, SourceRecord& next, const FetchReport& report, const FetchYield& yield) {
  if (source.type == SourceType::kPush) return "";  // whoever sends decides how much at a time
  std::string without_text = FollowsArticles(source) ? ArticleDrift(next.articles) : "";
  if (report.not_modified) {
    bool was_otherwise = next.health == SourceHealth::kDrifted && next.shape.other_since.has_value();
    return was_otherwise ? next.health_reason : without_text;
  }
  std::string otherwise = NoteShape(next.shape, yield.shape, LengthOf(source), report.finished_at);
  return otherwise.empty() ? without_text : otherwise;
}

HealthStep AfterGoodAnswer(const SourceConfig& source, const SourceRecord& record, const FetchReport& report,
                           const FetchYield& yield) {
  HealthStep step{.next = record};
  if (yield.new_documents > 0) NoteCadence(step.next, source.every, report.finished_at);
  NoteGoodAnswer(step.next, report, yield);
  if (std::string drift = DriftOf(source, step.next, report, yield); !drift.empty()) {
    Turn(step, SourceHealth::kDrifted, std::move(drift), report.finished_at, report.finished_at);
    if (record.health == SourceHealth::kDrifted && !record.alarm_raised) {
      step.note = SourceNote::kRaise;
      step.next.alarm_raised = true;
    }
    return step;
  }
  bool still_quiet = record.health == SourceHealth::kSilent && yield.new_documents == 0;
  if (still_quiet) return step;
  if (record.health_since == Timestamp()) step.next.health_since = report.finished_at;
  Turn(step, SourceHealth::kOk, "", report.finished_at, report.finished_at);
  if (record.alarm_raised) {
    step.note = SourceNote::kClear;
    step.next.alarm_raised = false;
  }
  return step;
}

HealthStep AfterBadAnswer(const SourceConfig& source, const SourceRecord& record, const FetchReport& report) {
  HealthStep step{.next = record};
  SourceRecord& next = step.next;
  ++next.failures;
  if (report.retry_after) {
    next.retry_at = report.finished_at + *report.retry_after;
  } else if (next.failures >= kFailuresToBackOff) {
    next.retry_at = report.finished_at + BackOff(source.every, next.failures);
  }
  bool stumble = report.health == SourceHealth::kFailing && next.failures < kStumbles;
  if (stumble) return step;
  // Blind since it was last read; another kind of trouble begins where it is first seen.
  Timestamp since = IsBlind(record.health) ? report.finished_at : record.last_success_at.value_or(report.started_at);
  Turn(step, report.health, report.reason, since, report.finished_at);
  int enough = report.health == SourceHealth::kFailing ? kStumbles : kBadFetchesToAlarm;
  if (!record.alarm_raised && next.failures >= enough) {
    step.note = SourceNote::kRaise;
    next.alarm_raised = true;
  }
  return step;
}

std::string InWords(Duration length) {
  int64_t whole_hours = length / hours(1);
  if (whole_hours >= 48) return std::to_string(whole_hours / 24) + "天";
  if (whole_hours >= 1) return std::to_string(whole_hours) + "小时";
  return std::to_string(length / minutes(1)) + "分钟";
}

}  // namespace

HealthStep AdvanceHealth(const SourceConfig& source, const SourceRecord& record, const FetchReport& report,
                         const FetchYield& yield) {
  SourceRecord before = record;
  before.id = source.id;
  ++before.fetches;
  before.last_fetch_at = report.finished_at;
  before.robots_unreachable_since = report.robots_unreachable_since;
  if (uint64_t read_as = ReadAs(source); before.read_as != read_as) {
    if (before.read_as != 0) before.shape = {};  // another address or other selectors: nothing is usual yet
    before.read_as = read_as;
  }
  FetchReport judged = report;
  if (report.health == SourceHealth::kOk && !report.not_modified && yield.shape.entries == 0) {
    judged.health = SourceHealth::kEmpty;
    judged.reason = "信源可读，但没有任何条目";
  }
  if (judged.health == SourceHealth::kOk) return AfterGoodAnswer(source, before, judged, yield);
  return AfterBadAnswer(source, before, judged);
}

HealthStep CheckSilence(const SourceConfig& source, const SourceRecord& record, Timestamp now) {
  HealthStep step{.next = record};
  std::optional<Duration> longest = LongestQuiet(source, record);
  if (!longest || record.health != SourceHealth::kOk || !record.last_success_at) return step;
  Timestamp heard = std::max(record.health_since, record.last_new_at.value_or(record.health_since));
  if (now - heard <= *longest) return step;
  Turn(step, SourceHealth::kSilent, "已" + InWords(now - heard) + "没有新内容", heard, now);
  if (!record.alarm_raised) {
    step.note = SourceNote::kRaise;
    step.next.alarm_raised = true;
  }
  return step;
}

const char* ScreenWord(SourceHealth health) {
  switch (health) {
    case SourceHealth::kOk:
      return "正常";
    case SourceHealth::kFailing:
      return "抓取失败";
    case SourceHealth::kNotAFeed:
      return "非信源格式";
    case SourceHealth::kLoginWall:
      return "登录页";
    case SourceHealth::kEmpty:
      return "无内容";
    case SourceHealth::kSilent:
      return "超时未更新";
    case SourceHealth::kCertificate:
      return "证书错误";
    case SourceHealth::kBlocked:
      return "地址被拒";
    case SourceHealth::kTooLarge:
      return "内容过大";
    case SourceHealth::kRobots:
      return "抓取受限";
    case SourceHealth::kDrifted:
      return "结构变化";
  }
  return "";
}

}  // namespace fenghuo
