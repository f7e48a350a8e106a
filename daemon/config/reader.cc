#include "daemon/config/reader.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/duration.h"
#include "base/nearest_word.h"
#include "daemon/config/names.h"
#include "daemon/net/address_gate.h"
#include "daemon/net/url.h"

namespace fenghuo {
namespace {

constexpr size_t kTextBytesMax = 4096;
constexpr size_t kIdBytesMax = 64;
constexpr size_t kFoundBytesMax = 60;

// What was found, short enough for one line.
std::string Found(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kNull: return "has no value";
    case YamlNode::Kind::kList: return "is a list";
    case YamlNode::Kind::kMap: return "is a mapping";
    case YamlNode::Kind::kScalar: break;
  }
  std::string text;
  for (char c : node.text) {
    if (text.size() >= kFoundBytesMax && (static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      text += "…";
      break;
    }
    text += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
  }
  return "is \"" + text + "\"";
}

bool IsScalar(const Place& place) { return place.node().kind == YamlNode::Kind::kScalar; }

bool IsAllowedInId(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
}

// The shortest form that reads back.
std::string Shown(double value) {
  char buffer[32];
  auto [end, problem] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return problem == std::errc() ? std::string(buffer, end) : std::string();
}

template <typename T>
bool ParseWhole(const std::string& text, T& out) {
  T value{};
  auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || problem != std::errc() || end != text.data() + text.size()) return false;
  out = value;
  return true;
}

}  // namespace

void Place::Wrong(const std::string& rule) const { problems_->Add(spot_, rule + ", " + Found(*node_)); }

void Place::Missing(const std::string& key) const {
  problems_->Add({spot_.file, spot_.line, spot_.path.empty() ? key : spot_.path + "." + key}, "must be given");
}

Place Place::Item(size_t index) const {
  const YamlNode& item = node_->items[index];
  return Place(item, {spot_.file, item.line, spot_.path + "[" + std::to_string(index) + "]"}, *problems_);
}

Place Place::Value(size_t entry) const {
  const YamlEntry& found = node_->entries[entry];
  std::string path = spot_.path.empty() ? found.key : spot_.path + "." + found.key;
  return Place(found.value, {spot_.file, found.line, std::move(path)}, *problems_);
}

bool ReadText(const Place& place, std::string& out) {
  const std::string& text = place.node().text;
  bool printable = std::none_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; });
  if (!IsScalar(place) || text.empty() || !printable) {
    place.Wrong("must be one line of text");
    return false;
  }
  if (text.size() > kTextBytesMax) {
    place.Problem("must be at most " + std::to_string(kTextBytesMax) + " bytes, has " + std::to_string(text.size()));
    return false;
  }
  out = text;
  return true;
}

bool ReadId(const Place& place, std::string& out) {
  const std::string& text = place.node().text;
  if (!IsScalar(place) || text.empty() || text.size() > kIdBytesMax || !std::all_of(text.begin(), text.end(), IsAllowedInId)) {
    place.Wrong("must be 1 to 64 letters, digits, \"-\", \"_\" or \".\" of ASCII");
    return false;
  }
  out = text;
  return true;
}

bool ReadNumber(const Place& place, int64_t& out, Range<int64_t> range) {
  int64_t value = 0;
  if (!IsScalar(place) || !ParseWhole(place.node().text, value) || value < range.min || value > range.max) {
    place.Wrong("must be a whole number from " + std::to_string(range.min) + " to " + std::to_string(range.max));
    return false;
  }
  out = value;
  return true;
}

bool ReadFraction(const Place& place, double& out, Range<double> range) {
  double value = 0;
  // Written so that NaN is refused as well.
  if (!IsScalar(place) || !ParseWhole(place.node().text, value) || !(value >= range.min && value <= range.max)) {
    place.Wrong("must be a number from " + Shown(range.min) + " to " + Shown(range.max));
    return false;
  }
  out = value;
  return true;
}

bool ReadLength(const Place& place, Duration& out, Range<Duration> range) {
  if (!IsScalar(place)) {
    place.Wrong("must be a length of time such as 30s, 10m, 4h or 7d");
    return false;
  }
  Result<Duration> length = ParseDuration(place.node().text);
  if (!length.ok()) {
    place.Problem(length.error().message);
    return false;
  }
  if (*length < range.min || *length > range.max) {
    place.Wrong("must be from " + FormatDuration(range.min) + " to " + FormatDuration(range.max));
    return false;
  }
  out = *length;
  return true;
}

bool ReadBytes(const Place& place, int64_t& out, Range<int64_t> range) {
  struct Unit {
    std::string name;
    int64_t bytes;
  };
  static const Unit kUnits[] = {{"KiB", 1024}, {"MiB", 1024 * 1024}, {"GiB", 1024LL * 1024 * 1024}, {"B", 1}};
  const std::string& text = place.node().text;
  for (const Unit& unit : kUnits) {
    if (!IsScalar(place) || !text.ends_with(unit.name)) continue;
    int64_t count = 0;
    if (!ParseWhole(text.substr(0, text.size() - unit.name.size()), count)) break;
    if (count < 0 || count > range.max / unit.bytes || count * unit.bytes < range.min) break;
    out = count * unit.bytes;
    return true;
  }
  place.Wrong("must be a size such as 512KiB or 10MiB from " + std::to_string(range.min) + "B to " +
              std::to_string(range.max) + "B");
  return false;
}

bool ReadFlag(const Place& place, bool& out) {
  static constexpr Word<bool> kWords[] = {{"true", true}, {"false", false}};
  return ReadWord(place, out, kWords);
}

bool ReadTimeOfDay(const Place& place, TimeOfDay& out) {
  const std::string& text = place.node().text;
  int hour = 0;
  int minute = 0;
  if (!IsScalar(place) || text.size() != 5 || text[2] != ':' || !ParseWhole(text.substr(0, 2), hour) ||
      !ParseWhole(text.substr(3), minute) || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    place.Wrong("must be a time of day such as \"08:30\"");
    return false;
  }
  out.minutes = hour * 60 + minute;
  return true;
}

bool ReadDate(const Place& place, std::chrono::sys_days& out) {
  const std::string& text = place.node().text;
  std::array<int, 3> parts{};
  const std::array<std::pair<size_t, size_t>, 3> fields = {{{0, 4}, {5, 2}, {8, 2}}};
  bool right = place.node().kind == YamlNode::Kind::kScalar && text.size() == 10 && text[4] == '-' && text[7] == '-';
  for (size_t i = 0; right && i < fields.size(); ++i) {
    const char* begin = text.data() + fields[i].first;
    auto [end, problem] = std::from_chars(begin, begin + fields[i].second, parts[i]);
    right = problem == std::errc() && end == begin + fields[i].second && parts[i] > 0;
  }
  std::chrono::year_month_day date{std::chrono::year(parts[0]), std::chrono::month(static_cast<unsigned>(parts[1])),
                                   std::chrono::day(static_cast<unsigned>(parts[2]))};
  if (!right || !date.ok()) {
    place.Wrong("must be a date such as 2026-11-21");
    return false;
  }
  out = std::chrono::sys_days(date);
  return true;
}

Timestamp StartOf(std::chrono::sys_days day, const Zone& zone) {
  const std::chrono::year_month_day civil(day);
  return zone.Instant({.year = static_cast<int>(civil.year()),
                       .month = static_cast<int>(static_cast<unsigned>(civil.month())),
                       .day = static_cast<int>(static_cast<unsigned>(civil.day()))});
}

namespace {

UrlKind KindOf(const std::string& text) {
  if (text.starts_with("smtp")) return UrlKind::kMail;
  return text.starts_with("http") ? UrlKind::kWeb : UrlKind::kSyslog;
}

}  // namespace

bool ReadUrl(const Place& place, std::string& out, std::initializer_list<const char*> schemes) {
  std::string text;
  if (!ReadText(place, text)) return false;
  std::string known;
  size_t colon = text.find("://");
  bool right = false;
  for (const char* scheme : schemes) {
    known += (known.empty() ? "" : " or ") + std::string(scheme);
    right = right || (colon != std::string::npos && text.substr(0, colon) == scheme);
  }
  if (!right) {
    place.Wrong("must be " + known);
    return false;
  }
  std::string host = text.substr(colon + 3, text.find_first_of("/?#", colon + 3) - (colon + 3));
  if (host.empty() || host[0] == ':' || text.find_first_of(" \\") != std::string::npos) {
    place.Wrong("must have a host and no blank");
    return false;
  }
  if (host.find('@') != std::string::npos) {
    // The URL is shown on pages and in logs; a password in it would be too.
    place.Problem("must not hold a user name or password; what is secret belongs into a file");
    return false;
  }
  // By the very parser that the daemon connects with.
  Result<Url> url = ParseUrl(text, KindOf(text));
  if (!url.ok()) {
    place.Problem(url.error().message);
    return false;
  }
  out = text;
  return true;
}

bool ReadAddress(const Place& place, std::string& out) {
  const std::string& text = place.node().text;
  if (!IsScalar(place) || !AddressGate::CheckEntry(text).ok()) {
    place.Wrong("must be an address such as 10.0.0.0/8, 127.0.0.1:8650 or mail.example:25");
    return false;
  }
  out = text;
  return true;
}

bool ReadList(const Place& place, const std::function<void(const Place&)>& item) {
  if (place.node().kind != YamlNode::Kind::kList) {
    place.Wrong("must be a list");
    return false;
  }
  for (size_t i = 0; i < place.node().items.size(); ++i) item(place.Item(i));
  return true;
}

MapReader::MapReader(const Place& place) : place_(place) {
  if (place.node().kind != YamlNode::Kind::kMap) place.Wrong("must be a mapping of keys to values");
  std::set<std::string> seen;
  const std::vector<YamlEntry>& entries = place.node().entries;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (!seen.insert(entries[i].key).second) place.Value(i).Problem("must be given once, is given again");
  }
}

MapReader::~MapReader() {
  const std::vector<YamlEntry>& entries = place_.node().entries;
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::string& key = entries[i].key;
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    std::string nearest = NearestWord(key, known_);
    std::string all;
    for (const std::string& known : known_) all += (all.empty() ? "" : ", ") + known;
    place_.Value(i).Problem(nearest.empty() ? "unknown key; known here are " + all
                                            : "unknown key; the nearest known key is \"" + nearest + "\"");
  }
}

std::optional<Place> MapReader::Take(const char* key, Need need) {
  known_.push_back(key);
  const std::vector<YamlEntry>& entries = place_.node().entries;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].key == key) return place_.Value(i);
  }
  if (need == Need::kRequired && place_.node().kind == YamlNode::Kind::kMap) {
    place_.Missing(key);
  }
  return std::nullopt;
}

void MapReader::Text(const char* key, std::string& out, Need need) {
  if (std::optional<Place> place = Take(key, need)) ReadText(*place, out);
}

void MapReader::Texts(const char* key, std::vector<std::string>& out, Need need) {
  Each(
      key,
      [&out](const Place& item) {
        std::string text;
        if (ReadText(item, text)) out.push_back(std::move(text));
      },
      need);
}

void MapReader::Flag(const char* key, bool& out) {
  if (std::optional<Place> place = Take(key)) ReadFlag(*place, out);
}

void MapReader::Length(const char* key, Duration& out, Range<Duration> range) {
  if (std::optional<Place> place = Take(key)) ReadLength(*place, out, range);
}

void MapReader::Fraction(const char* key, double& out, Range<double> range) {
  if (std::optional<Place> place = Take(key)) ReadFraction(*place, out, range);
}

void MapReader::Bytes(const char* key, int64_t& out, Range<int64_t> range) {
  if (std::optional<Place> place = Take(key)) ReadBytes(*place, out, range);
}

void MapReader::Clock(const char* key, TimeOfDay& out) {
  if (std::optional<Place> place = Take(key)) ReadTimeOfDay(*place, out);
}

void MapReader::Number(const char* key, int& out, Range<int> range, Need need) {
  int64_t value = 0;
  std::optional<Place> place = Take(key, need);
  if (place && ReadNumber(*place, value, {range.min, range.max})) out = static_cast<int>(value);
}

void MapReader::Each(const char* key, const std::function<void(const Place&)>& item, Need need) {
  if (std::optional<Place> place = Take(key, need)) ReadList(*place, item);
}

}  // namespace fenghuo
