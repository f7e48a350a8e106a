#include "alerts/cases/similar.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "alerts/incident/words.h"
#include "keywords/stories/head_words.h"

namespace fenghuo {
namespace {

constexpr int kRareWord = 10;
constexpr int kCommonWord = 2;
constexpr int kSameCategory = 10;
constexpr int kSameNature = 5;
constexpr int kSameCounty = 3;
constexpr size_t kWordsShown = 4;

std::set<std::string> TitleWords(const std::string& title) {
  Document document;
  document.title = title;
  std::set<std::string> words;
  const HeadText text(document);
  for (const HeadWord& head : text.words()) words.emplace(head.word);
  return words;
}

struct Case {
  size_t index = 0;
  std::set<std::string> shared = {};  // words that the incident's title has too
};

bool Same(const std::string& a, const std::string& b) { return !a.empty() && a == b; }

// Common: more than a tenth of the cases have it.
std::set<std::string> CommonWords(const std::vector<Case>& cases) {
  std::map<std::string, size_t> counts;
  for (const Case& one : cases) {
    for (const std::string& word : one.shared) ++counts[word];
  }
  std::set<std::string> common;
  for (const auto& [word, count] : counts) {
    // Of a handful of cases a word that is in two of them says nothing yet about how common it is.
    if (count > 2 && count * 10 > cases.size()) common.insert(word);
  }
  return common;
}

SimilarCase Compare(const Incident& incident, const Incident& other, const Case& one, const std::set<std::string>& common) {
  SimilarCase similar{.index = one.index};
  std::vector<std::string> because;
  std::string words;
  size_t rare = 0;
  for (const std::string& word : one.shared) {
    const bool is_common = common.contains(word);
    similar.points += is_common ? kCommonWord : kRareWord;
    if (!is_common && ++rare <= kWordsShown) words += "“" + word + "”";
  }
  if (rare == 0) return {};
  if (Same(incident.category, other.category)) {
    similar.points += kSameCategory;
    because.push_back("同类别");
  }
  if (Same(incident.nature, other.nature)) {
    similar.points += kSameNature;
    because.push_back("同性质");
  }
  if (Same(incident.county_unit, other.county_unit)) {
    similar.points += kSameCounty;
    because.push_back("同属地单位");
  }
  because.push_back("标题同有" + words);
  similar.because = JoinShown(because, "；");
  return similar;
}

}  // namespace

bool IsCase(const Incident& incident) {
  return incident.drill == 0 && IsOver(incident.state) && incident.state != IncidentState::kMerged;
}

std::vector<SimilarCase> FindSimilar(const Incident& incident, const std::vector<Incident>& past) {
  const std::set<std::string> words = TitleWords(incident.title);
  std::vector<Case> cases;
  for (size_t i = 0; i < past.size(); ++i) {
    if (!IsCase(past[i]) || past[i].id == incident.id) continue;
    Case one{.index = i};
    for (const std::string& word : TitleWords(past[i].title)) {
      if (words.contains(word)) one.shared.insert(word);
    }
    cases.push_back(std::move(one));
  }
  const std::set<std::string> common = CommonWords(cases);
  std::vector<SimilarCase> similar;
  for (const Case& one : cases) {
    SimilarCase found = Compare(incident, past[one.index], one, common);
    if (found.points >= kSimilarPointsMin) similar.push_back(std::move(found));
  }
  std::sort(similar.begin(), similar.end(), [&](const SimilarCase& a, const SimilarCase& b) {
    if (a.points != b.points) return a.points > b.points;
    return std::pair(past[a.index].opened_at, past[a.index].id) > std::pair(past[b.index].opened_at, past[b.index].id);
  });
  if (similar.size() > kSimilarMax) similar.resize(kSimilarMax);
  return similar;
}

}  // namespace fenghuo
