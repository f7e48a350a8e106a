#include "keywords/heat/heat.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "base/hash.h"

namespace fenghuo {
namespace {

constexpr size_t kSourcesMax = 500;
constexpr size_t kAuthorsMax = 500;
constexpr double kCopyShare = 0.3;
constexpr double kLikeShare = 0.2;
// Beyond this no counter says anything more; it keeps numbers from the web out of the way of rounding.
constexpr int64_t kCountMax = 1'000'000'000'000;
// Below this place a board adds nothing.
constexpr double kLastPlace = 60;
// Documents that the six-hour rate is given for free, so that the first ones do not look like an acceleration.
constexpr double kQuietDocuments = 5;
constexpr double kAccelerationMax = 4;

// A part of the heat: `weight` points when the counter reaches `full`; `scale` is where the logarithm begins to bend
// (reference: science.md 8.2; mentions, copies and engagement give 15 of their points to the board).
struct Part {
  const char* name;
  double weight;
  Duration half_life;
  double scale;
  double full;
};

constexpr Part kMentions = {"mentions", 15, hours(24), 5, 1'000};
constexpr Part kAccounts = {"accounts", 15, hours(24), 3, 200};
constexpr Part kCopies = {"copies", 10, hours(24), 5, 500};
constexpr Part kEngagement = {"engagement", 10, hours(12), 100, 100'000};
constexpr Part kOutlets = {"outlets", 15, hours(48), 2, 60};
constexpr Part kVelocity = {"velocity", 15, hours(1), 3, 200};
constexpr Part kAcceleration = {"acceleration", 5, hours(6), 1, kAccelerationMax};
constexpr Part kBoard = {"board", 15, hours(6), 1, 1};

double Decay(Duration age, Duration half_life) {
  return std::exp2(-static_cast<double>(age.count()) / static_cast<double>(half_life.count()));
}

double ValueAt(const DecayedCounter& counter, Duration half_life, Timestamp now) {
  return now > counter.at ? counter.value * Decay(now - counter.at, half_life) : counter.value;
}

// What came late counts as if it had been added in time, so the order of additions does not matter.
void Add(DecayedCounter& counter, const Part& part, double amount, Timestamp at) {
  if (at >= counter.at) {
    counter.value = ValueAt(counter, part.half_life, at) + amount;
    counter.at = at;
  } else {
    counter.value += amount * Decay(counter.at - at, part.half_life);
  }
}

void Raise(DecayedCounter& counter, const Part& part, double value, Timestamp at) {
  Timestamp latest = std::max(at, counter.at);
  double late = at < latest ? value * Decay(latest - at, part.half_life) : value;
  counter.value = std::max(ValueAt(counter, part.half_life, latest), late);
  counter.at = latest;
}

void Merge(DecayedCounter& into, const DecayedCounter& from, const Part& part) {
  if (from.value > 0) Add(into, part, from.value, from.at);
}

// What an outlet weighs (science.md 8.1, 4).
double TierWeight(Tier tier) {
  switch (tier) {
    case Tier::kCentral: return 10;
    case Tier::kProvincial: return 5;
    case Tier::kPortal: return 4;
    case Tier::kCity: return 3;
    case Tier::kPlatform: return 1;
    case Tier::kSelfMedia: return 1;
    case Tier::kUnknown: return 0.5;
    case Tier::kPersonal: return 0.2;
  }
  return 0;
}

double OutletWeight(const HeatDocument& document) {
  int64_t followers = document.followers.value_or(0);
  double by_followers = followers >= 1'000'000 ? 4 : followers >= 100'000 ? 2 : 0;
  return std::max(TierWeight(document.tier), by_followers);
}

// True when the source was not known.
bool NoteSource(HeatState& heat, const HeatDocument& document) {
  for (SourceMention& known : heat.sources) {
    if (known.source != document.source) continue;
    known.only_copies = known.only_copies && document.copy;
    return false;
  }
  if (heat.sources.size() >= kSourcesMax) return false;
  heat.sources.push_back({document.source, document.tier, document.at, document.copy});
  return true;
}

bool NoteAuthor(HeatState& heat, const std::string& author_hash) {
  if (author_hash.empty()) return false;
  uint64_t author = Hash64(author_hash);
  auto place = std::lower_bound(heat.authors.begin(), heat.authors.end(), author);
  if (place != heat.authors.end() && *place == author) return false;
  if (heat.authors.size() >= kAuthorsMax) return false;
  heat.authors.insert(place, author);
  return true;
}

int64_t Grown(const std::optional<int64_t>& before, const std::optional<int64_t>& after) {
  int64_t was = std::clamp<int64_t>(before.value_or(0), 0, kCountMax);
  int64_t is = std::clamp<int64_t>(after.value_or(0), 0, kCountMax);
  return std::max<int64_t>(0, is - was);
}

// 1 for the first place, 0.73 for the third, 0.44 for the tenth, 0 from the sixtieth on.
double PlaceValue(int64_t rank) {
  if (rank < 1) return 0;
  return std::max(0.0, 1 - std::log(static_cast<double>(rank)) / std::log(kLastPlace));
}

void NoteRank(HeatState& heat, int64_t rank, Timestamp at) {
  if (rank < 1 || (heat.best_rank && *heat.best_rank < rank)) return;
  if (heat.best_rank && *heat.best_rank == rank) {
    heat.best_rank_at = std::max(heat.best_rank_at.value_or(at), at);
    return;
  }
  heat.best_rank = rank;
  heat.best_rank_at = at;
}

HeatPart Squeeze(const Part& part, double value) {
  double share = std::min(1.0, std::log1p(value / part.scale) / std::log1p(part.full / part.scale));
  return {part.name, value, std::llround(part.weight * share * 1000)};
}

double Acceleration(const HeatState& heat, Timestamp now) {
  double last_hour = ValueAt(heat.velocity_1h, kVelocity.half_life, now);
  double six_hours = ValueAt(heat.velocity_6h, kAcceleration.half_life, now);
  return std::clamp(6 * last_hour / (six_hours + kQuietDocuments) - 1, 0.0, kAccelerationMax);
}

void MergeSources(HeatState& into, const HeatState& from) {
  for (const SourceMention& mention : from.sources) {
    auto known = std::find_if(into.sources.begin(), into.sources.end(),
                              [&](const SourceMention& other) { return other.source == mention.source; });
    if (known == into.sources.end()) {
      into.sources.push_back(mention);
    } else {
      known->first_at = std::min(known->first_at, mention.first_at);
      known->only_copies = known->only_copies && mention.only_copies;
    }
  }
  std::stable_sort(into.sources.begin(), into.sources.end(),
                   [](const SourceMention& a, const SourceMention& b) { return a.first_at < b.first_at; });
  if (into.sources.size() > kSourcesMax) into.sources.resize(kSourcesMax);
}

void MergeAuthors(HeatState& into, const HeatState& from) {
  std::vector<uint64_t> both;
  std::set_union(into.authors.begin(), into.authors.end(), from.authors.begin(), from.authors.end(), std::back_inserter(both));
  if (both.size() > kAuthorsMax) both.resize(kAuthorsMax);
  into.authors = std::move(both);
}

}  // namespace

void AddDocument(HeatState& heat, const HeatDocument& document) {
  bool new_source = NoteSource(heat, document);
  bool new_author = NoteAuthor(heat, document.author_hash);
  Add(heat.mentions, kMentions, document.copy ? kCopyShare : 1, document.at);
  if (new_source || new_author) Add(heat.accounts, kAccounts, 1, document.at);
  if (document.copy) Add(heat.copies, kCopies, 1, document.at);
  if (new_source) Add(heat.outlets, kOutlets, OutletWeight(document), document.at);
  Add(heat.velocity_1h, kVelocity, 1, document.at);
  Add(heat.velocity_6h, kAcceleration, 1, document.at);
  ++heat.documents;
  if (document.copy) ++heat.copies_total;
}

void AddObservation(HeatState& heat, const Observation* before, const Observation& after) {
  static const Observation kNothing;
  const Observation& was = before == nullptr ? kNothing : *before;
  double grown = static_cast<double>(Grown(was.reposts, after.reposts)) +
                 static_cast<double>(Grown(was.comments, after.comments)) +
                 kLikeShare * static_cast<double>(Grown(was.likes, after.likes));
  if (grown > 0) Add(heat.engagement, kEngagement, grown, after.at);
  if (!after.rank) return;
  Raise(heat.board, kBoard, PlaceValue(*after.rank), after.at);
  NoteRank(heat, *after.rank, after.at);
}

void MergeHeat(HeatState& into, const HeatState& from) {
  Merge(into.mentions, from.mentions, kMentions);
  Merge(into.accounts, from.accounts, kAccounts);
  Merge(into.copies, from.copies, kCopies);
  Merge(into.engagement, from.engagement, kEngagement);
  Merge(into.outlets, from.outlets, kOutlets);
  Merge(into.velocity_1h, from.velocity_1h, kVelocity);
  Merge(into.velocity_6h, from.velocity_6h, kAcceleration);
  if (from.board.value > 0) Raise(into.board, kBoard, from.board.value, from.board.at);
  MergeSources(into, from);
  MergeAuthors(into, from);
  if (from.best_rank) NoteRank(into, *from.best_rank, from.best_rank_at.value_or(from.board.at));
  into.documents += from.documents;
  into.copies_total += from.copies_total;
}

HeatCard ComputeHeat(const HeatState& heat, Timestamp now) {
  HeatCard card;
  const std::pair<const Part*, const DecayedCounter*> kCounted[] = {
      {&kMentions, &heat.mentions},     {&kAccounts, &heat.accounts}, {&kCopies, &heat.copies},
      {&kEngagement, &heat.engagement}, {&kOutlets, &heat.outlets},   {&kVelocity, &heat.velocity_1h}};
  for (const auto& [part, counter] : kCounted) {
    card.parts.push_back(Squeeze(*part, ValueAt(*counter, part->half_life, now)));
  }
  card.parts.push_back(Squeeze(kAcceleration, Acceleration(heat, now)));
  double place = ValueAt(heat.board, kBoard.half_life, now);
  // Already a logarithm of the place: no second one.
  card.parts.push_back({kBoard.name, place, std::llround(kBoard.weight * place * 1000)});
  for (const HeatPart& part : card.parts) card.points_milli += part.points_milli;
  for (const SourceMention& source : heat.sources) card.independent_sources += source.only_copies ? 0 : 1;
  int64_t recent = std::llround(ValueAt(heat.velocity_1h, kVelocity.half_life, now));
  card.last_hour = std::min(recent, heat.documents);
  return card;
}

}  // namespace fenghuo
