// A Place is one value of a configuration file; a MapReader takes a mapping apart key by key.
//
//   MapReader map(place);                     // a problem when the place is no mapping
//   map.Text("listen", serve.listen);
//   map.Length("host_gap", crawl.host_gap, {seconds(0), hours(1)});
//   map.Each("units", [&](const Place& item) { ReadUnit(item, loading); });
//
// Every Read and every key that goes wrong adds its problem and leaves the target as it was. When a MapReader goes out of
// scope it reports the keys that nobody asked for, with the nearest known key. Nothing is clamped.
//
// One thread.

#ifndef FENGHUO_DAEMON_CONFIG_READER_H_
#define FENGHUO_DAEMON_CONFIG_READER_H_

#include <chrono>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "alerts/escalation/policy.h"
#include "base/time.h"
#include "base/zone.h"
#include "daemon/config/problems.h"
#include "daemon/config/yaml_tree.h"

namespace fenghuo {

enum class Need { kOptional, kRequired };

class Place {
 public:
  // Keeps pointers to both.
  Place(const YamlNode& node, Spot spot, Problems& problems) : node_(&node), spot_(std::move(spot)), problems_(&problems) {}

  const YamlNode& node() const { return *node_; }
  const Spot& spot() const { return spot_; }

  // "must be …, is …": the rule and what was found.
  void Wrong(const std::string& rule) const;
  // The problem as a whole.
  void Problem(const std::string& text) const { problems_->Add(spot_, text); }

  // A key below this mapping that has to be there.
  void Missing(const std::string& key) const;

  // A value below this one.
  Place Item(size_t index) const;
  Place Value(size_t entry) const;

 private:
  const YamlNode* node_;
  Spot spot_;
  Problems* problems_;
};

template <typename T>
struct Range {
  T min;
  T max;
};

// A word of the configuration and what it means.
template <typename T>
struct Word {
  const char* name;
  T value;
};

// One line of printable text, at most 4,096 bytes, not empty.
bool ReadText(const Place& place, std::string& out);
// Letters, digits, "-", "_" and "." of ASCII, at most 64: what is stored and must never change.
bool ReadId(const Place& place, std::string& out);
bool ReadNumber(const Place& place, int64_t& out, Range<int64_t> range);
bool ReadFraction(const Place& place, double& out, Range<double> range);
bool ReadLength(const Place& place, Duration& out, Range<Duration> range);
bool ReadBytes(const Place& place, int64_t& out, Range<int64_t> range);  // "512KiB", "10MiB"
bool ReadFlag(const Place& place, bool& out);
bool ReadTimeOfDay(const Place& place, TimeOfDay& out);  // "08:30"
bool ReadDate(const Place& place, std::chrono::sys_days& out);  // "2026-11-21"
// Midnight that begins the day.
Timestamp StartOf(std::chrono::sys_days day, const Zone& zone);
// http://… or whatever `schemes` says, with a host, without user name or blanks.
bool ReadUrl(const Place& place, std::string& out, std::initializer_list<const char*> schemes);
// A CIDR or host[:port], as the address gate understands it.
bool ReadAddress(const Place& place, std::string& out);
// The value as a list; a problem when it is none.
bool ReadList(const Place& place, const std::function<void(const Place&)>& item);

template <typename T, size_t N>
bool ReadWord(const Place& place, T& out, const Word<T> (&words)[N]) {
  std::string known;
  for (const Word<T>& word : words) {
    if (place.node().kind == YamlNode::Kind::kScalar && place.node().text == word.name) {
      out = word.value;
      return true;
    }
    known += (known.empty() ? "" : ", ") + std::string(word.name);
  }
  place.Wrong("must be one of " + known);
  return false;
}

class MapReader {
 public:
  explicit MapReader(const Place& place);
  ~MapReader();
  MapReader(const MapReader&) = delete;
  MapReader& operator=(const MapReader&) = delete;

  // The value of a key, if it stands there.
  std::optional<Place> Take(const char* key, Need need = Need::kOptional);

  void Text(const char* key, std::string& out, Need need = Need::kOptional);
  void Texts(const char* key, std::vector<std::string>& out, Need need = Need::kOptional);
  void Flag(const char* key, bool& out);
  void Length(const char* key, Duration& out, Range<Duration> range);
  void Fraction(const char* key, double& out, Range<double> range);
  void Bytes(const char* key, int64_t& out, Range<int64_t> range);
  void Clock(const char* key, TimeOfDay& out);
  void Number(const char* key, int& out, Range<int> range, Need need = Need::kOptional);
  // Calls `item` for every value of a list.
  void Each(const char* key, const std::function<void(const Place&)>& item, Need need = Need::kOptional);

  template <typename T, size_t N>
  void OneOf(const char* key, T& out, const Word<T> (&words)[N], Need need = Need::kOptional) {
    if (std::optional<Place> place = Take(key, need)) ReadWord(*place, out, words);
  }

  const Place& place() const { return place_; }

 private:
  Place place_;
  std::vector<std::string> known_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_READER_H_
