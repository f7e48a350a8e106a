// `fenghuo robots`: whether a robots.txt lets a crawler read a URL, and the line that decides.
//
//   RegisterRobots(app, exit_code);   // in main
//
// Exit codes: 0 allowed, 1 not, 2 larger than any robots.txt, 3 cannot be read.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_ROBOTS_H_
#define FENGHUO_DAEMON_COMMANDS_ROBOTS_H_

#include <CLI/App.hpp>
#include <istream>
#include <ostream>
#include <string>

namespace fenghuo {

struct RobotsOptions {
  std::string agent;
  std::string url;
  std::string file = "-";
};

int RunRobots(const RobotsOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

void RegisterRobots(CLI::App& app, int& exit_code);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_ROBOTS_H_
