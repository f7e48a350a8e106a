#include "daemon/commands/source.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/clock.h"
#include "base/hash.h"
#include "base/nearest_word.h"
#include "daemon/commands/command.h"
#include "daemon/commands/input_bytes.h"
#include "daemon/commands/read_presets.h"
#include "daemon/config/names.h"
#include "daemon/crawl/feed/opml.h"
#include "daemon/crawl/raw_body.h"
#include "daemon/net/curl_transport.h"
#include "daemon/part_settings.h"
#include "daemon/wire.h"

namespace fenghuo {
namespace {

struct TestWish {
  std::string what;
  std::string config;
};

// The source of that id, or a feed at that address.
Result<SourceConfig> SourceNamed(const std::string& what, const Config& config) {
  std::vector<std::string> known;
  for (const SourceConfig& source : config.sources) {
    if (source.id == what) return source;
    known.push_back(source.id);
  }
  if (what.starts_with("http://") || what.starts_with("https://")) {
    SourceConfig feed;
    feed.id = "test";
    feed.url = what;
    return feed;
  }
  std::string nearest = NearestWord(what, known);
  return Invalid("no source \"" + what + "\"" + (nearest.empty() ? "" : "; the nearest is \"" + nearest + "\""));
}

// The preset has read a real answer, which `source types` shows from now on.
void NoteRead(const SourceConfig& source, const Config& config) {
  Result<void> noted = NotePresetRead(config.data_path, source.preset, SystemClock().Now());
  if (!noted.ok()) std::cerr << "not noted that preset " << source.preset << " was read: " << noted.error().message << '\n';
}

int ShowTypes(const std::string& path) {
  if (path.empty()) {
    PrintTypes({}, std::cout);
    return kExitOk;
  }
  Result<Config> config = LoadConfig(path);
  if (!config.ok()) return Fail(config.error());
  PrintTypes(PresetsRead(config->data_path), std::cout);
  return kExitOk;
}

struct RawWish {
  std::string source;
  std::string kind;
  std::string config;
};

// The bytes to standard output, what is known of them to standard error.
int ShowRaw(const RawWish& wish) {
  Result<Config> config = LoadConfig(wish.config);
  if (!config.ok()) return Fail(config.error());
  Result<SourceConfig> source = SourceNamed(wish.source, *config);
  if (!source.ok()) return Fail(source.error());
  RawKind kind = wish.kind == Name(RawKind::kGood) ? RawKind::kGood : RawKind::kBad;
  Result<RawBody> raw = FindRaw(config->data_path, source->id, kind);
  if (!raw.ok()) {
    std::cerr << raw.error().message << '\n';
    return raw.error().code == ErrorCode::kNotFound ? kExitNo : kExitWorld;
  }
  std::cerr << FormatRfc3339(raw->at) << ", HTTP " << raw->status << ", " << raw->content_type << ", " << raw->bytes.size() << " of "
            << raw->bytes_total << " bytes, " << raw->url << (raw->reason.empty() ? "" : "\n" + raw->reason) << '\n';
  std::cout << raw->bytes << std::flush;
  return std::cout.good() ? kExitOk : kExitWorld;
}

void RegisterRaw(CLI::App& command, int& exit_code) {
  auto wish = std::make_shared<RawWish>();  // shared by the option bindings and the callback, which outlive this call
  CLI::App* raw = command.add_subcommand("raw", "What a source sent: its last good answer, or the first bad one of its last outage");
  raw->add_option("SOURCE", wish->source, "id of a source")->required();
  raw->add_option("KIND", wish->kind, "good or bad")->required()->check(CLI::IsMember({"good", "bad"}));
  raw->add_option("--config", wish->config, "directory of the configuration, or its fenghuo.yml")->required();
  raw->footer("Example:\n  fenghuo source raw weibo-hot bad --config deploy/config > answer\n"
              "Exit code 1 when nothing was kept.");
  raw->callback([wish, &exit_code] { exit_code = ShowRaw(*wish); });
}

int RunTest(const TestWish& wish) {
  Result<Config> config = LoadConfig(wish.config);
  if (!config.ok()) return Fail(config.error());
  Result<SourceConfig> source = SourceNamed(wish.what, *config);
  if (!source.ok()) return Fail(source.error());
  if (source->type == SourceType::kPush) return Fail(Invalid("a push source is not read: it sends"));
  Result<std::shared_ptr<const AddressGate>> gate = MakeGate(*config, "http://" + config->serve.listen);
  if (!gate.ok()) return Fail(gate.error());
  CurlTransport transport({.in_flight_max = 1, .hosts = nullptr}, *gate);
  Trial trial = TrySource(*source, config->crawl, transport, SystemClock().Now());
  int code = PrintTrial(trial, std::cout);
  if (code == kExitOk && !source->preset.empty()) NoteRead(*source, *config);
  bool world = trial.response && trial.response->error != TransportError::kNone;
  return world ? kExitWorld : code;
}

int ExportOpml(const std::string& path) {
  Result<Config> config = LoadConfig(path);
  if (!config.ok()) return Fail(config.error());
  std::cout << WriteOpml("Fenghuo", config->sources);
  return kExitOk;
}

// A file for sources/; what OPML does not say (kind, tier, region) is for the office to add.
int ImportOpml(const std::string& path) {
  Result<std::string> bytes = ReadInput(path, std::cin);
  if (!bytes.ok()) return Fail(bytes.error().In(path));
  Result<std::vector<OpmlFeed>> feeds = ReadOpml(*bytes);
  if (!feeds.ok()) return Fail(feeds.error().In(path));
  std::cout << "defaults: {type: feed, kind: article, tier: unknown}\nsources:\n";
  for (const OpmlFeed& feed : *feeds) {
    std::cout << "  - {id: feed-" << Hex64(Hash64(feed.url)) << ", name: " << Dump(feed.title) << ", url: " << Dump(feed.url);
    if (!feed.folder.empty()) std::cout << ", tags: [" << Dump(feed.folder) << "]";
    std::cout << "}\n";
  }
  return feeds->empty() ? kExitNo : kExitOk;
}

void RegisterOpml(CLI::App& command, int& exit_code) {
  auto path = std::make_shared<std::string>();  // shared by the option bindings and the callbacks, which outlive this call
  CLI::App* out = command.add_subcommand("export-opml", "The feeds of a configuration as OPML");
  out->add_option("--config", *path, "directory of the configuration, or its fenghuo.yml")->required();
  out->footer("Example:\n  fenghuo source export-opml --config deploy/config > feeds.opml");
  out->callback([path, &exit_code] { exit_code = ExportOpml(*path); });
  CLI::App* in = command.add_subcommand("import-opml", "An OPML file as a file for sources/, which is printed");
  in->add_option("FILE", *path, "OPML; \"-\" is standard input")->required();
  in->footer("Example:\n  fenghuo source import-opml feeds.opml > deploy/config/sources/9-from-reader.yml");
  in->callback([path, &exit_code] { exit_code = ImportOpml(*path); });
}

}  // namespace

void RegisterSource(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("source", "sources: types and presets, and one tried");
  command->require_subcommand(1);
  CLI::App* types = command->add_subcommand("types", "Lists the types of sources and the presets");
  auto types_config = std::make_shared<std::string>();  // shared by the option binding and the callback, which outlive this call
  types->add_option("--config", *types_config, "also shows which presets \"source test\" has read here");
  types->footer("Example:\n  fenghuo source types --config deploy/config");
  types->callback([types_config, &exit_code] { exit_code = ShowTypes(*types_config); });
  auto wish = std::make_shared<TestWish>();  // shared by the option bindings and the callback, which outlive this call
  CLI::App* test = command->add_subcommand("test", "Reads one source once, keeps nothing, and shows what would be read");
  test->add_option("SOURCE", wish->what, "id of a source, or the address of a feed")->required();
  test->add_option("--config", wish->config, "directory of the configuration, or its fenghuo.yml")->required();
  test->footer("Example:\n  fenghuo source test weibo-hot --config deploy/config\n"
               "Exit code 1 when nothing would be read, 3 when the host cannot be reached.");
  test->callback([wish, &exit_code] { exit_code = RunTest(*wish); });
  RegisterRaw(*command, exit_code);
  RegisterOpml(*command, exit_code);
}

}  // namespace fenghuo
