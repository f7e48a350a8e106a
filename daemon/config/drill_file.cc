#include "daemon/config/drill_file.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/duration.h"
#include "daemon/config/problems.h"
#include "daemon/config/reader.h"
#include "daemon/config/source_keys.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr Duration kLastAtMost = hours(24 * 7);
constexpr size_t kDocumentsMax = 500;
constexpr size_t kTextBytesMax = 64 * 1024;
constexpr int kCountMax = 1'000'000'000;
constexpr std::string_view kWord = "演练";

class DrillReader {
 public:
  DrillReader(const Config& config, DrillScenario& scenario) : config_(config), scenario_(scenario) {}

  void Read(const Place& root) {
    MapReader map(root);
    map.Text("name", scenario_.name, Need::kRequired);
    map.Each("participants", [&](const Place& item) { ReadParticipant(item); }, Need::kRequired);
    if (std::optional<Place> expected = map.Take("expected")) ReadExpected(*expected);
    std::optional<Place> documents = map.Take("documents", Need::kRequired);
    if (!documents) return;
    ReadList(*documents, [&](const Place& item) { ReadDocument(item); });
    const bool is_list = documents->node().kind == YamlNode::Kind::kList;
    if (is_list && documents->node().items.empty()) documents->Problem("must have at least one document");
    if (scenario_.documents.size() > kDocumentsMax) {
      documents->Problem("must be at most " + std::to_string(kDocumentsMax) + " documents with their reprints, are " +
                         std::to_string(scenario_.documents.size()));
    }
    std::stable_sort(scenario_.documents.begin(), scenario_.documents.end(),
                     [](const DrillDocument& a, const DrillDocument& b) { return a.after < b.after; });
  }

 private:
  void ReadParticipant(const Place& place) {
    std::string id;
    if (!ReadId(place, id)) return;
    const auto is_it = [&](const auto& known) { return known.id == id; };
    const Staff& staff = config_.staff;
    const bool known = std::any_of(staff.units.begin(), staff.units.end(), is_it) ||
                       std::any_of(staff.people.begin(), staff.people.end(), is_it);
    if (!known) return place.Wrong("must be a unit or a person of staff.yml");
    scenario_.participants.push_back(std::move(id));
  }

  void ReadExpected(const Place& place) {
    MapReader map(place);
    const auto read = [&](const char* key, std::optional<Duration>& out) {
      std::optional<Place> given = map.Take(key);
      if (given) ReadLength(*given, out.emplace(), {seconds(1), kLastAtMost});
    };
    read("first_notice", scenario_.expected.first_notice);
    read("acknowledged", scenario_.expected.acknowledged);
    read("assessed", scenario_.expected.assessed);
    read("statement", scenario_.expected.statement);
    read("closed", scenario_.expected.closed);
  }

  void ReadOffset(const Place& place, Duration& out) {
    const std::string& text = place.node().text;
    Result<Duration> length = ParseDuration(text.starts_with('+') ? std::string_view(text).substr(1) : "");
    if (!length.ok() || *length > kLastAtMost) {
      return place.Wrong("must be a time after the start such as +0m, +90s or +1h30m, at most +7d");
    }
    out = *length;
  }

  // What is known of a configured source need not be said.
  void ReadSource(const Place& place, DrillDocument& document) {
    std::string said;
    if (!ReadText(place, said)) return;
    document.source = said;
    for (const SourceConfig& source : config_.sources) {
      if (source.id != said && source.name != said) continue;
      document.source = source.id;
      document.kind = source.kind;
      document.tier = source.tier;
      document.region = source.region;
      return;
    }
  }

  void ReadOrigin(MapReader& map, DrillDocument& document) {
    if (std::optional<Place> at = map.Take("at", Need::kRequired)) ReadOffset(*at, document.after);
    std::optional<Place> source = map.Take("source", Need::kRequired);
    if (source) ReadSource(*source, document);
    map.OneOf("kind", document.kind, kDocumentKinds);
    map.OneOf("tier", document.tier, kDocumentTiers);
    map.Text("region", document.region);
    if (source && !document.source.empty() && document.tier == Tier::kUnknown) {
      source->Problem("is in no file of sources/, so tier must be given");
    }
  }

  void ReadWords(MapReader& map, DrillDocument& document, Need need) {
    const auto check = [](const Place& place, const std::string& words) {
      if (words.find(kWord) == std::string::npos) return;
      place.Problem("must not hold 演练: it is put in front of what people see, and rules take the word for a damper");
    };
    if (std::optional<Place> title = map.Take("title", need)) {
      if (ReadText(*title, document.title)) check(*title, document.title);
    }
    std::optional<Place> text = map.Take("text");
    if (!text) return;
    if (text->node().kind != YamlNode::Kind::kScalar) return text->Wrong("must be text");
    if (text->node().text.size() > kTextBytesMax) return text->Problem("must be at most 64 KiB");
    document.text = text->node().text;
    check(*text, document.text);
  }

  void ReadReach(MapReader& map, DrillDocument& document) {
    Observation seen;
    bool any = false;
    const auto read = [&](const char* key, std::optional<int64_t>& out, int least) {
      std::optional<Place> place = map.Take(key);
      if (!place) return;
      int64_t count = 0;
      if (!ReadNumber(*place, count, {least, kCountMax})) return;
      out = count;
      any = true;
    };
    read("rank", seen.rank, 1);
    read("heat", seen.heat, 0);
    read("views", seen.views, 0);
    read("likes", seen.likes, 0);
    read("reposts", seen.reposts, 0);
    read("comments", seen.comments, 0);
    if (any) document.observation = seen;
  }

  // The same words elsewhere; other words where they are given.
  void ReadReprint(const Place& place, const DrillDocument& of) {
    DrillDocument reprint;
    reprint.title = of.title;
    reprint.text = of.text;
    MapReader map(place);
    ReadOrigin(map, reprint);
    ReadWords(map, reprint, Need::kOptional);
    ReadReach(map, reprint);
    scenario_.documents.push_back(std::move(reprint));
  }

  void ReadDocument(const Place& place) {
    DrillDocument document;
    MapReader map(place);
    ReadOrigin(map, document);
    ReadWords(map, document, Need::kRequired);
    ReadReach(map, document);
    scenario_.documents.push_back(document);
    map.Each("reprints", [&](const Place& item) { ReadReprint(item, document); });
  }

  const Config& config_;
  DrillScenario& scenario_;
};

}  // namespace

Result<DrillScenario> ParseDrillFile(const ConfigFile& file, const Config& config) {
  Problems problems;
  if (!IsValidUtf8(file.bytes)) return Invalid(file.name + ": must be UTF-8, is something else (saved as GBK or ANSI?)");
  const std::optional<YamlNode> root = ParseYaml(file.name, file.bytes, problems);
  if (!root) return Invalid(problems.Text());
  DrillScenario scenario;
  DrillReader(config, scenario).Read(Place(*root, {file.name, root->line, ""}, problems));
  if (!problems.empty()) return Invalid(problems.Text());
  return scenario;
}

}  // namespace fenghuo
