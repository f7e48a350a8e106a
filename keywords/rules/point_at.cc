#include <unicode/uchar.h>

#include <algorithm>

#include "keywords/rules/lint_query.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kShownBefore = 40;
constexpr size_t kShownMax = 100;

// Of a terminal: two for what East Asian fonts draw wide, none for marks.
size_t ColumnsOf(char32_t c) {
  const auto character = static_cast<UChar32>(c);
  const int width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
  if (width == U_EA_WIDE || width == U_EA_FULLWIDTH) return 2;
  return (U_GET_GC_MASK(character) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0 ? 0 : 1;
}

// Chinese quotes are drawn narrow by some fonts and wide by others: such a line may be off by a column for each.
size_t ColumnsOf(std::string_view text) {
  size_t columns = 0;
  for (size_t at = 0; at < text.size();) columns += ColumnsOf(NextCodePoint(text, at));
  return columns;
}

// The byte `characters` before `at`.
size_t Back(std::string_view text, size_t at, size_t characters) {
  while (at > 0 && characters > 0) {
    --at;
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80) --characters;
  }
  return at;
}

}  // namespace

std::string PointAt(std::string_view query, const QueryProblem& problem) {
  const size_t at = std::min(problem.source.begin, query.size());
  const size_t line_begin = at == 0 ? 0 : query.rfind('\n', at - 1) + 1;
  const std::string_view line = query.substr(line_begin, query.find('\n', at) - line_begin);
  const size_t from = Back(line, at - line_begin, kShownBefore);
  const std::string cut = CutCodePoints(line.substr(from), kShownMax, "…");
  const std::string_view before = line.substr(from, at - line_begin - from);
  const size_t end = std::min(std::max(problem.source.end, at), line_begin + line.size());
  const std::string lead = from > 0 ? "…" : "";
  const std::string_view pointed = query.substr(at, end - at);
  const size_t room = ColumnsOf(cut) - std::min(ColumnsOf(cut), ColumnsOf(before));
  const size_t carets = std::clamp<size_t>(ColumnsOf(pointed), 1, std::max<size_t>(1, room));
  std::string shown = lead + cut;
  std::replace(shown.begin(), shown.end(), '\t', ' ');
  return shown + "\n" + std::string(ColumnsOf(lead) + ColumnsOf(before), ' ') + std::string(carets, '^');
}

}  // namespace fenghuo
