#include "daemon/crawl/page/article.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

const Timestamp kNow = *ParseRfc3339("2026-07-12T00:00:00Z");

Article Extract(std::string_view html, const std::string& url = "") {
  Result<Article> article = ExtractArticle(html, {.url = url, .content_type = "text/html; charset=utf-8", .now = kNow});
  EXPECT_TRUE(article.ok());
  return article.ok() ? *article : Article();
}

std::string When(const Article& article) { return article.published ? FormatRfc3339(*article.published) : "unknown"; }

constexpr std::string_view kChinesePage = R"(<html><head><title>某超市召回问题食品_清河网</title></head><body>
<div class="nav"><a href=/>首页</a> <a href=/news>新闻</a> <a href=/video>视频</a></div>
<h1>某超市召回问题食品</h1>
<div class="info">2026年7月11日 08:30 来源：清河日报 作者：王小明 <a href=#>打印</a></div>
<div class="TRS_Editor">
<p>　　7月11日，清河市市场监督管理局通报，某超市销售的一批次熟食经抽检不合格，已责令下架召回，并对库存产品封存。</p>
<p>　　通报称，不合格项目为菌落总数，涉事产品共三百二十公斤，已售出一百一十公斤，目前未收到不良反应报告。</p>
<p>　　市场监管部门提醒，消费者如已购买，请停止食用，可凭小票到门店退款，或拨打热线反映情况。</p>
</div>
<div class="editor">责任编辑：李四</div>
<ul class="xiangguan"><li><a href=1>相关新闻一：另一件很长很长的事情的标题</a></li><li><a href=2>相关新闻二：又一件很长的事情</a></li></ul>
<div class="footer">版权所有 清河网 备案号12345678，未经许可不得转载，违者必究，举报电话一二三四五六七八</div></body></html>)";

TEST(ArticleTest, ReadsAChineseNewsPage) {
  Article article = Extract(kChinesePage);

  EXPECT_EQ(article.title, "某超市召回问题食品");
  EXPECT_EQ(article.author, "王小明");
  EXPECT_EQ(When(article), "2026-07-11T00:30:00Z");
  EXPECT_EQ(
      article.text,
      "7月11日，清河市市场监督管理局通报，某超市销售的一批次熟食经抽检不合格，已责令下架召回，并对库存产品封存。\n"
      "通报称，不合格项目为菌落总数，涉事产品共三百二十公斤，已售出一百一十公斤，目前未收到不良反应报告。\n"
      "市场监管部门提醒，消费者如已购买，请停止食用，可凭小票到门店退款，或拨打热线反映情况。");
}

// The page above with another line between title and text, and an address that has a date of its own.
Article WithInfo(const std::string& info, const std::string& last = "") {
  std::string html(kChinesePage);
  const std::string before = "2026年7月11日 08:30 来源：清河日报 作者：王小明";
  html.replace(html.find(before), before.size(), info);
  const std::string end = "或拨打热线反映情况。</p>";
  html.insert(html.find(end) + end.size(), last);
  return Extract(html, "http://news.test/2026/07/01/1.html");
}

TEST(ArticleTest, ReadsDatesAsNoticesAndWindowsWriteThem) {
  EXPECT_EQ(When(WithInfo("时间：2026/7/11 下午 3:05:09 浏览：12")), "2026-07-11T07:05:09Z");
  EXPECT_EQ(When(WithInfo("2026年7月11日（星期六）08:30 浏览：12")), "2026-07-11T00:30:00Z");
  EXPECT_EQ(When(WithInfo("2026-07-11 星期六 08:30")), "2026-07-11T00:30:00Z");
  EXPECT_EQ(When(WithInfo("浏览：12", "<p>清河市市场监督管理局</p><p>二〇二六年七月十日</p>")), "2026-07-09T16:00:00Z");
  EXPECT_EQ(When(WithInfo("浏览：12")), "2026-06-30T16:00:00Z") << "the address";
}

TEST(ArticleTest, ReadsTheAccountOfAWeixinPage) {
  EXPECT_EQ(WithInfo("<a id=js_name> 清河发布 </a><em id=publish_time>2026年7月11日 08:30</em>").author, "清河发布");
}

TEST(ArticleTest, BelievesWhatThePageSaysForMachines) {
  Article article = Extract(R"(<html><head><title>Recall | The Paper</title>
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"WebSite","name":"The Paper"},
{"@type":["NewsArticle"],"headline":"Supermarket recalls food","datePublished":"2026-07-11T08:30:00+08:00",
"author":[{"@type":"Person","name":"Ann Lee"},{"@type":"Person","name":"Bo Wu"}]}]}</script></head><body>
<h1>Supermarket recalls food</h1><p>A supermarket in the city has recalled a batch of cooked food, the authority said on Saturday.</p>
<p>Customers can return it at any store, with or without a receipt, and will get their money back.</p></body></html>)");

  EXPECT_EQ(article.title, "Supermarket recalls food");
  EXPECT_EQ(article.author, "Ann Lee, Bo Wu");
  EXPECT_EQ(When(article), "2026-07-11T00:30:00Z");
}

TEST(ArticleTest, TakesTheTextThatIsSaidForMachinesOnlyWhenThePageShowsNone) {
  Article article = Extract(R"(<html><head><script type="application/ld+json">{"@type":"NewsArticle","headline":"召回",
"articleBody":"某超市召回了一批次熟食，市场监管部门已介入调查。"}</script></head><body><div id="app"></div></body></html>)");

  EXPECT_EQ(article.text, "某超市召回了一批次熟食，市场监管部门已介入调查。");
}

TEST(ArticleTest, FindsTheDateInTheAddressWhenThePageHasNone) {
  Article article = Extract("<p>text</p>", "http://news.test/2026/07/11/1.html");
  EXPECT_EQ(When(article), "2026-07-11T00:00:00Z");
}

TEST(ArticleTest, FindsTheAuthorInAnElementThatCallsItselfTheByLine) {
  Article article = Extract(R"(<h1>Recall of food</h1><div class="story-author">Written by <a href=/ann>Ann Lee-Wu</a></div>
<p>A supermarket in the city has recalled a batch of cooked food, the authority said on Saturday.</p>)");
  EXPECT_EQ(article.author, "Ann Lee-Wu");
}

TEST(ArticleTest, GivesNothingForAPageWithoutAnArticle) {
  Article article = Extract("<ul><li><a href=1>one</a><li><a href=2>two</a></ul>");
  EXPECT_EQ(article.title, "");
  EXPECT_EQ(article.author, "");
  EXPECT_EQ(When(article), "unknown");
  EXPECT_EQ(article.text, "");
}

TEST(ArticleTest, ReadsAPageInItsOwnCharset) {
  // "召回" in GBK, as the page declares.
  std::string html = "<meta charset=gbk><title>\xD5\xD9\xBB\xD8\xB9\xAB\xB8\xE6</title><p>x</p>";
  Result<Article> article = ExtractArticle(html, {.url = "", .content_type = "text/html", .now = kNow});
  ASSERT_TRUE(article.ok());
  EXPECT_EQ(article->title, "召回公告");
}

TEST(ArticleTest, RefusesACharsetThatIsRefused) {
  Result<Article> article =
      ExtractArticle("<p>x</p>", {.url = "", .content_type = "text/html; charset=utf-7", .now = kNow});
  ASSERT_FALSE(article.ok());
  EXPECT_EQ(article.error().message, "the charset \"utf-7\" is refused");
}

}  // namespace
}  // namespace fenghuo
