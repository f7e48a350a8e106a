#include "daemon/serve/target.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

std::string Refusal(std::string_view text) {
  Result<Target> target = ParseTarget(text);
  return target.ok() ? "accepted" : target.error().message;
}

TEST(TargetTest, CutsThePathBeforeItDecodes) {
  Result<Target> target = ParseTarget("/api/v1/documents/saw%2Fhttps%3A%2F%2Fa.example%2F%E9%9B%BE?limit=10&cursor=a%2Bb+c&flag");
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target->path, (std::vector<std::string>{"api", "v1", "documents", "saw/https://a.example/雾"}));
  EXPECT_EQ(*target->Find("limit"), "10");
  EXPECT_EQ(*target->Find("cursor"), "a+b c");
  EXPECT_EQ(*target->Find("flag"), "");
  EXPECT_EQ(target->Find("other"), nullptr);
}

TEST(TargetTest, KeepsEmptySegmentsApart) {
  EXPECT_TRUE(ParseTarget("/")->path.empty());
  EXPECT_EQ(ParseTarget("/a/")->path, (std::vector<std::string>{"a", ""}));
  EXPECT_EQ(ParseTarget("//a")->path, (std::vector<std::string>{"", "a"}));
}

TEST(TargetTest, RefusesWhatCouldMeanAnotherPlace) {
  EXPECT_EQ(Refusal(""), "the address does not begin with /");
  EXPECT_EQ(Refusal("*"), "the address does not begin with /");
  EXPECT_EQ(Refusal("http://evil.example/"), "the address does not begin with /");
  EXPECT_EQ(Refusal("/a/../b"), "the address has a . or .. segment");
  EXPECT_EQ(Refusal("/a/%2E%2e/b"), "the address has a . or .. segment");
  EXPECT_EQ(Refusal("/./b"), "the address has a . or .. segment");
  EXPECT_EQ(Refusal("/a%00"), "the address holds a NUL");
  EXPECT_EQ(Refusal("/a%0"), "the address has a % that is not followed by two hexadecimal digits");
  EXPECT_EQ(Refusal("/a%zz"), "the address has a % that is not followed by two hexadecimal digits");
  EXPECT_EQ(Refusal("/a%c0%af"), "the address is not UTF-8");
  EXPECT_EQ(Refusal("/a\\b"), "the address holds a \\ or a #");
  EXPECT_EQ(Refusal("/a b"), "the address holds a byte that must be escaped");
  EXPECT_EQ(Refusal("/\xe9\x9b\xbe"), "the address holds a byte that must be escaped");
  EXPECT_EQ(Refusal("/" + std::string(9000, 'a')), "the address is longer than 8 KiB");
  std::string deep;
  for (int i = 0; i < 40; ++i) deep += "/a";
  EXPECT_EQ(Refusal(deep), "the address has more than 32 segments");
  std::string wide = "/?";
  for (int i = 0; i < 70; ++i) wide += "a=1&";
  EXPECT_EQ(Refusal(wide), "the query has more than 64 pairs");
}

TEST(TargetTest, EscapesAnySegment) {
  const std::string id = "a/b?c=%d&é雾 ..";
  Result<Target> target = ParseTarget("/x/" + EscapeSegment(id));
  ASSERT_TRUE(target.ok());
  EXPECT_EQ(target->path[1], id);
}

}  // namespace
}  // namespace fenghuo
