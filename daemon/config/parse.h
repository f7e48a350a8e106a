// ParseConfig makes a Config out of file contents that somebody else has read: the seam for tests and the fuzzer.
//
//   ConfigInput input{.directory = "deploy/config", .files = {{"fenghuo.yml", "data: …"}, …}, .read_secret = ReadSecretFile};
//   Result<Config> config = ParseConfig(input);
//
// Pure but for what read_secret does: any number of threads.

#ifndef FENGHUO_DAEMON_CONFIG_PARSE_H_
#define FENGHUO_DAEMON_CONFIG_PARSE_H_

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/config/config.h"

namespace fenghuo {

struct ConfigFile {
  std::string name;  // relative to the directory: "rules/food.yml"
  std::string bytes;
};

struct ConfigInput {
  std::string directory;
  std::vector<ConfigFile> files;
  // The content of a secret file, trimmed; the error's message follows the path of the key that names the file.
  std::function<Result<std::string>(const std::string& path)> read_secret;
};

// As LoadConfig: kInvalid with every problem.
Result<Config> ParseConfig(const ConfigInput& input);

// The same for files of rules alone, whose departments are not looked up.
Result<RuleSet> ParseRules(const std::vector<ConfigFile>& files);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_PARSE_H_
