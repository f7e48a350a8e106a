#include "daemon/report/weekly.h"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <set>

#include "alerts/incident/words.h"
#include "base/duration.h"
#include "daemon/report/html.h"
#include "daemon/report/ledger.h"
#include "daemon/report/relevance.h"

namespace fenghuo {
namespace {

constexpr size_t kTopStories = 10;
constexpr const char* kRoman[] = {"仅记录", "Ⅰ级特别重大", "Ⅱ级重大", "Ⅲ级较大", "Ⅳ级一般"};

constexpr const char* kStyle =
    "body{font:16px/1.7 'Noto Serif CJK SC','Songti SC',SimSun,serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1a1a1a}h1{text-align:center;font-size:1.5rem}h2{font-size:1.2rem;margin-top:2rem;border-bottom:1px solid #999}"
    "h3{font-size:1.05rem}table{border-collapse:collapse;width:100%;margin:.6rem 0}th,td{border:1px solid #aaa;"
    "padding:.3rem .5rem;text-align:left;vertical-align:top}th{background:#f0f0f0}svg.chart{max-width:100%;height:auto;"
    "font:12px sans-serif;margin:.5rem 0}rect.now{fill:#1f4e79}rect.before{fill:#fff;stroke:#1f4e79;stroke-dasharray:3 2}"
    "a{color:#1f4e79}a.n{font-weight:bold}details{margin:.3rem 0}summary{cursor:pointer}.foot td{border:0}"
    ".scroll{overflow-x:auto}.scroll th{white-space:nowrap}.scroll svg.chart{min-width:34rem}"
    ".key{color:#555;font-size:.9rem}@media print{details{display:none}}";

const char* TierName(Tier tier) {
  switch (tier) {
    case Tier::kUnknown: return "未分层";
    case Tier::kCentral: return "中央媒体";
    case Tier::kProvincial: return "省级媒体";
    case Tier::kPortal: return "门户网站";
    case Tier::kCity: return "市级媒体";
    case Tier::kPlatform: return "商业平台";
    case Tier::kSelfMedia: return "自媒体";
    case Tier::kPersonal: return "个人";
  }
  return "未分层";
}

// 2小时15分
std::string Length(Duration length) {
  auto total = std::chrono::duration_cast<minutes>(length).count();
  std::string text;
  if (total >= 24 * 60) text += std::to_string(total / (24 * 60)) + "天";
  if (total % (24 * 60) >= 60) text += std::to_string(total % (24 * 60) / 60) + "小时";
  if (total % 60 != 0 || text.empty()) text += std::to_string(total % 60) + "分";
  return text;
}

std::string Between(Timestamp from, const std::optional<Timestamp>& to) { return to ? Length(*to - from) : "—"; }

class Renderer {
 public:
  Renderer(const Week& week, const Config& config, Timestamp now)
      : week_(week), config_(config), roster_(config.staff), now_(now) {}

  std::string All() {
    std::string title = "舆情周报（" + std::to_string(week_.year) + "年第" + std::to_string(week_.number) + "期，" +
                        ShownDay(config_.zone, week_.from) + "—" + ShownDay(config_.zone, week_.to - seconds(1)) + "）";
    std::string body = "<h1>" + title + "</h1>\n<p class=\"key\">" + EscapeHtml(config_.staff.office_name) + "　生成时间：" +
                       config_.zone.Format(now_) + "　每个数字都可点开，列出其全部条目。</p>\n";
    body += Overview() + TopStories() + Fields() + Handling() + Outlook() + Watching() +
            RenderRelevance(week_, config_, lists_);
    body += "<h2>附：数字所列条目</h2>\n" + lists_.Render();
    body += "<table class=\"foot\"><tr><td>报：局领导</td><td>送：机关各科室</td><td>发：各县（区）局</td></tr>"
            "<tr><td>编辑：</td><td>审核：</td><td>签发：</td></tr></table>";
    return "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
           "content=\"width=device-width\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
           "style-src 'unsafe-inline'; script-src 'unsafe-inline'\"><title>" +
           title + "</title><style>" + kStyle + "</style></head><body>\n" + body + kOpenListScript + "</body></html>\n";
  }

 private:
  using Pick = std::function<std::vector<std::string>(const WeekDocument&)>;

  // A number's list stands folded; following the number opens it.
  static constexpr const char* kOpenListScript =
      "<script>addEventListener('hashchange',o);function o(){var e=document.getElementById(location.hash.slice(1));"
      "if(e&&e.parentNode.tagName==='DETAILS'){e.parentNode.open=true;e.scrollIntoView()}}o()</script>";

  std::string DocumentLine(const WeekDocument& document) const {
    return ShownMoment(config_.zone, document.first_seen) + "　" + EscapeHtml(document.source) + "　" +
           Link(document.url, document.title) + (document.copy ? "（转载）" : "");
  }

  std::string IncidentLine(const WeekIncident& item) const {
    return item.incident.number + "　" + ShownMoment(config_.zone, item.incident.opened_at) + "　" +
           kRoman[item.incident.peak_level] + "　<bdi>" + EscapeHtml(item.incident.title) + "</bdi>";
  }

  std::string CountDocuments(const std::string& title, const std::vector<WeekDocument>& documents,
                             const std::function<bool(const WeekDocument&)>& wanted) {
    std::vector<std::string> lines;
    for (const WeekDocument& document : documents) {
      if (wanted(document)) lines.push_back(DocumentLine(document));
    }
    return lists_.Number(title, lines);
  }

  std::string CountIncidents(const std::string& title, const std::vector<WeekIncident>& items,
                             const std::function<bool(const WeekIncident&)>& wanted) {
    std::vector<std::string> lines;
    for (const WeekIncident& item : items) {
      if (wanted(item)) lines.push_back(IncidentLine(item));
    }
    return lists_.Number(title, lines);
  }

  std::string Overview() {
    auto all = [](const WeekDocument&) { return true; };
    std::string html = "<h2>一、总体情况</h2>\n<p>本周命中信息" + CountDocuments("本周命中信息", week_.documents, all) +
                       "条（上周" + CountDocuments("上周命中信息", week_.documents_before, all) + "条，" + Change() +
                       "），来自" + SourcesNumber() + "个信源，归为" + StoriesNumber() + "个话题；新立舆情事件" +
                       CountIncidents("本周新立舆情事件", week_.incidents, [](const WeekIncident&) { return true; }) + "起：";
    for (Level level = kHighestLevel; level <= kLowestLevel; ++level) {
      html += std::string(level == kHighestLevel ? "" : "，") + kRoman[level] +
              CountIncidents(std::string("本周") + kRoman[level] + "事件", week_.incidents,
                             [level](const WeekIncident& item) { return item.incident.peak_level == level; }) +
              "起";
    }
    return html + "。</p>\n" + DaysChart() + Breakdowns();
  }

  std::string SourcesNumber() {
    std::vector<std::string> lines;
    for (const std::string& name : Distinct([](const WeekDocument& d) { return std::vector<std::string>{d.source}; })) {
      lines.push_back(EscapeHtml(name));
    }
    return lists_.Number("本周有命中信息的信源", lines);
  }

  std::string StoriesNumber() {
    std::vector<std::string> lines;
    for (const WeekStory& story : week_.stories) lines.push_back("<bdi>" + EscapeHtml(story.title) + "</bdi>");
    return lists_.Number("本周话题", lines);
  }

  std::set<std::string> Distinct(const Pick& pick) const {
    std::set<std::string> names;
    for (const WeekDocument& document : week_.documents) {
      for (const std::string& name : pick(document)) names.insert(name);
    }
    return names;
  }

  std::string Change() const {
    auto now = static_cast<int64_t>(week_.documents.size());
    auto before = static_cast<int64_t>(week_.documents_before.size());
    if (week_.to < DaysLater(config_.zone, week_.from, 7)) return "本周未结束，不计环比";
    if (before == 0) return "上周无可比数据";
    if (now == before) return "环比持平";
    int64_t percent = (std::abs(now - before) * 100 + before / 2) / before;
    return std::string("环比") + (now > before ? "上升" : "下降") + std::to_string(percent) + "%";
  }

  std::string DaysChart() {
    std::vector<Bar> bars;
    std::string row_now;
    std::string row_before;
    std::string head;
    for (int day = 0; day < 7; ++day) {
      auto of_day = [this](int days) {
        Timestamp from = DaysLater(config_.zone, week_.from, days);
        Timestamp to = DaysLater(config_.zone, week_.from, days + 1);
        return [from, to](const WeekDocument& d) { return d.first_seen >= from && d.first_seen < to; };
      };
      std::string label = ShownDay(config_.zone, DaysLater(config_.zone, week_.from, day));
      std::string label_before = ShownDay(config_.zone, DaysLater(config_.zone, week_.from, day - 7));
      auto now = of_day(day);
      auto before = of_day(day - 7);
      bars.push_back({.label = label,
                      .value = std::count_if(week_.documents.begin(), week_.documents.end(), now),
                      .before = std::count_if(week_.documents_before.begin(), week_.documents_before.end(), before)});
      head += "<th>" + label + "</th>";
      row_now += "<td>" + CountDocuments(label + "命中信息", week_.documents, now) + "</td>";
      row_before += "<td>" + CountDocuments(label_before + "命中信息", week_.documents_before, before) + "</td>";
    }
    return "<h3>每日信息量</h3>\n<div class=\"scroll\">" + BarChart("每日命中信息：本周与上周", bars) +
           "</div><p class=\"key\">实心为本周，虚线框为上周同日。</p>\n<div class=\"scroll\"><table><tr><th></th>" + head +
           "</tr><tr><th>本周</th>" + row_now + "</tr><tr><th>上周</th>" + row_before + "</tr></table></div>\n";
  }

  std::string Breakdowns() {
    std::string html;
    html += Breakdown("责任科室", [this](const WeekDocument& d) {
      std::vector<std::string> names;
      for (const std::string& unit : d.departments) names.push_back(ShownUnits(roster_, {unit}));
      return names.empty() ? std::vector<std::string>{"未分办"} : names;
    });
    html += Breakdown("舆情等级", [](const WeekDocument& d) { return std::vector<std::string>{kRoman[d.level]}; });
    html += Breakdown("类别", [](const WeekDocument& d) { return std::vector<std::string>{d.category}; });
    html += Breakdown("媒体层级", [](const WeekDocument& d) { return std::vector<std::string>{TierName(d.tier)}; });
    html += Breakdown("地区", [](const WeekDocument& d) { return std::vector<std::string>{d.region}; });
    return html;
  }

  std::string Breakdown(const std::string& title, const Pick& pick) {
    auto has = [&pick](const std::string& name) {
      return [&pick, name](const WeekDocument& d) {
        std::vector<std::string> names = pick(d);
        return std::find(names.begin(), names.end(), name) != names.end();
      };
    };
    std::vector<Bar> bars;
    for (const std::string& name : Distinct(pick)) {
      bars.push_back({.label = name,
                      .value = std::count_if(week_.documents.begin(), week_.documents.end(), has(name)),
                      .before = std::count_if(week_.documents_before.begin(), week_.documents_before.end(), has(name))});
    }
    std::stable_sort(bars.begin(), bars.end(), [](const Bar& a, const Bar& b) { return a.value > b.value; });
    if (bars.empty()) return "<h3>按" + title + "</h3>\n<p>本周无命中信息。</p>\n";
    std::string rows;
    for (const Bar& bar : bars) {
      rows += "<tr><td>" + EscapeHtml(bar.label) + "</td><td>" +
              CountDocuments(title + "：" + bar.label + "（本周）", week_.documents, has(bar.label)) + "</td><td>" +
              CountDocuments(title + "：" + bar.label + "（上周）", week_.documents_before, has(bar.label)) + "</td></tr>";
    }
    return "<h3>按" + title + "</h3>\n<div class=\"scroll\">" + ShareChart("按" + title, bars) + "</div>\n<table><tr><th>" +
           title + "</th><th>本周（条）</th><th>上周（条）</th></tr>" + rows + "</table>\n";
  }

  std::string Handled(const WeekStory& story) const;
  std::string TopStories();
  std::string Fields();
  std::string Handling();
  std::string HandlingRow(const WeekIncident& item);
  std::string Outlook();
  std::string Watching();

  const Week& week_;
  const Config& config_;
  Roster roster_;
  Timestamp now_;
  NumberedLists lists_;
};

// As it stood when the week ended.
std::string HowItStands(const WeekIncident& item) {
  switch (item.standing) {
    case Standing::kOpen: return ShownState(item.incident.state);
    case Standing::kClosed: return "已办结（" + EscapeHtml(item.incident.close_reason) + "）";
    case Standing::kMerged: return ShownState(IncidentState::kMerged);
    case Standing::kHandedOver: return ShownState(IncidentState::kHandedOver);
  }
  return "";
}

std::string Renderer::Handled(const WeekStory& story) const {
  std::string html;
  for (const std::vector<WeekIncident>* items : {&week_.carried, &week_.incidents}) {
    for (const WeekIncident& item : *items) {
      if (item.incident.story != story.id) continue;
      html += "处置：舆情事件" + item.incident.number;
      for (Timestamp at : item.reopened_at) html += "，" + ShownMoment(config_.zone, at) + "再次升温";
      html += "，" + HowItStands(item);
      html += "。定级依据：" + EscapeHtml(item.incident.why) + "。";
    }
  }
  return html;
}

std::string Renderer::TopStories() {
  std::string html = "<h2>二、重点舆情</h2>\n";
  size_t shown = 0;
  for (const WeekStory& story : week_.stories) {
    if (story.level == kNoLevel || shown == kTopStories) break;
    ++shown;
    std::vector<std::string> lines;
    std::set<std::string> sources;
    std::vector<std::string> copies;
    for (size_t index : story.documents) {
      lines.push_back(DocumentLine(week_.documents[index]));
      sources.insert(week_.documents[index].source);
      if (week_.documents[index].copy) copies.push_back(lines.back());
    }
    std::vector<std::string> source_lines;
    for (const std::string& source : sources) source_lines.push_back(EscapeHtml(source));
    const WeekDocument& first = week_.documents[story.documents.front()];
    html += "<h3>" + std::to_string(shown) + ". <bdi>" + EscapeHtml(story.title) + "</bdi>（" + kRoman[story.level] +
            "）</h3>\n<p>经过：" + ShownMoment(config_.zone, first.first_seen) + "本周首见于" + EscapeHtml(first.source) +
            "。传播：本周命中信息" + lists_.Number("话题“" + story.title + "”的信息", lines) + "条，其中转载" +
            lists_.Number("话题“" + story.title + "”的转载", copies) + "条，涉及" +
            lists_.Number("话题“" + story.title + "”的信源", source_lines) + "个信源，地区" + EscapeHtml(first.region) +
            "，类别" + EscapeHtml(first.category) + "。";
    html += Handled(story) + "</p>\n";
  }
  return shown == 0 ? html + "<p>本周无达到等级的话题。</p>\n" : html;
}

std::string Renderer::Fields() {
  std::string html = "<h2>三、各领域情况</h2>\n";
  std::set<std::string> categories = Distinct([](const WeekDocument& d) { return std::vector<std::string>{d.category}; });
  if (categories.empty()) return html + "<p>本周各领域均无命中信息。</p>\n";
  html += "<table><tr><th>领域</th><th>信息（条）</th><th>话题（个）</th><th>舆情事件（起）</th></tr>";
  for (const std::string& category : categories) {
    std::vector<std::string> stories;
    for (const WeekStory& story : week_.stories) {
      bool here = std::any_of(story.documents.begin(), story.documents.end(),
                              [&](size_t index) { return week_.documents[index].category == category; });
      if (here) stories.push_back("<bdi>" + EscapeHtml(story.title) + "</bdi>");
    }
    html += "<tr><td>" + EscapeHtml(category) + "</td><td>" +
            CountDocuments(category + "：信息", week_.documents,
                           [&](const WeekDocument& d) { return d.category == category; }) +
            "</td><td>" + lists_.Number(category + "：话题", stories) + "</td><td>" +
            CountIncidents(category + "：舆情事件", week_.incidents,
                           [&](const WeekIncident& item) { return item.incident.category == category; }) +
            "</td></tr>";
  }
  return html + "</table>\n";
}

std::string Renderer::HandlingRow(const WeekIncident& item) {
  const Incident& incident = item.incident;
  std::vector<std::string> steps;
  for (const TimelineEntry& entry : item.timeline) {
    steps.push_back(ShownMoment(config_.zone, entry.at) + "　" + EscapeHtml(entry.text));
  }
  std::vector<std::string> units = incident.departments;
  if (!incident.county_unit.empty()) units.push_back(incident.county_unit);
  return "<tr><td>" + incident.number + "</td><td><bdi>" + EscapeHtml(incident.title) + "</bdi></td><td>" +
         kRoman[incident.peak_level] + "</td><td>" + EscapeHtml(ShownUnits(roster_, units)) + "</td><td>" +
         Between(incident.opened_at, incident.first_notice_at) + "</td><td>" +
         Between(incident.opened_at, incident.first_acknowledged_at) + "</td><td>" +
         (item.standing == Standing::kClosed ? Between(incident.opened_at, incident.closed_at) : "—") + "</td><td>" +
         (item.overdue ? "超期" : "") + "</td><td>" +
         lists_.Number("事件" + incident.number + "办理记录", steps) + "</td></tr>";
}

std::string Renderer::Handling() {
  std::vector<WeekIncident> all = week_.carried;
  all.insert(all.end(), week_.incidents.begin(), week_.incidents.end());
  auto any = [](const WeekIncident&) { return true; };
  std::string html =
      "<h2>四、交办与办理</h2>\n<p>本周新立" + CountIncidents("本周新立舆情事件", week_.incidents, any) + "起，上周结转" +
      CountIncidents("上周结转", week_.carried, any) + "起，再次升温" +
      CountIncidents("再次升温", all, [](const WeekIncident& item) { return !item.reopened_at.empty(); }) + "起；已办结" +
      CountIncidents("已办结", all, [](const WeekIncident& item) { return item.standing == Standing::kClosed; }) + "起，并案" +
      CountIncidents("并案", all, [](const WeekIncident& item) { return item.standing == Standing::kMerged; }) + "起，转出" +
      CountIncidents("转出", all, [](const WeekIncident& item) { return item.standing == Standing::kHandedOver; }) + "起，签收超期" +
      CountIncidents("签收超期", all, [](const WeekIncident& item) { return item.overdue; }) + "起。</p>\n";
  if (week_.incidents.empty() && week_.carried.empty()) return html;
  html += "<div class=\"scroll\"><table><tr><th>编号</th><th>事件</th><th>最高等级</th><th>责任单位</th><th>首次通知用时</th>"
          "<th>签收用时</th><th>办结用时</th><th>超期</th><th>办理记录（条）</th></tr>";
  for (const WeekIncident& item : week_.carried) html += HandlingRow(item);
  for (const WeekIncident& item : week_.incidents) html += HandlingRow(item);
  return html + "</table></div>\n" + RenderLedger(week_, config_, lists_);
}

std::string Renderer::Outlook() {
  std::vector<std::string> open;
  for (const std::vector<WeekIncident>* items : {&week_.carried, &week_.incidents}) {
    for (const WeekIncident& item : *items) {
      if (item.standing == Standing::kOpen) open.push_back(IncidentLine(item));
    }
  }
  return "<h2>五、风险研判与下周关注</h2>\n<p>尚未办结的舆情事件" + lists_.Number("尚未办结的舆情事件", open) +
         "起，转入下周继续跟踪。</p>\n<p>（研判意见由编辑人填写。）</p>\n";
}

std::string Renderer::Watching() {
  std::map<std::string, std::vector<std::string>> by_source;
  std::map<std::string, Duration> blind;
  for (const WeekOutage& outage : week_.outages) {
    std::string until = outage.outage.to ? ShownMoment(config_.zone, *outage.outage.to) : "未恢复";
    by_source[outage.source].push_back(ShownMoment(config_.zone, outage.outage.from) + "至" + until + "　" +
                                       EscapeHtml(outage.outage.reason));
    blind[outage.source] += outage.blind;
  }
  std::vector<std::string> names;
  for (const auto& [source, lines] : by_source) names.push_back(EscapeHtml(source));
  std::vector<std::string> all;
  for (const SourceConfig& source : config_.sources) all.push_back(EscapeHtml(source.name));
  std::string html = "<h2>六、监测运行</h2>\n<p>监测信源" + lists_.Number("监测信源", all) + "个，其中" +
                     lists_.Number("出现过监测中断的信源", names) + "个出现过监测中断。</p>\n";
  if (names.empty()) return html;
  html += "<table><tr><th>信源</th><th>中断次数</th><th>盲区时长</th></tr>";
  for (const auto& [source, lines] : by_source) {
    html += "<tr><td>" + EscapeHtml(source) + "</td><td>" + lists_.Number(source + "：监测中断", lines) + "</td><td>" +
            Length(blind[source]) + "</td></tr>";
  }
  return html + "</table>\n";
}

}  // namespace

std::string RenderWeek(const Week& week, const Config& config, Timestamp now) { return Renderer(week, config, now).All(); }

}  // namespace fenghuo
