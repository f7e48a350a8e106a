#include "keywords/rules/term_scanner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/rng.h"
#include "keywords/text/fold.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

std::vector<TermHit> Scan(const std::vector<std::string>& terms, std::string_view text) {
  std::vector<TermHit> hits;
  TermScanner(terms).Scan(text, hits);
  return hits;
}

std::vector<TermHit> ScanPlainly(const std::vector<std::string>& terms, const std::string& text) {
  std::vector<TermHit> hits;
  for (uint32_t term = 0; term < terms.size(); ++term) {
    for (size_t at = text.find(terms[term]); at != std::string::npos; at = text.find(terms[term], at + 1)) {
      hits.push_back({term, static_cast<uint32_t>(at), static_cast<uint32_t>(at + terms[term].size())});
    }
  }
  std::sort(hits.begin(), hits.end(),
            [](const TermHit& a, const TermHit& b) { return std::pair(a.begin, a.end) < std::pair(b.begin, b.end); });
  return hits;
}

TEST(TermScannerTest, FindsTermsInsideAndAcrossEachOther) {
  EXPECT_EQ(Scan({"食物中毒", "中毒", "食物", "毒食"}, "食物中毒食物"),
            (std::vector<TermHit>{{2, 0, 6}, {0, 0, 12}, {1, 6, 12}, {3, 9, 15}, {2, 12, 18}}));
}

TEST(TermScannerTest, FindsATermAtTheVeryEndOfAShortText) {
  EXPECT_EQ(Scan({"ab", "b中"}, "ab"), (std::vector<TermHit>{{0, 0, 2}}));
  EXPECT_EQ(Scan({"ab", "b中"}, "ab中"), (std::vector<TermHit>{{0, 0, 2}, {1, 1, 5}}));
  EXPECT_EQ(Scan({"🚒🚒"}, "🚒🚒"), (std::vector<TermHit>{{0, 0, 8}}));
}

TEST(TermScannerTest, FindsNothingInTooLittle) {
  EXPECT_TRUE(Scan({"ab"}, "").empty());
  EXPECT_TRUE(Scan({"ab"}, "a").empty());
  EXPECT_TRUE(Scan({"中毒"}, "中").empty());
  EXPECT_TRUE(Scan({}, "食物中毒食物中毒").empty());
}

TEST(TermScannerTest, TakesZeroBytesAsCharacters) {
  EXPECT_EQ(Scan({std::string("\0\0", 2)}, std::string("a\0\0b", 4)), (std::vector<TermHit>{{0, 1, 3}}));
}

TEST(TermScannerTest, AgreesWithPlainSearchOnRandomTexts) {
  static const std::string kLetters[] = {"食", "物", "中", "毒", "a", "b", "é", "🚒", "\U00020000", " "};
  Rng rng(11);
  size_t found = 0;
  for (int round = 0; round < 2000; ++round) {
    std::set<std::string> terms;
    for (uint64_t n = 1 + rng.Below(30); n > 0; --n) {
      std::string term;
      for (uint64_t letters = 2 + rng.Below(4); letters > 0; --letters) term += kLetters[rng.Below(std::size(kLetters))];
      terms.insert(term);
    }
    std::string text;
    for (uint64_t letters = rng.Below(300); letters > 0; --letters) text += kLetters[rng.Below(std::size(kLetters))];

    const std::vector<std::string> list(terms.begin(), terms.end());
    const std::vector<TermHit> hits = Scan(list, text);

    ASSERT_EQ(hits, ScanPlainly(list, text)) << text;
    found += hits.size();
  }
  EXPECT_GT(found, 10000u);
}

// Thousands of terms are looked for in another way than few.
TEST(TermScannerTest, AgreesWithPlainSearchWithThousandsOfTerms) {
  Rng rng(12);
  const auto text_of = [&](uint64_t characters) {
    std::string text;
    for (; characters > 0; --characters) {
      AppendUtf8(rng.Below(12) == 0 ? static_cast<char32_t>('a' + rng.Below(26)) : static_cast<char32_t>(0x4E00 + rng.Below(120)), text);
    }
    return text;
  };
  std::set<std::string> distinct;
  while (distinct.size() < 9'000) distinct.insert(text_of(2 + rng.Below(3)));
  const std::vector<std::string> terms(distinct.begin(), distinct.end());
  size_t found = 0;
  for (int round = 0; round < 20; ++round) {
    const std::string text = text_of(rng.Below(400));
    const std::vector<TermHit> hits = Scan(terms, text);
    ASSERT_EQ(hits, ScanPlainly(terms, text)) << "round " << round;
    found += hits.size();
  }
  EXPECT_GT(found, 500u);
}

TEST(TermScannerTest, HoldsManyTermsWithOneBeginning) {
  std::vector<std::string> terms;
  for (int i = 10000; i < 20000; ++i) terms.push_back("市场" + std::to_string(i));

  EXPECT_EQ(Scan(terms, "在市场12345号"), (std::vector<TermHit>{{2345, 3, 14}}));
}

TEST(TermScannerDeathTest, StopsAtATermThatItCannotHold) {
  EXPECT_DEATH(TermScanner({"毒"}), "a term has at least two characters");
  EXPECT_DEATH(TermScanner({"中毒", "中毒"}), "a term is in the list once");
}

}  // namespace
}  // namespace fenghuo
