#include "daemon/core/source_news.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>
#include <vector>

#include "daemon/core/tell.h"
#include "daemon/crawl/health.h"

namespace fenghuo {
namespace {

constexpr const char* kTroubles = "source.troubles";  // ids, a line each
constexpr const char* kClears = "source.clears";      // id, state, since and until in milliseconds, with tabs between; a line each
constexpr const char* kHeldSince = "source.news_held_since";
constexpr const char* kTold = "source.news_told";

using Lines = std::map<std::string, std::string>;  // what stands behind the id, by id

Lines Held(const Core& core, const char* setting) {
  std::istringstream text(core.state.FindSetting(setting).value_or(""));
  Lines lines;
  for (std::string line; std::getline(text, line);) {
    const size_t tab = std::min(line.find('\t'), line.size());
    lines[line.substr(0, tab)] = line.substr(tab);
  }
  return lines;
}

void Keep(const Lines& lines, const char* setting, Core& core) {
  std::string text;
  for (const auto& [id, rest] : lines) text += id + rest + "\n";
  core.state.PutSetting(setting, text);
}

void Hold(const std::string& source, const std::string& rest, const char* setting, Core& core, Timestamp now) {
  if (!core.state.FindMoment(kHeldSince)) core.state.PutMoment(kHeldSince, now);
  Lines lines = Held(core, setting);
  lines[source] = rest;
  Keep(lines, setting, core);
}

// True when it was held, and is no more.
bool Drop(const std::string& source, const char* setting, Core& core) {
  Lines lines = Held(core, setting);
  if (lines.erase(source) == 0) return false;
  Keep(lines, setting, core);
  if (Held(core, kTroubles).empty() && Held(core, kClears).empty()) core.state.PutSetting(kHeldSince, "");
  return true;
}

void NoteUntold(const std::string& source, const std::string& detail, Core& core, Timestamp now) {
  core.state.Audit({.at = now, .actor = "system", .action = "source.untold", .object = source, .detail = detail});
}

std::string Shown(const SourceTrouble& trouble, const Core& core) {
  return trouble.state + (trouble.detail.empty() ? "" : "（" + trouble.detail + "）") + "，自" +
         core.desk.zone.Format(trouble.since) + "起";
}

Timestamp Moment(const std::string& text) {
  int64_t millis = 0;
  std::from_chars(text.data(), text.data() + text.size(), millis);
  return FromUnixMillis(millis);
}

SourceTrouble ReadClear(const std::string& source, const std::string& rest, const Core& core) {
  std::istringstream fields(rest.substr(1));
  SourceTrouble over{.name = SourceName(core, source), .state = "", .detail = "", .since = {}};
  std::string since, until;
  std::getline(fields, over.state, '\t');
  std::getline(fields, since, '\t');
  std::getline(fields, until);
  over.since = Moment(since);
  over.until = Moment(until);
  return over;
}

void TellAlarms(Core& core, Timestamp now) {
  std::vector<SourceTrouble> troubles;
  for (const auto& [id, rest] : Held(core, kTroubles)) {
    auto source = core.sources.find(id);
    if (source != core.sources.end()) troubles.push_back(TroubleOf(source->second, core.state.SourceOf(id)));
  }
  Keep({}, kTroubles, core);
  if (troubles.empty()) return;  // gone from the configuration meanwhile
  const Message alarm = SourceAlarm(troubles, static_cast<int>(core.sources.size()), core.desk, now);
  Tell(core, {Role::kOperations}, alarm,
       {.urgency = Urgency::kMessage, .priority = 4, .key = "source-alarm"}, now);
}

void TellClears(Core& core, Timestamp now) {
  std::vector<SourceTrouble> over;
  for (const auto& [id, rest] : Held(core, kClears)) over.push_back(ReadClear(id, rest, core));
  Keep({}, kClears, core);
  if (over.empty()) return;
  Tell(core, {Role::kOperations}, SourceClear(over, core.desk, now),
       {.urgency = Urgency::kMessage, .priority = 4, .key = "source-clear"}, now);
}

}  // namespace

SourceTrouble TroubleOf(const SourceConfig& source, const SourceRecord& record) {
  return {.name = source.name, .state = ScreenWord(record.health), .detail = record.health_reason, .since = record.health_since};
}

void HoldAlarm(const std::string& source, Core& core, Timestamp now) {
  if (Drop(source, kClears, core)) return NoteUntold(source, "通知恢复前再次异常，不再通知", core, now);
  Hold(source, "", kTroubles, core, now);
}

void HoldClear(const std::string& source, const SourceTrouble& over, Core& core, Timestamp now) {
  if (Drop(source, kTroubles, core)) return NoteUntold(source, Shown(over, core) + "，通知发出前已恢复，不再通知", core, now);
  const std::string rest = "\t" + over.state + "\t" + std::to_string(ToUnixMillis(over.since)) + "\t" + std::to_string(ToUnixMillis(now));
  Hold(source, rest, kClears, core, now);
}

std::optional<Timestamp> NextSourceNews(const Core& core, Timestamp now) {
  const std::optional<Timestamp> held = core.state.FindMoment(kHeldSince);
  if (!held) return std::nullopt;
  const Timestamp told = core.state.FindMoment(kTold).value_or(*held - kNewsInterval);
  return std::max(*held, told) > now ? now : std::max(*held + kNewsWait, told + kNewsInterval);
}

void TellSourceNews(Core& core, Timestamp now) {
  const std::optional<Timestamp> due = NextSourceNews(core, now);
  if (!due || now < *due) return;
  TellAlarms(core, now);
  TellClears(core, now);
  core.state.PutSetting(kHeldSince, "");
  core.state.PutMoment(kTold, now);
}

}  // namespace fenghuo
