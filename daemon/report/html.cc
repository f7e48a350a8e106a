#include "daemon/report/html.h"

#include <algorithm>
#include <cstdio>

#include "base/check.h"

namespace fenghuo {
namespace {

constexpr int kChartHeight = 160;
constexpr int kBarWidth = 28;
constexpr int kGroupWidth = 84;
constexpr size_t kBarsMax = 31;

int64_t Largest(const std::vector<Bar>& bars) {
  int64_t largest = 1;
  for (const Bar& bar : bars) largest = std::max({largest, bar.value, bar.before});
  return largest;
}

std::string Rect(int64_t x, int64_t y, int64_t width, int64_t height, const char* style) {
  char text[200];
  std::snprintf(text, sizeof(text), "<rect x=\"%lld\" y=\"%lld\" width=\"%lld\" height=\"%lld\" class=\"%s\"/>",
                static_cast<long long>(x), static_cast<long long>(y), static_cast<long long>(width),
                static_cast<long long>(height), style);
  return text;
}

std::string Label(int64_t x, int64_t y, const char* anchor, std::string_view text) {
  char head[120];
  std::snprintf(head, sizeof(head), "<text x=\"%lld\" y=\"%lld\" text-anchor=\"%s\">", static_cast<long long>(x),
                static_cast<long long>(y), anchor);
  return head + EscapeHtml(text) + "</text>";
}

std::string OpenSvg(int64_t width, int64_t height, std::string_view title) {
  std::string w = std::to_string(width);
  std::string h = std::to_string(height);
  return "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 " + w + " " + h + "\" width=\"" + w + "\" height=\"" + h +
         "\"><title>" + EscapeHtml(title) + "</title>";
}

}  // namespace

std::string Link(std::string_view url, std::string_view text) {
  std::string shown = "<bdi>" + EscapeHtml(text) + "</bdi>";
  if (!url.starts_with("http://") && !url.starts_with("https://")) return shown;
  return "<a href=\"" + EscapeHtml(url) + "\" target=\"_blank\" rel=\"noopener noreferrer\">" + shown + "</a>";
}

std::string NumberedLists::Number(const std::string& title, const std::vector<std::string>& lines) {
  if (lines.empty()) return "0";
  std::string key = title;
  for (const std::string& line : lines) key += '\x1f' + line;
  auto [known, fresh] = known_.emplace(key, lists_.size());
  if (fresh) lists_.push_back({title, lines});
  return "<a class=\"n\" href=\"#list-" + std::to_string(known->second + 1) + "\">" + std::to_string(lines.size()) + "</a>";
}

std::string NumberedLists::Render() const {
  std::string html;
  for (size_t i = 0; i < lists_.size(); ++i) {
    html += "<details><summary>" + EscapeHtml(lists_[i].title) + "（" + std::to_string(lists_[i].lines.size()) +
            "）</summary><ol id=\"list-" + std::to_string(i + 1) + "\">\n";
    for (const std::string& line : lists_[i].lines) html += "<li>" + line + "</li>\n";
    html += "</ol></details>\n";
  }
  return html;
}

std::string BarChart(std::string_view title, const std::vector<Bar>& bars) {
  CHECK(bars.size() <= kBarsMax, "a bar chart of more than a month");
  int64_t largest = Largest(bars);
  std::string svg = OpenSvg(static_cast<int64_t>(bars.size()) * kGroupWidth + 10, kChartHeight + 50, title);
  int64_t x = 10;
  for (const Bar& bar : bars) {
    int64_t before = bar.before * kChartHeight / largest;
    int64_t now = bar.value * kChartHeight / largest;
    svg += Rect(x, 20 + kChartHeight - before, kBarWidth, before, "before");
    svg += Rect(x + kBarWidth + 4, 20 + kChartHeight - now, kBarWidth, now, "now");
    svg += Label(x + kBarWidth / 2, 14 + kChartHeight - before, "middle", std::to_string(bar.before));
    svg += Label(x + kBarWidth + 4 + kBarWidth / 2, 14 + kChartHeight - now, "middle", std::to_string(bar.value));
    svg += Label(x + kBarWidth + 2, kChartHeight + 40, "middle", bar.label);
    x += kGroupWidth;
  }
  return svg + "</svg>";
}

std::string ShareChart(std::string_view title, const std::vector<Bar>& bars) {
  constexpr int64_t kNames = 230;
  constexpr int64_t kLength = 320;
  constexpr int64_t kNow = 18;
  constexpr int64_t kBefore = 8;
  const bool compares = std::any_of(bars.begin(), bars.end(), [](const Bar& bar) { return bar.before > 0; });
  const int64_t row = kNow + 8 + (compares ? kBefore + 2 : 0);
  int64_t largest = Largest(bars);
  std::string svg = OpenSvg(kNames + kLength + 70, static_cast<int64_t>(bars.size()) * row + 6, title);
  int64_t y = 4;
  for (const Bar& bar : bars) {
    int64_t length = bar.value * kLength / largest;
    svg += Label(kNames - 8, y + 16, "end", bar.label);
    svg += Rect(kNames, y, std::max<int64_t>(length, 1), kNow, "now");
    svg += Label(kNames + length + 6, y + 15, "start", std::to_string(bar.value));
    if (bar.before > 0) svg += Rect(kNames, y + kNow + 2, std::max<int64_t>(bar.before * kLength / largest, 2), kBefore, "before");
    y += row;
  }
  return svg + "</svg>";
}

}  // namespace fenghuo
