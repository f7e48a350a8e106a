// Made-up Chinese RSS feeds for the end-to-end benchmark, always the same ones: 200 feeds of 20 items, of posts of about 94
// characters and articles of about 776.
//
//   for (const BenchFeed& feed : BenchFeeds(rules, FeedMix::kPosts)) ParseFeed(feed.body, {.url = feed.url});
//   WriteBenchFeeds(rules, FeedMix::kPosts, "feeds");   // the same bytes, and the rules, for the baseline in Python
//
// Like a day of local news: three items in ten are reprints of an earlier one with some words changed; one in ten tells
// of a watched happening, most of them one that others have told of, in a sentence with a watched word of each list of
// a rule; the rest has words by a rough Zipf law.
//
// One thread.

#ifndef FENGHUO_TESTS_BENCH_FEEDS_H_
#define FENGHUO_TESTS_BENCH_FEEDS_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

struct BenchFeed {
  std::string source;   // "bench-007"
  std::string url;      // "https://news007.example/rss.xml"
  std::string body;     // RSS 2.0, UTF-8
  std::string earlier;  // what its first read brought: one item that is not in `body`
};

// Four posts to an article, as boards and social sources bring them; or articles alone, as news does.
enum class FeedMix { kPosts, kArticles };

constexpr int kBenchFeeds = 200;
constexpr int kBenchItems = 20;

// When the feeds are read; items are from the six hours before.
Timestamp BenchReadAt();

std::vector<BenchFeed> BenchFeeds(const RuleSet& rules, FeedMix mix);

// 000.xml … 199.xml, rules.json (id, any, all, none; terms folded) and fold.json (a character to its simplified form),
// which stand in for configuration and ICU in the baseline. kUnavailable when the folder cannot be written.
Result<void> WriteBenchFeeds(const RuleSet& rules, FeedMix mix, const std::string& folder);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_BENCH_FEEDS_H_
