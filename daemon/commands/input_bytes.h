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

// Whether a stream that gives no more ended at an error, not at its end. A directory opens like a file and fails at the first read.
bool WasCutShort(const std::istream& in);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_INPUT_BYTES_H_
