// `fenghuo decode`: bytes to UTF-8, by a label or by the crawler's own decision.
//
//   RegisterDecode(app, exit_code);   // in main
//
// Exit codes: 0 decoded, 1 the charset that the bytes declare is refused, 2 an unknown or refused label, 3 cannot be read.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_DECODE_H_
#define FENGHUO_DAEMON_COMMANDS_DECODE_H_

#include <CLI/App.hpp>
#include <istream>
#include <ostream>
#include <string>

namespace fenghuo {

struct DecodeOptions {
  std::string file = "-";
  std::string charset;       // label, or empty: decide
  std::string content_type;  // header, for deciding
  bool explain = false;      // the decision on standard error
};

int RunDecode(const DecodeOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

void RegisterDecode(CLI::App& app, int& exit_code);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_DECODE_H_
