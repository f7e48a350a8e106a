#include "daemon/crawl/page/main_text.h"

#include <gtest/gtest.h>

#include "daemon/crawl/page/notices.h"

namespace fenghuo {
namespace {

constexpr const char* kOne =
    "<p>The city has recalled a batch of cooked food, the authority said on Saturday morning.</p>";
constexpr const char* kTwo =
    "<p>Customers can return it at any store, and they will get their money back at once, it added.</p>";
constexpr const char* kThree =
    "<p>Nobody has fallen ill so far, but the authority asks everybody to look into the fridge.</p>";

std::string TextOf(const std::string& html) {
  Result<HtmlPage> page = HtmlPage::Parse(html);
  EXPECT_TRUE(page.ok());
  std::string text;
  for (const TextBlock& paragraph : FindMainText(*page).paragraphs) text += (text.empty() ? "" : "\n") + paragraph.text;
  return text;
}

// The text of a page of nothing but this.
std::string Plain(const std::string& html) { return HtmlPage::Parse(html)->LineOf(0); }

TEST(MainTextTest, LeavesOutWhatIsNotTheArticle) {
  std::string article = std::string(kOne) + kTwo + kThree;
  for (const std::string& other :
       {std::string("<nav><a href=1>Home</a> <a href=2>News</a></nav>"),
        std::string(
            "<div id=comments><p>I bought some of it, and it tasted fine to me, but who knows what it was?</p></div>"),
        std::string(
            "<div class='post-sharing'>Share this with your friends, and with everybody else who may care.</div>"),
        std::string(
            "<div class=relatedPosts><p>Another story, quite a long one, about something else altogether.</p></div>"),
        std::string("<figure><img><figcaption>A shelf in the store, which was empty on Saturday "
                    "morning.</figcaption></figure>"),
        std::string(
            "<div style='display: none'>Subscribe now, and you will never miss a story about food again.</div>"),
        std::string("<ul><li><a href=1>A headline of some length</a><li><a href=2>And another headline</a></ul>"),
        std::string("<script>document.write('hello, hello, hello, hello, hello, hello, hello, hello');</script>"),
        std::string("<p>Advertisement</p>"), std::string("<h3>More stories</h3>")}) {
    EXPECT_EQ(TextOf("<body><div class=x>" + article + other + "</div></body>"),
              TextOf("<body><div class=x>" + article + "</div></body>"))
        << other;
  }
}

TEST(MainTextTest, JoinsTheSectionsOfOneArticle) {
  std::string html = std::string("<body><div class=m><div class=s>") + kOne + "</div><div class=s><h2>What to do</h2>" +
                     kTwo + "</div><div class=s>" + kThree +
                     "</div></div><div class=f><a href=1>Imprint of this paper</a></div></body>";

  EXPECT_EQ(TextOf(html), Plain(kOne) + "\nWhat to do\n" + Plain(kTwo) + "\n" + Plain(kThree));
}

TEST(MainTextTest, PrefersWhatCallsItselfTheBody) {
  std::string html =
      std::string(
          "<body><div class=m><p>Our reporter, who has been with us for years, writes about food and drink.</p>") +
      "<div itemprop=articleBody>" + kOne + kTwo + kThree + kOne + kTwo + kThree + kOne + kTwo + kThree + kOne +
      "</div></div></body>";

  EXPECT_EQ(TextOf(html).find("Our reporter"), std::string::npos);
}

TEST(MainTextTest, DoesNotBelieveANameThatHoldsMostOfThePage) {
  EXPECT_EQ(TextOf(std::string("<body><div class='sidebar-layout widget'>") + kOne + kTwo + "</div></body>"),
            Plain(kOne) + "\n" + Plain(kTwo));
}

TEST(MainTextTest, TakesNoHeadingForANameAndNoBuilderForAWidget) {
  std::string slug = "<body><div><div id='follow-the-money-back-again'>" + std::string(kOne) + "</div><div id=b>" +
                     kTwo + kThree + "</div></div></body>";
  EXPECT_NE(TextOf(slug).find("recalled"), std::string::npos);
  std::string built;
  for (const char* part : {kOne, kTwo, kThree})
    built += "<div class='elementor-widget'>" + std::string(part) + "</div>";
  EXPECT_EQ(TextOf("<body><div>" + built + "</div></body>"), Plain(kOne) + "\n" + Plain(kTwo) + "\n" + Plain(kThree));
}

TEST(MainTextTest, ReadsLinesThatAreBrokenInsteadOfParagraphs) {
  EXPECT_EQ(TextOf("<body><div>　　某超市召回一批次熟食，市场监管部门已介入，要求全部下架。<br><br>"
                   "　　目前未收到不良反应报告。<br></div></body>"),
            "某超市召回一批次熟食，市场监管部门已介入，要求全部下架。\n目前未收到不良反应报告。");
}

TEST(MainTextTest, KeepsTheFewShortLinesThatAreAPage) { EXPECT_EQ(TextOf("<p>Out for lunch</p>"), "Out for lunch"); }

TEST(NoticesTest, KnowsLinesThatBelongToNoText) {
  for (const char* line :
       {"责任编辑：李四", "【免责声明】本文仅代表作者本人观点，与本网无关。", "来源：新华网",
        "2026-07-11 08:30 来源：清河日报 作者：王小明", "扫描二维码关注我们", "上一篇：另一件事",
        "Read more: Another headline", "ADVERTISEMENT", "Sponsored content", "By Ann Lee",
        "By Ann Lee and Bo Wu, Staff Writers", "Follow us on Twitter", "© 2026 The Paper", "3 comments"}) {
    EXPECT_TRUE(IsNotice(line)) << line;
  }
}

TEST(NoticesTest, LeavesSentencesThatBeginLikeOne) {
  for (const char* line : {"来源不明的食品不要购买，发现后请立即举报。", "编辑部昨天收到一封读者来信。",
                           "By the time they came, the shop was closed.", "Loading the lorry took them three hours.",
                           "Sponsored by nobody, the two friends walked from the coast to the "
                           "mountains and back again within a single summer.",
                           "2026年7月11日，清河市通报了一批次不合格食品。", "Related work is on its way.",
                           "Advertisement spending rose by a tenth last year, the agency said on Monday."}) {
    EXPECT_FALSE(IsNotice(line)) << line;
  }
}

}  // namespace
}  // namespace fenghuo
