#include "alerts/statements/quotes.h"

#include <gtest/gtest.h>

#include "tests/alerts/statements/a_published_statement.h"

namespace fenghuo {
namespace {

bool IsQuotedBy(const std::string& text) {
  Document document;
  document.id = "saw/1";
  document.title = "官方通报来了";
  document.text = text;
  return Quotes(document, APublishedStatement());
}

TEST(QuotesTest, AreTwentyCharactersInARowWhateverStandsBetweenThem) {
  EXPECT_TRUE(IsQuotedBy("记者获悉，12 名学生已全部出院；涉事配餐企业已被\n责令停止供餐。"));
  EXPECT_TRUE(IsQuotedBy("據通報，１２名學生已全部出院，涉事配餐企業已被責令停止供餐"));
  EXPECT_TRUE(IsQuotedBy("涉事配餐企业已被责令停止供餐，留样食品正在")) << "twenty";
  EXPECT_FALSE(IsQuotedBy("涉事配餐企业已被责令停止供餐，留样食品正")) << "nineteen";
  EXPECT_FALSE(IsQuotedBy("12名学生已全部出院。企业已停止供餐。食品正在检验。"));
}

TEST(QuotesTest, AreInTheTitleAsWell) {
  Document document;
  document.title = "通报：12名学生已全部出院 涉事配餐企业已被责令停止供餐";

  EXPECT_TRUE(Quotes(document, APublishedStatement()));
}

TEST(QuotesTest, AreNotWhatTheStatementItselfQuotes) {
  EXPECT_FALSE(IsQuotedBy("速看：某区一小学三百名学生集体食物中毒并有多人病危"));
}

TEST(QuotesTest, AreTheLinkOfTheStatementInAnyForm) {
  EXPECT_TRUE(IsQuotedBy("详见https://scjg.example.gov.cn/art/2026/7/11/art_1.html。"));
  EXPECT_TRUE(IsQuotedBy("详见http://scjg.example.gov.cn/art/2026/7/11/art_1.html."));
  EXPECT_TRUE(IsQuotedBy("链接 scjg.example.gov.cn/art/2026/7/11/art_1.html 已发布"));
  EXPECT_FALSE(IsQuotedBy("https://scjg.example.gov.cn/art/2026/7/11/art_1.html2"));
  EXPECT_FALSE(IsQuotedBy("https://scjg.example.gov.cn/art/2026/7/11/art_1.html/more"));
  EXPECT_FALSE(IsQuotedBy("https://scjg.example.gov.cn/"));
}

TEST(QuotesTest, AreNotTheNameOfASiteAlone) {
  Statement statement = APublishedStatement();
  statement.link = "https://scjg.example.gov.cn/";
  Document document;
  document.text = "来源：scjg.example.gov.cn";

  EXPECT_FALSE(Quotes(document, statement));
}

TEST(QuotesTest, AreNotThePageOfTheStatementItself) {
  Document document;
  document.url = "http://scjg.example.gov.cn/art/2026/7/11/art_1.html#text";
  document.text = APublishedStatement().text;

  EXPECT_FALSE(Quotes(document, APublishedStatement()));
  document.url = "https://news.example/1";
  EXPECT_TRUE(Quotes(document, APublishedStatement()));
}

TEST(QuotesTest, AreCountedOnceADocumentAndOnlyOfWhatIsPublished) {
  Incident incident;
  incident.statements = {APublishedStatement(), APublishedStatement(), APublishedStatement()};
  incident.statements[1].number = 2;
  incident.statements[1].state = StatementState::kApproved;
  incident.statements[2].number = 3;
  incident.statements[2].quoted_by = {"saw/1"};
  Document document;
  document.id = "saw/1";
  document.text = APublishedStatement().text;

  EXPECT_EQ(QuotedStatements(document, incident), std::vector<int>{1});
}

}  // namespace
}  // namespace fenghuo
