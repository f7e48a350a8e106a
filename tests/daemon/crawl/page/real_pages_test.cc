// Pages as their sites sent them. Readability's expected files are that tool's output, not a person's judgement.

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "daemon/crawl/feed/html_text.h"
#include "daemon/crawl/page/article.h"
#include "tests/daemon/crawl/page/word_f1.h"
#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

const Timestamp kNow = *ParseRfc3339("2026-07-12T00:00:00Z");

TEST(RealPagesTest, HoldTheTextThatReadabilityFinds) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/pages/readability-test-pages.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  std::vector<std::pair<double, std::string>> scores;
  for (const auto& [path, html] : *files) {
    if (!path.ends_with("/source.html")) continue;
    std::string folder = path.substr(0, path.rfind('/'));
    Result<Article> article = ExtractArticle(html, {.url = "", .content_type = "", .now = kNow});
    ASSERT_TRUE(article.ok()) << path;
    scores.emplace_back(WordF1(article->text, HtmlToText(files->at(folder + "/expected.html"))),
                        folder.substr(folder.rfind('/') + 1));
  }
  ASSERT_EQ(scores.size(), 130U);
  std::sort(scores.begin(), scores.end());
  double sum = 0;
  for (const auto& [score, name] : scores) sum += score;
  double mean = sum / static_cast<double>(scores.size());
  std::printf("word F1 against Readability: mean %.4f, median %.4f, worst", mean, scores[65].first);
  for (size_t i = 0; i < 10; ++i) std::printf(" %s %.2f", scores[i].second.c_str(), scores[i].first);
  std::printf("\n");
  EXPECT_GE(mean, 0.95);  // most of the rest are picture captions, which are left out on purpose
}

// The contents that GeneralNewsExtractor's own run wrote down for its pages: path -> text.
std::map<std::string, std::string> GneContents(const std::string& log) {
  std::map<std::string, std::string> contents;
  static const RE2 entry(R"((?s)>{13}(tests/\S+?)>{13}\n(\{.*?\n\})\n<<<)");
  re2::StringPiece rest(log);
  std::string path;
  std::string json;
  while (RE2::FindAndConsume(&rest, entry, &path, &json)) {
    contents[path] = nlohmann::json::parse(json).at("content").get<std::string>();
  }
  return contents;
}

bool HoldsALineOfNavigation(const std::string& text) {
  static const RE2 line(
      "(?m)^(首页|登录|注册|设为首页|加入收藏|上一篇|下一篇|相关阅读|相关新闻|返回顶部|分享到|责任编辑)([:：]|$)");
  return RE2::PartialMatch(text, line);
}

TEST(RealPagesTest, GiveTitleDateAndTextOfEveryChineseArticle) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/pages/gne-chinese-pages.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  std::map<std::string, std::string> contents = GneContents(files->at("gne-chinese-pages/result.txt"));
  int pages = 0;
  double sum = 0;
  int compared = 0;
  for (const auto& [path, html] : *files) {
    if (!path.ends_with(".html") || path.find("/tests/") == std::string::npos) continue;
    ++pages;
    Result<Article> article = ExtractArticle(html, {.url = "", .content_type = "", .now = kNow});
    ASSERT_TRUE(article.ok()) << path;
    EXPECT_GE(CountCodePoints(article->title), 6U) << path << ": " << article->title;
    EXPECT_TRUE(article->published.has_value()) << path;
    EXPECT_GE(CountCodePoints(article->text), 90U) << path;
    EXPECT_FALSE(HoldsALineOfNavigation(article->text)) << path;
    auto expected = contents.find(path.substr(path.find('/') + 1));
    if (expected == contents.end()) continue;
    ++compared;
    sum += WordF1(article->text, expected->second);
  }
  EXPECT_EQ(pages, 60);
  EXPECT_EQ(compared, 20);
  std::printf("%d Chinese articles; word F1 against GNE's own output of %d: mean %.4f\n", pages, compared,
              sum / compared);
  EXPECT_GE(sum / compared, 0.98);
}

// The other four are front pages and lists: nobody wrote them, so they have no date, but no menu may pass for a text.
TEST(RealPagesTest, GiveTheTitleButNoMenuOfAListPage) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/pages/gne-chinese-pages.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  int pages = 0;
  for (const auto& [path, html] : *files) {
    if (!path.ends_with(".html") || path.find("/test_list_page/") == std::string::npos) continue;
    ++pages;
    Result<Article> article = ExtractArticle(html, {.url = "", .content_type = "", .now = kNow});
    ASSERT_TRUE(article.ok()) << path;
    EXPECT_GE(CountCodePoints(article->title), 6U) << path << ": " << article->title;
    EXPECT_LT(CountCodePoints(article->text), 250U) << path;
  }
  EXPECT_EQ(pages, 4);
}

}  // namespace
}  // namespace fenghuo
