#include "keywords/grading/says.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kQuotedCharacters = 40;

struct TierWord {
  Tier tier;
  const char* word;
};
// The tiers that an officer asks for first.
constexpr TierWord kTierWords[] = {{Tier::kCentral, "中央媒体"}, {Tier::kProvincial, "省级媒体"}, {Tier::kPortal, "商业门户"},
                                   {Tier::kCity, "市级媒体"}};

std::string SayTiers(const std::vector<SourceMention>& sources) {
  std::string said;
  for (const TierWord& tier : kTierWords) {
    auto count = std::count_if(sources.begin(), sources.end(),
                               [&](const SourceMention& source) { return source.tier == tier.tier; });
    if (count == 0) continue;
    said += (said.empty() ? "" : "、") + std::string(tier.word) + std::to_string(count) + "家";
  }
  return said;
}

std::string SayHours(Duration length) {
  int64_t whole = std::max<int64_t>(1, (length.count() + 3'599'999) / 3'600'000);
  return std::to_string(whole) + "小时";
}

std::string SayUsual(const Volume& volume) {
  int64_t whole = (volume.expected_milli + 500) / 1000;
  return whole == 0 ? "平时此时不足1条" : "平时此时约" + std::to_string(whole) + "条";
}

// The chance of a score: 千万分之三 for 6.523. Nothing above one in a hundred.
std::string SayChance(int64_t score_milli) {
  constexpr const char* kOneIn[] = {"百", "千", "万", "十万", "百万", "千万", "亿"};
  constexpr const char* kDigits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
  constexpr int64_t kDigitFrom[] = {176, 398, 544, 653, 740, 813, 875, 929, 978};  // log10 of 1.5, 2.5 …, thousandths
  int64_t tens = (score_milli + 999) / 1000;
  int64_t above = tens * 1000 - score_milli;  // log10 of the digit
  auto digit = std::upper_bound(std::begin(kDigitFrom), std::end(kDigitFrom), above) - std::begin(kDigitFrom);
  if (digit == std::ssize(kDigits)) {  // 9.5 and more is 一 of the next
    digit = 0;
    --tens;
  }
  if (tens < 2) return "";
  if (tens - 2 >= std::ssize(kOneIn)) return "，偶然出现的可能不足亿分之一";
  return "，偶然出现的可能约" + std::string(kOneIn[tens - 2]) + "分之" + kDigits[digit];
}

enum class Sign { kPlus, kMinus };

// "；加分：重点人群、群体动员"
std::string SayTerms(const std::vector<SeverityPart>& parts, Sign sign) {
  constexpr std::string_view kPrefix = "term:";
  std::string names;
  for (const SeverityPart& part : parts) {
    if (!part.name.starts_with(kPrefix) || (part.points > 0) != (sign == Sign::kPlus)) continue;
    names += (names.empty() ? "" : "、") + part.name.substr(kPrefix.size());
  }
  if (names.empty()) return "";
  return (sign == Sign::kPlus ? "；加分：" : "；减分：") + names;
}

std::string SayLength(Duration length) {
  return length < hours(1) ? std::to_string(length / minutes(1)) + "分钟" : std::to_string(length / hours(1)) + "小时";
}

}  // namespace

std::string SayLevel(Level level) {
  switch (level) {
    case 1: return "Ⅰ级";
    case 2: return "Ⅱ级";
    case 3: return "Ⅲ级";
    case 4: return "Ⅳ级";
    default: return "仅记录";
  }
}

std::string SayHeat(const GradeInput& input) {
  std::string said = std::to_string(input.heat.independent_sources) + "个独立来源";
  std::string tiers = SayTiers(input.sources);
  if (!tiers.empty()) said += "（" + tiers + "）";
  if (input.best_rank) said += "；热榜最高第" + std::to_string(*input.best_rank) + "位";
  if (input.heat.last_hour > 0) {
    said += "；近1小时" + std::to_string(input.heat.last_hour) + "条";
    if (!input.burst.rule.empty() && !input.burst.learning) said += "，" + SayUsual(input.burst.windows[kHourWindow]);
  }
  return said;
}

std::string SayBurst(const BurstInput& input, int64_t score_milli) {
  const Burst burst = score_milli > 0 ? FindBurst(input) : Burst();
  const Volume& volume = input.windows[burst.window];
  std::string said = "近" + SayLength(kWindowLengths[burst.window]) + "命中规则" + std::to_string(volume.observed) + "条";
  if (input.learning) return said + "；监测未满7天，平时数量尚在统计";
  said += "，" + SayUsual(volume) + SayChance(score_milli);
  return burst.rising ? said + "；数小时来持续上升，近14天少见" : said;
}

std::string SaySeverity(const StoryEvidence& evidence, const ScoreCard& card) {
  if (evidence.severities.empty()) return "没有信息命中监测规则";
  std::string said = std::to_string(evidence.severities.size()) + "个来源命中监测规则";
  if (card.severity_percent < 100) said += evidence.severities.size() == 1 ? "，单一来源按八成计" : "，最重的一个来源按八成计";
  return said + SayTerms(card.severity_parts, Sign::kPlus) + SayTerms(card.severity_parts, Sign::kMinus);
}

std::string SayRule(const Rule* rule) { return rule == nullptr ? "规则已不在配置中" : "规则“" + rule->name + "”"; }

std::string SayTerm(const std::string& name, const std::string& quote) { return name + "：“" + quote + "”"; }

std::string SayDamper() { return "命中处有减分词"; }

std::string SayFact(const Fact& fact) {
  return "文中称“" + CutCodePoints(fact.sentence, kQuotedCharacters, "…") + "”（未核实）";
}

std::string SayFloor(const std::string& reason, Level level) { return reason + "，不低于" + SayLevel(level); }

std::string SaySingleSource() { return "只有1个独立来源，不高于Ⅲ级"; }

std::string SayOldNews() { return "旧闻，出现第二个新的独立来源前不高于Ⅳ级"; }

std::string SayWithinMargin(Level level) { return "接近" + SayLevel(level) + "的界限，暂不降级"; }

std::string SayHold(Level level, Duration hold) {
  return "低于" + SayLevel(level) + "的界限未满" + SayHours(hold) + "，暂不降级";
}

}  // namespace fenghuo
