#include "daemon/wire.h"

#include <algorithm>
#include <array>

#include "keywords/drill.h"

namespace fenghuo {
namespace {

constexpr int kDepthMax = 128;
constexpr std::array kKinds = {DocumentKind::kArticle, DocumentKind::kPost, DocumentKind::kHotlist, DocumentKind::kComplaint,
                               DocumentKind::kOfficial};
constexpr std::array kTiers = {Tier::kCentral, Tier::kProvincial, Tier::kPortal,    Tier::kCity,
                               Tier::kPlatform, Tier::kSelfMedia, Tier::kPersonal};

std::string Shown(const Json& value) {
  std::string text = Dump(value);
  constexpr size_t kShownMax = 60;
  return text.size() <= kShownMax ? text : Dump(Json(text.substr(0, kShownMax))) + "…";
}

// Reads the fields of one object; the first thing that is wrong stays.
class FieldReader {
 public:
  FieldReader(const Json& from, std::string prefix) : from_(from), prefix_(std::move(prefix)) {}

  const Json* Find(const char* name) const {
    auto found = from_.find(name);
    return found == from_.end() || found->is_null() ? nullptr : &*found;
  }

  void Text(const char* name, std::string& out) {
    const Json* value = Find(name);
    if (value == nullptr) return;
    if (!value->is_string()) return Wrong(name, "must be a string", *value);
    out = value->get_ref<const std::string&>();
  }

  void Count(const char* name, std::optional<int64_t>& out) {
    const Json* value = Find(name);
    if (value == nullptr) return;
    bool fits = value->is_number_integer() &&
                !(value->is_number_unsigned() && value->get<uint64_t>() > static_cast<uint64_t>(INT64_MAX));
    if (!fits) return Wrong(name, "must be a whole number", *value);
    out = value->get<int64_t>();
  }

  void Time(const char* name, std::optional<Timestamp>& out) {
    const Json* value = Find(name);
    if (value == nullptr) return;
    Result<Timestamp> at =
        value->is_string() ? ParseRfc3339(value->get_ref<const std::string&>()) : Result<Timestamp>(Invalid(""));
    if (!at.ok()) return Wrong(name, "must be a time such as 2026-11-20T08:00:00Z", *value);
    out = *at;
  }

  void Texts(const char* name, std::vector<std::string>& out) {
    const Json* value = Find(name);
    if (value == nullptr) return;
    if (!value->is_array()) return Wrong(name, "must be a list of strings", *value);
    for (const Json& one : *value) {
      if (!one.is_string()) return Wrong(name, "must be a list of strings", *value);
      out.push_back(one.get_ref<const std::string&>());
    }
  }

  template <size_t N, typename T>
  void Word(const char* name, const std::array<T, N>& words, T& out) {
    const Json* value = Find(name);
    if (value == nullptr) return;
    std::string allowed;
    for (T word : words) {
      if (value->is_string() && value->get_ref<const std::string&>() == Name(word)) {
        out = word;
        return;
      }
      allowed += (allowed.empty() ? "" : ", ") + std::string(Name(word));
    }
    Wrong(name, "must be one of " + allowed, *value);
  }

  void Missing(const char* name) {
    if (problem_.empty()) problem_ = prefix_ + name + ": is missing";
  }
  void Wrong(const char* name, const std::string& rule, const Json& found) {
    if (problem_.empty()) problem_ = prefix_ + name + ": " + rule + ", is " + Shown(found);
  }
  const std::string& problem() const { return problem_; }

 private:
  const Json& from_;
  std::string prefix_;
  std::string problem_;
};

Result<std::optional<Observation>> ReadObservation(const Json& line) {
  auto found = line.find("observation");
  if (found == line.end() || found->is_null()) return std::optional<Observation>();
  if (!found->is_object()) return Invalid("observation: must be an object, is " + Shown(*found));
  FieldReader fields(*found, "observation.");
  Observation observation;
  std::optional<Timestamp> at;
  fields.Time("at", at);
  fields.Count("rank", observation.rank);
  fields.Count("heat", observation.heat);
  fields.Count("views", observation.views);
  fields.Count("likes", observation.likes);
  fields.Count("reposts", observation.reposts);
  fields.Count("comments", observation.comments);
  if (!fields.problem().empty()) return Invalid(fields.problem());
  observation.at = at.value_or(Timestamp::min());
  return std::optional<Observation>(observation);
}

// One of the two times stands for the other.
Result<void> SettleTimes(std::optional<Timestamp> fetched_at, LineOf needs, Document& document) {
  bool observed = document.observation && document.observation->at != Timestamp::min();
  if (!fetched_at && observed) fetched_at = document.observation->at;
  if (!fetched_at && needs == LineOf::kArchive) return Invalid("fetched_at: is missing, and so is observation.at");
  document.fetched_at = fetched_at ? *fetched_at : document.published_at.value_or(Timestamp());
  if (document.observation && !observed) document.observation->at = document.fetched_at;
  return {};
}

Result<Document> ReadDocument(const Json& line, LineOf needs) {
  FieldReader fields(line, "");
  Document document;
  std::optional<Timestamp> fetched_at;
  fields.Text("id", document.id);
  fields.Text("source", document.source);
  fields.Word("kind", kKinds, document.kind);
  fields.Text("url", document.url);
  fields.Text("title", document.title);
  fields.Text("text", document.text);
  fields.Text("author", document.author);
  fields.Text("author_hash", document.author_hash);
  fields.Word("tier", kTiers, document.tier);
  fields.Count("followers", document.followers);
  fields.Time("published_at", document.published_at);
  fields.Time("fetched_at", fetched_at);
  fields.Text("lang", document.lang);
  fields.Text("region", document.region);
  fields.Texts("tags", document.tags);
  if (document.id.empty() && fields.problem().empty()) fields.Missing("id");
  if (document.source.empty() && needs == LineOf::kArchive && fields.problem().empty()) fields.Missing("source");
  if (!fields.problem().empty()) return Invalid(fields.problem());
  Result<std::optional<Observation>> observation = ReadObservation(line);
  if (!observation.ok()) return observation.error();
  document.observation = *observation;
  if (Result<void> times = SettleTimes(fetched_at, needs, document); !times.ok()) return times.error();
  return document;
}

void PutText(Json& out, const char* name, const std::string& text) {
  if (!text.empty()) out[name] = text;
}

void PutCount(Json& out, const char* name, const std::optional<int64_t>& count) {
  if (count) out[name] = *count;
}

// How deep brackets nest, strings left out. Writing JSON out again recurses, so depth needs a cap of its own.
int NestingDepth(std::string_view line) {
  int depth = 0;
  int deepest = 0;
  bool in_string = false;
  for (size_t i = 0; i < line.size(); ++i) {
    char c = line[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      deepest = std::max(deepest, ++depth);
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return deepest;
}

// What was derived from another field is not written to a line that came without it.
void DropDerived(const Json& came, const Document& document, Json& ours) {
  if (came.empty()) return;
  if (!came.contains("kind") && document.kind == DocumentKind::kArticle) ours.erase("kind");
  if (!came.contains("source") && document.source.empty()) ours.erase("source");
  if (!came.contains("fetched_at") && (!document.observation || document.observation->at == document.fetched_at)) ours.erase("fetched_at");
  if (!document.observation || document.observation->at != document.fetched_at) return;
  auto observation = came.find("observation");
  bool timed = observation == came.end() || !observation->is_object() || observation->contains("at");
  if (!timed) ours["observation"].erase("at");
}

}  // namespace

Result<WireDocument> ParseDocumentLine(std::string_view line, LineOf needs) {
  Json rest;
  if (NestingDepth(line) > kDepthMax) return Invalid("nested deeper than 128 levels");
  try {
    rest = Json::parse(line);
  } catch (const Json::parse_error& error) {
    return Invalid("no JSON: byte " + std::to_string(error.byte) + " of the line makes no sense");
  } catch (const Json::exception&) {
    return Invalid("no JSON that this program can hold");
  }
  if (!rest.is_object()) return Invalid("must be a JSON object, is " + Shown(rest));
  Result<Document> document = ReadDocument(rest, needs);
  if (!document.ok()) return document.error();
  return WireDocument{*std::move(document), std::move(rest)};
}

void TakeTimeOf(Timestamp before, Document& document) {
  if (document.fetched_at == Timestamp()) document.fetched_at = before;
  if (document.observation && document.observation->at == Timestamp()) document.observation->at = before;
}

Json ToJson(const Observation& observation) {
  Json out = {{"at", FormatRfc3339(observation.at)}};
  PutCount(out, "rank", observation.rank);
  PutCount(out, "heat", observation.heat);
  PutCount(out, "views", observation.views);
  PutCount(out, "likes", observation.likes);
  PutCount(out, "reposts", observation.reposts);
  PutCount(out, "comments", observation.comments);
  return out;
}

Json ToJson(const Document& document) {
  Json out = {{"id", document.id}, {"source", document.source}, {"kind", Name(document.kind)}};
  PutText(out, "url", document.url);
  PutText(out, "title", WithDrillMark(DrillOf(document.id), document.title));
  PutText(out, "text", document.text);
  PutText(out, "author", document.author);
  PutText(out, "author_hash", document.author_hash);
  PutText(out, "tier", Name(document.tier));
  PutCount(out, "followers", document.followers);
  if (document.published_at) out["published_at"] = FormatRfc3339(*document.published_at);
  out["fetched_at"] = FormatRfc3339(document.fetched_at);
  PutText(out, "lang", document.lang);
  PutText(out, "region", document.region);
  if (!document.tags.empty()) out["tags"] = document.tags;
  if (document.observation) out["observation"] = ToJson(*document.observation);
  if (IsOfDrill(document.id)) out["drill"] = DrillOf(document.id);
  return out;
}

std::string FormatDocumentLine(const WireDocument& wire) {
  Json out = wire.rest.is_object() ? wire.rest : Json::object();
  Json ours = ToJson(wire.document);
  DropDerived(out, wire.document, ours);
  for (auto field = ours.begin(); field != ours.end(); ++field) {
    bool both_objects = field.value().is_object() && out.contains(field.key()) && out[field.key()].is_object();
    if (both_objects) {
      out[field.key()].update(field.value());
    } else {
      out[field.key()] = field.value();
    }
  }
  return Dump(out);
}

std::string Dump(const Json& json) {
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  // Line separators that JSON allows in strings but line readers and JavaScript do not.
  for (size_t at = text.find("\xE2\x80"); at != std::string::npos; at = text.find("\xE2\x80", at + 1)) {
    if (text.compare(at, 3, "\xE2\x80\xA8") == 0) text.replace(at, 3, "\\u2028");
    if (text.compare(at, 3, "\xE2\x80\xA9") == 0) text.replace(at, 3, "\\u2029");
  }
  return text;
}

}  // namespace fenghuo
