#include <charconv>
#include <utility>

#include "keywords/rules/query.h"
#include "keywords/rules/query_lexer.h"

namespace fenghuo {
namespace {

using Kind = QueryNode::Kind;
using Parsed = std::optional<QueryNode>;

struct Prefix {
  std::string_view name;
  Kind kind;
  QueryNode::Field field;
};
constexpr Prefix kPrefixes[] = {{"title", Kind::kTitle, {}},
                                {"text", Kind::kText, {}},
                                {"raw", Kind::kRaw, {}},
                                {"author", Kind::kField, QueryNode::Field::kAuthor},
                                {"source", Kind::kField, QueryNode::Field::kSource},
                                {"site", Kind::kField, QueryNode::Field::kSite},
                                {"kind", Kind::kField, QueryNode::Field::kKind},
                                {"tier", Kind::kField, QueryNode::Field::kTier},
                                {"region", Kind::kField, QueryNode::Field::kRegion},
                                {"lang", Kind::kField, QueryNode::Field::kLang},
                                {"tag", Kind::kField, QueryNode::Field::kTag}};

bool IsAnd(const QueryToken& token) { return token.kind == QueryToken::Kind::kWord && (token.text == "AND" || token.text == "与"); }
bool IsOr(const QueryToken& token) { return token.kind == QueryToken::Kind::kWord && (token.text == "OR" || token.text == "或"); }
bool IsNot(const QueryToken& token) { return token.kind == QueryToken::Kind::kWord && (token.text == "NOT" || token.text == "非"); }
bool IsNear(const QueryToken& token) {
  if (token.kind != QueryToken::Kind::kWord) return false;
  return token.text == "NEAR" || token.text == "ONEAR" || token.text.starts_with("NEAR/") || token.text.starts_with("ONEAR/");
}
bool IsScope(const QueryToken& token) {
  return token.kind == QueryToken::Kind::kWord && (token.text == "SENTENCE" || token.text == "PARAGRAPH");
}

// Digits alone; a number too large for anything stays too large.
std::optional<uint32_t> Number(std::string_view digits) {
  uint32_t value = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (problem == std::errc::result_out_of_range) return UINT32_MAX;
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

// Recursive descent, a function for each level of the grammar in query.h. A level answers nothing after a problem.
class QueryParser {
 public:
  explicit QueryParser(std::string_view query) : lexer_(query) { Step(); }

  ParsedQuery Run() && {
    Parsed root = Or();
    if (root && token_.kind != QueryToken::Kind::kEnd) root = Refuse(token_.source, TrailingProblem());
    return {std::move(root), std::move(problems_)};
  }

 private:
  void Step() {
    last_end_ = token_.source.end;
    token_ = lexer_.Next();
  }

  std::nullopt_t Refuse(TextRange source, std::string text) {
    if (problems_.empty()) problems_.push_back({source, std::move(text)});
    return std::nullopt;
  }

  std::string TrailingProblem() const {
    if (token_.kind == QueryToken::Kind::kWrong) return token_.text;
    if (token_.kind == QueryToken::Kind::kClose) return "closes what was not opened";
    if (token_.kind == QueryToken::Kind::kCount) return "must follow a term, phrase, pattern, term set or group";
    if (IsNear(token_)) return "must join two parts only: write (A NEAR/9 B) AND (B NEAR/9 C)";
    if (IsNot(token_)) return "must be AND NOT";
    if (token_.text == "and" || token_.text == "or" || token_.text == "not") return "must be in capitals to join two parts";
    return "must be joined to what stands before it by AND, OR or NEAR/n; a phrase with a blank stands in quotes";
  }

  using Level = Parsed (QueryParser::*)();
  Parsed Joined(Kind kind, bool (*joins)(const QueryToken&), Level level) {
    Parsed first = (this->*level)();
    if (!first || !joins(token_)) return first;
    QueryNode node{.kind = kind, .source = first->source, .text = {}, .children = {}};
    node.children.push_back(std::move(*first));
    while (joins(token_)) {
      Step();
      Parsed next = (this->*level)();
      if (!next) return std::nullopt;
      node.children.push_back(std::move(*next));
    }
    node.source.end = last_end_;
    return node;
  }

  Parsed Or() { return Joined(Kind::kOr, IsOr, &QueryParser::And); }
  Parsed And() { return Joined(Kind::kAnd, IsAnd, &QueryParser::Not); }

  Parsed Not() {
    if (!IsNot(token_)) return Near();
    return Around(Kind::kNot, token_.source.begin, &QueryParser::Not);
  }

  // A node of one child that begins with the present token.
  Parsed Around(Kind kind, size_t begin, Level level) {
    if (++depth_ > kQueryDepthMax) return RefuseDepth();
    Step();
    Parsed child = (this->*level)();
    --depth_;
    if (!child) return std::nullopt;
    QueryNode node{.kind = kind, .source = {begin, last_end_}, .text = {}, .children = {}};
    node.children.push_back(std::move(*child));
    return node;
  }

  std::nullopt_t RefuseDepth() {
    return Refuse(token_.source, "must be nested at most " + std::to_string(kQueryDepthMax) + " deep");
  }

  Parsed Near() {
    Parsed first = Counted();
    if (!first || !IsNear(token_)) return first;
    const size_t slash = token_.text.find('/');
    const std::optional<uint32_t> steps = slash == std::string::npos ? std::nullopt : Number(token_.text.substr(slash + 1));
    if (!steps) return Refuse(token_.source, "must say how far: NEAR/10 is at most ten characters between the two");
    QueryNode node{.kind = token_.text[0] == 'O' ? Kind::kOnear : Kind::kNear, .source = first->source, .text = {},
                   .number = *steps, .children = {}};
    Step();
    Parsed second = Counted();
    if (!second) return std::nullopt;
    node.source.end = last_end_;
    node.children.push_back(std::move(*first));
    node.children.push_back(std::move(*second));
    return node;
  }

  Parsed Counted() {
    Parsed counted = Primary();
    if (!counted || token_.kind != QueryToken::Kind::kCount) return counted;
    QueryNode node{.kind = Kind::kCount, .source = {counted->source.begin, token_.source.end}, .text = {},
                   .number = Number(token_.text).value_or(UINT32_MAX), .children = {}};
    node.children.push_back(std::move(*counted));
    Step();
    return node;
  }

  Parsed Primary() {
    switch (token_.kind) {
      case QueryToken::Kind::kWrong: return Refuse(token_.source, token_.text);
      case QueryToken::Kind::kOpen: return Group();
      case QueryToken::Kind::kPrefix: return Prefixed();
      case QueryToken::Kind::kPhrase: return Leaf(Kind::kTerm, token_.text);
      case QueryToken::Kind::kPattern: return Leaf(Kind::kPattern, token_.text);
      case QueryToken::Kind::kWord: break;
      default: return Refuse(token_.source, "must be a term, phrase, pattern, term set or group");
    }
    if (IsAnd(token_) || IsOr(token_) || IsNot(token_) || IsNear(token_)) {
      return Refuse(token_.source, "must stand between two parts; as a term it stands in quotes");
    }
    if (IsScope(token_)) return Scope();
    if (token_.text[0] == '$') return Leaf(Kind::kSet, token_.text.substr(1));
    if (token_.text[0] == '@') return Leaf(Kind::kRule, token_.text.substr(1));
    if (token_.text[0] == '-') return Refuse(token_.source, "must be AND NOT; as a term it stands in quotes");
    return Leaf(Kind::kTerm, token_.text);
  }

  QueryNode Leaf(Kind kind, std::string text) {
    QueryNode node{.kind = kind, .source = token_.source, .text = std::move(text), .children = {}};
    Step();
    return node;
  }

  // The brackets belong to the place of what they hold, so that a caret shows them.
  Parsed Group() {
    const size_t begin = token_.source.begin;
    if (++depth_ > kQueryDepthMax) return RefuseDepth();
    const TextRange open = token_.source;
    Step();
    Parsed inner = Or();
    --depth_;
    if (!inner) return std::nullopt;
    if (token_.kind == QueryToken::Kind::kEnd) return Refuse(open, "must be closed by another bracket");
    if (token_.kind != QueryToken::Kind::kClose) return Refuse(token_.source, TrailingProblem());
    Step();
    inner->source = {begin, last_end_};
    return inner;
  }

  Parsed Scope() {
    const Kind kind = token_.text == "SENTENCE" ? Kind::kSentence : Kind::kParagraph;
    const QueryToken word = token_;
    Step();
    if (token_.kind != QueryToken::Kind::kOpen) return Refuse(word.source, "must be followed by brackets: " + word.text + "(…)");
    Parsed inner = Group();
    if (!inner) return std::nullopt;
    QueryNode node{.kind = kind, .source = {word.source.begin, last_end_}, .text = {}, .children = {}};
    node.children.push_back(std::move(*inner));
    return node;
  }

  Parsed Prefixed() {
    const QueryToken word = token_;
    for (const Prefix& prefix : kPrefixes) {
      if (prefix.name != word.text) continue;
      if (prefix.kind == Kind::kTitle || prefix.kind == Kind::kText) {
        return Around(prefix.kind, word.source.begin, &QueryParser::Counted);
      }
      last_end_ = token_.source.end;
      token_ = lexer_.NextValue();
      if (token_.kind != QueryToken::Kind::kWord && token_.kind != QueryToken::Kind::kPhrase) {
        return Refuse(word.source, "must be followed by a word or a phrase in quotes");
      }
      QueryNode node = Leaf(prefix.kind, token_.text);
      node.source.begin = word.source.begin;
      node.field = prefix.field;
      return node;
    }
    std::string known;
    for (const Prefix& prefix : kPrefixes) known += (known.empty() ? "" : ", ") + std::string(prefix.name);
    return Refuse(word.source, "must be one of " + known + "; as part of a term it stands in quotes");
  }

  QueryLexer lexer_;
  QueryToken token_;
  size_t last_end_ = 0;
  size_t depth_ = 0;
  std::vector<QueryProblem> problems_;
};

}  // namespace

ParsedQuery ParseQuery(std::string_view query) {
  if (query.size() > kQueryBytesMax) {
    return {std::nullopt, {{{0, 0}, "must have at most " + std::to_string(kQueryBytesMax) + " bytes, has " +
                                        std::to_string(query.size())}}};
  }
  return QueryParser(query).Run();
}

}  // namespace fenghuo
