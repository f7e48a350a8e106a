#include <cstdio>

#include "daemon/commands/command.h"
#include "daemon/replay.h"

namespace fenghuo {
namespace {

struct ReplayArguments {
  std::string config;
  ReplayOptions options;
};

int RunReplay(ReplayArguments arguments) {
  Result<LoadedConfig> loaded = LoadForUse(arguments.config);
  if (!loaded.ok()) return Fail(loaded.error());
  bool progress = ShowsProgress();
  if (progress) {
    arguments.options.progress = [](int64_t lines) {
      std::fprintf(stderr, "\r%lld lines", static_cast<long long>(lines));
    };
  }
  Result<ReplaySummary> summary = Replay(loaded->config, loaded->classifier, arguments.options);
  if (progress) std::fprintf(stderr, "\n");
  if (!summary.ok()) return Fail(summary.error());
  std::printf("%lld lines: %lld documents, %lld stories, %lld incidents, %lld notifications (none sent); digest %s\n",
              static_cast<long long>(summary->lines), static_cast<long long>(summary->documents),
              static_cast<long long>(summary->stories), static_cast<long long>(summary->incidents),
              static_cast<long long>(summary->notifications), summary->digest.c_str());
  return kExitOk;
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
  command->add_option("--workers", arguments->options.workers, "threads that match; the output is the same")
      ->default_val(1)
      ->check(CLI::Range(1, 64));
  command->footer(
      "Example:\n  fenghuo replay --config deploy/config --from-archive 2024-07.jsonl --out out\n"
      "A replay that was killed goes on where its last commit was when it is started again with the same --out.");
  command->callback([arguments, &exit_code] { exit_code = RunReplay(*arguments); });
}

}  // namespace fenghuo
