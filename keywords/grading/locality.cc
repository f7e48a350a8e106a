#include "keywords/grading/locality.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>

#include "keywords/rules/folded_document.h"
#include "keywords/rules/term_scanner.h"
#include "keywords/text/fold.h"
#include "keywords/text/sentences.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

// Words with which a far place is about goods that may be here; folded.
constexpr std::string_view kGoodsWords[] = {"进口", "海关", "召回", "代购"};
// What follows a far place in the name of a street or a dish that is here: 北京路, 兰州拉面.
constexpr std::string_view kNoPlace[] = {"路",   "街",   "大道", "拉面", "牛肉面", "小面",
                                         "米粉", "火锅", "烤鸭", "豆腐", "料理",   "菜"};

constexpr int kNoCounty = -1;

// What a name says when it is found.
struct PlaceName {
  std::string written;  // as configured
  Locality locality = Locality::kUnknown;
  int county = kNoCounty;
};

bool StartsWithAny(std::string_view text, size_t at, const auto& words) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return text.substr(at, word.size()) == word; });
}

bool HoldsAny(std::string_view text, const auto& words) {
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return text.find(word) != text.npos; });
}

bool Holds(const UnitHit& outer, const UnitHit& inner) {
  return outer.unit == inner.unit && outer.begin <= inner.begin && outer.end >= inner.end &&
         outer.end - outer.begin > inner.end - inner.begin;
}

// Whole words that no longer name holds: 南京东路 of ours hides 南京.
std::vector<UnitHit> LongestHits(const TermScanner& scanner, const FoldedDocument& folded) {
  std::vector<UnitHit> longest;
  for (const UnitHit& hit : ScanUnits(scanner, folded)) {
    if (!hit.whole) continue;
    // By begin, then by end: what holds a hit comes before it, or begins with it and comes right behind.
    while (!longest.empty() && Holds(hit, longest.back())) longest.pop_back();
    if (longest.empty() || !Holds(longest.back(), hit)) longest.push_back(hit);
  }
  return longest;
}

}  // namespace

class Gazetteer::Compiled {
 public:
  static Result<std::unique_ptr<const Compiled>> Make(const Places& places) {
    auto compiled = std::make_unique<Compiled>();
    Result<void> added = compiled->AddAll(places);
    if (!added.ok()) return added.error();
    compiled->scanner_.emplace(compiled->terms_);
    return std::unique_ptr<const Compiled>(std::move(compiled));
  }

  LocalityFinding Find(const Document& document) const {
    const FoldedDocument folded = FoldDocument(document);
    const std::vector<UnitHit> hits = LongestHits(*scanner_, folded);
    const auto text = std::find_if(hits.begin(), hits.end(), [](const UnitHit& hit) { return hit.unit > 0; });
    for (const std::vector<UnitHit>& field : {std::vector(hits.begin(), text), std::vector(text, hits.end())}) {
      for (Locality locality : {Locality::kLocal, Locality::kConcerned, Locality::kElsewhere}) {
        if (std::optional<LocalityFinding> finding = FindOne(field, locality, folded)) return *finding;
      }
    }
    const bool home = std::find(home_regions_.begin(), home_regions_.end(), document.region) != home_regions_.end();
    if (home && !document.region.empty()) return {Locality::kLocal, "", document.region};
    return {};
  }

 private:
  Result<void> AddAll(const Places& places) {
    home_regions_ = places.home_regions;
    if (!places.city.empty()) {
      if (Result<void> added = Add({places.city, Locality::kLocal}, "city"); !added.ok()) return added;
    }
    if (Result<void> added = AddList(places.city_names, Locality::kLocal, "city_names"); !added.ok()) return added;
    for (size_t i = 0; i < places.counties.size(); ++i) {
      const County& county = places.counties[i];
      county_units_.push_back(county.unit);
      std::vector<std::string> names = county.places;
      if (!county.name.empty()) names.insert(names.begin(), county.name);
      const std::string where = "counties[" + std::to_string(i) + "]";
      if (Result<void> added = AddList(names, Locality::kLocal, where, static_cast<int>(i)); !added.ok()) return added;
    }
    if (Result<void> added = AddList(places.concerned, Locality::kConcerned, "concerned"); !added.ok()) return added;
    return AddList(places.elsewhere, Locality::kElsewhere, "elsewhere");
  }

  Result<void> AddList(const std::vector<std::string>& names, Locality locality, const std::string& where,
                       int county = kNoCounty) {
    for (const std::string& name : names) {
      if (Result<void> added = Add({name, locality, county}, where); !added.ok()) return added;
    }
    return {};
  }

  Result<void> Add(PlaceName name, const std::string& where) {
    const std::string folded = Fold(name.written);
    const std::string term(TrimSpace(folded));
    const std::string quoted = where + ": name \"" + name.written + "\"";
    if (CountCodePoints(term) < 2) return Invalid(quoted + " has fewer than two characters");
    auto [place, is_new] = numbers_.try_emplace(term, terms_.size());
    if (is_new) {
      terms_.push_back(term);
      names_.push_back(std::move(name));
      return {};
    }
    PlaceName& known = names_[place->second];
    if (known.locality != name.locality) return Invalid(quoted + " is also in a list of another locality");
    // Two counties have a place of this name: ours, but nobody's in particular.
    if (known.county != name.county) known.county = kNoCounty;
    return {};
  }

  std::optional<LocalityFinding> FindOne(const std::vector<UnitHit>& hits, Locality locality,
                                         const FoldedDocument& folded) const {
    std::vector<const PlaceName*> found;
    for (const UnitHit& hit : hits) {
      const PlaceName& name = names_[hit.term];
      if (name.locality != locality) continue;
      if (locality == Locality::kElsewhere && !IsFarPlace(hit, folded)) continue;
      found.push_back(&name);
    }
    if (found.empty()) return std::nullopt;
    const int county = CountyMostNamed(found);
    const auto first =
        std::find_if(found.begin(), found.end(), [&](const PlaceName* name) { return name->county == county; });
    return LocalityFinding{locality, county == kNoCounty ? "" : county_units_[static_cast<size_t>(county)],
                           (*first)->written};
  }

  static bool IsFarPlace(const UnitHit& hit, const FoldedDocument& folded) {
    const std::string_view sentence = folded.TextOf(folded.units[hit.unit]);
    return !HoldsAny(sentence, kGoodsWords) && !StartsWithAny(sentence, hit.end, kNoPlace);
  }

  // Of several with the same number of mentions the first; the city itself only when no county is named.
  static int CountyMostNamed(const std::vector<const PlaceName*>& found) {
    std::map<int, int> mentions;
    for (const PlaceName* name : found) mentions[name->county] += name->county != kNoCounty;
    int best = kNoCounty;
    for (const PlaceName* name : found) {
      if (name->county != kNoCounty && (best == kNoCounty || mentions[name->county] > mentions[best])) best = name->county;
    }
    return best;
  }

  std::vector<std::string> terms_;  // folded; the scanner's numbers
  std::vector<PlaceName> names_;    // by the same numbers
  std::map<std::string, size_t> numbers_;
  std::vector<std::string> county_units_;
  std::vector<std::string> home_regions_;
  std::optional<TermScanner> scanner_;
};

Gazetteer::Gazetteer(std::unique_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
Gazetteer::Gazetteer(Gazetteer&&) noexcept = default;
Gazetteer& Gazetteer::operator=(Gazetteer&&) noexcept = default;
Gazetteer::~Gazetteer() = default;

Result<Gazetteer> Gazetteer::Make(const Places& places) {
  Result<std::unique_ptr<const Compiled>> compiled = Compiled::Make(places);
  if (!compiled.ok()) return compiled.error();
  return Gazetteer(std::move(*compiled));
}

LocalityFinding Gazetteer::Find(const Document& document) const { return compiled_->Find(document); }

}  // namespace fenghuo
