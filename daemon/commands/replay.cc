#include <cstdio>

#include "daemon/commands/command.h"
#include "daemon/replay.h"
#include "daemon/replay_differences.h"

namespace fenghuo {
namespace {

constexpr const char* kComparedFolder = "/compared";

struct ReplayArguments {
  std::string config;
  std::string compare;  // the other configuration; empty: none
  ReplayOptions options;
};

Result<void> ReplayOne(const LoadedConfig& loaded, ReplayOptions options) {
  bool progress = ShowsProgress();
  if (progress) {
    options.progress = [](int64_t lines) { std::fprintf(stderr, "\r%lld lines", static_cast<long long>(lines)); };
  }
  Result<ReplaySummary> summary = Replay(loaded.config, loaded.classifier, options);
  if (progress) std::fprintf(stderr, "\n");
  if (!summary.ok()) return summary.error();
  std::printf("%lld lines: %lld documents, %lld stories, %lld incidents, %lld notifications (none sent); digest %s\n",
              static_cast<long long>(summary->lines), static_cast<long long>(summary->documents),
              static_cast<long long>(summary->stories), static_cast<long long>(summary->incidents),
              static_cast<long long>(summary->notifications), summary->digest.c_str());
  return {};
}

Result<void> Compare(const ReplayArguments& arguments, const Config& config) {
  Result<ReplayedRun> live = ReadReplay(arguments.options.out);
  if (!live.ok()) return live.error();
  Result<ReplayedRun> other = ReadReplay(arguments.options.out + kComparedFolder);
  if (!other.ok()) return other.error();
  const std::vector<ReplayDifference> differences = CompareReplays(*live, *other);
  if (Result<void> written = WriteDifferences(differences, arguments.options.out + "/differences.jsonl"); !written.ok()) return written;
  std::printf("%s", SayDifferences(differences, {config.language, config.zone}).c_str());
  return {};
}

// Both configurations are read before the first line is: a mistake in the second must not cost the run of the first.
int RunReplay(const ReplayArguments& arguments) {
  Result<LoadedConfig> loaded = LoadForUse(arguments.config);
  if (!loaded.ok()) return Fail(loaded.error());
  if (arguments.compare.empty()) {
    Result<void> done = ReplayOne(*loaded, arguments.options);
    return done.ok() ? kExitOk : Fail(done.error());
  }
  Result<LoadedConfig> other = LoadForUse(arguments.compare);
  if (!other.ok()) return Fail(other.error());
  ReplayOptions compared = arguments.options;
  compared.out += kComparedFolder;
  Result<void> done = ReplayOne(*loaded, arguments.options);
  if (done.ok()) done = ReplayOne(*other, compared);
  if (done.ok()) done = Compare(arguments, loaded->config);
  return done.ok() ? kExitOk : Fail(done.error());
}

}  // namespace

void RegisterReplay(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<ReplayArguments>();  // shared by the options and the callback
  CLI::App* command =
      app.add_subcommand("replay", "Runs the whole pipeline over an archive of JSON Lines in event time; nothing is sent");
  command->add_option("--config", arguments->config, "directory of the configuration, or its fenghuo.yml")->required();
  command
      ->add_option("--from-archive", arguments->options.archives,
                   "JSON Lines, one document or observation a line; read one behind the other")
      ->required();
  command->add_option("--out", arguments->options.out, "where documents, stories, incidents and notifications go")
      ->default_val("replay-out");
  command->add_option("--clicks", arguments->options.clicks,
                      "what people said about documents, as `fenghuo document clicks` writes it: the relevance filters that it teaches "
                      "work from the first line on");
  command->add_option("--compare", arguments->compare,
                      "another configuration: runs it over the same archive into <out>/compared, prints what would have alerted, what "
                      "would have been missed and which levels change, and writes it with document ids to <out>/differences.jsonl");
  command->add_option("--workers", arguments->options.workers, "threads that match; the output is the same")
      ->default_val(1)
      ->check(CLI::Range(1, 64));
  command->footer(
      "Example:\n  fenghuo replay --config deploy/config --from-archive 2024-07.jsonl --out out\n"
      "  fenghuo replay --config deploy/config --compare trial --from-archive 2024-07.jsonl --out out\n"
      "A replay that was killed goes on where its last commit was when it is started again with the same --out.");
  command->callback([arguments, &exit_code] { exit_code = RunReplay(*arguments); });
}

}  // namespace fenghuo
