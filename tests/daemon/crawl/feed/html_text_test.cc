#include "daemon/crawl/feed/html_text.h"

#include <gtest/gtest.h>

#include "daemon/crawl/feed/entities.h"

namespace fenghuo {
namespace {

TEST(HtmlTextTest, GivesWhatAReaderWouldSee) {
  EXPECT_EQ(HtmlToText("<p>问题&nbsp;食品</p><p>已<b>下架</b></p>"), "问题 食品\n已下架");
  EXPECT_EQ(HtmlToText("a<br>b<br/>c  \n d"), "a\nb\nc d");
  EXPECT_EQ(HtmlToText("<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></table>"), "甲 乙\n丙");
  EXPECT_EQ(HtmlToText("&lt;b&gt; &#20013;&#x56FD; &copy; &hellip;"), "<b> 中国 © …");
}

TEST(HtmlTextTest, DropsWhatCouldAct) {
  EXPECT_EQ(HtmlToText("a<script>alert('<p>x</p>')</script>b"), "a b");
  EXPECT_EQ(HtmlToText("a<style>p{}</style><iframe srcdoc='<p>x'>y</iframe><object>z</object>b"), "a b");
  EXPECT_EQ(HtmlToText("<img src=x onerror=\"alert('>')\">安全"), "安全");
  EXPECT_EQ(HtmlToText("<SCRIPT>x</ScRiPt >y"), "y");
  EXPECT_EQ(HtmlToText("before<!-- <p>hidden</p> -->after"), "beforeafter");
  EXPECT_EQ(HtmlToText("a<script>never closed"), "a");
}

TEST(HtmlTextTest, ALessSignThatBeginsNoTagStays) {
  EXPECT_EQ(HtmlToText("3 < 5 and 7<8"), "3 < 5 and 7<8");
  EXPECT_EQ(HtmlToText("关于<进口食品>的公告"), "关于<进口食品>的公告");
  EXPECT_EQ(HtmlToText("end <"), "end <");
  EXPECT_EQ(HtmlToText("a <b"), "a");
}

TEST(HtmlTextTest, AQuoteThatNeverClosesDoesNotSwallowTheRest) {
  EXPECT_EQ(HtmlToText("<a href=\"x>one</a> two"), "one two");
}

TEST(HtmlTextTest, TitlesAreOneLine) {
  EXPECT_EQ(HtmlToLine("<p>食品</p>\n<p>安全</p>"), "食品 安全");
  EXPECT_EQ(HtmlToLine("AT&amp;amp;T &amp;lt;新品&amp;gt;"), "AT&T <新品>");
  EXPECT_EQ(CollapseSpaces("  a \t\n b  "), "a b");
}

TEST(HtmlTextTest, IsLinearInWhatItIsGiven) {
  std::string open;
  for (int i = 0; i < 200000; ++i) open += "<a \"";
  EXPECT_EQ(HtmlToText(open), "");
  EXPECT_EQ(HtmlToText(std::string(300000, '<')), std::string(300000, '<'));
  EXPECT_EQ(HtmlToText(std::string(300000, '&')), std::string(300000, '&'));
}

TEST(EntitiesTest, ReadsNamesAndNumbers) {
  EXPECT_EQ(DecodeReferences("&amp;&lt;&gt;&quot;&apos;&ldquo;&mdash;&thetasym;"), "&<>\"'“—ϑ");
  EXPECT_EQ(DecodeReferences("&#150;&#x80;"), "–€");  // Windows-1252 numbers, as browsers read them
  EXPECT_EQ(DecodeReferences("&amp;lt;"), "&lt;");
}

TEST(EntitiesTest, NumbersOutsideUnicodeAreReplacementCharacters) {
  for (const char* text : {"&#xD800;", "&#0;", "&#1114112;", "&#x110000;", "&#99999999;"}) {
    EXPECT_EQ(DecodeReferences(text), "\uFFFD") << text;
  }
}

TEST(EntitiesTest, LeavesAloneWhatIsNoReference) {
  for (const char* text : {"a & b", "?page=1&copy=2", "&;", "&#;", "&#x;", "&#8;", "&unknown;", "&", "&amp", "&verylongnamethatnobodyhas;"}) {
    EXPECT_EQ(DecodeReferences(text), text);
  }
}

}  // namespace
}  // namespace fenghuo
