// Real robots.txt files of many sites: none may crash the reader.

#include <gtest/gtest.h>

#include <cstdio>
#include <string>

#include "daemon/crawl/robots.h"
#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

constexpr const char* kAgents[] = {"fenghuo", "Googlebot", "Baiduspider", ""};
constexpr const char* kUrls[] = {"/", "/feed", "/rss.xml", "/index.html", "/search?q=%E9%A3%9F%E5%93%81", "/admin/"};

TEST(RobotsRealFilesTest, AreAllReadAndJudgedAlikeTwice) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/robots/protego-sample.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  ASSERT_GT(files->size(), 800u);

  int refused = 0;
  int decided = 0;
  int delays = 0;
  for (const auto& [name, body] : *files) {
    for (const char* agent : kAgents) {
      Robots robots = Robots::Parse(body, agent);
      delays += robots.crawl_delay() ? 1 : 0;
      for (const char* url : kUrls) {
        RobotsVerdict verdict = robots.Judge(url);
        EXPECT_TRUE(verdict.allowed || verdict.rule.starts_with("Disallow: ")) << name;
        EXPECT_EQ(verdict.line == 0, verdict.rule.empty()) << name;
        EXPECT_EQ(Robots::Parse(body, agent).Judge(url).line, verdict.line) << name;
        refused += verdict.allowed ? 0 : 1;
        decided += verdict.line > 0 ? 1 : 0;
      }
    }
  }

  std::printf("%zu files: %d verdicts by a line, %d of them refusals, %d crawl delays\n", files->size(), decided, refused, delays);
  EXPECT_GT(refused, 0);
  EXPECT_GT(delays, 0);
}

}  // namespace
}  // namespace fenghuo
