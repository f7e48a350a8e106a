// How often FindFacts gives the figure of the headline from the body of real reports (Chinese Emergency Corpus, fires and
// traffic). The reports are not ours to keep: without ../shared the test is skipped. science.md 6 has 61 of 85 for naive
// patterns over the whole corpus; what is here is a part of it.

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/hash.h"
#include "keywords/grading/facts.h"
#include "keywords/grading/numerals.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

namespace fs = std::filesystem;

fs::path Shared() {
  const char* given = std::getenv("FENGHUO_SHARED");
  return given != nullptr ? fs::path(given) : fs::path(FENGHUO_SOURCE_DIR) / ".." / "shared";
}

std::optional<int64_t> HeadlineFigure(const std::string& headline, const RE2& pattern) {
  std::string digits;
  if (!RE2::PartialMatch(headline, pattern, &digits)) return std::nullopt;
  std::u32string text;
  for (size_t at = 0; at < digits.size();) text.push_back(NextCodePoint(digits, at));
  const std::optional<Count> count = ReadCount(text, 0);
  return count ? std::optional<int64_t>(count->value) : std::nullopt;
}

int BandOf(int64_t count) { return count >= 30 ? 4 : count >= 10 ? 3 : count >= 3 ? 2 : count >= 1 ? 1 : 0; }

struct Score {
  int headlines = 0, exact = 0, band = 0, twofold = 0;

  void Add(const std::string& name, int64_t stated, int64_t found) {
    ++headlines;
    exact += stated == found;
    band += BandOf(stated) == BandOf(found);
    twofold += found > 0 && std::max(stated, found) <= 2 * std::min(stated, found);
    if (stated != found) std::printf("  %s: found %lld\n", name.c_str(), static_cast<long long>(found));
  }

  double Band() const { return static_cast<double>(band) / headlines; }

  void Print(const char* what) const {
    std::printf("%s: of %d exact %d, right band %d (%.0f %%), within twofold %d\n", what, headlines, exact, band, 100 * Band(), twofold);
  }

  friend Score operator+(const Score& a, const Score& b) {
    return {a.headlines + b.headlines, a.exact + b.exact, a.band + b.band, a.twofold + b.twofold};
  }
};

int64_t Highest(const std::vector<Fact>& facts, FactKind kind) {
  int64_t highest = 0;
  for (const Fact& fact : facts) highest = std::max(highest, fact.kind == kind ? fact.count : 0);
  return highest;
}

TEST(FindFactsTest, GivesTheFigureOfTheHeadlineOfMostReports) {
  const fs::path archive = Shared() / "data" / "text" / "emergency-reports.tar.gz";
  if (!fs::exists(archive)) GTEST_SKIP() << "no " << archive.string() << ": the real reports are not here";
  const fs::path folder = fs::path(FENGHUO_BUILD_DIR) / "emergency-reports-for-facts";
  fs::create_directories(folder);
  ASSERT_EQ(std::system(("tar xzf '" + archive.string() + "' -C '" + folder.string() + "'").c_str()), 0);
  const RE2 deaths("([0-9一二三四五六七八九十百两]+)(?:余)?(?:名|人|口)?(?:当场|窒息|老人)?(?:死|亡)");
  const RE2 hurt("([0-9一二三四五六七八九十百两]+)(?:余)?(?:名|人)?(?:重|轻|受)?伤");

  // By halves of the reports, so that one shows what the other was not looked at for.
  Score dead_score[2], hurt_score[2];
  std::vector<fs::path> reports;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") reports.push_back(entry.path());
  }
  std::sort(reports.begin(), reports.end());
  for (const fs::path& report : reports) {
    std::ifstream in(report);
    const std::string headline = report.stem().string();
    const size_t half = Hash64(headline) % 2;
    Document document;
    document.text = {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const std::vector<Fact> facts = FindFacts(document);
    if (const auto stated = HeadlineFigure(headline, deaths))
      dead_score[half].Add(headline, *stated, Highest(facts, FactKind::kDeaths));
    if (const auto stated = HeadlineFigure(headline, hurt))
      hurt_score[half].Add(headline, *stated, Highest(facts, FactKind::kInjured));
  }

  for (const size_t half : {0u, 1u}) {
    dead_score[half].Print("deaths");
    hurt_score[half].Print("injured");
    EXPECT_GE(dead_score[half].Band(), 0.9);
    EXPECT_GE(hurt_score[half].Band(), 0.78);
  }
  const Score all_dead = dead_score[0] + dead_score[1];
  const Score all_hurt = hurt_score[0] + hurt_score[1];
  all_dead.Print("deaths, all");
  all_hurt.Print("injured, all");
  ASSERT_GT(all_dead.headlines, 50);
  EXPECT_GE(all_dead.Band(), 0.95);
  EXPECT_GE(all_hurt.Band(), 0.87);
  EXPECT_GE(all_dead.exact * 85, all_dead.headlines * 61) << "what naive patterns reach";
  EXPECT_GE(all_hurt.exact * 53, all_hurt.headlines * 36);
}

}  // namespace
}  // namespace fenghuo
