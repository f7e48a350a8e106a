// What every value has around its protobuf message, and the parts that several messages share. Only for storage/*_values.cc.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_STORAGE_MESSAGES_H_
#define FENGHUO_STORAGE_MESSAGES_H_

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/result.h"
#include "base/time.h"
#include "storage/numbers.h"
#include "storage/values.h"

namespace fenghuo {
namespace schema {
class Fact;
class Incident;
class Observation;
}  // namespace schema

void WriteObservation(const Observation& from, schema::Observation& to);
Observation TakeObservation(const schema::Observation& from);

void WriteFact(const Fact& from, schema::Fact& to);
Fact TakeFact(schema::Fact& from, Soundness& sound);

// The part of an incident that says what has to be done and by when.
void WriteLedger(const Incident& from, schema::Incident& to);
void TakeLedger(schema::Incident& from, Incident& to, Soundness& sound);

template <typename Message>
void AppendMessage(const Message& message, std::string& out) {
  out.push_back(kValueVersion);
  CHECK(message.AppendPartialToString(&out), "a row of 2 GiB reaches the store");
}

// The bytes behind the version byte.
inline Result<std::string_view> Unversioned(std::string_view value) {
  if (value.empty()) return Corrupt("the value is empty");
  if (value[0] != kValueVersion) {
    return Corrupt("the value has version " + std::to_string(static_cast<unsigned char>(value[0])) +
                   ", this fenghuo reads version " + std::to_string(kValueVersion));
  }
  return value.substr(1);
}

template <typename Message>
Result<void> ParseMessage(std::string_view value, Message& message) {
  Result<std::string_view> bytes = Unversioned(value);
  if (!bytes.ok()) return bytes.error();
  if (bytes->size() > static_cast<size_t>(std::numeric_limits<int>::max()) ||
      !message.ParseFromArray(bytes->data(), static_cast<int>(bytes->size()))) {
    return Corrupt("the value is no message of its family");
  }
  return {};
}

inline Result<void> Verdict(const Soundness& sound) {
  if (!sound.sound) return Corrupt("the value holds a number that stands for nothing");
  return {};
}

// Moves text out of a message that is not needed any more.
inline std::string Take(std::string* text) { return std::move(*text); }

template <typename Texts>
std::vector<std::string> TakeTexts(Texts* texts) {
  std::vector<std::string> taken;
  taken.reserve(static_cast<size_t>(texts->size()));
  for (std::string& text : *texts) taken.push_back(std::move(text));
  return taken;
}

template <typename Texts>
void WriteTexts(const std::vector<std::string>& from, Texts* to) {
  for (const std::string& text : from) *to->Add() = text;
}

inline int64_t Millis(Timestamp at) { return ToUnixMillis(at); }

inline std::optional<Timestamp> TimeIf(bool present, int64_t millis) {
  if (!present) return std::nullopt;
  return FromUnixMillis(millis);
}

inline std::optional<int64_t> NumberIf(bool present, int64_t number) {
  if (!present) return std::nullopt;
  return number;
}

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_MESSAGES_H_
