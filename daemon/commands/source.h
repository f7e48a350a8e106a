// `fenghuo source`: what can be read.
//
//   PrintTypes(std::cout);
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_SOURCE_H_
#define FENGHUO_DAEMON_COMMANDS_SOURCE_H_

#include <ostream>

namespace fenghuo {

// The types of sources and every preset, the unverified ones marked.
void PrintTypes(std::ostream& out);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_SOURCE_H_
