#include "daemon/report/relevance.h"

#include <functional>
#include <vector>

#include "alerts/incident/words.h"

namespace fenghuo {
namespace {

using Wanted = std::function<bool(const WeekSifted&)>;

std::string RuleName(const Config& config, const std::string& id) {
  for (const Rule& rule : config.rules.rules) {
    if (rule.id == id && !rule.name.empty()) return rule.name;
  }
  return id;
}

std::string Line(const WeekSifted& sifted, const Config& config) {
  std::string line = ShownMoment(config.zone, sifted.first_seen) + "　" + EscapeHtml(sifted.source) + "　" + Link(sifted.url, sifted.title);
  for (const std::string& rule : sifted.rules) line += "　" + EscapeHtml(RuleName(config, rule));
  return line;
}

class Section {
 public:
  Section(const Week& week, const Config& config, NumberedLists& lists) : week_(week), config_(config), lists_(lists) {}

  std::string Render() {
    const auto at = [](RelevancePlace place) { return [place](const WeekSifted& one) { return one.place == place; }; };
    const auto checked = [](const WeekSifted& one) { return one.place == RelevancePlace::kSample && one.verdict.has_value(); };
    const auto wrong = [&](const WeekSifted& one) { return checked(one) && *one.verdict == ClickVerdict::kRelevant; };
    return "<h3>相关性过滤</h3>\n<p>本周首次发现的信息中，过滤器判为不相关、移入待复核箱的" +
           Count("移入待复核箱", [](const WeekSifted& one) {
             return one.place == RelevancePlace::kTray || one.place == RelevancePlace::kSentBack;
           }) +
           "条，其中人工退回正常流程" + Count("由待复核箱退回", at(RelevancePlace::kSentBack)) + "条；同样判为不相关但照常展示以供抽查的" +
           Count("抽查", at(RelevancePlace::kSample)) + "条，已核" + Count("抽查已核", checked) + "条，判错" +
           Count("抽查判错", wrong) + "条。</p>\n<p>有标注的规则过滤器：启用" + Filters("启用的过滤器", FilterMode::kActs) + "个，只提示" +
           Filters("只提示的过滤器", FilterMode::kSuggests) + "个，因判错过多或比例变化退回只提示" +
           Filters("退回只提示的过滤器", FilterMode::kSteppedBack) + "个，标注不足仍在学习" +
           Filters("学习中的过滤器", FilterMode::kLearning) + "个。</p>\n";
  }

 private:
  std::string Count(const std::string& title, const Wanted& wanted) {
    std::vector<std::string> lines;
    for (const WeekSifted& one : week_.sifted) {
      if (wanted(one)) lines.push_back(Line(one, config_));
    }
    return lists_.Number(title, lines);
  }

  std::string Filters(const std::string& title, FilterMode mode) {
    std::vector<std::string> lines;
    for (const FilterRecord& filter : week_.filters) {
      const FilterStanding& standing = filter.standing;
      if (standing.mode != mode) continue;
      std::string line = EscapeHtml(RuleName(config_, filter.rule)) + "　标注：相关" + std::to_string(standing.relevant) + "条、不相关" +
                         std::to_string(standing.off_topic) + "条；最近" + std::to_string(standing.judged) + "次判断：判为不相关" +
                         std::to_string(standing.called_off) + "条，判错" + std::to_string(standing.wrong) + "条";
      if (mode == FilterMode::kSteppedBack && filter.stepped_back_at) {
        line += "；" + ShownMoment(config_.zone, *filter.stepped_back_at) + "退回：" + EscapeHtml(filter.step_back_reason) + "，再标注" +
                std::to_string(standing.fresh_wanted) + "条后重新评估";
      }
      lines.push_back(std::move(line));
    }
    return lists_.Number(title, lines);
  }

  const Week& week_;
  const Config& config_;
  NumberedLists& lists_;
};

}  // namespace

std::string RenderRelevance(const Week& week, const Config& config, NumberedLists& lists) {
  if (week.filters.empty() && week.sifted.empty()) return "";
  return Section(week, config, lists).Render();
}

}  // namespace fenghuo
