// What a demo came to, for people: incidents with every change of level, what became of the messages, which sources were blind.
//
//   PrintDemoSummary(world->config_path(), world->ledger_path());   // when the daemon has stopped
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_DEMO_SUMMARY_H_
#define FENGHUO_DAEMON_COMMANDS_DEMO_SUMMARY_H_

#include <string>

namespace fenghuo {

// From the closed store and the world's own ledger to standard output; prints nothing when either cannot be read.
void PrintDemoSummary(const std::string& config_path, const std::string& ledger_path);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_DEMO_SUMMARY_H_
