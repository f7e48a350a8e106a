// Fills any record with seeded random values and compares any two records field by field.
//
//   JudgementRecord record;
//   FillRandomly(rng, record);
//   EXPECT_TRUE(SameFields(record, back));
//
// Both walk through the fields by themselves (Boost.PFR), so a field that somebody adds to a record and forgets in storage fails
// the round-trip test. Text is random bytes of all values. Levels are plain ints to the compiler: FixLevels puts them in range.

#ifndef FENGHUO_TESTS_STORAGE_RANDOM_RECORD_H_
#define FENGHUO_TESTS_STORAGE_RANDOM_RECORD_H_

#include <array>
#include <bit>
#include <boost/pfr.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include "base/rng.h"
#include "storage/numbers.h"
#include "storage/records.h"

namespace fenghuo {

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T>
struct IsArray : std::false_type {};
template <typename T, size_t N>
struct IsArray<std::array<T, N>> : std::true_type {};
template <typename T>
struct IsVector : std::false_type {};
template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};

inline std::string RandomText(Rng& rng) {
  std::string text(rng.Below(4) == 0 ? 0 : rng.Below(40), '\0');
  for (char& c : text) c = static_cast<char>(rng.Below(256));
  return text;
}

// Any bit pattern but NaN: infinities, subnormals and minus zero as well.
inline double RandomDouble(Rng& rng) {
  double value = std::bit_cast<double>(rng.Next());
  return value != value ? -0.0 : value;
}

template <typename Field>
void FillRandomly(Rng& rng, Field& field) {
  if constexpr (std::is_same_v<Field, std::string>) {
    field = RandomText(rng);
  } else if constexpr (std::is_same_v<Field, Timestamp> || std::is_same_v<Field, Duration>) {
    field = Field(Duration(static_cast<int64_t>(rng.Next())));
  } else if constexpr (std::is_same_v<Field, bool>) {
    field = rng.Below(2) == 0;
  } else if constexpr (std::is_same_v<Field, double>) {
    field = RandomDouble(rng);
  } else if constexpr (std::is_same_v<Field, float>) {
    field = std::bit_cast<float>(static_cast<uint32_t>(rng.Next()));
    if (field != field) field = -0.0F;
  } else if constexpr (std::is_enum_v<Field>) {
    field = static_cast<Field>(rng.Below(static_cast<uint64_t>(ToNumber(kLast<Field>)) + 1));
  } else if constexpr (std::is_integral_v<Field>) {
    field = static_cast<Field>(rng.Next());
  } else if constexpr (IsOptional<Field>::value) {
    field.reset();
    if (rng.Below(2) == 0) FillRandomly(rng, field.emplace());
  } else if constexpr (IsArray<Field>::value) {
    for (auto& element : field) FillRandomly(rng, element);
  } else if constexpr (IsVector<Field>::value) {
    field.resize(rng.Below(4));
    for (auto& element : field) FillRandomly(rng, element);
  } else {
    boost::pfr::for_each_field(field, [&](auto& inner) { FillRandomly(rng, inner); });
  }
}

template <typename Field>
bool SameFields(const Field& a, const Field& b) {
  if constexpr (std::is_same_v<Field, double>) {
    return std::bit_cast<uint64_t>(a) == std::bit_cast<uint64_t>(b);
  } else if constexpr (std::is_same_v<Field, float>) {
    return std::bit_cast<uint32_t>(a) == std::bit_cast<uint32_t>(b);
  } else if constexpr (IsOptional<Field>::value) {
    return a.has_value() == b.has_value() && (!a.has_value() || SameFields(*a, *b));
  } else if constexpr (IsVector<Field>::value || IsArray<Field>::value) {
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); ++i) {
      if (!SameFields(a[i], b[i])) return false;
    }
    return true;
  } else if constexpr (std::is_aggregate_v<Field>) {
    bool same = true;
    boost::pfr::for_each_field(a, [&](const auto& field, auto index) {
      same = same && SameFields(field, boost::pfr::get<decltype(index)::value>(b));
    });
    return same;
  } else {
    return a == b;
  }
}

inline void FixLevel(Level& level) { level = static_cast<Level>(static_cast<unsigned>(level) % 5); }

template <typename Record>
void FixLevels(Record&) {}

inline void FixLevels(JudgementRecord& record) {
  for (StoryEvidence::RuleFloor& floor : record.evidence.rule_floors) FixLevel(floor.level);
  for (FloorHit& floor : record.card.floors) FixLevel(floor.level);
  FixLevel(record.grade.level);
  FixLevel(record.grade.peak);
  FixLevel(record.before.level);
  FixLevel(record.before.peak);
  FixLevel(record.card.by_risk);
  FixLevel(record.card.level);
}

inline void FixLevels(GradeOptions& record) {
  for (FloorRow& floor : record.floors) FixLevel(floor.level);
}

inline void FixLevels(GradingRecord& record) {
  FixLevel(record.level);
  FixLevels(record.judgement);
}

inline void FixLevels(Incident& record) {
  for (LevelChange& change : record.levels) FixLevel(change.level);
  FixLevel(record.level);
  FixLevel(record.machine_level);
  FixLevel(record.peak_level);
  if (record.confirmed_level.has_value()) FixLevel(*record.confirmed_level);
}

inline void FixLevels(Notification& record) {
  FixLevel(record.message.level);
  FixLevel(record.message.level_before);
}

template <typename Record>
Record RandomRecord(Rng& rng) {
  Record record;
  FillRandomly(rng, record);
  FixLevels(record);
  return record;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_STORAGE_RANDOM_RECORD_H_
