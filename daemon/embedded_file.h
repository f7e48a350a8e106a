// A file of the source tree that is part of the program (daemon/embed.cmake).
//
// Immutable: any number of threads.

#ifndef FENGHUO_DAEMON_EMBEDDED_FILE_H_
#define FENGHUO_DAEMON_EMBEDDED_FILE_H_

#include <string>
#include <string_view>
#include <vector>

namespace fenghuo {

struct EmbeddedFile {
  std::string name;  // from the folder that was embedded
  std::string_view content;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_EMBEDDED_FILE_H_
