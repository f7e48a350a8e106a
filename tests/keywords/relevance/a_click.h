// ClicksOn builds the clicks of one rule in the order in which they were made.
//
//   ClicksOn clicks("complaint");
//   clicks.Say("zhang", "剧组回应投诉", ClickVerdict::kOffTopic);
//   RelevanceFilter filter = RelevanceFilter::Learn(clicks.all());
//
// One thread.

#ifndef FENGHUO_TESTS_KEYWORDS_RELEVANCE_A_CLICK_H_
#define FENGHUO_TESTS_KEYWORDS_RELEVANCE_A_CLICK_H_

#include <string>
#include <vector>

#include "keywords/relevance/filter.h"
#include "keywords/relevance/grams.h"

namespace fenghuo {

inline Document Titled(const std::string& title, const std::string& text = "") {
  Document document;
  document.id = "news/" + title;
  document.title = title;
  document.text = text;
  return document;
}

class ClicksOn {
 public:
  explicit ClicksOn(std::string rule) : rule_(std::move(rule)) {}

  // A minute after the one before.
  void Say(const std::string& person, const std::string& title, ClickVerdict verdict) { Say(person, Titled(title), verdict); }
  void Say(const std::string& person, const Document& document, ClickVerdict verdict) {
    at_ += minutes(1);
    all_.push_back({.rule = rule_,
                    .sequence = static_cast<int64_t>(all_.size()) + 1,
                    .document = document.id,
                    .verdict = verdict,
                    .person = person,
                    .at = at_,
                    .grams = GramsOf(document)});
  }
  void Wait(Duration length) { at_ += length; }

  const std::vector<RelevanceClick>& all() const { return all_; }

 private:
  std::string rule_;
  Timestamp at_ = FromUnixSeconds(1'800'000'000);
  std::vector<RelevanceClick> all_;
};

// Two people in turn, `pairs` times one relevant and one off-topic headline, all different.
inline void SayPlainly(ClicksOn& clicks, int pairs, int from = 0) {
  static const char* const kShops[] = {"超市", "餐厅", "药店", "网店", "菜市场", "食堂", "奶茶店"};
  static const char* const kStars[] = {"演员", "歌手", "导演", "剧组", "主播", "球队", "编剧"};
  for (int i = from; i < from + pairs; ++i) {
    const std::string number = std::to_string(i);
    clicks.Say("zhang", std::string("市民投诉") + kShops[i % 7] + "售卖过期食品第" + number + "起", ClickVerdict::kRelevant);
    clicks.Say("li", std::string(kStars[i % 7]) + "新剧开播被观众投诉剧情拖沓第" + number + "集", ClickVerdict::kOffTopic);
  }
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_KEYWORDS_RELEVANCE_A_CLICK_H_
