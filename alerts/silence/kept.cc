#include <nlohmann/json.hpp>

#include "alerts/silence/silence.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr Locality kLocalities[] = {Locality::kLocal, Locality::kConcerned, Locality::kElsewhere, Locality::kUnknown};

std::string Text(const Json& json, const char* key) {
  auto found = json.find(key);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

int64_t Number(const Json& json, const char* key, int64_t otherwise = 0) {
  auto found = json.find(key);
  return found != json.end() && found->is_number_integer() ? found->get<int64_t>() : otherwise;
}

Timestamp Time(const Json& json, const char* key) { return FromUnixMillis(Number(json, key)); }

Json ScopeJson(const SilenceScope& scope) {
  Json out = {{"gravest", scope.gravest}};
  auto put = [&out](const char* key, const std::string& text) {
    if (!text.empty()) out[key] = text;
  };
  put("incident", scope.incident);
  put("rule", scope.rule);
  put("source", scope.source);
  put("category", scope.category);
  put("county_unit", scope.county_unit);
  if (scope.locality) out["locality"] = Name(*scope.locality);
  return out;
}

SilenceScope ReadScope(const Json& json) {
  SilenceScope scope;
  scope.incident = Text(json, "incident");
  scope.rule = Text(json, "rule");
  scope.source = Text(json, "source");
  scope.category = Text(json, "category");
  scope.county_unit = Text(json, "county_unit");
  scope.gravest = static_cast<Level>(Number(json, "gravest", kLowestLevel));
  for (Locality locality : kLocalities) {
    if (Text(json, "locality") == Name(locality)) scope.locality = locality;
  }
  return scope;
}

}  // namespace

std::string KeptSilence(const Silence& silence) {
  Json out = {{"number", silence.number},
              {"scope", ScopeJson(silence.scope)},
              {"reason", silence.reason},
              {"author", silence.author},
              {"made_at", ToUnixMillis(silence.made_at)},
              {"from", ToUnixMillis(silence.from)},
              {"to", ToUnixMillis(silence.to)},
              {"held", silence.held},
              {"holding", Json::array()}};
  for (const Holding& one : silence.holding) out["holding"].push_back({{"incident", one.incident}, {"at", ToUnixMillis(one.at)}});
  if (silence.ended_at) {
    out["ended_at"] = ToUnixMillis(*silence.ended_at);
    out["ended_by"] = silence.ended_by;
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Silence> ParseSilence(const std::string& kept) {
  const Json json = Json::parse(kept, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object() || Number(json, "number") <= 0 || !json.contains("scope") || !json["scope"].is_object()) return std::nullopt;
  Silence silence;
  silence.number = Number(json, "number");
  silence.scope = ReadScope(json["scope"]);
  silence.reason = Text(json, "reason");
  silence.author = Text(json, "author");
  silence.made_at = Time(json, "made_at");
  silence.from = Time(json, "from");
  silence.to = Time(json, "to");
  silence.held = Number(json, "held");
  if (json.contains("ended_at")) silence.ended_at = Time(json, "ended_at");
  silence.ended_by = Text(json, "ended_by");
  if (!json.contains("holding") || !json["holding"].is_array()) return silence;
  for (const Json& one : json["holding"]) {
    if (one.is_object()) silence.holding.push_back({Text(one, "incident"), Time(one, "at")});
  }
  return silence;
}

}  // namespace fenghuo
