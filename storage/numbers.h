// The numbers that stand for enumerators in stored values.
//
// They are the enumerators' own values, so an enumeration that is stored may only grow at its end; tests/storage/numbers_test.cc
// pins every one. A number that no enumerator has makes the value corrupt.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_STORAGE_NUMBERS_H_
#define FENGHUO_STORAGE_NUMBERS_H_

#include <cstdint>

#include "alerts/escalation/policy.h"
#include "alerts/incident/incident.h"
#include "alerts/notify/notification.h"
#include "base/check.h"
#include "keywords/document.h"
#include "keywords/grading/facts.h"
#include "keywords/grading/level.h"
#include "keywords/rules/rule.h"
#include "storage/records.h"

namespace fenghuo {

template <typename Enumeration>
constexpr Enumeration kLast = Enumeration::kNoSuchEnumeration;
template <>
inline constexpr DocumentKind kLast<DocumentKind> = DocumentKind::kOfficial;
template <>
inline constexpr Tier kLast<Tier> = Tier::kPersonal;
template <>
inline constexpr Span::Field kLast<Span::Field> = Span::Field::kText;
template <>
inline constexpr FactKind kLast<FactKind> = FactKind::kRecalled;
template <>
inline constexpr Locality kLast<Locality> = Locality::kUnknown;
template <>
inline constexpr SourceHealth kLast<SourceHealth> = SourceHealth::kDrifted;
template <>
inline constexpr IncidentState kLast<IncidentState> = IncidentState::kHandedOver;
template <>
inline constexpr Role kLast<Role> = Role::kOperations;
template <>
inline constexpr Urgency kLast<Urgency> = Urgency::kRing;
template <>
inline constexpr MessageKind kLast<MessageKind> = MessageKind::kSystemClear;
template <>
inline constexpr TaskState kLast<TaskState> = TaskState::kHandedOver;
template <>
inline constexpr ReportKind kLast<ReportKind> = ReportKind::kFinal;
template <>
inline constexpr StatementKind kLast<StatementKind> = StatementKind::kResult;
template <>
inline constexpr StatementState kLast<StatementState> = StatementState::kPublished;
template <>
inline constexpr DeliveryState kLast<DeliveryState> = DeliveryState::kMerged;

template <>
inline constexpr ClickVerdict kLast<ClickVerdict> = ClickVerdict::kOffTopic;
template <>
inline constexpr FilterMode kLast<FilterMode> = FilterMode::kSteppedBack;
template <>
inline constexpr RelevancePlace kLast<RelevancePlace> = RelevancePlace::kSentBack;

template <typename Enumeration>
int32_t ToNumber(Enumeration value) {
  return static_cast<int32_t>(value);
}

// Whether everything read so far could be right; one false makes the whole value corrupt.
struct Soundness {
  bool sound = true;

  template <typename Enumeration>
  Enumeration Enumerator(int32_t number) {
    if (number < 0 || number > ToNumber(kLast<Enumeration>)) {
      sound = false;
      return Enumeration{};
    }
    return static_cast<Enumeration>(number);
  }

  Level LevelOf(int32_t number) {
    if (number < kNoLevel || number > kLowestLevel) sound = false;
    return sound ? number : kNoLevel;
  }
};

// Written levels are our own: one that could not be read again is a mistake of the program.
inline int32_t LevelNumber(Level level) {
  CHECK(level >= kNoLevel && level <= kLowestLevel, "a level out of range reaches the store");
  return level;
}

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_NUMBERS_H_
