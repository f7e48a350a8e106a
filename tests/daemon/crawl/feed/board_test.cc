#include <gtest/gtest.h>

#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/feed/json_text.h"

namespace fenghuo {
namespace {

BoardSpec ASpec() {
  BoardSpec spec;
  spec.list = {"/data/cards/*/group"};
  spec.id = {"/id", "/key"};
  spec.title = {"/word", "/target/title"};
  spec.url = {"/url"};
  spec.url_prefix = "https://board.test";
  spec.heat = {"/num", "/metrics/text"};
  spec.comments = {"/answers"};
  spec.pinned = "/flags";
  spec.pinned_values = {"top"};
  spec.advertising = "/flags";
  spec.advertising_values = {"is_ad"};
  return spec;
}

Feed Read(std::string_view body, const BoardSpec& spec) {
  ParsedBody parsed = ParseBoard(body, spec, {});
  EXPECT_TRUE(parsed.feed) << (parsed.failure ? parsed.failure->reason : "");
  return parsed.feed.value_or(Feed());
}

std::string Refusal(std::string_view body, const BoardSpec& spec) {
  ParsedBody parsed = ParseBoard(body, spec, {});
  return parsed.failure ? std::string(Name(parsed.failure->problem)) + ": " + parsed.failure->reason : "a board";
}

TEST(BoardTest, ReadsEveryCardInOrder) {
  Feed feed = Read(R"({"data":{"cards":[
      {"group":[{"id":7,"word":"甲","url":"/s?q=1","num":2721882,"answers":348}]},
      {"other":1},
      {"group":[{"target":{"title":"乙"},"metrics":{"text":"1149 万热度"}},{"heading":"更多"}]}]}})", ASpec());

  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.version, "board");
  EXPECT_EQ(feed.entries[0].id, "7");
  EXPECT_EQ(feed.entries[0].link, "https://board.test/s?q=1");
  EXPECT_EQ(feed.entries[0].rank, 1);
  EXPECT_EQ(feed.entries[0].heat, 2721882);
  EXPECT_EQ(feed.entries[0].comments, 348);
  EXPECT_EQ(feed.entries[1].id, "乙");
  EXPECT_EQ(feed.entries[1].title, "乙");
  EXPECT_EQ(feed.entries[1].rank, 2);
  EXPECT_EQ(feed.entries[1].heat, 11490000);
  EXPECT_FALSE(feed.entries[1].comments);
}

TEST(BoardTest, PinnedAndAdvertisingEntriesTakeNoPlace) {
  Feed feed = Read(R"({"data":{"cards":[{"group":[{"word":"置顶","flags":"cate|top"},{"word":"一"},
      {"word":"广告","flags":"x|is_ad:1"},{"word":"二","flags":"plain"}]}]}})", ASpec());

  ASSERT_EQ(feed.entries.size(), 4U);
  EXPECT_TRUE(feed.entries[0].pinned);
  EXPECT_FALSE(feed.entries[0].rank);
  EXPECT_EQ(feed.entries[1].rank, 1);
  EXPECT_TRUE(feed.entries[2].advertising);
  EXPECT_FALSE(feed.entries[2].pinned);
  EXPECT_FALSE(feed.entries[2].rank);
  EXPECT_EQ(feed.entries[3].rank, 2);
}

TEST(BoardTest, TakesTheRankFromItsPointer) {
  BoardSpec spec = ASpec();
  spec.list.clear();
  spec.rank = {"/place"};

  Feed feed = Read(R"([{"word":"甲","place":"No. 9"},{"word":"乙"}])", spec);

  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].rank, 9);
  EXPECT_FALSE(feed.entries[1].rank);
}

TEST(BoardTest, TakesTheFirstListThatHoldsSomething) {
  BoardSpec spec = ASpec();
  spec.list = {"/data/list", "/data/band_list"};

  EXPECT_EQ(Read(R"({"data":{"list":[],"band_list":[{"word":"甲"},{"word":"乙"}]}})", spec).entries.size(), 2U);
  EXPECT_EQ(Read(R"({"data":{"list":[{"word":"甲"}],"band_list":[{"word":"乙"},{"word":"丙"}]}})", spec).entries.size(), 1U);
  EXPECT_TRUE(Read(R"({"data":{"list":[]}})", spec).entries.empty()) << "an empty list is a list";
}

TEST(BoardTest, TakesTheFirstListAndRankThatExist) {
  BoardSpec spec = ASpec();
  spec.list = {"/data/list", "/data/band_list", "/data/cards/*/group"};
  spec.rank = {"/rank", "/place"};
  spec.title = {"/word"};

  Feed feed = Read(R"({"data":{"band_list":[{"word":"甲","place":"No. 9"},{"word":"乙","rank":3}]}})", spec);

  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].rank, 9);
  EXPECT_EQ(feed.entries[1].rank, 3);
  EXPECT_EQ(Refusal(R"({"data":{}})", spec),
            "not_a_feed: JSON without the list \"/data/list\" or \"/data/band_list\" or \"/data/cards/*/group\"");
}

TEST(BoardTest, ReadsPointersByTheirRules) {
  BoardSpec spec;
  spec.list = {"/a~1b/m~0n/1"};
  spec.title = {"/"};

  Feed feed = Read(R"({"a/b":{"m~n":[0,[{"":"空键"}]]}})", spec);

  ASSERT_EQ(feed.entries.size(), 1U);
  EXPECT_EQ(feed.entries[0].title, "空键");
}

TEST(BoardTest, ReadsWhatScriptsLetPassAndSaysThatItWasMended) {
  const std::string emoji = "\xF0\x9F\x98\x80";
  Feed feed = Read("{\"data\":{\"cards\":[{\"group\":[{\"word\":\"甲\\ud83d\"},{\"word\":\"乙\\ud83d\\ude00\"},"
                   "{\"word\":\"丙\n,}\\'\"},]}]}}",
                   ASpec());

  ASSERT_EQ(feed.entries.size(), 3U);
  EXPECT_EQ(feed.entries[0].title, "甲\xEF\xBF\xBD") << "a title that was cut in the middle of an emoji";
  EXPECT_EQ(feed.entries[1].title, "乙" + emoji);
  EXPECT_EQ(feed.entries[2].title, "丙 ,}'");
  EXPECT_TRUE(feed.recovered);
  EXPECT_EQ(Refusal(R"({"data": [}])", ASpec()).substr(0, 10), "ill_formed");
}

TEST(BoardTest, ReadsNumbersThatFitNoMachineAsTheIdsTheyAre) {
  BoardSpec spec = ASpec();
  spec.id = {"/mid"};
  Feed feed = Read(R"({"data":{"cards":[{"group":[{"word":"甲","mid":123456789012345678901234567890},{"word":"乙 1","mid":-7,"x":0.12345678901234567890123}]}]}})", spec);

  ASSERT_EQ(feed.entries.size(), 2U);
  EXPECT_EQ(feed.entries[0].id, "123456789012345678901234567890");
  EXPECT_EQ(feed.entries[1].id, "-7");
}

TEST(BoardTest, ReadsWhatStandsInTheBracketsOfACall) {
  EXPECT_EQ(Read(R"(jQuery12_3({"data":{"cards":[{"group":[{"word":"甲"}]}]}});)", ASpec()).entries.size(), 1U);
  EXPECT_EQ(Read(R"(/**/ cb.x ({"data":{"cards":[{"group":[{"word":"甲"}]}]}}) )", ASpec()).entries.size(), 1U);
  EXPECT_EQ(Refusal("alert(1)", ASpec()).substr(0, 10), "not_a_feed");
}

TEST(BoardTest, AnEmptyListIsABoardWithoutEntries) {
  EXPECT_EQ(Read(R"({"data":{"cards":[]}})", ASpec()).entries.size(), 0U);
}

TEST(BoardTest, SaysWhatItFoundInstead) {
  EXPECT_EQ(Refusal("", ASpec()), "empty_body: the body is empty");
  EXPECT_EQ(Refusal(R"({"error":"busy"})", ASpec()), "not_a_feed: JSON without the list \"/data/cards/*/group\"");
  EXPECT_EQ(Refusal(R"({"data":)", ASpec()).substr(0, 27), "ill_formed: ill-formed JSON");
  EXPECT_EQ(Refusal(R"({"ok":-100,"url":"https://passport.board.test/signin"})", ASpec()),
            R"(login_wall: JSON that asks to log in: "{"ok":-100,"url":"https://passport.board.test/signin"}")");
  EXPECT_EQ(Refusal("<html><title>登录 - 榜单</title><input type=password></html>", ASpec()),
            "login_wall: a login page instead of a feed, titled \"登录 - 榜单\"");
  EXPECT_EQ(Refusal("<rss></rss>", ASpec()), "not_a_feed: XML or other markup instead of a JSON board");
}

TEST(BoardTest, KeepsTheFirstTwoThousandOfTooMany) {
  std::string body = "[";
  for (int i = 0; i < 3000; ++i) body += (i == 0 ? "" : ",") + std::string("{\"word\":\"w") + std::to_string(i) + "\"}";
  BoardSpec spec = ASpec();
  spec.list.clear();

  Feed feed = Read(body + "]", spec);

  EXPECT_EQ(feed.entries.size(), 2000U);
  EXPECT_TRUE(feed.cut);
  EXPECT_EQ(feed.entries.back().title, "w1999");
}

TEST(ParseCountTest, ReadsTheNumbersOfBoards) {
  EXPECT_EQ(ParseCount("2721882"), 2721882);
  EXPECT_EQ(ParseCount("1149 万热度"), 11490000);
  EXPECT_EQ(ParseCount("637万"), 6370000);
  EXPECT_EQ(ParseCount("2.3k"), 2300);
  EXPECT_EQ(ParseCount("1.2亿"), 120000000);
  EXPECT_EQ(ParseCount("12,345"), 12345);
  EXPECT_EQ(ParseCount("1,234,567次播放"), 1234567);
  EXPECT_EQ(ParseCount("3.5w+"), 35000);
  EXPECT_EQ(ParseCount("剧集 30846"), 30846);
  EXPECT_EQ(ParseCount("0.123456"), 0);
  EXPECT_EQ(ParseCount("12 kilometres"), 12);
  EXPECT_EQ(ParseCount("-5"), -5);
}

TEST(ParseCountTest, GivesNothingForWordsAndForWhatDoesNotFit) {
  EXPECT_EQ(ParseCount("正在热转"), std::nullopt);
  EXPECT_EQ(ParseCount(""), std::nullopt);
  EXPECT_EQ(ParseCount("99999999999999999999999"), std::nullopt);
  EXPECT_EQ(ParseCount("999999999999999万亿"), std::nullopt);
}

TEST(BoardTest, NamesTheNextPageAsItsAnswerDoes) {
  BoardSpec spec = ASpec();
  spec.list = {"/data"};
  spec.next = {"/paging/next", "/links/next/href"};
  EXPECT_EQ(Read(R"({"data":[{"word":"甲"}],"links":{"next":{"href":"/list?page=2"}}})", spec).next_page, "/list?page=2");
  EXPECT_EQ(Read(R"({"data":[{"word":"甲"}],"paging":{"next":null}})", spec).next_page, "");
}

TEST(BoardTest, FillsInTheAddressOfTheNextPage) {
  BoardSpec spec = ASpec();
  spec.list = {"/data"};
  spec.next_url = "https://board.test/list?after={/meta/cursor}&size=20";
  EXPECT_EQ(Read(R"({"data":[{"word":"甲"}],"meta":{"cursor":"a/b=="}})", spec).next_page,
            "https://board.test/list?after=a%2Fb%3D%3D&size=20");
  EXPECT_EQ(Read(R"({"data":[{"word":"甲"}],"meta":{}})", spec).next_page, "") << "no cursor, no further page";
  spec.next_url = "https://board.test/list?page={page}&size=20";
  EXPECT_EQ(Read(R"({"data":[{"word":"甲"}]})", spec).next_page, spec.next_url) << "the number is for whoever counts the pages";
}

}  // namespace
}  // namespace fenghuo
