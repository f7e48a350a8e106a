// Limits and banned calls: a rule without a check is a wish.

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <string>
#include <vector>

#include "tests/house/source_tree.h"

namespace fenghuo {
namespace {

constexpr size_t kFileLinesMax = 400;
constexpr size_t kFunctionLinesMax = 70;
constexpr size_t kLineColumnsMax = 140;  // of characters

TEST(SourceTextTest, KeepsFilesUnderFourHundredLines) {
  for (const SourceFile& file : ReadSources(true)) {
    EXPECT_LE(file.lines.size(), kFileLinesMax) << file.path;
  }
}

// A function is what opens with "{" at the end of an unindented line that is no namespace, type or initialiser, up to the "}" that
// stands alone in the first column.
TEST(SourceTextTest, KeepsFunctionsUnderSeventyLines) {
  static const RE2 no_function("^(namespace|struct|class|enum|union|extern|constexpr|const|static const|using|#)");
  for (const SourceFile& file : ReadSources(false)) {
    size_t begin = 0;
    bool inside = false;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      const std::string code = file.Code(i);
      if (!inside && !code.empty() && code[0] != ' ' && code[0] != '}' && code.ends_with("{") &&
          !RE2::PartialMatch(code, no_function)) {
        inside = true;
        begin = i;
      } else if (inside && code.starts_with("}")) {
        inside = false;
        EXPECT_LE(i - begin + 1, kFunctionLinesMax) << file.path << ":" << begin + 1 << ": " << file.lines[begin];
      }
    }
  }
}

struct Ban {
  std::string pattern;   // over code without comments and quoted text
  std::string allowed;   // paths that may, as a pattern
  std::string instead;
};

TEST(SourceTextTest, HasNoBannedCalls) {
  const std::vector<Ban> bans = {
      {"chrono::(system_clock|steady_clock)|gettimeofday|clock_gettime|\\btime\\((NULL|nullptr|0)\\)", "^(daemon/|base/clock)",
       "be told `now`; base/clock.h at the edges"},
      {"\\bcurl_easy_init\\b|\\bcurl_multi_init\\b", "^daemon/net/", "daemon/net/http_transport.h"},
      {"\\bcurl_|\\bCURLOPT_", "^daemon/net/", "daemon/net/http_transport.h"},
      {"\\bnew [A-Za-z_:<]|\\bdelete( |\\[)", "", "std::make_unique, or a private constructor marked NOLINT"},
      {"\\bsocket\\(|\\bconnect\\(", "^daemon/(net|serve|commands)/", "daemon/net"},
      {"\\bsystem\\(|\\bpopen\\(", "", "nothing from the web reaches a shell"},
      {"\\brand\\(|\\bsrand\\(|random_device|mt19937", "", "base/rng.h"},
      {"\\bthrow\\b", "", "Result: ours throws nothing"},
      {"\\bassert\\(", "", "CHECK, in release too"},
      {"unordered_map<[^>]*>::const_iterator", "", "never iterate a hash map for output"},
      {"\\bstd::thread\\b|\\bstd::mutex\\b", "^daemon/|^keywords/text/", "threads belong to daemon"},
      {"\\bsetlocale\\(", "", "output does not depend on a locale"},
  };
  for (const Ban& ban : bans) {
    RE2 pattern(ban.pattern);
    for (const SourceFile& file : ReadSources(false)) {
      if (!ban.allowed.empty() && RE2::PartialMatch(file.path, ban.allowed)) continue;
      for (size_t i = 0; i < file.lines.size(); ++i) {
        if (file.lines[i].find("NOLINT") != std::string::npos) continue;
        EXPECT_FALSE(RE2::PartialMatch(file.Code(i), pattern))
            << file.path << ":" << i + 1 << ": " << file.lines[i] << "\n  use instead: " << ban.instead;
      }
    }
  }
}

TEST(SourceTextTest, HasNoLeftOvers) {
  static const RE2 left_over("\\b(TODO|FIXME|XXX|HACK)\\b");
  static const RE2 numbered("TODO\\(#[0-9]+\\)");
  for (const SourceFile& file : ReadSources(true)) {
    if (file.path == "tests/house/source_text_test.cc") continue;
    for (size_t i = 0; i < file.lines.size(); ++i) {
      if (RE2::PartialMatch(file.lines[i], numbered)) continue;
      EXPECT_FALSE(RE2::PartialMatch(file.lines[i], left_over)) << file.path << ":" << i + 1;
    }
  }
}

TEST(SourceTextTest, HasNoCupboards) {
  static const RE2 cupboard("(util|utils|helper|helpers|manager|common|misc)\\.(h|cc)$");
  static const RE2 product("/alertmanager\\.(h|cc)$");  // not a word of ours
  for (const SourceFile& file : ReadSources(true)) {
    EXPECT_FALSE(RE2::PartialMatch(file.path, cupboard) && !RE2::PartialMatch(file.path, product)) << file.path;
  }
}

TEST(SourceTextTest, SaysTheThreadLineInEveryPublicHeader) {
  static const RE2 line("(Immutable|Thread-safe|[Oo]ne thread|[Aa]ny number of threads|Plain (data|values?)|Pure functions?)");
  for (const SourceFile& file : ReadSources(false)) {
    if (!file.path.ends_with(".h")) continue;
    std::string text;
    for (const std::string& part : file.lines) text += (part.starts_with("// ") ? part.substr(3) : part) + " ";
    EXPECT_TRUE(RE2::PartialMatch(text, line)) << file.path;
  }
}

TEST(SourceTextTest, KeepsLinesReadable) {
  for (const SourceFile& file : ReadSources(false)) {
    for (size_t i = 0; i < file.lines.size(); ++i) {
      size_t columns = 0;
      for (char c : file.lines[i]) columns += (static_cast<unsigned char>(c) & 0xc0) != 0x80 ? 1 : 0;
      EXPECT_LE(columns, kLineColumnsMax) << file.path << ":" << i + 1;
    }
  }
}

}  // namespace
}  // namespace fenghuo
