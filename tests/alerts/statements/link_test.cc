#include "alerts/statements/link.h"

#include <gtest/gtest.h>

#include <string>

namespace fenghuo {
namespace {

TEST(LinkTest, IsOneThatAnybodyCanOpen) {
  EXPECT_TRUE(IsWebLink("https://scjg.example.gov.cn/art/2026/7/11/art_1.html?id=1#top"));
  EXPECT_TRUE(IsWebLink("http://10.1.2.3:8080/notice/1"));
  EXPECT_TRUE(IsWebLink("https://某市.政务.cn/通报"));
}

TEST(LinkTest, IsNothingThatOnlyLooksLikeOne) {
  EXPECT_FALSE(IsWebLink(""));
  EXPECT_FALSE(IsWebLink("本局网站"));
  EXPECT_FALSE(IsWebLink("scjg.example.gov.cn/art/1"));
  EXPECT_FALSE(IsWebLink("https://"));
  EXPECT_FALSE(IsWebLink("https:///art/1"));
  EXPECT_FALSE(IsWebLink("ftp://example.com/1"));
  EXPECT_FALSE(IsWebLink("javascript:alert(1)//https://"));
  EXPECT_FALSE(IsWebLink("https://gov.cn@evil.example/1"));
  EXPECT_FALSE(IsWebLink("https://example.com/a b"));
  EXPECT_FALSE(IsWebLink("https://example.com/\"><script>"));
  EXPECT_FALSE(IsWebLink("https://example.com/" + std::string(kLinkBytesMax, 'a')));
}

}  // namespace
}  // namespace fenghuo
