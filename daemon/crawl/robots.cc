#include "daemon/crawl/robots.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <utility>

namespace fenghuo {
namespace {

constexpr size_t kLineBytesMax = 2083 * 8 - 1;  // the reference parser's buffer, less the zero byte at its end
constexpr size_t kShownBytesMax = 200;
constexpr size_t kRulesMax = 5000;  // of one group; the longest of 847 real files has 3,159
constexpr int kNoMatch = -1;
constexpr Duration kDelayMax = hours(24);

// The C locale's white space; a word of its own because isspace() follows the process locale.
bool IsSpace(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool IsHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool EqualsIgnoringCase(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return Lower(x) == Lower(y); });
}

bool StartsIgnoringCase(std::string_view text, std::string_view start) {
  return EqualsIgnoringCase(text.substr(0, start.size()), start);
}

std::string_view Strip(std::string_view text) {
  while (!text.empty() && IsSpace(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsSpace(text.back())) text.remove_suffix(1);
  return text;
}

std::string Shown(std::string_view text) {
  std::string shown(text.substr(0, kShownBytesMax));
  for (char& c : shown) {
    if (c < 0x20 || c > 0x7e) c = '?';
  }
  if (text.size() > kShownBytesMax) shown.replace(kShownBytesMax - 3, 3, "...");
  return shown;
}

// The parser's own reading of a User-agent value: up to the first byte that a product name may not hold.
std::string_view ProductName(std::string_view value) {
  auto end = std::find_if(value.begin(), value.end(), [](char c) { return !IsLetter(c) && c != '-' && c != '_'; });
  return value.substr(0, static_cast<size_t>(end - value.begin()));
}

enum class Key { kUserAgent, kAllow, kDisallow, kCrawlDelay, kOther };

Key KeyOf(std::string_view name) {
  struct Row {
    std::string_view start;
    Key key;
  };
  constexpr std::array<Row, 10> kRows = {{{"user-agent", Key::kUserAgent},
                                          {"useragent", Key::kUserAgent},
                                          {"user agent", Key::kUserAgent},
                                          {"allow", Key::kAllow},
                                          {"disallow", Key::kDisallow},
                                          {"dissallow", Key::kDisallow},
                                          {"dissalow", Key::kDisallow},
                                          {"disalow", Key::kDisallow},
                                          {"diasllow", Key::kDisallow},
                                          {"disallaw", Key::kDisallow}}};
  for (const Row& row : kRows) {
    if (StartsIgnoringCase(name, row.start)) return row.key;
  }
  return EqualsIgnoringCase(name, "crawl-delay") ? Key::kCrawlDelay : Key::kOther;
}

struct Statement {
  std::string_view name;
  std::string_view value;
};

// "name: value", or "name value" when there is no colon and nothing follows the value.
std::optional<Statement> ReadStatement(std::string_view line) {
  line = Strip(line.substr(0, std::min(line.find('\0'), line.find('#'))));
  size_t separator = line.find(':');
  if (separator == std::string_view::npos) {
    separator = line.find_first_of(" \t");
    if (separator == std::string_view::npos) return std::nullopt;
    size_t value = line.find_first_not_of(" \t", separator);
    if (line.find_first_of(" \t", value) != std::string_view::npos) return std::nullopt;
  }
  std::string_view name = Strip(line.substr(0, separator));
  if (name.empty()) return std::nullopt;
  return Statement{name, Strip(line.substr(separator + 1))};
}

// std::string_view::find compares anew at every place; this is linear however much of the part the path repeats.
size_t Find(std::string_view path, std::string_view part) {
  if (part.empty()) return 0;
  const void* found = memmem(path.data(), path.size(), part.data(), part.size());
  return found == nullptr ? std::string_view::npos : static_cast<size_t>(static_cast<const char*>(found) - path.data());
}

// Whether `pattern` matches a beginning of `path`. "*" is any run of bytes; "$" at the end is the end of the path. Each part between
// two stars is taken where it comes first, which leaves the most to those behind it, so no place is looked at twice.
bool Matches(std::string_view path, std::string_view pattern) {
  bool to_the_end = pattern.ends_with('$');
  if (to_the_end) pattern.remove_suffix(1);
  size_t star = pattern.find('*');
  std::string_view part = pattern.substr(0, star);
  if (!path.starts_with(part)) return false;
  path.remove_prefix(part.size());
  while (star != std::string_view::npos) {
    pattern.remove_prefix(star + 1);
    star = pattern.find('*');
    part = pattern.substr(0, star);
    if (star == std::string_view::npos && to_the_end) return path.ends_with(part);
    size_t at = Find(path, part);
    if (at == std::string_view::npos) return false;
    path.remove_prefix(at + part.size());
  }
  return !to_the_end || path.empty();
}

int Priority(std::string_view path, std::string_view pattern) {
  return Matches(path, pattern) ? static_cast<int>(pattern.size()) : kNoMatch;
}

// An allowed index page allows the folder that it stands for.
int AllowPriority(std::string_view path, std::string_view pattern) {
  int priority = Priority(path, pattern);
  size_t slash = pattern.rfind('/');
  if (priority != kNoMatch || slash == std::string_view::npos || !pattern.substr(slash).starts_with("/index.htm")) return priority;
  return Priority(path, std::string(pattern.substr(0, slash + 1)) + "$");
}

// "10", "0.5", "1.", ".5". Nothing else is a number of seconds.
std::optional<Duration> ReadSeconds(std::string_view value) {
  bool digits_only = value.find_first_not_of("0123456789.") == std::string_view::npos;
  if (!digits_only || value.find_first_of("0123456789") == std::string_view::npos) return std::nullopt;
  double count = 0;
  auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count, std::chars_format::fixed);
  if (error == std::errc::result_out_of_range || count * 1000 > static_cast<double>(kDelayMax.count())) return kDelayMax;
  if (error != std::errc() || end != value.data() + value.size()) return std::nullopt;
  return Duration(static_cast<int64_t>(count * 1000));
}

}  // namespace

// Feeds the lines of one file to the groups that concern one crawler.
class RobotsReader {
 public:
  explicit RobotsReader(std::string_view agent) : agent_(agent) {}

  void Read(std::string_view body) {
    // A byte order mark, or the beginning of one, is skipped.
    for (char mark : {'\xEF', '\xBB', '\xBF'}) {
      if (body.empty() || body.front() != mark) break;
      body.remove_prefix(1);
    }
    while (true) {
      size_t end = body.find_first_of("\r\n");
      ReadLine(body.substr(0, std::min(end, kLineBytesMax)));
      if (end == std::string_view::npos) return;
      bool pair = body.substr(end).starts_with("\r\n");
      body.remove_prefix(end + (pair ? 2 : 1));
    }
  }

  // A group that names the crawler silences those for everybody.
  Robots Take() { return std::move(named_ever_ ? for_us_ : for_all_); }

 private:
  void ReadLine(std::string_view line) {
    ++line_;
    std::optional<Statement> statement = ReadStatement(line);
    if (!statement) return;
    switch (KeyOf(statement->name)) {
      case Key::kUserAgent:
        return TakeAgent(statement->value);
      case Key::kAllow:
        return TakeRule(Robots::Kind::kAllow, statement->value);
      case Key::kDisallow:
        return TakeRule(Robots::Kind::kDisallow, statement->value);
      case Key::kCrawlDelay:
        return TakeDelay(statement->value);
      case Key::kOther:
        return;
    }
  }

  void TakeAgent(std::string_view value) {
    if (rules_seen_) in_named_ = in_global_ = rules_seen_ = false;
    bool everybody = value.starts_with('*') && (value.size() == 1 || IsSpace(value[1]));
    if (everybody) {
      in_global_ = true;
    } else if (EqualsIgnoringCase(ProductName(value), agent_)) {
      in_named_ = named_ever_ = true;
    }
  }

  void TakeRule(Robots::Kind kind, std::string_view value) {
    if (!in_named_ && !in_global_) return;
    rules_seen_ = true;
    if (value.empty() && std::exchange(Empty(kind), true)) return;  // says no more than the one before
    std::vector<Robots::Rule>& rules = Group().rules_;
    if (rules.size() < kRulesMax) rules.push_back({kind, EscapeRobotsPattern(value), line_});
  }

  void TakeDelay(std::string_view value) {
    if (!in_named_ && !in_global_) return;
    CrawlDelay delay{ReadSeconds(value), Shown(value), line_};
    std::optional<CrawlDelay>& longest = Group().crawl_delay_;
    if (!longest || delay.length > longest->length) longest = std::move(delay);
  }

  bool& Empty(Robots::Kind kind) { return empty_seen_[in_named_ ? 1 : 0][kind == Robots::Kind::kAllow ? 1 : 0]; }
  Robots& Group() { return in_named_ ? for_us_ : for_all_; }

  const std::string_view agent_;
  int line_ = 0;
  bool in_named_ = false;
  bool in_global_ = false;
  bool named_ever_ = false;
  bool rules_seen_ = false;  // in this group: the next User-agent line begins another
  bool empty_seen_[2][2] = {};  // rules without a pattern: for all and for us, Disallow and Allow
  Robots for_us_;
  Robots for_all_;
};

Robots Robots::Parse(std::string_view body, std::string_view agent) {
  RobotsReader reader(agent);
  reader.Read(body);
  return reader.Take();
}

size_t Robots::bytes() const {
  size_t bytes = rules_.capacity() * sizeof(Rule);
  for (const Rule& rule : rules_) bytes += rule.pattern.capacity();
  return bytes;
}

RobotsVerdict Robots::Judge(std::string_view url) const {
  struct Best {
    int priority = kNoMatch;
    const Rule* rule = nullptr;
  };
  std::string path = RobotsPath(url);
  Best allow;
  Best disallow;
  for (const Rule& rule : rules_) {
    bool allows = rule.kind == Kind::kAllow;
    Best& best = allows ? allow : disallow;
    if (static_cast<int>(rule.pattern.size()) <= best.priority) continue;  // nothing that it matches could count
    int priority = allows ? AllowPriority(path, rule.pattern) : Priority(path, rule.pattern);
    if (priority > best.priority) best = {priority, &rule};
  }
  bool refused = disallow.priority > std::max(allow.priority, 0);
  const Rule* decided = disallow.priority > allow.priority ? disallow.rule : allow.rule;
  if (decided == nullptr) return {};
  std::string name = decided->kind == Kind::kAllow ? "Allow: " : "Disallow: ";
  return {.allowed = !refused, .line = decided->line, .rule = Shown(name + decided->pattern)};
}

std::string_view RobotsAgent(std::string_view user_agent) { return ProductName(user_agent); }

std::string RobotsPath(std::string_view url) {
  size_t start = url.starts_with("//") ? 2 : 0;
  size_t early = url.find_first_of("/?;", start);
  size_t scheme = url.find("://", start);
  size_t authority = scheme == std::string_view::npos || early < scheme ? start : scheme + 3;
  size_t path = url.find_first_of("/?;", authority);
  if (path == std::string_view::npos) return "/";
  size_t fragment = url.find('#', start);
  if (fragment < path) return "/";
  std::string_view found = url.substr(path, fragment == std::string_view::npos ? fragment : fragment - path);
  return found.starts_with('/') ? std::string(found) : "/" + std::string(found);
}

std::string EscapeRobotsPattern(std::string_view pattern) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string escaped;
  escaped.reserve(pattern.size());
  for (size_t i = 0; i < pattern.size(); ++i) {
    auto byte = static_cast<unsigned char>(pattern[i]);
    bool code = byte == '%' && i + 2 < pattern.size() && IsHexDigit(pattern[i + 1]) && IsHexDigit(pattern[i + 2]);
    if (code) {
      escaped += {'%', Upper(pattern[i + 1]), Upper(pattern[i + 2])};
      i += 2;
    } else if (byte >= 0x80) {
      escaped += {'%', kDigits[byte >> 4], kDigits[byte & 0xf]};
    } else {
      escaped += pattern[i];
    }
  }
  return escaped;
}

}  // namespace fenghuo
