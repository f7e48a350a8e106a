// Fields of JSON that somebody else wrote: what is missing or of another type is absent, and nothing throws.
//
//   std::string title = TextAt(incident, "title");
//   for (const Json& entry : ListAt(incident, "timeline")) ...
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_COMMANDS_FOREIGN_FIELDS_H_
#define FENGHUO_DAEMON_COMMANDS_FOREIGN_FIELDS_H_

#include <optional>
#include <string>

#include "daemon/wire.h"

namespace fenghuo {

std::string TextAt(const Json& object, const char* key);  // empty when absent
std::optional<int64_t> NumberAt(const Json& object, const char* key);
const Json& ListAt(const Json& object, const char* key);    // an empty list when absent; lives as long as `object`
const Json& ObjectAt(const Json& object, const char* key);  // an empty object when absent; lives as long as `object`

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_FOREIGN_FIELDS_H_
