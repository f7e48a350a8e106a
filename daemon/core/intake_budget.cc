#include "daemon/core/intake_budget.h"

#include "alerts/escalation/time_of_day.h"

namespace fenghuo {
namespace {

constexpr int64_t kBesideTheText = 1024;  // rows of index, story and fingerprint
constexpr TimeOfDay kMidnight{};

bool Counts(const std::string& source, const Core& core) {
  return core.watching == Watching::kYes && core.sources.contains(source);
}

std::string Reason() {
  return "今日收录量已达" + std::to_string(kIntakeBytesADayMax / (1024 * 1024)) + "MB上限，暂停收录，次日零时自动恢复";
}

}  // namespace

bool IsOverBudget(const std::string& source, const Core& core, Timestamp now) {
  if (!Counts(source, core)) return false;
  const SourceRecord record = core.state.SourceOf(source);
  return record.day_ends && now < *record.day_ends && record.bytes_today >= kIntakeBytesADayMax;
}

int64_t BytesOf(const Document& document) {
  return static_cast<int64_t>(document.title.size() + document.text.size() + document.url.size()) + kBesideTheText;
}

void AddToBudget(const std::string& source, int64_t bytes, Core& core, Timestamp now) {
  if (bytes == 0 || !Counts(source, core)) return;
  SourceRecord record = core.state.SourceOf(source);
  record.id = source;
  if (!record.day_ends || now >= *record.day_ends) {
    record.bytes_today = 0;
    record.day_ends = NextTimeOfDay({kMidnight}, core.desk.zone, now);
  }
  record.bytes_today += bytes;
  core.state.Put(record);
}

Intake OverBudget(const Intake& intake) {
  Intake left{.fetch = intake.fetch, .documents = {}};
  left.fetch.health = SourceHealth::kTooLarge;
  left.fetch.reason = Reason();
  left.fetch.failure = "too_large";
  left.errand = intake.errand;
  if (left.errand && left.errand->failure.empty()) left.errand->failure = Reason();
  return left;
}

}  // namespace fenghuo
