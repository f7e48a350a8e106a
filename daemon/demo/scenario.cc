#include "daemon/demo/scenario.h"

#include <iconv.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/hash.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kItemsShown = 20;

std::string EscapeXml(std::string_view text) {
  std::string escaped;
  for (char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// RFC 822, in UTC.
std::string MailDate(Timestamp at) {
  auto day = std::chrono::floor<std::chrono::days>(at);
  std::chrono::year_month_day date(day);
  std::chrono::hh_mm_ss<Duration> time(at - day);
  static const char* const kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static const char* const kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  char text[80];
  std::snprintf(text, sizeof(text), "%s, %02u %s %04d %02d:%02d:%02d +0000",
                kDays[std::chrono::weekday(day).c_encoding()], static_cast<unsigned>(date.day()),
                kMonths[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text;
}

std::string ToGb18030(const std::string& utf8) {
  iconv_t converter = iconv_open("GB18030", "UTF-8");
  CHECK(converter != reinterpret_cast<iconv_t>(-1), "the C library has no GB18030");
  std::string out(utf8.size() * 2 + 16, '\0');
  std::string in = utf8;
  char* from = in.data();
  char* to = out.data();
  size_t from_left = in.size();
  size_t to_left = out.size();
  size_t converted = iconv(converter, &from, &from_left, &to, &to_left);
  iconv_close(converter);
  CHECK(converted != static_cast<size_t>(-1), "a scenario must be valid UTF-8");
  out.resize(out.size() - to_left);
  return out;
}

std::string LinkOf(const ScenarioHost& host, const ScenarioItem& item) {
  return "http://" + host.address + "/articles/" + item.id;
}

std::string RenderRss(const ScenarioHost& host, const std::vector<const ScenarioItem*>& items, Timestamp start) {
  bool gb = host.format == "rss_gb18030";
  std::string xml = std::string("<?xml version=\"1.0\" encoding=\"") + (gb ? "gb2312" : "utf-8") + "\"?>\n";
  xml += "<rss version=\"2.0\"><channel><title>" + EscapeXml(host.name) + "</title><link>http://" + host.address +
         "/</link><description>" + EscapeXml(host.name) + "</description>\n";
  for (const ScenarioItem* item : items) {
    xml += "<item><title>" + EscapeXml(item->title) + "</title><link>" + LinkOf(host, *item) +
           "</link><guid isPermaLink=\"false\">" + item->id + "</guid><pubDate>" +
           MailDate(start + minutes(item->minute)) + "</pubDate><description>" + EscapeXml(EscapeXml(item->text)) +
           "</description></item>\n";
  }
  xml += "</channel></rss>\n";
  return gb ? ToGb18030(xml) : xml;
}

std::string RenderAtom(const ScenarioHost& host, const std::vector<const ScenarioItem*>& items, Timestamp start) {
  Timestamp updated = start + minutes(items.empty() ? 0 : items.front()->minute);
  std::string xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>" +
                    EscapeXml(host.name) + "</title><id>urn:" + host.id + "</id><updated>" + FormatRfc3339(updated) +
                    "</updated>\n";
  for (const ScenarioItem* item : items) {
    xml += "<entry><title>" + EscapeXml(item->title) + "</title><id>urn:" + host.id + ":" + item->id +
           "</id><link href=\"" + LinkOf(host, *item) + "\"/><author><name>" +
           EscapeXml(item->author.empty() ? host.name : item->author) + "</name></author><published>" +
           FormatRfc3339(start + minutes(item->minute)) + "</published><updated>" +
           FormatRfc3339(start + minutes(item->minute)) + "</updated><content type=\"text\">" + EscapeXml(item->text) +
           "</content></entry>\n";
  }
  return xml + "</feed>\n";
}

std::string RenderJsonFeed(const ScenarioHost& host, const std::vector<const ScenarioItem*>& items, Timestamp start) {
  Json feed = {{"version", "https://jsonfeed.org/version/1.1"}, {"title", host.name}, {"items", Json::array()}};
  for (const ScenarioItem* item : items) {
    feed["items"].push_back({{"id", item->id},
                             {"url", LinkOf(host, *item)},
                             {"title", item->title},
                             {"content_text", item->text},
                             {"date_published", FormatRfc3339(start + minutes(item->minute))},
                             {"authors", Json::array({{{"name", item->author}}})}});
  }
  return feed.dump();
}

constexpr const char* kLoginPage =
    "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>用户登录</title></head><body><form action=\"/passport/login\" "
    "method=\"post\"><h1>请先登录后继续访问</h1><input name=\"username\"><input type=\"password\" name=\"password\">"
    "<button>登录</button></form></body></html>";

void AddNoise(const Json& noise, int64_t end_minute, ScenarioHost& host) {
  int64_t every = noise.at("every");
  const Json& titles = noise.at("titles");
  size_t turn = 0;
  for (int64_t minute = noise.at("first"); minute < end_minute; minute += every, ++turn) {
    std::string title = titles.at(turn % titles.size());
    if (turn >= titles.size()) title += "（" + std::to_string(turn / titles.size() + 1) + "）";
    host.items.push_back({.minute = minute, .id = "x-" + std::to_string(turn), .title = title, .text = title + "。", .author = "市民"});
  }
}

ScenarioHost ParseHost(const Json& json) {
  ScenarioHost host{.id = json.at("id"),
                    .name = json.at("name"),
                    .address = json.at("address"),
                    .format = json.at("format"),
                    .path = json.at("path"),
                    .items = {},
                    .login_wall = std::nullopt};
  if (json.contains("login_wall")) {
    host.login_wall = std::pair<int64_t, int64_t>(json.at("login_wall").at("from"), json.at("login_wall").at("to"));
  }
  return host;
}

ScenarioHost* FindHost(std::vector<ScenarioHost>& hosts, const std::string& id) {
  auto found = std::find_if(hosts.begin(), hosts.end(), [&](const ScenarioHost& host) { return host.id == id; });
  return found == hosts.end() ? nullptr : &*found;
}

}  // namespace

Result<Scenario> Scenario::Parse(std::string_view text) {
  try {
    Json json = Json::parse(text);
    Scenario scenario;
    scenario.title_ = json.at("title");
    scenario.minutes_ = json.at("minutes");
    Result<Timestamp> start = ParseRfc3339(json.at("start").get<std::string>());
    if (!start.ok()) return start.error().In("start");
    scenario.start_ = *start;
    for (const Json& host : json.at("hosts")) scenario.hosts_.push_back(ParseHost(host));
    for (const Json& item : json.at("items")) {
      ScenarioHost* host = FindHost(scenario.hosts_, item.at("host"));
      if (host == nullptr) return Invalid("items: no host named " + item.at("host").get<std::string>());
      host->items.push_back({.minute = item.at("minute"),
                             .id = item.at("id"),
                             .title = item.at("title"),
                             .text = item.at("text"),
                             .author = item.value("author", "")});
    }
    for (const Json& noise : json.at("noise")) {
      ScenarioHost* host = FindHost(scenario.hosts_, noise.at("host"));
      if (host == nullptr) return Invalid("noise: no host named " + noise.at("host").get<std::string>());
      AddNoise(noise, scenario.minutes_, *host);
    }
    for (ScenarioHost& host : scenario.hosts_) {
      std::stable_sort(host.items.begin(), host.items.end(),
                       [](const ScenarioItem& a, const ScenarioItem& b) { return a.minute < b.minute; });
    }
    for (const Json& entry : json.at("board")) {
      scenario.board_.push_back({.title = entry.at("title"),
                                 .from = entry.at("from"),
                                 .to = entry.at("to"),
                                 .peak = entry.at("peak"),
                                 .heat = entry.at("heat")});
    }
    scenario.pinned_title_ = json.at("board_pinned").at("title");
    scenario.advertising_title_ = json.at("board_advertising").at("title");
    return scenario;
  } catch (const Json::exception& problem) {
    return Invalid(std::string("must be a scenario: ") + problem.what());
  }
}

ScenarioAnswer Scenario::ServeBoard(int64_t minute) const {
  struct Shown {
    const ScenarioBoardEntry* entry;
    int64_t heat;
  };
  std::vector<Shown> shown;
  for (const ScenarioBoardEntry& entry : board_) {
    if (minute < entry.from || minute >= entry.to) continue;
    // A straight climb to the peak and a straight fall behind it, in steps of ten minutes.
    int64_t at = minute / 10 * 10;
    int64_t heat = at <= entry.peak ? entry.heat * (at - entry.from + 30) / (entry.peak - entry.from + 30)
                                    : entry.heat * (entry.to - at) / (entry.to - entry.peak);
    shown.push_back({&entry, std::max<int64_t>(heat, 1000)});
  }
  std::stable_sort(shown.begin(), shown.end(), [](const Shown& a, const Shown& b) { return a.heat > b.heat; });
  Json list = Json::array();
  list.push_back({{"word", pinned_title_}, {"tag", "置顶"}, {"hot", ""}});
  ScenarioAnswer answer{.content_type = "application/json; charset=utf-8", .body = {}, .etag = {}, .ids = {}};
  for (const Shown& line : shown) {
    list.push_back({{"word", line.entry->title}, {"tag", ""}, {"hot", std::to_string(line.heat / 10000) + " 万热度"}});
    answer.ids.push_back(line.entry->title);
    if (list.size() == 4) list.push_back({{"word", advertising_title_}, {"tag", "广告"}, {"hot", "10 万热度"}});
  }
  answer.body = Json{{"ok", 1}, {"data", {{"list", list}}}}.dump();
  return answer;
}

ScenarioAnswer Scenario::Serve(const ScenarioHost& host, Timestamp now) const {
  int64_t minute = std::chrono::floor<minutes>(now - start_).count();
  ScenarioAnswer answer;
  if (host.login_wall && minute >= host.login_wall->first && minute < host.login_wall->second) {
    return {.content_type = "text/html; charset=utf-8", .body = kLoginPage, .etag = {}, .ids = {}};
  }
  if (host.format == "board") {
    answer = ServeBoard(minute);
  } else {
    std::vector<const ScenarioItem*> items;
    for (auto item = host.items.rbegin(); item != host.items.rend() && items.size() < kItemsShown; ++item) {
      if (item->minute <= minute) items.push_back(&*item);
    }
    for (const ScenarioItem* item : items) answer.ids.push_back(item->id);
    if (host.format == "atom") {
      answer.content_type = "application/atom+xml";
      answer.body = RenderAtom(host, items, start_);
    } else if (host.format == "json_feed") {
      answer.content_type = "application/feed+json";
      answer.body = RenderJsonFeed(host, items, start_);
    } else {
      answer.content_type = "application/rss+xml";
      answer.body = RenderRss(host, items, start_);
    }
  }
  answer.etag = "\"" + Hex64(Hash64(answer.body)) + "\"";
  return answer;
}

}  // namespace fenghuo
