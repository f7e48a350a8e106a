#include "keywords/rules/explain.h"

namespace fenghuo {
namespace {

constexpr size_t kPlacesShown = 5;

std::string Quoted(const Span& span, const Document& document) {
  const std::string& field = span.field == Span::Field::kTitle ? document.title : document.text;
  return std::string(span.field == Span::Field::kTitle ? "title " : "text ") + std::to_string(span.begin) + "-" +
         std::to_string(span.end) + " “" + field.substr(span.begin, span.end - span.begin) + "”";
}

void Add(const Explanation& explanation, const Document& document, size_t depth, std::string& out) {
  out += std::string(2 * depth, ' ') + (explanation.found ? "✓ " : "✗ ") + explanation.part;
  for (size_t i = 0; i < explanation.places.size() && i < kPlacesShown; ++i) {
    out += (i == 0 ? "  " : ", ") + Quoted(explanation.places[i], document);
  }
  if (explanation.places.size() > kPlacesShown) {
    out += " … and " + std::to_string(explanation.places.size() - kPlacesShown) + " more";
  }
  if (!explanation.remark.empty()) out += "  (" + explanation.remark + ")";
  out += '\n';
  for (const Explanation& part : explanation.parts) Add(part, document, depth + 1, out);
}

}  // namespace

std::string FormatExplanation(const Explanation& explanation, const Document& document) {
  std::string out;
  Add(explanation, document, 0, out);
  return out;
}

}  // namespace fenghuo
