// A small valid configuration as file contents, for tests that spoil one file of it.
//
//   EXPECT_EQ(ProblemsOf(SmallConfig().With("levels.yml", "levels: 3\n")), "levels.yml:1: …");

#ifndef FENGHUO_TESTS_DAEMON_CONFIG_CONFIG_FILES_H_
#define FENGHUO_TESTS_DAEMON_CONFIG_CONFIG_FILES_H_

#include <map>
#include <string>

#include "base/result.h"
#include "daemon/config/parse.h"

namespace fenghuo {

class ConfigFiles {
 public:
  ConfigFiles With(const std::string& name, const std::string& bytes) const {
    ConfigFiles copy = *this;
    copy.files_[name] = bytes;
    return copy;
  }
  ConfigFiles Without(const std::string& name) const {
    ConfigFiles copy = *this;
    copy.files_.erase(name);
    return copy;
  }
  // `from` replaced by `to` in one file; the test is wrong when `from` is not there.
  ConfigFiles Changed(const std::string& name, const std::string& from, const std::string& to) const {
    ConfigFiles copy = *this;
    std::string& bytes = copy.files_.at(name);
    bytes.replace(bytes.find(from), from.size(), to);
    return copy;
  }
  ConfigFiles WithSecret(const std::string& path, const std::string& content) const {
    ConfigFiles copy = *this;
    copy.secrets_[path] = content;
    return copy;
  }

  Result<Config> Parse() const {
    ConfigInput input{.directory = "etc", .files = {}, .read_secret = [this](const std::string& path) -> Result<std::string> {
                        auto found = secrets_.find(path);
                        if (found == secrets_.end()) return Invalid("must name a file that can be read, \"" + path + "\": none");
                        return found->second;
                      }};
    for (const auto& [name, bytes] : files_) input.files.push_back({name, bytes});
    return ParseConfig(input);
  }

 private:
  std::map<std::string, std::string> files_;
  std::map<std::string, std::string> secrets_;
};

inline std::string ProblemsOf(const ConfigFiles& files) {
  Result<Config> config = files.Parse();
  return config.ok() ? "no problem" : config.error().message;
}

// The whole small configuration; see config_files.cc.
ConfigFiles SmallConfig();

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_CONFIG_CONFIG_FILES_H_
