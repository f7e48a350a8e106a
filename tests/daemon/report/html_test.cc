#include "daemon/report/html.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(EscapeHtmlTest, LeavesNothingThatABrowserCouldRun) {
  EXPECT_EQ(EscapeHtml("<script>alert('a & \"b\"')</script>"),
            "&lt;script&gt;alert(&#39;a &amp; &quot;b&quot;&#39;)&lt;/script&gt;");
}

TEST(LinkTest, FollowsHttpOnly) {
  EXPECT_EQ(Link("https://a.example/?x=1&y=\"", "题"),
            "<a href=\"https://a.example/?x=1&amp;y=&quot;\" target=\"_blank\" rel=\"noopener noreferrer\"><bdi>题</bdi></a>");
  EXPECT_EQ(Link("javascript:alert(1)", "题"), "<bdi>题</bdi>");
  EXPECT_EQ(Link("", "<b>"), "<bdi>&lt;b&gt;</bdi>");
}

TEST(NumberedListsTest, LinksANumberToAListOfThatLength) {
  NumberedLists lists;
  EXPECT_EQ(lists.Number("甲", {"一", "二"}), "<a class=\"n\" href=\"#list-1\">2</a>");
  EXPECT_EQ(lists.Number("乙", {"三"}), "<a class=\"n\" href=\"#list-2\">1</a>");
  EXPECT_EQ(lists.Number("甲", {"一", "二"}), "<a class=\"n\" href=\"#list-1\">2</a>");
  EXPECT_EQ(lists.Number("丙", {}), "0");
  EXPECT_EQ(lists.Render(),
            "<details><summary>甲（2）</summary><ol id=\"list-1\">\n<li>一</li>\n<li>二</li>\n</ol></details>\n"
            "<details><summary>乙（1）</summary><ol id=\"list-2\">\n<li>三</li>\n</ol></details>\n");
}

TEST(BarChartTest, WritesEachValueAndEscapesItsLabels) {
  std::string svg = BarChart("<t>", {{.label = "7月6日", .value = 12, .before = 3}, {.label = "<b>", .value = 0, .before = 0}});

  EXPECT_NE(svg.find("<title>&lt;t&gt;</title>"), std::string::npos);
  EXPECT_NE(svg.find(">12</text>"), std::string::npos);
  EXPECT_NE(svg.find(">3</text>"), std::string::npos);
  EXPECT_NE(svg.find("&lt;b&gt;"), std::string::npos);
  EXPECT_EQ(svg.find("<b>"), std::string::npos);
}

}  // namespace
}  // namespace fenghuo
