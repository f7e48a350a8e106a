#include "daemon/commands/source.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/clock.h"
#include "base/hash.h"
#include "daemon/commands/command.h"
#include "daemon/commands/input_bytes.h"
#include "daemon/config/names.h"
#include "daemon/config/presets.h"
#include "daemon/crawl/feed/opml.h"
#include "daemon/net/curl_transport.h"
#include "daemon/part_settings.h"
#include "daemon/wire.h"

namespace fenghuo {
namespace {

constexpr const char* kTypes = R"(类型（sources/*.yml 中的 type）
  feed   RSS 0.9x、1.0、2.0，Atom 0.3、1.0，JSON Feed 1.x，CDF
  board  JSON 热榜：名次有意义，用 JSON 指针说明标题、热度等在哪里
  json   其他 JSON 接口：用 JSON 指针说明标题、正文、日期、阅读数等在哪里
  html   列表网页：用 CSS 选择器或 xpath: 开头的 XPath 说明条目、标题、链接等在哪里
  push   不抓取，由对方凭令牌送来（POST /api/v1/documents，fenghuo import）

预置信源（preset）
)";

}  // namespace

void PrintTypes(std::ostream& out) {
  out << kTypes;
  for (const Preset& preset : Presets()) {
    out << "  " << preset.id << "  " << preset.about << "（" << Name(preset.source.type) << (preset.recorded ? "" : "，未验证 unverified")
        << "）\n      " << (preset.address.empty() ? preset.source.url : preset.address) << '\n';
  }
  out << "未验证：没有用真实响应试过，启用前请先运行 fenghuo source test。\n";
}

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
  types->footer("Example:\n  fenghuo source types");
  types->callback([&exit_code] {
    PrintTypes(std::cout);
    exit_code = kExitOk;
  });
  auto wish = std::make_shared<TestWish>();  // shared by the option bindings and the callback, which outlive this call
  CLI::App* test = command->add_subcommand("test", "Reads one source once, keeps nothing, and shows what would be read");
  test->add_option("SOURCE", wish->what, "id of a source, or the address of a feed")->required();
  test->add_option("--config", wish->config, "directory of the configuration, or its fenghuo.yml")->required();
  test->footer("Example:\n  fenghuo source test weibo-hot --config deploy/config\n"
               "Exit code 1 when nothing would be read, 3 when the host cannot be reached.");
  test->callback([wish, &exit_code] { exit_code = RunTest(*wish); });
  RegisterOpml(*command, exit_code);
}

}  // namespace fenghuo
