// The files of the demo that are part of the program: the scenario, and the configuration it runs with.
//
// Immutable: any number of threads.

#ifndef FENGHUO_DAEMON_DEMO_DEMO_FILES_H_
#define FENGHUO_DAEMON_DEMO_DEMO_FILES_H_

#include "daemon/embedded_file.h"

namespace fenghuo {

// Of deploy/demo: scenario.json and config/…
const std::vector<EmbeddedFile>& DemoFiles();
// Of deploy/config: rules/…, calendar.yml, levels.yml, places.yml, policies.yml, used as they are.
const std::vector<EmbeddedFile>& ExampleFiles();

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DEMO_DEMO_FILES_H_
