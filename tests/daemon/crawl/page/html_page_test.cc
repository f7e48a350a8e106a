#include "daemon/crawl/page/html_page.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

std::string Repeated(std::string_view piece, size_t times) {
  std::string text;
  for (size_t i = 0; i < times; ++i) text += piece;
  return text;
}

TEST(HtmlPageTest, ListsItsNodesInDocumentOrder) {
  Result<HtmlPage> page = HtmlPage::Parse("<div id=a><p>one<b>two</b></p>three</div>");
  ASSERT_TRUE(page.ok());

  std::string shown;
  for (size_t i = 0; i < page->size(); ++i) {
    const HtmlPage::Node& node = page->node(i);
    shown += node.name.empty() ? "'" + std::string(node.text) + "' " : "<" + std::string(node.name) + "> ";
  }

  EXPECT_EQ(shown, "<html> <body> <div> <p> 'one' <b> 'two' 'three' ");
  EXPECT_EQ(page->node(3).end, 7U);
  EXPECT_EQ(page->node(7).parent, 2U);
  EXPECT_EQ(page->Attribute(2, "id"), "a");
  EXPECT_FALSE(page->HasAttribute(3, "id"));
  EXPECT_TRUE(page->Contains(2, 7));
  EXPECT_FALSE(page->Contains(3, 7));
}

TEST(HtmlPageTest, DecodesReferencesAndReadsTheTextOfAnElementAsOneLine) {
  Result<HtmlPage> page = HtmlPage::Parse("<p title='a&amp;b'>AT&amp;T\n <i>x</i><br>y<script>var z;</script></p>");
  ASSERT_TRUE(page.ok());

  EXPECT_EQ(page->Attribute(2, "title"), "a&b");
  EXPECT_EQ(page->LineOf(0), "AT&T x y");
}

TEST(HtmlPageTest, SaysWhenNothingIsInIt) {
  Result<HtmlPage> page = HtmlPage::Parse("");
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(page.error().message, "no HTML in it");
}

TEST(HtmlPageTest, StopsAtTooDeepNestingAndSaysSo) {
  Result<HtmlPage> page =
      HtmlPage::Parse("<p>before</p>" + Repeated("<x>", 100'000) + Repeated("</y>", 100'000) + "after");
  ASSERT_TRUE(page.ok());
  EXPECT_TRUE(page->cut());
  EXPECT_LT(page->size(), 1000U);
  EXPECT_EQ(page->LineOf(0), "before");
}

TEST(HtmlPageTest, TakesAManyThousandUnclosedElementsWithoutEnd) {
  Result<HtmlPage> page = HtmlPage::Parse(Repeated("<b id=1><p>", 50'000));
  ASSERT_TRUE(page.ok());
  EXPECT_LT(page->size(), 100'010U);
}

TEST(HtmlPageTest, CutsAPageBeforeAnElementOfTooManyAttributes) {
  std::string many = "<p>before</p><p";
  for (int i = 0; i < 200'000; ++i) many += " a" + std::to_string(i) + "=1";
  Result<HtmlPage> page = HtmlPage::Parse(many + ">after");
  ASSERT_TRUE(page.ok());
  EXPECT_TRUE(page->cut());
  EXPECT_EQ(page->LineOf(0), "before");
}

TEST(HtmlPageTest, TakesManyWordsForAttributesOnlyWhereTheyAre) {
  std::string words = Repeated("a b=c <d ", 1000);
  Result<HtmlPage> page = HtmlPage::Parse("<p class='" + words + "'>x</p><script>" + words + "</script><!-- <p " +
                                          words + "--><p d = \"" + words + "\">after</p>");
  ASSERT_TRUE(page.ok());
  EXPECT_FALSE(page->cut());
  EXPECT_EQ(page->LineOf(0), "x after");
}

TEST(HtmlPageTest, CutsAPageOfTooManyNodes) {
  Result<HtmlPage> page = HtmlPage::Parse(Repeated("<p>x</p>", 400'000));
  ASSERT_TRUE(page.ok());
  EXPECT_TRUE(page->cut());
  EXPECT_EQ(page->size(), 300'000U);
}

TEST(HtmlPageTest, CutsAPageThatIsTooLongBetweenCharacters) {
  Result<HtmlPage> page = HtmlPage::Parse("<p>" + Repeated("火", 3'000'000));
  ASSERT_TRUE(page.ok());
  EXPECT_TRUE(page->cut());
  std::string line = page->LineOf(0);
  EXPECT_EQ(line.size() % 3, 0U);
  EXPECT_LE(line.size(), 8U * 1024 * 1024);
}

}  // namespace
}  // namespace fenghuo
