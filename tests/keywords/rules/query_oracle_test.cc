// More than a hundred thousand random queries on random documents, each of which must mean to the Matcher what it means to the
// ObviousMatcher.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/rng.h"
#include "keywords/rules/lint_query.h"
#include "keywords/rules/matcher.h"
#include "tests/keywords/rules/obvious_matcher.h"
#include "tests/keywords/rules/query_text.h"

namespace fenghuo {
namespace {

using Kind = QueryNode::Kind;

// Few letters, so that words overlap, repeat and stand inside each other; what folding changes, drops, joins and spreads.
constexpr std::string_view kLetters[] = {"食", "物", "中", "毒", "車", "车", "a", "B", "1", "３", "㎏", "é", "ー"};
constexpr std::string_view kBetween[] = {"。", "\n", "，", " ", "\u200B", "\r\n", ". ", "-"};
constexpr std::string_view kPatterns[] = {"食物.{0,3}中毒", "[0-9]+中毒", "(?:食|物)车食", "食物/?中", "中毒$"};
constexpr std::string_view kSets[] = {"毒物", "车辆", "混合"};
struct FieldValue {
  QueryNode::Field field;
  std::string_view values[2];
};
constexpr FieldValue kFields[] = {{QueryNode::Field::kAuthor, {"新华", "日报"}},  {QueryNode::Field::kSource, {"news", "board"}},
                                  {QueryNode::Field::kSite, {"b.test", "a.b.test"}}, {QueryNode::Field::kKind, {"post", "article"}},
                                  {QueryNode::Field::kTier, {"central", "city"}}, {QueryNode::Field::kRegion, {"清河", "柳湾"}},
                                  {QueryNode::Field::kLang, {"zh", "en"}},        {QueryNode::Field::kTag, {"食安", "快讯"}}};

class World {
 public:
  explicit World(uint64_t seed) : rng_(seed) {}

  // Two rules with queries, of which the second may use the first, and a plain one.
  RuleSet Rules() {
    RuleSet set;
    set.term_sets = {{"毒物", {{"中毒", "毒物"}, {}}}, {"车辆", {{"车食", "物车", "a1"}, {}}}, {"混合", {{"食中"}, {"[0-9]+物"}}}};
    set.dampers = {"毒毒"};
    set.rules.push_back(Plain());
    for (const char* id : {"one", "two"}) {
      Rule rule;
      rule.id = id;
      QueryNode tree = Tree(4, set.rules.size());
      rule.query = QueryText(tree);
      trees.push_back(std::move(tree));
      if (rng_.Below(8) == 0) rule.any.terms = {"车车"};
      if (rng_.Below(8) == 0) rule.within = Within::kDocument;
      set.rules.push_back(rule);
    }
    return set;
  }

  Document OneDocument() {
    Document document;
    document.title = Text(14);
    document.text = Text(50);
    document.author = std::string(kFields[0].values[rng_.Below(2)]) + "社";
    document.source = kFields[1].values[rng_.Below(2)];
    if (rng_.Below(4) > 0) document.url = "https://" + std::string(kFields[2].values[rng_.Below(2)]) + "/x";
    document.kind = rng_.Below(2) == 0 ? DocumentKind::kPost : DocumentKind::kArticle;
    document.tier = rng_.Below(2) == 0 ? Tier::kCentral : Tier::kCity;
    document.region = std::string(kFields[5].values[rng_.Below(2)]) + "市";
    document.lang = rng_.Below(2) == 0 ? "zh-CN" : "en";
    if (rng_.Below(2) == 0) document.tags = {"食安"};
    return document;
  }

  std::vector<QueryNode> trees;  // of the rules with queries

 private:
  static Rule Plain() {
    Rule rule;
    rule.id = "plain";
    rule.all = {{{"食物", "物中"}, {}}, {{"中毒", "毒车"}, {}}};
    rule.none = {"毒食"};
    return rule;
  }

  QueryNode Tree(int depth, size_t rules) {
    const uint64_t choice = depth == 0 ? rng_.Below(4) : rng_.Below(16);
    switch (choice) {
      case 0: return Node(Kind::kTerm, Term());
      case 1: return Node(Kind::kTerm, Term());
      case 2: return Place();
      case 3: return rng_.Below(3) == 0 ? Node(Kind::kRule, rules > 1 && rng_.Below(2) == 0 ? "one" : "plain") : Field();
      case 4: return Around(Kind::kTitle, Tree(depth - 1, rules));
      case 5: return Around(Kind::kText, Tree(depth - 1, rules));
      case 6:
      case 7: return Around(Kind::kSentence, Tree(depth - 1, rules));
      case 8: return Around(Kind::kParagraph, Tree(depth - 1, rules));
      case 9: return Around(Kind::kNot, Tree(depth - 1, rules));
      case 10: return Count();
      case 11:
      case 12: return Near(rng_.Below(2) == 0 ? Kind::kNear : Kind::kOnear);
      default: return Joined(rng_.Below(2) == 0 ? Kind::kAnd : Kind::kOr, depth, rules);
    }
  }

  static QueryNode Node(Kind kind, std::string text) { return {.kind = kind, .source = {}, .text = std::move(text), .children = {}}; }
  static QueryNode Around(Kind kind, QueryNode child) {
    QueryNode node = Node(kind, "");
    node.children.push_back(std::move(child));
    return node;
  }
  QueryNode Field() {
    const FieldValue& field = kFields[rng_.Below(std::size(kFields))];
    QueryNode node = Node(Kind::kField, std::string(field.values[rng_.Below(2)]));
    node.field = field.field;
    return node;
  }
  QueryNode Leaf() {
    switch (rng_.Below(6)) {
      case 0: return Node(Kind::kRaw, Term());
      case 1: return Node(Kind::kPattern, std::string(kPatterns[rng_.Below(std::size(kPatterns))]));
      case 2: return Node(Kind::kSet, std::string(kSets[rng_.Below(std::size(kSets))]));
      default: return Node(Kind::kTerm, Term());
    }
  }
  QueryNode Place() {
    if (rng_.Below(2) == 0) return Leaf();
    QueryNode node = Node(Kind::kOr, "");
    for (uint64_t n = 2 + rng_.Below(2); n > 0; --n) node.children.push_back(Leaf());
    return node;
  }
  QueryNode Count() {
    QueryNode node = Around(Kind::kCount, Place());
    node.number = static_cast<uint32_t>(2 + rng_.Below(3));
    return node;
  }
  QueryNode Near(Kind kind) {
    QueryNode node = Around(kind, Place());
    node.children.push_back(Place());
    node.number = static_cast<uint32_t>(rng_.Below(12));
    return node;
  }
  QueryNode Joined(Kind kind, int depth, size_t rules) {
    QueryNode node = Node(kind, "");
    for (uint64_t n = 2 + rng_.Below(2); n > 0; --n) node.children.push_back(Tree(depth - 1, rules));
    return node;
  }

  std::string Term() {
    std::string term;
    for (uint64_t letters = 2 + rng_.Below(2); letters > 0; --letters) term += Letter();
    return term;
  }
  std::string Text(uint64_t most) {
    std::string text;
    for (uint64_t n = rng_.Below(most); n > 0; --n) text += rng_.Below(6) == 0 ? kBetween[rng_.Below(std::size(kBetween))] : Letter();
    return text;
  }
  std::string_view Letter() { return kLetters[rng_.Below(rng_.Below(2) == 0 ? 4 : std::size(kLetters))]; }

  Rng rng_;
};

// The innermost AND that holds the place and more; null when there is none.
const QueryNode* AndAround(const QueryNode& node, const TextRange& place) {
  if (place.begin < node.source.begin || place.end > node.source.end) return nullptr;
  for (const QueryNode& child : node.children) {
    if (const QueryNode* inner = AndAround(child, place)) return inner;
  }
  return node.kind == Kind::kAnd && !(node.source == place) ? &node : nullptr;
}

bool FindsObviously(const RuleSet& rules, const std::string& id, const Document& document) {
  const std::vector<Match> matches = ObviousMatcher(rules).Find(document);
  return std::any_of(matches.begin(), matches.end(), [&](const Match& match) { return match.rule == id; });
}

// Whether the tree of the text is the tree that was written, but for the places and for AND in AND.
bool Equal(const QueryNode& a, const QueryNode& b) {
  return a.kind == b.kind && a.text == b.text && a.field == b.field && a.number == b.number &&
         std::equal(a.children.begin(), a.children.end(), b.children.begin(), b.children.end(), Equal);
}

TEST(QueryTest, MeansWhatItObviouslyMeansInRandomWorlds) {
  size_t compared = 0, found = 0, spans = 0, refused = 0;
  for (uint64_t seed = 0; compared < 120000; ++seed) {
    World world(seed);
    const RuleSet rules = world.Rules();
    for (size_t i = 0; i < world.trees.size(); ++i) {
      const ParsedQuery parsed = ParseQuery(rules.rules[i + 1].query);
      ASSERT_TRUE(parsed.root) << rules.rules[i + 1].query << ": " << parsed.problems[0].text;
      ASSERT_TRUE(Equal(*parsed.root, world.trees[i])) << rules.rules[i + 1].query;
    }
    Result<Matcher> matcher = Matcher::Compile(rules);
    if (!matcher.ok()) {
      ++refused;
      continue;
    }
    const ObviousMatcher obvious(rules);
    for (int i = 0; i < 20; ++i) {
      const Document document = world.OneDocument();
      const std::vector<Match> matches = matcher->Find(document);
      ASSERT_EQ(matches, obvious.Find(document)) << "seed " << seed << "\n"
                                                 << rules.rules[1].query << "\n"
                                                 << rules.rules[2].query << "\n"
                                                 << document.title << "\n"
                                                 << document.text;
      for (const Match& match : matches) {
        if (match.rule == "plain") continue;
        ++found;
        spans += match.spans.size();
      }
      compared += 2;
    }
  }
  // The worlds are worth something only while they hold what is compared.
  EXPECT_GT(found, compared / 20);
  EXPECT_LT(found, compared * 19 / 20);
  EXPECT_GT(spans, found);
  EXPECT_GT(refused, 100u);
}

// What lint says can never be true beside something else never is.
TEST(QueryTest, IsRefusedAsAContradictionOnlyWhenItIsOne) {
  size_t contradictions = 0;
  for (uint64_t seed = 0; seed < 60000; ++seed) {
    World world(seed);
    const RuleSet rules = world.Rules();
    for (size_t i = 1; i < rules.rules.size(); ++i) {
      const ParsedQuery parsed = ParseQuery(rules.rules[i].query);
      for (const QueryProblem& problem : LintQuery(*parsed.root, rules.rules[i], rules)) {
        if (!problem.text.starts_with("can never be true beside") || problem.text.find("inside") != std::string::npos) continue;
        const QueryNode* part = AndAround(*parsed.root, problem.source);
        ASSERT_NE(part, nullptr) << rules.rules[i].query;
        RuleSet alone = rules;
        alone.rules[i].query = QueryText(*part);
        alone.rules[i].any = {};
        for (int n = 0; n < 8; ++n) {
          const Document document = world.OneDocument();
          ASSERT_FALSE(FindsObviously(alone, rules.rules[i].id, document)) << alone.rules[i].query << "\n" << document.text;
        }
        ++contradictions;
      }
    }
  }
  EXPECT_GT(contradictions, 50u);
}

}  // namespace
}  // namespace fenghuo
