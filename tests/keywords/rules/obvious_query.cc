#include "tests/keywords/rules/obvious_query.h"

#include <re2/re2.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <map>
#include <memory>

#include "keywords/rules/pattern_text.h"
#include "keywords/text/sentences.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Kind = QueryNode::Kind;

bool SameKind(char a, char b) {
  const auto in = [](char c, char from, char to) { return c >= from && c <= to; };
  return (in(a, '0', '9') && in(b, '0', '9')) || (in(a, 'a', 'z') && in(b, 'a', 'z'));
}

std::vector<ObviousPlace> PlacesOfTerm(const std::string& term, const std::string& text) {
  const std::string folded = Fold(term);
  const std::string needle(TrimSpace(folded));
  std::vector<ObviousPlace> places;
  for (size_t at = text.find(needle); at != std::string::npos; at = text.find(needle, at + 1)) {
    const size_t end = at + needle.size();
    if (at > 0 && SameKind(text[at - 1], text[at])) continue;
    if (end < text.size() && SameKind(text[end - 1], text[end])) continue;
    places.emplace_back(at, end);
  }
  return places;
}

std::vector<ObviousPlace> PlacesOfPattern(const std::string& pattern, const std::string& text) {
  static std::map<std::string, std::unique_ptr<const RE2>> compiled;  // tests have one thread
  RE2::Options options;
  options.set_case_sensitive(false);
  std::unique_ptr<const RE2>& known = compiled[pattern];
  if (known == nullptr) known = std::make_unique<const RE2>(*FoldPattern(pattern), options);
  const RE2& expression = *known;
  std::vector<ObviousPlace> places;
  re2::StringPiece match;
  for (size_t from = 0; from < text.size() && expression.Match(text, from, text.size(), RE2::UNANCHORED, &match, 1);) {
    const size_t begin = static_cast<size_t>(match.data() - text.data());
    if (!match.empty()) places.emplace_back(begin, begin + match.size());
    from = begin + std::max<size_t>(1, match.size());
  }
  return places;
}

bool IsLineEnd(char32_t c) { return std::u32string_view(U"\n\r\v\f\u0085\u2028\u2029").find(c) != std::u32string_view::npos; }

size_t LineEnds(std::string_view text) {
  size_t count = 0;
  for (size_t at = 0; at < text.size();) count += IsLineEnd(NextCodePoint(text, at)) ? 1 : 0;
  return count;
}

enum class Letter { kNone, kAlone, kInWord };

Letter LetterOf(char32_t c) {
  const auto character = static_cast<UChar32>(c);
  const bool mark = (U_GET_GC_MASK(character) & U_GC_M_MASK) != 0;
  if (!u_isUAlphabetic(character) && !u_isalnum(character) && !mark) return Letter::kNone;
  for (UScriptCode script : {USCRIPT_HAN, USCRIPT_HIRAGANA, USCRIPT_KATAKANA, USCRIPT_BOPOMOFO}) {
    if (u_isUAlphabetic(character) && uscript_hasScript(character, script)) return Letter::kAlone;
  }
  return Letter::kInWord;
}

}  // namespace

std::vector<ObviousPlace> ObviousPlacesOf(const TermGroup& group, const std::string& text) {
  std::vector<ObviousPlace> places;
  for (const std::string& term : group.terms) {
    for (const ObviousPlace& place : PlacesOfTerm(term, text)) places.push_back(place);
  }
  for (const std::string& pattern : group.patterns) {
    for (const ObviousPlace& place : PlacesOfPattern(pattern, text)) places.push_back(place);
  }
  return places;
}

std::vector<ObviousUnit> ObviousUnits(const Document& document, const FoldedText& title, const FoldedText& text) {
  std::vector<ObviousUnit> units = {{Span::Field::kTitle, &title, 0, title.folded, SIZE_MAX}};
  const std::vector<TextRange> sentences = Sentences(document.text);
  const std::vector<TextRange> ranges = FoldedRanges(text, sentences);
  for (size_t i = 0; i < ranges.size(); ++i) {
    units.push_back({Span::Field::kText, &text, ranges[i].begin, text.folded.substr(ranges[i].begin, ranges[i].end - ranges[i].begin),
                     LineEnds(std::string_view(document.text).substr(0, sentences[i].begin))});
  }
  return units;
}

bool ObviousQuery::Evaluate(const QueryNode& node, const std::set<size_t>& units, ObviousPlaces& places) const {
  ObviousPlaces own;
  bool found = false;
  std::vector<std::set<size_t>> parts;
  std::map<size_t, std::set<size_t>> paragraphs;
  switch (node.kind) {
    case Kind::kTerm:
    case Kind::kRaw:
    case Kind::kPattern:
    case Kind::kSet:
      own = Leaf(node, units);
      found = !own.empty();
      break;
    case Kind::kRule: found = subject_.find_rule(node.text, own); break;
    case Kind::kField: found = Field(node); break;
    case Kind::kTitle:
    case Kind::kText:
      parts.emplace_back();
      for (size_t unit : units) {
        if ((subject_.units[unit].field == Span::Field::kTitle) == (node.kind == Kind::kTitle)) parts[0].insert(unit);
      }
      found = EachOf(node.children[0], parts, own);
      break;
    case Kind::kSentence:
      for (size_t unit : units) {
        if (!TrimSpace(subject_.units[unit].text).empty()) parts.push_back({unit});
      }
      found = EachOf(node.children[0], parts, own);
      break;
    case Kind::kParagraph:
      for (size_t unit : units) paragraphs[subject_.units[unit].paragraph].insert(unit);
      for (const auto& [number, paragraph] : paragraphs) {
        const auto blank = [&](size_t unit) { return TrimSpace(subject_.units[unit].text).empty(); };
        if (!std::all_of(paragraph.begin(), paragraph.end(), blank)) parts.push_back(paragraph);
      }
      found = EachOf(node.children[0], parts, own);
      break;
    case Kind::kCount:
      own = Leaf(node.children[0], units);
      found = Apart(own, node.number);
      break;
    case Kind::kNear:
    case Kind::kOnear: found = Near(node, units, own); break;
    case Kind::kNot: {
      ObviousPlaces unseen;
      found = !Evaluate(node.children[0], units, unseen);
      break;
    }
    case Kind::kAnd:
      found = std::all_of(node.children.begin(), node.children.end(), [&](const QueryNode& child) { return Evaluate(child, units, own); });
      break;
    case Kind::kOr:
      for (const QueryNode& child : node.children) found = Evaluate(child, units, own) || found;
      break;
  }
  if (found) places.insert(own.begin(), own.end());
  return found;
}

bool ObviousQuery::EachOf(const QueryNode& node, const std::vector<std::set<size_t>>& parts, ObviousPlaces& places) const {
  bool found = false;
  for (const std::set<size_t>& part : parts) found = Evaluate(node, part, places) || found;
  return found;
}

ObviousPlaces ObviousQuery::Leaf(const QueryNode& node, const std::set<size_t>& units) const {
  ObviousPlaces places;
  if (node.kind == Kind::kOr) {
    for (const QueryNode& child : node.children) places.merge(Leaf(child, units));
    return places;
  }
  TermGroup group;
  if (node.kind == Kind::kSet) group = subject_.rules.term_sets.at(node.text);
  (node.kind == Kind::kPattern ? group.patterns : group.terms).push_back(node.text);
  if (node.kind == Kind::kSet) group.terms.pop_back();
  for (size_t number : units) {
    const ObviousUnit& unit = subject_.units[number];
    const std::string& original = unit.field == Span::Field::kTitle ? subject_.document.title : subject_.document.text;
    for (const auto& [begin, end] : ObviousPlacesOf(group, unit.text)) {
      const std::string raw(TrimSpace(node.text));
      const std::string there = original.substr(unit.folded->OriginalOffset(unit.begin + begin)).substr(0, raw.size());
      if (node.kind != Kind::kRaw || there == raw) places.emplace(number, begin, end);
    }
  }
  return places;
}

// Whether `wanted` places can be chosen of which no two overlap: by trying each with and without.
bool ObviousQuery::Apart(const ObviousPlaces& places, uint32_t wanted) const {
  std::vector<std::tuple<size_t, size_t, size_t>> list(places.begin(), places.end());
  std::vector<uint32_t> best(list.size() + 1, 0);  // of those from here on
  for (size_t i = list.size(); i-- > 0;) {
    const auto& [unit, begin, end] = list[i];
    size_t next = i + 1;
    while (next < list.size() && std::get<0>(list[next]) == unit && std::get<1>(list[next]) < end) ++next;
    best[i] = std::max(best[i + 1], best[next] + 1);
  }
  return best[0] >= wanted;
}

bool ObviousQuery::Near(const QueryNode& node, const std::set<size_t>& units, ObviousPlaces& places) const {
  for (const auto& left : Leaf(node.children[0], units)) {
    for (const auto& right : Leaf(node.children[1], units)) {
      if (StepsFrom(left, right) > node.number && (node.kind == Kind::kOnear || StepsFrom(right, left) > node.number)) continue;
      places.insert(left);
      places.insert(right);
    }
  }
  return !places.empty();
}

// From the end of `a` to the beginning of `b`; SIZE_MAX when it does not lie behind, or in the other field.
size_t ObviousQuery::StepsFrom(const std::tuple<size_t, size_t, size_t>& a, const std::tuple<size_t, size_t, size_t>& b) const {
  const ObviousUnit& first = subject_.units[std::get<0>(a)];
  const ObviousUnit& second = subject_.units[std::get<0>(b)];
  const size_t from = first.begin + std::get<2>(a);
  const size_t to = second.begin + std::get<1>(b);
  if (first.field != second.field || from > to) return SIZE_MAX;
  size_t steps = 0;
  Letter last = Letter::kNone;
  for (size_t at = 0; at < to;) {
    const size_t here = at;
    const Letter letter = LetterOf(NextCodePoint(first.folded->folded, at));
    if (here >= from && (letter == Letter::kAlone || (letter == Letter::kInWord && last != Letter::kInWord))) ++steps;
    last = letter;
  }
  return steps;
}

// Values of the tests are plain: nothing to fold, no ports.
bool ObviousQuery::Field(const QueryNode& node) const {
  const Document& document = subject_.document;
  const std::string& value = node.text;
  switch (node.field) {
    case QueryNode::Field::kAuthor: return document.author.find(value) != std::string::npos;
    case QueryNode::Field::kSource: return document.source == value;
    case QueryNode::Field::kSite: {
      const std::string host = document.url.empty() ? "" : document.url.substr(8, document.url.find('/', 8) - 8);
      return host == value || host.ends_with("." + value);
    }
    case QueryNode::Field::kKind: return Name(document.kind) == value;
    case QueryNode::Field::kTier: return Name(document.tier) == value;
    case QueryNode::Field::kRegion: return document.region.find(value) != std::string::npos;
    case QueryNode::Field::kLang: return document.lang == value || document.lang.starts_with(value + "-");
    case QueryNode::Field::kTag: return std::count(document.tags.begin(), document.tags.end(), value) > 0;
  }
  return false;
}

}  // namespace fenghuo
