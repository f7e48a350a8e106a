// `fenghuo silence`: 暂停提醒 at a running daemon, as a named person.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_SILENCE_H_
#define FENGHUO_DAEMON_COMMANDS_SILENCE_H_

#include <string>

#include "base/zone.h"
#include "daemon/commands/command.h"
#include "daemon/wire.h"

namespace fenghuo {

void RegisterSilence(CLI::App& app, int& exit_code);

// One line of the list, in the officer's words; what the server gives cannot steer the terminal.
std::string ShownSilenceLine(const Json& silence, const Zone& zone);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_SILENCE_H_
