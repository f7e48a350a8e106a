#include "daemon/crawl/fetch_memory.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

SourceConfig ABoard() {
  SourceConfig board;
  board.type = SourceType::kJson;
  board.url = "https://board.example/hot";
  board.board.Edit().title = {"/word", "/title"};
  board.board.Edit().url_prefix = "https://board.example";
  board.board.Edit().list = {"/data/list"};
  board.board.Edit().rank = {"/rank"};
  return board;
}

TEST(ReadAsTest, IsTheSameInEveryVersionSoThatAnUpgradeForgetsNothing) {
  SourceConfig feed;
  feed.url = "https://news.example/feed";

  EXPECT_EQ(ReadAs(feed), 14892037033372012342u);
  EXPECT_EQ(ReadAs(ABoard()), 10381071522744849818u) << "of the time when there was one list and one rank";
}

TEST(ReadAsTest, TellsFurtherPointersOfListAndRankApart) {
  SourceConfig two_lists = ABoard();
  two_lists.board.Edit().list.push_back("/data/band_list");
  SourceConfig two_ranks = ABoard();
  two_ranks.board.Edit().rank.push_back("/data/band_list");

  EXPECT_NE(ReadAs(two_lists), ReadAs(ABoard()));
  EXPECT_NE(ReadAs(two_ranks), ReadAs(ABoard()));
  EXPECT_NE(ReadAs(two_lists), ReadAs(two_ranks));
}

}  // namespace
}  // namespace fenghuo
