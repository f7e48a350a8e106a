#include <algorithm>

#include "daemon/config/loaders.h"

namespace fenghuo {
namespace {

constexpr Word<int> kWeekdays[] = {{"monday", 1}, {"tuesday", 2},  {"wednesday", 3}, {"thursday", 4},
                                   {"friday", 5}, {"saturday", 6}, {"sunday", 7}};
constexpr Word<const char*> kLanguages[] = {{"zh", "zh"}, {"en", "en"}};
constexpr int64_t kKiB = 1024;
constexpr int64_t kGiB = 1024 * 1024 * 1024;

void ReadPorts(MapReader& map, std::vector<int>& ports) {
  map.Each("allow_ports", [&](const Place& item) {
    int64_t port = 0;
    if (ReadNumber(item, port, {1, 65535})) ports.push_back(static_cast<int>(port));
  });
}

void ReadAddresses(MapReader& map, const char* key, std::vector<std::string>& addresses) {
  map.Each(key, [&](const Place& item) {
    std::string address;
    if (ReadAddress(item, address)) addresses.push_back(std::move(address));
  });
}

// The product name is what robots.txt files call us by; the contact is for whom we disturb.
void ReadUserAgent(const Place& place, std::string& user_agent) {
  if (!ReadText(place, user_agent)) return;
  char first = user_agent[0];
  bool named = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
  bool contact = user_agent.find('@') != std::string::npos || user_agent.find("://") != std::string::npos;
  bool ascii = std::all_of(user_agent.begin(), user_agent.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  if (named && contact && ascii) return;
  place.Wrong("must begin with a product name and hold a contact, such as fenghuo/0.1 (+mailto:desk@office.example)");
}

void ReadCrawl(const Place& place, CrawlConfig& crawl) {
  MapReader map(place);
  if (std::optional<Place> agent = map.Take("user_agent", Need::kRequired)) ReadUserAgent(*agent, crawl.user_agent);
  ReadAddresses(map, "allow_addresses", crawl.allow_addresses);
  ReadPorts(map, crawl.allow_ports);
  map.Length("connect_timeout", crawl.connect_timeout, {milliseconds(100), minutes(5)});
  map.Length("total_timeout", crawl.total_timeout, {milliseconds(100), minutes(30)});
  map.Bytes("body_max", crawl.body_bytes_max, {kKiB, kGiB});
  map.Bytes("decoded_max", crawl.decoded_bytes_max, {kKiB, kGiB});
  map.Number("in_flight_max", crawl.in_flight_max, {1, 250});
  map.Length("host_gap", crawl.host_gap, {Duration(0), hours(1)});
  map.Length("crawl_delay_max", crawl.crawl_delay_max, {Duration(0), hours(1)});
  map.Fraction("jitter", crawl.jitter, {0, 0.5});
}

void ReadDeliver(const Place& place, DeliverConfig& deliver) {
  MapReader map(place);
  ReadAddresses(map, "allow_addresses", deliver.allow_addresses);
  ReadPorts(map, deliver.allow_ports);
}

void ReadListen(const Place& place, std::string& listen) {
  const std::string& text = place.node().text;
  size_t colon = text.rfind(':');
  std::string port = colon == std::string::npos ? "" : text.substr(colon + 1);
  bool digits = !port.empty() && port.size() <= 5 && port.find_first_not_of("0123456789") == std::string::npos;
  if (colon == 0 || !digits || std::stoi(port) > 65535 || text.find(' ') != std::string::npos) {
    place.Wrong("must be address:port such as 127.0.0.1:8640");
    return;
  }
  listen = text;
}

void ReadServe(const Place& place, ServeConfig& serve) {
  MapReader map(place);
  if (std::optional<Place> listen = map.Take("listen")) ReadListen(*listen, serve.listen);
  if (std::optional<Place> url = map.Take("public_url")) ReadUrl(*url, serve.public_url, {"http", "https"});
  map.Texts("allowed_hosts", serve.allowed_hosts);
  map.Number("push_per_minute", serve.push_per_minute, {1, 60'000});
}

void ReadRetention(const Place& place, Config& config) {
  MapReader map(place);
  map.Length("unmatched", config.retention.unmatched, {hours(24), hours(24 * 3650)});
  map.Length("matched", config.retention.matched, {hours(24), hours(24 * 3650)});
  map.Length("raw", config.retention.raw, {hours(24), hours(24 * 3650)});
  map.Length("fingerprints", config.stories.fingerprints_age_max, {hours(24), hours(24 * 365)});
}

void ReadStories(const Place& place, StoryOptions& stories) {
  MapReader map(place);
  map.Fraction("join", stories.join, {0.01, 1});
  map.Fraction("merge", stories.merge, {0.01, 1});
  map.Length("half_life", stories.half_life, {hours(1), hours(24 * 365)});
  map.Length("age_max", stories.age_max, {hours(1), hours(24 * 365)});
  map.Length("age_max_watched", stories.age_max_watched, {hours(1), hours(24 * 365)});
  int terms = static_cast<int>(stories.terms_max);
  map.Number("terms_max", terms, {10, 10'000});
  stories.terms_max = static_cast<size_t>(terms);
}

void ReadZone(const Place& place, Zone& zone) {
  std::string name;
  if (!ReadText(place, name)) return;
  Result<Zone> loaded = Zone::Load(name);
  if (loaded.ok()) {
    zone = *loaded;
  } else {
    place.Problem(loaded.error().message);
  }
}

}  // namespace

void LoadMain(const Place& root, Loading& loading) {
  Config& config = loading.config;
  MapReader map(root);
  std::string data;
  map.Text("data", data, Need::kRequired);
  if (!data.empty()) config.data_path = ResolvePath(config, data);
  if (std::optional<Place> zone = map.Take("zone", Need::kRequired)) ReadZone(*zone, config.zone);
  const char* language = "zh";
  map.OneOf("language", language, kLanguages);
  config.language = language;
  map.OneOf("week_starts_on", config.week_starts_on, kWeekdays);
  if (std::optional<Place> crawl = map.Take("crawl", Need::kRequired)) ReadCrawl(*crawl, config.crawl);
  if (std::optional<Place> deliver = map.Take("deliver")) ReadDeliver(*deliver, config.deliver);
  if (std::optional<Place> serve = map.Take("serve")) ReadServe(*serve, config.serve);
  if (std::optional<Place> retention = map.Take("retention")) ReadRetention(*retention, config);
  if (std::optional<Place> stories = map.Take("stories")) ReadStories(*stories, config.stories);
}

}  // namespace fenghuo
