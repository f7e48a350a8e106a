#include "daemon/crawl/next_page.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

SourceConfig ASource() {
  SourceConfig source;
  source.url = "https://www.board.test/list?page=1";
  source.board.Edit().pages_max = 3;
  return source;
}

std::string NextUrl(const std::string& named, const ListPage& here) {
  Feed feed;
  feed.next_page = named;
  std::optional<ListPage> next = NextPage(ASource(), feed, here);
  return next ? std::to_string(next->number) + " " + next->url : "";
}

const ListPage kFirst{.url = "https://www.board.test/list?page=1", .number = 1};

TEST(NextPageTest, IsTheOneThatTheAnswerNames) {
  EXPECT_EQ(NextUrl("/list?after=20", kFirst), "2 https://www.board.test/list?after=20");
  EXPECT_EQ(NextUrl("https://api.board.test/list?after=20", kFirst), "2 https://api.board.test/list?after=20");
}

TEST(NextPageTest, CountsWhereTheAddressHoldsANumber) {
  EXPECT_EQ(NextUrl("https://www.board.test/list?page={page}", kFirst), "2 https://www.board.test/list?page=2");
  EXPECT_EQ(NextUrl("https://www.board.test/list?page={page}", {.url = "https://www.board.test/list?page=2", .number = 2}),
            "3 https://www.board.test/list?page=3");
}

TEST(NextPageTest, EndsAtTheBoundAtTheLastPageAndInACircle) {
  EXPECT_EQ(NextUrl("/list?after=60", {.url = "https://www.board.test/list?after=40", .number = 3}), "");
  EXPECT_EQ(NextUrl("", kFirst), "");
  EXPECT_EQ(NextUrl(kFirst.url, kFirst), "");
}

TEST(NextPageTest, NeverLeavesTheSite) {
  EXPECT_EQ(NextUrl("https://www.other.test/list", kFirst), "");
  EXPECT_EQ(NextUrl("http://169.254.169.254/latest/meta-data", kFirst), "");
  EXPECT_EQ(NextUrl("javascript:alert(1)", kFirst), "");
  EXPECT_EQ(NextUrl("file:///etc/passwd", kFirst), "");
}

}  // namespace
}  // namespace fenghuo
