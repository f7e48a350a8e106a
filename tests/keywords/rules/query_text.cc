#include "tests/keywords/rules/query_text.h"

#include <array>

namespace fenghuo {
namespace {

using Kind = QueryNode::Kind;

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (char c : text) quoted += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
  return quoted + "\"";
}

std::string Slashed(const std::string& pattern) {
  std::string text = "/";
  for (char c : pattern) text += c == '/' ? std::string("\\/") : std::string(1, c);
  return text + "/";
}

std::string InBrackets(const QueryNode& node) { return "(" + QueryText(node) + ")"; }

std::string Joined(const QueryNode& node, const std::string& word) {
  std::string text;
  for (const QueryNode& child : node.children) text += (text.empty() ? "" : word) + InBrackets(child);
  return text;
}

}  // namespace

std::string QueryText(const QueryNode& node) {
  static constexpr std::array kFields = {"author:", "source:", "site:", "kind:", "tier:", "region:", "lang:", "tag:"};
  switch (node.kind) {
    case Kind::kTerm: return Quoted(node.text);
    case Kind::kRaw: return "raw:" + Quoted(node.text);
    case Kind::kPattern: return Slashed(node.text);
    case Kind::kSet: return "$" + node.text;
    case Kind::kRule: return "@" + node.text;
    case Kind::kField: return kFields[static_cast<size_t>(node.field)] + Quoted(node.text);
    case Kind::kTitle: return "title:" + InBrackets(node.children[0]);
    case Kind::kText: return "text:" + InBrackets(node.children[0]);
    case Kind::kSentence: return "SENTENCE" + InBrackets(node.children[0]);
    case Kind::kParagraph: return "PARAGRAPH" + InBrackets(node.children[0]);
    case Kind::kCount: return InBrackets(node.children[0]) + "{" + std::to_string(node.number) + ",}";
    case Kind::kNear: return InBrackets(node.children[0]) + " NEAR/" + std::to_string(node.number) + " " + InBrackets(node.children[1]);
    case Kind::kOnear: return InBrackets(node.children[0]) + " ONEAR/" + std::to_string(node.number) + " " + InBrackets(node.children[1]);
    case Kind::kNot: return "NOT " + InBrackets(node.children[0]);
    case Kind::kAnd: return Joined(node, " AND ");
    case Kind::kOr: return Joined(node, " OR ");
  }
  return "";
}

}  // namespace fenghuo
