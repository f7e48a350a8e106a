// Pieces of the report's HTML: numbers that lead to lists, and charts as inline SVG.
//
//   NumberedLists lists;
//   html += "本周 " + lists.Number("本周命中信息", lines) + " 条";   // <a href="#list-1">37</a>
//   html += lists.Render();                                          // <ol id="list-1"> … 37 lines
//
// Every text from outside goes through EscapeHtml; links are kept when they are http or https only.
//
// One thread, like any value.

#ifndef FENGHUO_DAEMON_REPORT_HTML_H_
#define FENGHUO_DAEMON_REPORT_HTML_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "daemon/escape_html.h"

namespace fenghuo {

// A link in a new window without opener and referrer; the text alone when `url` is neither http nor https.
std::string Link(std::string_view url, std::string_view text);

class NumberedLists {
 public:
  // The count of `lines` (HTML) as a link to their list; a plain 0 when there are none. The same title and lines give the same
  // list again.
  std::string Number(const std::string& title, const std::vector<std::string>& lines);

  // Every list, in the order of its first number.
  std::string Render() const;

 private:
  struct List {
    std::string title;
    std::vector<std::string> lines;
  };
  std::vector<List> lists_;
  std::map<std::string, size_t> known_;  // title and lines -> index
};

struct Bar {
  std::string label;
  int64_t value = 0;
  int64_t before = 0;  // the same a week before
};

// Upright pairs of bars: this week filled, the week before hatched, values written above. At most 31 bars.
std::string BarChart(std::string_view title, const std::vector<Bar>& bars);

// Lying bars with their share, for breakdowns; the week before, hatched, below each where there was any.
std::string ShareChart(std::string_view title, const std::vector<Bar>& bars);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_REPORT_HTML_H_
