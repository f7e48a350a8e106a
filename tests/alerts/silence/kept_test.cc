#include <gtest/gtest.h>

#include "tests/alerts/silence/a_silence.h"

namespace fenghuo {
namespace {

TEST(KeptSilenceTest, ComesBackAsItWas) {
  Silence silence = ASilence({.incident = "2026-0711-03",
                              .rule = "campus",
                              .source = "forum",
                              .category = "校园用餐",
                              .county_unit = "qingxi",
                              .locality = Locality::kElsewhere,
                              .gravest = 4});
  silence.reason = "“检查组”已在现场\\";
  silence.held = 2;
  silence.holding = {{"2026-0711-03", kTen + minutes(1)}, {"2026-0711-04", kTen + minutes(2)}};
  silence.ended_at = kTen + minutes(30);
  silence.ended_by = "li";

  const std::optional<Silence> back = ParseSilence(KeptSilence(silence));

  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(KeptSilence(*back), KeptSilence(silence));
  EXPECT_EQ(back->reason, silence.reason);
  EXPECT_EQ(back->scope.locality, Locality::kElsewhere);
  EXPECT_EQ(back->scope.gravest, 4);
  EXPECT_EQ(back->to, kNoon);
  EXPECT_EQ(back->ended_at, silence.ended_at);
  ASSERT_EQ(back->holding.size(), 2u);
  EXPECT_EQ(back->holding[1].at, kTen + minutes(2));
}

TEST(KeptSilenceTest, IsNothingWhereTheBytesAreNotOurs) {
  for (const char* bytes : {"", "3", "[]", "{", "{\"number\":0,\"scope\":{}}", "{\"number\":3}", "{\"number\":\"3\",\"scope\":{}}",
                            "{\"number\":3,\"scope\":[]}"}) {
    EXPECT_FALSE(ParseSilence(bytes).has_value()) << bytes;
  }
  const std::optional<Silence> odd = ParseSilence("{\"number\":3,\"scope\":{\"rule\":7},\"holding\":[1,{}],\"to\":\"noon\"}");
  ASSERT_TRUE(odd.has_value());
  EXPECT_EQ(odd->scope.rule, "");
  EXPECT_EQ(odd->scope.gravest, kLowestLevel) << "where the level is lost the least is silenced";
  EXPECT_TRUE(IsOver(*odd, kTen));
}

}  // namespace
}  // namespace fenghuo
