#include <cstdio>

#include "base/clock.h"
#include "daemon/commands/command.h"
#include "daemon/serve/listen_address.h"

namespace fenghuo {

void RegisterCheck(CLI::App& app, int& exit_code) {
  auto path = std::make_shared<std::string>();  // shared by the option and the callback
  CLI::App* command = app.add_subcommand("check", "Checks everything that the configuration names; all problems at once");
  command->add_option("--config", *path, "directory of the configuration, or its fenghuo.yml")->required();
  command->footer("Example:\n  fenghuo check --config deploy/config\nExit code 2 when there is a problem.");
  command->callback([path, &exit_code] {
    Result<LoadedConfig> loaded = LoadForUse(*path);
    if (!loaded.ok()) {
      exit_code = Fail(loaded.error());
      return;
    }
    // What the daemon would refuse at its start as well, and what it would find out at night.
    Result<ListenAddress> listen = ReadListenAddress(loaded->config.serve.listen, loaded->config.staff);
    Result<void> roster = CheckRoster(loaded->config, SystemClock().Now());
    if (!listen.ok()) exit_code = Fail(listen.error());
    if (!roster.ok()) exit_code = Fail(roster.error());
    if (!listen.ok() || !roster.ok()) return;
    std::printf("%s\n", Summarize(loaded->config).c_str());
    exit_code = kExitOk;
  });
}

}  // namespace fenghuo
