// The whole of a file or of standard input, for commands that work on bytes.
//
//   Result<std::string> body = ReadInput("feed.xml", std::cin);   // "-" is standard input
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_INPUT_BYTES_H_
#define FENGHUO_DAEMON_COMMANDS_INPUT_BYTES_H_

#include <istream>
#include <string>

#include "base/result.h"

namespace fenghuo {

// kUnavailable: cannot be read. kInvalid: larger than 64 MiB, which no source may send.
Result<std::string> ReadInput(const std::string& path, std::istream& standard_input);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_INPUT_BYTES_H_
