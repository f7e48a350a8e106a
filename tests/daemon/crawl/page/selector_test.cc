#include "daemon/crawl/page/selector.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

constexpr std::string_view kPage = R"(<div id=top class="a b"><ul class=list>
<li class=first><a href="/1" title=one>One <em>1</em></a></li><li><a href="/2?x=2">Two</a></li><li id=last><span>No link</span></li></ul>
<p>One</p><p class=c>Two</p><p>Three</p><div><p>Deep</p></div></div>)";

std::string ErrorOf(std::string_view text) {
  Result<Selector> selector = Selector::Parse(text);
  return selector.ok() ? "none" : selector.error().message;
}

class SelectorTest : public ::testing::Test {
 protected:
  // The texts of what matches, separated by "|".
  std::string Found(std::string_view text) {
    Result<Selector> selector = Selector::Parse(text);
    EXPECT_TRUE(selector.ok()) << text;
    std::string found;
    for (size_t node : selector->Find(page_, 0)) found += (found.empty() ? "" : "|") + page_.LineOf(node);
    return found;
  }
  std::string Value(std::string_view text) { return Selector::Parse(text)->Value(page_, 0); }

  HtmlPage page_ = std::move(*HtmlPage::Parse(kPage));
};

TEST_F(SelectorTest, FindsByElementClassIdAndAttribute) {
  EXPECT_EQ(Found("a"), "One 1|Two");
  EXPECT_EQ(Found("LI.first"), "One 1");
  EXPECT_EQ(Found("#last"), "No link");
  EXPECT_EQ(Found("div.a.b#top > p.c"), "Two");
  EXPECT_EQ(Found("a[title]"), "One 1");
  EXPECT_EQ(Found("a[title=one]"), "One 1");
  EXPECT_EQ(Found("a[href='/2?x=2']"), "Two");
  EXPECT_EQ(Found("a[href^=\"/1\"]"), "One 1");
  EXPECT_EQ(Found("a[href$='x=2']"), "Two");
  EXPECT_EQ(Found("a[href*='?']"), "Two");
  EXPECT_EQ(Found("div[class~=b] > p:first-child"), "");
  EXPECT_EQ(Found("h1"), "");
}

TEST_F(SelectorTest, FollowsCombinators) {
  EXPECT_EQ(Found("div p"), "One|Two|Three|Deep");
  EXPECT_EQ(Found("#top > p"), "One|Two|Three");
  EXPECT_EQ(Found("p.c + p"), "Three");
  EXPECT_EQ(Found("ul ~ p"), "One|Two|Three");
  EXPECT_EQ(Found("ul + p"), "One");
  EXPECT_EQ(Found("body div div > p"), "Deep");
  EXPECT_EQ(Found("em, p.c ,#last"), "1|No link|Two");
}

TEST_F(SelectorTest, CountsChildren) {
  EXPECT_EQ(Found("li:first-child"), "One 1");
  EXPECT_EQ(Found("li:nth-child(2)"), "Two");
  EXPECT_EQ(Found("li:last-child"), "No link");
  EXPECT_EQ(Found("li:not(.first)"), "Two|No link");
  EXPECT_EQ(Found("li:not(:nth-child(2)):not([id])"), "One 1");
}

TEST_F(SelectorTest, ReadsTextOwnTextAndAttributes) {
  EXPECT_EQ(Value("li a"), "One 1");
  EXPECT_EQ(Value("li a::text"), "One");
  EXPECT_EQ(Value("li:nth-child(2) a::attr(href)"), "/2?x=2");
  EXPECT_EQ(Value("a::attr(missing)"), "");
  EXPECT_EQ(Value("li::attr(id)"), "last");  // the first that is not empty
}

TEST_F(SelectorTest, AsksTheElementItselfAndItsChildrenOnly) {
  size_t list = Selector::Parse("ul")->Find(page_, 0).front();
  EXPECT_EQ(Selector::Parse("::attr(class)")->Value(page_, list), "list");
  EXPECT_EQ(Selector::Parse("> li")->Find(page_, list).size(), 3U);
  EXPECT_EQ(Selector::Parse("> a")->Find(page_, list).size(), 0U);
  EXPECT_EQ(Selector::Parse("ul a")->Find(page_, list).size(), 0U);  // what stands around is not looked at
}

TEST(SelectorParseTest, SaysWhatIsWrong) {
  EXPECT_EQ(ErrorOf(""), "must be a CSS selector, is \"\": it is empty");
  EXPECT_EQ(ErrorOf("div >"), "must be a CSS selector, is \"div >\": an element is missing at \"\"");
  EXPECT_EQ(ErrorOf("a,"), "must be a CSS selector, is \"a,\": something must follow the last comma");
  EXPECT_EQ(ErrorOf("//div[@id]"), "must be a CSS selector, is \"//div[@id]\": an element is missing at \"//div[@id]\"");
  EXPECT_EQ(ErrorOf("a[href"), "must be a CSS selector, is \"a[href\": one of = ~= ^= $= *= or ] must follow [href");
  EXPECT_EQ(ErrorOf("a[href='x]"), "must be a CSS selector, is \"a[href='x]\": a quote is not closed");
  EXPECT_EQ(ErrorOf("a:hover"), "must be a CSS selector, is \"a:hover\": :hover is not known here");
  EXPECT_EQ(ErrorOf("a:nth-child(2n)"), "must be a CSS selector, is \"a:nth-child(2n)\": ) is missing");
  EXPECT_EQ(ErrorOf("a:nth-child(0)"), "must be a CSS selector, is \"a:nth-child(0)\": :nth-child needs a number from 1");
  EXPECT_EQ(ErrorOf("a::before"), "must be a CSS selector, is \"a::before\": only ::text and ::attr(name) are known");
  EXPECT_EQ(ErrorOf("a:not(:not(b))"), "must be a CSS selector, is \"a:not(:not(b))\": :not inside :not is not known here");
  EXPECT_EQ(ErrorOf("a::text b"), "must be a CSS selector, is \"a::text b\": what begins at \"b\" is not understood");
}

TEST(SelectorPassTest, StaysLinearOnAPageOfNestedElements) {
  std::string html;
  for (int i = 0; i < 200; ++i) html += "<div>";
  for (int i = 0; i < 100'000; ++i) html += "<a>x</a>";
  HtmlPage page = std::move(*HtmlPage::Parse(html));
  EXPECT_EQ(Selector::Parse("div div div div a, div a")->Find(page, 0).size(), 100'000U);
}

}  // namespace
}  // namespace fenghuo
