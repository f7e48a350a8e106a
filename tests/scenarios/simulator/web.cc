#include "tests/scenarios/simulator/web.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/hash.h"

namespace fenghuo {
namespace {

constexpr size_t kShownMax = 15;
constexpr const char* kLoginPage =
    "<!DOCTYPE html><html><head><title>登录</title></head><body><form action=\"/login\" method=\"post\"><input name=\"username\"/>"
    "<input type=\"password\" name=\"password\"/></form></body></html>";
constexpr const char* kPlainPage = "<!DOCTYPE html><html><head><title>栏目调整</title></head><body><p>本栏目正在调整</p></body></html>";

std::string Feed(const SourceConfig& source, const std::vector<Post>& posts) {
  std::string body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>" + source.name + "</title>";
  for (const Post& post : posts) {
    body += "<item><title>" + post.title + "</title><guid isPermaLink=\"false\">" + post.id + "</guid><link>https://" + source.id +
            ".example/" + post.id + "</link><description>" + post.text + "</description></item>";
  }
  return body + "</channel></rss>";
}

void Put(nlohmann::json& entry, const std::vector<std::string>& pointers, const nlohmann::json& value) {
  if (!pointers.empty()) entry[nlohmann::json::json_pointer(pointers.front())] = value;
}

// A board in whatever shape its specification reads.
std::string Board(const BoardSpec& spec, const std::vector<Post>& posts) {
  nlohmann::json list = nlohmann::json::array();
  for (const Post& post : posts) {
    nlohmann::json entry = nlohmann::json::object();
    Put(entry, spec.id, post.id);
    Put(entry, spec.title, post.title);
    Put(entry, spec.text, post.text);
    Put(entry, spec.heat, post.heat);
    Put(entry, spec.url, "https://board.example/" + post.id);
    list.push_back(std::move(entry));
  }
  std::string at = spec.list.empty() ? "" : spec.list.front();
  for (size_t star = at.find('*'); star != std::string::npos; star = at.find('*')) at[star] = '0';
  nlohmann::json body;
  body[nlohmann::json::json_pointer(at)] = std::move(list);
  return body.dump();
}

HttpResponse Unanswered(TransportError error, const std::string& sentence) {
  HttpResponse response;
  response.error = error;
  response.error_sentence = sentence;
  return response;
}

HttpResponse Answered(int status, const std::string& type, std::string body) {
  HttpResponse response;
  response.status = status;
  response.headers.Add("Content-Type", type);
  response.body = std::move(body);
  response.wire_bytes = response.decoded_bytes = static_cast<int64_t>(response.body.size());
  return response;
}

}  // namespace

const char* Name(SiteMood mood) {
  switch (mood) {
    case SiteMood::kWell: return "well";
    case SiteMood::kDown: return "down";
    case SiteMood::kLimits: return "limits";
    case SiteMood::kHangs: return "hangs";
    case SiteMood::kLoginPage: return "login page";
    case SiteMood::kNoFeed: return "no feed";
    case SiteMood::kSilent: return "silent";
  }
  return "";
}

Web::Web(const std::vector<SourceConfig>& sources, Rng rng, Timestamp begin, int days) : rng_(rng) {
  posts_ = InventNews(rng_, {.sites = sources.size(), .begin = begin, .days = days});
  sites_.resize(sources.size());
  for (size_t i = 0; i < sources.size(); ++i) {
    site_of_[sources[i].id] = i;
    PlanSpells(sites_[i], begin, days);
  }
}

// About every third site has a bad time of a quarter of an hour to half a day.
void Web::PlanSpells(Site& site, Timestamp begin, int days) {
  constexpr SiteMood kBad[] = {SiteMood::kDown,      SiteMood::kLimits, SiteMood::kHangs,
                               SiteMood::kLoginPage, SiteMood::kNoFeed, SiteMood::kSilent};
  for (int day = 0; day < days; ++day) {
    if (rng_.Below(3) != 0) continue;
    const Timestamp from = begin + hours(24 * day) + minutes(rng_.Below(1440));
    site.spells.push_back({from, from + minutes(15 + rng_.Below(12 * 60)), kBad[rng_.Below(std::size(kBad))]});
  }
}

SiteMood Web::MoodOf(const std::string& source, Timestamp now) const {
  for (const Spell& spell : sites_[site_of_.at(source)].spells) {
    if (spell.from <= now && now < spell.to) return spell.mood;
  }
  return SiteMood::kWell;
}

void Web::Show(const Post& post) {
  Site& site = sites_[post.site];
  const bool silent = std::any_of(site.spells.begin(), site.spells.end(), [&](const Spell& spell) {
    return spell.mood == SiteMood::kSilent && spell.from <= post.at && post.at < spell.to;
  });
  if (silent) return;
  std::erase_if(site.shown, [&](const Post& other) { return other.id == post.id; });
  site.shown.insert(site.shown.begin(), post);
  if (site.shown.size() > kShownMax) site.shown.pop_back();
}

void Web::Publish(Timestamp now) {
  while (next_post_ < posts_.size() && posts_[next_post_].at <= now) Show(posts_[next_post_++]);
}

HttpResponse Web::Answer(const SourceConfig& source, const HttpRequest& request, Timestamp now) {
  Publish(now);
  HttpResponse response;
  switch (MoodOf(source.id, now)) {
    case SiteMood::kDown: response = Answered(503, "text/plain", "down"); break;
    case SiteMood::kLimits:
      response = Answered(429, "text/plain", "slow down");
      response.headers.Add("Retry-After", "1800");
      break;
    case SiteMood::kHangs: response = Unanswered(TransportError::kTimeout, "nothing came in time"); break;
    case SiteMood::kLoginPage: response = Answered(200, "text/html", kLoginPage); break;
    case SiteMood::kNoFeed: response = Answered(200, "text/html", kPlainPage); break;
    case SiteMood::kSilent:
    case SiteMood::kWell: {
      std::vector<Post> shown = sites_[site_of_.at(source.id)].shown;
      const bool board = source.type == SourceType::kBoard;
      if (board) std::stable_sort(shown.begin(), shown.end(), [](const Post& a, const Post& b) { return a.heat > b.heat; });
      std::string body = board ? Board(*source.board, shown) : Feed(source, shown);
      const std::string etag = "\"" + Hex64(Hash64(body)) + "\"";
      const bool unchanged = request.headers.Get("If-None-Match") == etag;
      response = unchanged ? Answered(304, "", "") : Answered(200, board ? "application/json" : "application/rss+xml", std::move(body));
      response.headers.Add("ETag", etag);
    }
  }
  response.request_sent = true;
  response.final_url = source.url;
  return response;
}

}  // namespace fenghuo
