#include "daemon/crawl/page/xpath.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "daemon/crawl/page/selector.h"

namespace fenghuo {
namespace {

using testing::ElementsAre;

constexpr const char* kNotices = R"(<!DOCTYPE html><html><body><table id=list>
<tr><th>标题<th>日期</tr>
<tr><td><a href="/a?x=1&amp;y=2"> 关于<b>乳粉</b>抽检的通告 </a><td>2026-07-01</tr>
<tr><td><a href="b.html">召回公告</a><td>2026-07-02</tr></table><p>共2条</p></body></html>)";

HtmlPage Page(std::string_view html) {
  Result<HtmlPage> page = HtmlPage::Parse(html);
  EXPECT_TRUE(page.ok());
  return std::move(*page);
}

// What each row that `rows` finds gives for `value`.
std::vector<std::string> Read(const HtmlPage& page, const std::string& rows, const std::string& value) {
  std::vector<std::string> values;
  for (size_t row : Selector::Parse("xpath:" + rows)->Find(page, 0)) {
    values.push_back(Selector::Parse("xpath:" + value)->Value(page, row));
  }
  return values;
}

TEST(XPathTest, FindsRowsAndReadsElementsAttributesAndText) {
  HtmlPage page = Page(kNotices);
  EXPECT_THAT(Read(page, "//table[@id='list']//tr[td]", "td[1]/a"), ElementsAre("关于乳粉抽检的通告", "召回公告"));
  EXPECT_THAT(Read(page, "//tr[td]", ".//a/@href"), ElementsAre("/a?x=1&y=2", "b.html"));
  EXPECT_THAT(Read(page, "//tr[td]", "td[2]/text()"), ElementsAre("2026-07-01", "2026-07-02"));
}

TEST(XPathTest, ReadsWhatAnExpressionComputes) {
  HtmlPage page = Page(kNotices);
  EXPECT_EQ(Selector::Parse("xpath:count(//tr[td])")->Value(page, 0), "2");
  EXPECT_THAT(Read(page, "//tr[td]", "concat(td[2], ' 00:00')"), ElementsAre("2026-07-01 00:00", "2026-07-02 00:00"));
}

TEST(XPathTest, FindsEachElementOnceInTheOrderOfThePage) {
  HtmlPage page = Page("<p id=a></p><p id=b></p><p id=c></p>");
  EXPECT_THAT(Read(page, "//p[3] | //p[1] | //p", "@id"), ElementsAre("a", "b", "c"));
}

TEST(XPathTest, FindsNothingWhereItSelectsNoElement) {
  HtmlPage page = Page(kNotices);
  EXPECT_TRUE(XPath::Parse("//a/@href")->Find(page, 0).empty());
  EXPECT_TRUE(XPath::Parse("1 + 1")->Find(page, 0).empty());
  EXPECT_EQ(XPath::Parse("//h1")->Value(page, 0), "");
}

TEST(XPathTest, GivesUpOnAPageThatMakesItVisitTooMuch) {
  std::string many = "<div>";
  for (int i = 0; i < 5000; ++i) many += "<p></p>";
  HtmlPage page = Page(many);
  EXPECT_EQ(XPath::Parse("//p[count(following::p) > 1]")->Find(page, 0).size(), 0U);  // 12.5 million steps
  EXPECT_EQ(XPath::Parse("//p")->Find(page, 0).size(), 5000U);
}

// Compared by walking from one to the other, a hundred thousand would take minutes.
TEST(XPathTest, PutsManySiblingsInOrder) {
  std::string many = "<div>";
  for (int i = 0; i < 100'000; ++i) many += "<p>a";
  HtmlPage page = Page(many);
  std::vector<size_t> found = XPath::Parse("//p/text()/..")->Find(page, 0);
  EXPECT_EQ(found.size(), 100'000U);
  EXPECT_TRUE(std::is_sorted(found.begin(), found.end()));
}

TEST(XPathTest, RefusesWhatIsNoExpression) {
  EXPECT_EQ(Selector::Parse("xpath://a[").error().message, "must be an XPath, is \"//a[\": it is not understood at byte 4");
  EXPECT_EQ(Selector::Parse("xpath:").error().message, "must be an XPath, is \"\": it is empty");
  EXPECT_EQ(Selector::Parse("xpath://a[").error().code, ErrorCode::kInvalid);
}

}  // namespace
}  // namespace fenghuo
