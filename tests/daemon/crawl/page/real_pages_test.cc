// Pages as their sites sent them. Readability's expected files are that tool's output, not a person's judgement.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "daemon/crawl/html_text.h"
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
    scores.emplace_back(WordF1(article->text, HtmlToText(files->at(folder + "/expected.html"))), folder.substr(folder.rfind('/') + 1));
  }
  ASSERT_EQ(scores.size(), 130U);
  std::sort(scores.begin(), scores.end());
  double sum = 0;
  for (const auto& [score, name] : scores) sum += score;
  double mean = sum / static_cast<double>(scores.size());
  std::printf("word F1 against Readability: mean %.4f, median %.4f, worst", mean, scores[65].first);
  for (size_t i = 0; i < 10; ++i) std::printf(" %s %.2f", scores[i].second.c_str(), scores[i].first);
  std::printf("\n");
  EXPECT_GE(mean, 0.88);
}

}  // namespace
}  // namespace fenghuo
