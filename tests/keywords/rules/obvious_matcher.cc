#include "tests/keywords/rules/obvious_matcher.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "keywords/rules/pattern_text.h"
#include "keywords/text/fold.h"
#include "keywords/text/sentences.h"

namespace fenghuo {
namespace {

struct Sentence {
  Span::Field field;
  const FoldedText* folded;
  size_t begin;
  std::string text;
};

using Place = std::pair<size_t, size_t>;

bool SameKind(char a, char b) {
  const auto in = [](char c, char from, char to) { return c >= from && c <= to; };
  return (in(a, '0', '9') && in(b, '0', '9')) || (in(a, 'a', 'z') && in(b, 'a', 'z'));
}

std::vector<Place> PlacesOfTerm(const std::string& term, const std::string& text) {
  const std::string folded = Fold(term);
  const std::string needle(TrimSpace(folded));
  std::vector<Place> places;
  for (size_t at = text.find(needle); at != std::string::npos; at = text.find(needle, at + 1)) {
    const size_t end = at + needle.size();
    if (at > 0 && SameKind(text[at - 1], text[at])) continue;
    if (end < text.size() && SameKind(text[end - 1], text[end])) continue;
    places.emplace_back(at, end);
  }
  return places;
}

std::vector<Place> PlacesOfPattern(const std::string& pattern, const std::string& text) {
  RE2::Options options;
  options.set_case_sensitive(false);
  const RE2 expression(*FoldPattern(pattern), options);
  std::vector<Place> places;
  re2::StringPiece match;
  for (size_t from = 0; from < text.size() && expression.Match(text, from, text.size(), RE2::UNANCHORED, &match, 1);) {
    const size_t begin = static_cast<size_t>(match.data() - text.data());
    if (!match.empty()) places.emplace_back(begin, begin + match.size());
    from = begin + std::max<size_t>(1, match.size());
  }
  return places;
}

std::vector<Place> PlacesOf(const TermGroup& group, const std::string& text) {
  std::vector<Place> places;
  for (const std::string& term : group.terms) {
    for (const Place& place : PlacesOfTerm(term, text)) places.push_back(place);
  }
  for (const std::string& pattern : group.patterns) {
    for (const Place& place : PlacesOfPattern(pattern, text)) places.push_back(place);
  }
  return places;
}

bool Has(const TermGroup& group, const std::vector<Sentence>& sentences) {
  return std::any_of(sentences.begin(), sentences.end(),
                     [&](const Sentence& s) { return !PlacesOf(group, s.text).empty(); });
}

// The hits in sentences that are judged together: one by one, or the whole document at once.
struct Verdict {
  bool found = false;
  std::set<std::tuple<int, uint32_t, uint32_t>> places;
};

Verdict Judge(const Rule& rule, const std::vector<Sentence>& together) {
  Verdict verdict;
  if (Has({rule.none, {}}, together)) return verdict;
  const bool any = Has(rule.any, together);
  const bool all = !rule.all.empty() && std::all_of(rule.all.begin(), rule.all.end(),
                                                    [&](const TermGroup& group) { return Has(group, together); });
  verdict.found = any || all;
  const auto add = [&](const TermGroup& group) {
    for (const Sentence& s : together) {
      for (const auto& [begin, end] : PlacesOf(group, s.text)) {
        verdict.places.emplace(s.field == Span::Field::kTitle ? 0 : 1, s.folded->OriginalOffset(s.begin + begin),
                               s.folded->OriginalEnd(s.begin + begin, s.begin + end));
      }
    }
  };
  if (any) add(rule.any);
  if (all) std::for_each(rule.all.begin(), rule.all.end(), add);
  return verdict;
}

std::vector<Sentence> SentencesOf(const Document& document, const FoldedText& title, const FoldedText& text) {
  std::vector<Sentence> sentences = {{Span::Field::kTitle, &title, 0, title.folded}};
  for (const TextRange& range : FoldedRanges(text, Sentences(document.text))) {
    sentences.push_back({Span::Field::kText, &text, range.begin, text.folded.substr(range.begin, range.end - range.begin)});
  }
  return sentences;
}

}  // namespace

std::vector<Match> ObviousMatcher::Find(const Document& document) const {
  const FoldedText title = FoldWithOffsets(document.title);
  const FoldedText text = FoldWithOffsets(document.text);
  const std::vector<Sentence> sentences = SentencesOf(document, title, text);
  const TermGroup dampers{rules_.dampers, {}};
  std::vector<Match> matches;
  for (const Rule& rule : rules_.rules) {
    std::vector<std::vector<Sentence>> parts;
    if (rule.within == Within::kDocument) {
      parts.push_back(sentences);
    } else if (!Has({rule.none, {}}, {sentences[0]})) {
      for (const Sentence& sentence : sentences) parts.push_back({sentence});
    }
    Verdict whole;
    bool damped = true;
    for (const std::vector<Sentence>& part : parts) {
      const Verdict verdict = Judge(rule, part);
      if (!verdict.found) continue;
      whole.found = true;
      whole.places.insert(verdict.places.begin(), verdict.places.end());
      damped = damped && (Has(dampers, part) || Has(dampers, {sentences[0]}));
    }
    if (!whole.found) continue;
    Match match{rule.id, {}, false, damped};
    for (const auto& [field, begin, end] : whole.places) {
      if (match.spans.size() < 200)
        match.spans.push_back({field == 0 ? Span::Field::kTitle : Span::Field::kText, begin, end});
    }
    const bool always = rule.must_report && rule.must_report->when.terms.empty() && rule.must_report->when.patterns.empty();
    match.must_report = always || (rule.must_report && Has(rule.must_report->when, sentences));
    matches.push_back(match);
  }
  return matches;
}

}  // namespace fenghuo
