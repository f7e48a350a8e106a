// `fenghuo extract`: a page to its article, one JSON line each.
//
//   RegisterExtract(app, exit_code);   // in main
//
// Exit codes: 0 every input was a page, 1 one was not (its reason is on standard error), 2 usage, 3 an input cannot be
// read.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_EXTRACT_H_
#define FENGHUO_DAEMON_COMMANDS_EXTRACT_H_

#include <CLI/App.hpp>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "base/time.h"

namespace fenghuo {

struct ExtractOptions {
  std::vector<std::string> files;  // none: standard input; "-" is standard input too
  std::string url;
  std::string content_type;
  Timestamp now;  // for dates such as 3小时前
};

// Title, author and text are empty and published is null when the page does not tell them.
int RunExtract(const ExtractOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

void RegisterExtract(CLI::App& app, int& exit_code);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_EXTRACT_H_
