// The manual of rules, in both languages: every example in it is run.
//
// ```rules   a file of rules, known to all blocks below
// ```query   a query, then lines "✓ document" that it finds and "✗ document" that it does not; a document is a text, or {key: value}
// ```error   a query, a line of carets, and what is said about it
// ```tests   a file of tests of the rules

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "daemon/config/parse.h"
#include "daemon/config/rule_tests.h"
#include "keywords/rules/lint_query.h"
#include "keywords/rules/matcher.h"

namespace fenghuo {
namespace {

struct Block {
  std::string kind;
  int line = 0;
  std::vector<std::string> lines;
};

std::vector<Block> BlocksOf(const std::string& path) {
  std::ifstream in(path);
  EXPECT_TRUE(in.good()) << path;
  std::vector<Block> blocks;
  bool inside = false;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.push_back({line.substr(3), number, {}});
    } else if (inside) {
      blocks.back().lines.push_back(line);
    }
  }
  EXPECT_FALSE(inside) << path;
  return blocks;
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

class RulesPage {
 public:
  explicit RulesPage(const std::string& path) : path_(path) {}

  void Run(const Block& block) {
    SCOPED_TRACE(path_ + ":" + std::to_string(block.line));
    ++ran_[block.kind];
    if (block.kind == "rules") return Rules(block);
    if (block.kind == "query") return Query(block);
    if (block.kind == "error") return Error(block);
    if (block.kind == "tests") return Tests(block);
    ADD_FAILURE() << "nobody runs a block of kind \"" << block.kind << "\"";
  }

  int ran(const std::string& kind) { return ran_[kind]; }

 private:
  void Rules(const Block& block) {
    Result<RuleSet> rules = ParseRules({{"page.yml", Joined(block.lines)}});
    ASSERT_TRUE(rules.ok()) << rules.error().message;
    config_.rules = *rules;
  }

  void Query(const Block& block) {
    Rule asked;
    asked.id = "asked";
    std::string tests = "tests:\n";
    for (const std::string& line : block.lines) {
      const bool yes = line.starts_with("✓ ");
      if (!yes && !line.starts_with("✗ ")) {
        asked.query += line + "\n";
        continue;
      }
      const std::string written = line.substr(std::string("✓ ").size());
      const std::string document = written.starts_with("{") ? written.substr(1, written.size() - 2) : "text: \"" + written + "\"";
      tests += "  - {name: page, " + document + ", " + (yes ? "finds" : "not") + ": [asked]}\n";
    }
    Config config = config_;
    config.rules.rules.push_back(asked);
    RunTests(tests, config);
  }

  void Error(const Block& block) {
    ASSERT_EQ(block.lines.size(), 3u);
    Rule asked;
    asked.id = "asked";
    asked.query = block.lines[0];
    const ParsedQuery parsed = ParseQuery(asked.query);
    const std::vector<QueryProblem> problems = parsed.root ? LintQuery(*parsed.root, asked, config_.rules) : parsed.problems;
    ASSERT_EQ(problems.size(), 1u);
    EXPECT_EQ(PointAt(asked.query, problems[0]), block.lines[0] + "\n" + block.lines[1]);
    EXPECT_EQ(problems[0].text, block.lines[2]);
  }

  void Tests(const Block& block) { RunTests(Joined(block.lines), config_); }

  void RunTests(const std::string& bytes, const Config& config) {
    Result<std::vector<RuleTest>> tests = ParseRuleTests({"page.yml", bytes}, config);
    ASSERT_TRUE(tests.ok()) << tests.error().message;
    Result<Matcher> matcher = Matcher::Compile(config.rules);
    ASSERT_TRUE(matcher.ok()) << matcher.error().message;
    for (const RuleTest& test : *tests) {
      for (const RuleTestFailure& failure : RunRuleTest(test, config.rules, *matcher)) {
        ADD_FAILURE() << failure.rule << " " << failure.what << ": " << test.document.title << " " << test.document.text;
      }
    }
  }

  const std::string path_;
  Config config_;
  std::map<std::string, int> ran_;
};

TEST(RulesPageTest, HoldsOnlyExamplesThatAreTrue) {
  for (const char* name : {"rules.md", "rules.zh-CN.md"}) {
    const std::string path = std::string(FENGHUO_SOURCE_DIR) + "/deploy/docs/" + name;
    RulesPage page(path);
    for (const Block& block : BlocksOf(path)) page.Run(block);
    EXPECT_EQ(page.ran("rules"), 1);
    EXPECT_GE(page.ran("query"), 13);
    EXPECT_GE(page.ran("error"), 6);
    EXPECT_EQ(page.ran("tests"), 1);
  }
}

}  // namespace
}  // namespace fenghuo
