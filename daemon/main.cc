// fenghuo: one program; each subcommand is a file in daemon/commands/.

#include <sodium.h>

#include "base/check.h"
#include "daemon/commands/burst.h"
#include "daemon/commands/command.h"
#include "daemon/commands/silence.h"

int main(int argc, char** argv) {
  CHECK(sodium_init() >= 0, "libsodium cannot be started");
  CLI::App app("Fenghuo 烽火: reads news and social sources, grades what concerns the office, and does not let go until a "
               "named person has handled it.");
  app.name("fenghuo");
  app.require_subcommand(1);
  app.set_version_flag("--version", FENGHUO_VERSION);
  int exit_code = fenghuo::kExitOk;
  fenghuo::RegisterRun(app, exit_code);
  fenghuo::RegisterDemo(app, exit_code);
  fenghuo::RegisterCheck(app, exit_code);
  fenghuo::RegisterParse(app, exit_code);
  fenghuo::RegisterDecode(app, exit_code);
  fenghuo::RegisterExtract(app, exit_code);
  fenghuo::RegisterRobots(app, exit_code);
  fenghuo::RegisterMatch(app, exit_code);
  fenghuo::RegisterExplain(app, exit_code);
  fenghuo::RegisterTest(app, exit_code);
  fenghuo::RegisterStory(app, exit_code);
  fenghuo::RegisterBurst(app, exit_code);
  fenghuo::RegisterGrade(app, exit_code);
  fenghuo::RegisterReplay(app, exit_code);
  fenghuo::RegisterReport(app, exit_code);
  fenghuo::RegisterIncident(app, exit_code);
  fenghuo::RegisterSilence(app, exit_code);
  fenghuo::RegisterDrill(app, exit_code);
  fenghuo::RegisterRoster(app, exit_code);
  fenghuo::RegisterDocument(app, exit_code);
  fenghuo::RegisterImport(app, exit_code);
  fenghuo::RegisterSource(app, exit_code);
  fenghuo::RegisterVerify(app, exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& problem) {
    return fenghuo::FinishOutput(app.exit(problem) == 0 ? fenghuo::kExitOk : fenghuo::kExitUsage);
  }
  return fenghuo::FinishOutput(exit_code);
}
