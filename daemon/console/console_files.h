// The files of the console page, as they are served: index.html, console.js, console.css, favicon.svg.
//
//   for (const EmbeddedFile& file : ConsoleFiles()) Serve("/" + file.name, file.content);
//
// The page needs nothing from elsewhere and holds no inline script or style, so it works under
// `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'`.
//
// Immutable: any number of threads.

#ifndef FENGHUO_DAEMON_CONSOLE_CONSOLE_FILES_H_
#define FENGHUO_DAEMON_CONSOLE_CONSOLE_FILES_H_

#include <vector>

#include "daemon/embedded_file.h"

namespace fenghuo {

const std::vector<EmbeddedFile>& ConsoleFiles();

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONSOLE_CONSOLE_FILES_H_
