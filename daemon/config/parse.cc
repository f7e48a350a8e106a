#include "daemon/config/parse.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/hash.h"
#include "base/nearest_word.h"
#include "daemon/config/loaders.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

// The files at the top, in the order they are read.
struct TopFile {
  const char* name;
  void (*load)(const Place& root, Loading& loading);
  Need need = Need::kRequired;
};
constexpr TopFile kTopFiles[] = {{"fenghuo.yml", LoadMain},   {"levels.yml", LoadLevels},     {"places.yml", LoadPlaces},
                                 {"staff.yml", LoadStaff},    {"channels.yml", LoadChannels}, {"policies.yml", LoadPolicies},
                                 {"calendar.yml", LoadCalendar, Need::kOptional}};

// Not read here: for `fenghuo test`.
constexpr const char* kRuleTests = "rule-tests.yml";

using Trees = std::map<std::string, YamlNode>;

bool IsIn(const std::string& name, const char* folder) { return name.rfind(folder, 0) == 0; }

std::optional<YamlNode> ParseFile(const ConfigFile& file, Problems& problems) {
  if (!IsValidUtf8(file.bytes)) {
    problems.Add({file.name, 0, ""}, "must be UTF-8, is something else (saved as GBK or ANSI?)");
    return std::nullopt;
  }
  std::optional<YamlNode> root = ParseYaml(file.name, file.bytes, problems);
  // A file in which everything is commented out says nothing, which is allowed where no key is required.
  if (root && root->kind == YamlNode::Kind::kNull) root->kind = YamlNode::Kind::kMap;
  return root;
}

Trees ParseFiles(const std::vector<ConfigFile>& files, Problems& problems) {
  Trees trees;
  for (const ConfigFile& file : files) {
    if (std::optional<YamlNode> root = ParseFile(file, problems)) trees.emplace(file.name, std::move(*root));
  }
  return trees;
}

void LoadEach(const Trees& trees, const char* folder, void (*load)(const Place&, Loading&), Loading& loading,
              Problems& problems) {
  for (const auto& [name, root] : trees) {
    if (IsIn(name, folder)) load(Place(root, {name, root.line, ""}, problems), loading);
  }
}

// What is missing altogether, and files that nobody would read.
void CheckFileNames(const std::vector<ConfigFile>& files, Problems& problems) {
  std::vector<std::string> known;
  for (const TopFile& top : kTopFiles) {
    known.push_back(top.name);
    bool given = std::any_of(files.begin(), files.end(), [&](const ConfigFile& file) { return file.name == top.name; });
    if (!given && top.need == Need::kRequired) problems.Add({top.name, 0, ""}, "must be there");
  }
  known.push_back(kRuleTests);
  for (const char* folder : {"rules/", "sources/"}) {
    bool given = std::any_of(files.begin(), files.end(), [&](const ConfigFile& file) { return IsIn(file.name, folder); });
    if (!given) problems.Add({std::string(folder) + "*.yml", 0, ""}, "must be at least one file");
  }
  for (const ConfigFile& file : files) {
    bool in_folder = IsIn(file.name, "rules/") || IsIn(file.name, "sources/") || IsIn(file.name, "roster/");
    bool right = file.name.ends_with(".yml") &&
                 (in_folder || std::find(known.begin(), known.end(), file.name) != known.end());
    if (right) continue;
    std::string nearest = in_folder ? "" : NearestWord(file.name, known);
    problems.Add({file.name, 0, ""}, in_folder         ? "must end in .yml, or nobody reads it"
                                     : nearest.empty() ? "unknown file, nobody reads it"
                                                       : "unknown file; the nearest known file is \"" + nearest + "\"");
  }
}

// The kinds of names whose files could all be read.
std::set<NameKind> KindsGiven(const std::vector<ConfigFile>& files, const Trees& trees) {
  struct Home {
    NameKind kind;
    const char* file;
  };
  constexpr Home kHomes[] = {{NameKind::kSource, "sources/"}, {NameKind::kRule, "rules/"},      {NameKind::kTermSet, "rules/"},
                             {NameKind::kExceptedRule, "rules/"}, {NameKind::kSeverityTerm, "rules/"},
                             {NameKind::kUnit, "staff.yml"},  {NameKind::kPerson, "staff.yml"}, {NameKind::kChannel, "channels.yml"}};
  auto readable = [&](const ConfigFile& file) {
    auto tree = trees.find(file.name);
    return tree != trees.end() && tree->second.kind == YamlNode::Kind::kMap;
  };
  std::set<NameKind> kinds;
  for (const Home& home : kHomes) {
    auto there = [&](const ConfigFile& file) { return IsIn(file.name, home.file); };
    bool broken = std::any_of(files.begin(), files.end(), [&](const ConfigFile& file) { return there(file) && !readable(file); });
    if (!broken && std::any_of(files.begin(), files.end(), there)) kinds.insert(home.kind);
  }
  return kinds;
}

uint64_t HashOf(std::vector<ConfigFile> files) {
  std::sort(files.begin(), files.end(), [](const ConfigFile& a, const ConfigFile& b) { return a.name < b.name; });
  std::string all;
  for (const ConfigFile& file : files) all += Hex64(Hash64(file.name)) + Hex64(Hash64(file.bytes));
  return Hash64(all);
}

}  // namespace

std::string ResolvePath(const Config& config, const std::string& name) {
  return name.empty() || name[0] == '/' ? name : config.directory + "/" + name;
}

void ReadReference(const Place& place, NameKind kind, Loading& loading, std::string& out) {
  if (!ReadId(place, out)) return;
  loading.names.Use(kind, out, place.spot());
}

Result<Config> ParseConfig(const ConfigInput& input) {
  Problems problems;
  Names names;
  Config config;
  config.directory = input.directory;
  config.hash = HashOf(input.files);
  config.files = static_cast<int>(input.files.size());
  CheckFileNames(input.files, problems);
  Trees trees = ParseFiles(input.files, problems);

  Loading loading{config, names, input.read_secret, problems, {}, {}, {}};
  LoadEach(trees, "roster/", LoadSheet, loading, problems);
  for (const TopFile& top : kTopFiles) {
    auto found = trees.find(top.name);
    if (found != trees.end()) top.load(Place(found->second, {top.name, found->second.line, ""}, problems), loading);
  }
  LoadEach(trees, "sources/", LoadSources, loading, problems);
  LoadEach(trees, "rules/", LoadTermSets, loading, problems);
  LoadEach(trees, "rules/", LoadRules, loading, problems);
  for (const std::function<void()>& check : loading.later) check();
  names.Check(problems, KindsGiven(input.files, trees));
  if (problems.empty()) return config;
  return Invalid(problems.Text());
}

Result<RuleSet> ParseRules(const std::vector<ConfigFile>& files) {
  Problems problems;
  Names names;
  Config config;
  const SecretReader no_secrets;
  Loading loading{config, names, no_secrets, problems, {}, {}, {}};
  Trees trees = ParseFiles(files, problems);
  LoadEach(trees, "", LoadTermSets, loading, problems);
  LoadEach(trees, "", LoadRules, loading, problems);
  for (const std::function<void()>& check : loading.later) check();
  // Files alone: what counts for all rules but one may stand without that one.
  names.Check(problems, {NameKind::kRule, NameKind::kTermSet, NameKind::kSeverityTerm});
  if (problems.empty()) return config.rules;
  return Invalid(problems.Text());
}

}  // namespace fenghuo
