// The filter over real text that somebody else labelled (../shared/data): what a click would have said stands in the data. The figures
// are printed; the limits lie somewhat below what was measured when they were written.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <set>
#include <sstream>

#include "base/rng.h"
#include "tests/keywords/relevance/a_click.h"

namespace fenghuo {
namespace {

std::filesystem::path Shared() {
  const char* configured = std::getenv("FENGHUO_SHARED");
  return configured != nullptr ? configured : std::string(FENGHUO_SOURCE_DIR) + "/../shared";
}

std::vector<std::string> Lines(const std::filesystem::path& gz) {
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("gzip -dc '" + gz.string() + "'").c_str(), "r"), pclose);
  std::string all;
  char buffer[1 << 16];
  for (size_t got = 0; (got = fread(buffer, 1, sizeof buffer, pipe.get())) > 0;) all.append(buffer, got);
  std::vector<std::string> lines;
  std::istringstream stream(all);
  for (std::string line; std::getline(stream, line);) lines.push_back(std::move(line));
  return lines;
}

struct Labelled {
  Document document;
  bool relevant = false;
};

void Shuffle(std::vector<Labelled>& items, Rng& rng) {
  for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[rng.Below(i)]);
}

RelevanceFilter LearnFrom(const std::vector<Labelled>& items, size_t count) {
  ClicksOn clicks("rule");
  for (size_t i = 0; i < count; ++i) {
    clicks.Say(i % 2 == 0 ? "zhang" : "li", items[i].document, items[i].relevant ? ClickVerdict::kRelevant : ClickVerdict::kOffTopic);
  }
  return RelevanceFilter::Learn(clicks.all());
}

double Share(int64_t part, int64_t whole) { return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole); }

// Of the items from `from` on, best first, as many as hold 95 % of the relevant ones: how many of them are relevant.
double PrecisionAt95(const RelevanceFilter& filter, const std::vector<Labelled>& items, size_t from) {
  std::vector<std::pair<int64_t, bool>> scored;
  for (size_t i = from; i < items.size(); ++i) scored.emplace_back(-filter.Score(GramsOf(items[i].document)), items[i].relevant);
  std::stable_sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  const int64_t all = std::count_if(scored.begin(), scored.end(), [](const auto& one) { return one.second; });
  int64_t taken = 0;
  int64_t found = 0;
  for (const auto& [score, relevant] : scored) {
    ++taken;
    found += relevant ? 1 : 0;
    if (100 * found >= 95 * all) break;
  }
  return Share(found, taken);
}

// Takeaway reviews: a rule finds all of them, and complaints (two in three here) are what the office wants.
std::vector<Labelled> Reviews() {
  std::vector<Labelled> items;
  for (const std::string& line : Lines(Shared() / "data/text/waimai_10k.csv.gz")) {
    if (line.size() < 6 || (line[0] != '0' && line[0] != '1')) continue;
    items.push_back({Titled("", line.substr(2)), line[0] == '0'});
  }
  return items;
}

TEST(RelevanceMeasuredTest, RaisesThePrecisionOfReviewsAsClicksCome) {
  if (!std::filesystem::exists(Shared() / "data")) GTEST_SKIP() << "no shared data folder";
  std::vector<Labelled> items = Reviews();
  ASSERT_GT(items.size(), 11'000u);
  constexpr std::array<size_t, 5> kClicks = {50, 100, 200, 400, 500};
  std::array<double, kClicks.size()> precision{};
  constexpr int kDraws = 5;
  for (int draw = 0; draw < kDraws; ++draw) {
    Rng rng(static_cast<uint64_t>(draw) + 1);
    Shuffle(items, rng);
    for (size_t i = 0; i < kClicks.size(); ++i) precision[i] += PrecisionAt95(LearnFrom(items, kClicks[i]), items, 9000) / kDraws;
  }
  const double alone = Share(std::count_if(items.begin(), items.end(), [](const auto& one) { return one.relevant; }),
                             static_cast<int64_t>(items.size()));
  std::printf("reviews, precision at 95 %% recall, mean of %d draws: rule alone %.3f", kDraws, alone);
  for (size_t i = 0; i < kClicks.size(); ++i) std::printf(", %zu clicks %.3f", kClicks[i], precision[i]);
  const RelevanceFilter filter = LearnFrom(items, 500);
  const auto begun = std::chrono::steady_clock::now();
  for (const Labelled& item : items) filter.Score(GramsOf(item.document));
  const auto took = std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begun);
  std::printf("; %zu weights, %lld ns a review\n", filter.weights().size(),
              static_cast<long long>(took.count()) / static_cast<long long>(items.size()));
  EXPECT_GT(precision[1], alone + 0.10);
  EXPECT_GT(precision[3], alone + 0.14);
}

// Headlines of a hot list with the category that its editors gave them. A rule of single characters, far too broad; what is about
// entertainment, sport and jokes is off-topic.
struct BroadRule {
  const char* name;
  std::vector<std::string> terms;
};

bool StartsWithOneOf(const std::string& text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return text.starts_with(word); });
}

std::vector<Labelled> Headlines(const BroadRule& rule) {
  static const std::vector<std::string> kOff = {"明星", "综艺", "电视剧", "电影", "体育", "搞笑", "游戏", "音乐", "动漫", "情感", "星座", "时尚"};
  static const std::vector<std::string> kOn = {"社会", "财经", "时事", "健康", "互联网", "汽车", "校园", "科普", "教育", "美食", "科技", "电商"};
  std::vector<Labelled> items;
  std::set<std::string> seen;
  for (const std::string& line : Lines(Shared() / "data/boards/weibo-heat-2024-05-20_2024-08-31.tsv.gz")) {
    std::vector<std::string> cells;
    std::istringstream stream(line);
    for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
    if (cells.size() < 12) continue;
    const std::string& category = cells[10];
    const std::string& title = cells[11];
    const auto stands = [&](const std::string& term) { return title.find(term) != std::string::npos; };
    if (std::none_of(rule.terms.begin(), rule.terms.end(), stands) || !seen.insert(title).second) continue;
    if (StartsWithOneOf(category, kOn)) items.push_back({Titled(title, cells.size() > 12 ? cells[12] : ""), true});
    if (StartsWithOneOf(category, kOff)) items.push_back({Titled(title, cells.size() > 12 ? cells[12] : ""), false});
  }
  return items;
}

struct Outcome {
  int64_t relevant = 0;
  int64_t off_topic = 0;
  int64_t lost = 0;   // relevant, and called off
  int64_t moved = 0;  // off-topic, and called off
};

Outcome Judge(const RelevanceFilter& filter, const std::vector<Labelled>& items, size_t from) {
  Outcome outcome;
  for (size_t i = from; i < items.size(); ++i) {
    const bool off = filter.CallsOff(filter.Score(GramsOf(items[i].document)));
    ++(items[i].relevant ? outcome.relevant : outcome.off_topic);
    if (off) ++(items[i].relevant ? outcome.lost : outcome.moved);
  }
  return outcome;
}

// In the order of time: learned from the first clicks, judged by all that came in the months behind them.
TEST(RelevanceMeasuredTest, MovesOffTopicHeadlinesAndLosesFewRelevantOnes) {
  if (!std::filesystem::exists(Shared() / "data")) GTEST_SKIP() << "no shared data folder";
  const std::vector<BroadRule> rules = {{"food", {"吃", "食", "餐", "饭", "奶", "肉", "酒", "茶", "菜", "外卖", "饮"}},
                                        {"safety", {"安全", "事故", "爆炸", "着火", "坠", "伤", "死", "病", "毒", "医", "药"}},
                                        {"money", {"元", "万", "价", "买", "卖", "退", "费", "钱"}},
                                        {"school", {"学", "生", "校", "高考", "老师"}}};
  Outcome sum;
  int acting = 0;
  for (const BroadRule& rule : rules) {
    const std::vector<Labelled> items = Headlines(rule);
    ASSERT_GT(items.size(), 900u) << rule.name;
    for (const size_t clicks : {size_t{100}, size_t{200}, size_t{400}}) {
      const auto begun = std::chrono::steady_clock::now();
      const RelevanceFilter filter = LearnFrom(items, clicks);
      const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begun);
      const Outcome outcome = Judge(filter, items, clicks);
      const FilterStanding& standing = filter.standing();
      std::printf("headlines, %-6s %3zu clicks: %-8s below %.2f, %zu weights, %lld us; rule alone %.3f; later %lld relevant, lost %.3f; "
                  "%lld off-topic, moved %.3f; precision of what is shown %.3f, of what is moved %.3f\n",
                  rule.name, clicks, Name(standing.mode), static_cast<double>(standing.threshold_milli) / 1000, filter.weights().size(),
                  static_cast<long long>(took.count()), Share(outcome.relevant, outcome.relevant + outcome.off_topic),
                  static_cast<long long>(outcome.relevant), Share(outcome.lost, outcome.relevant),
                  static_cast<long long>(outcome.off_topic), Share(outcome.moved, outcome.off_topic),
                  Share(outcome.relevant - outcome.lost, outcome.relevant - outcome.lost + outcome.off_topic - outcome.moved),
                  Share(outcome.moved, outcome.moved + outcome.lost));
      if (!filter.acts()) continue;
      ++acting;
      EXPECT_LE(Share(outcome.lost, outcome.relevant), 0.12) << rule.name << " at " << clicks << " clicks";
      sum.relevant += outcome.relevant;
      sum.off_topic += outcome.off_topic;
      sum.lost += outcome.lost;
      sum.moved += outcome.moved;
    }
  }
  EXPECT_GT(acting, 0);
  EXPECT_LE(Share(sum.lost, sum.relevant), 0.07);
  EXPECT_GE(Share(sum.moved, sum.off_topic), 0.20);
}

}  // namespace
}  // namespace fenghuo
