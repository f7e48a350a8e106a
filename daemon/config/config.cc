#include "daemon/config/config.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "alerts/roster/roster.h"
#include "daemon/config/parse.h"
#include "daemon/config/rule_tests.h"
#include "daemon/config/yaml_tree.h"

namespace fenghuo {
namespace {

constexpr Duration kRosterLooksAhead = hours(24 * 7);
constexpr size_t kSecretBytesMax = 64 * 1024;

// An open file that closes itself.
class OpenFile {
 public:
  explicit OpenFile(const std::string& path) : descriptor_(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

Error CannotRead(int problem) { return Unavailable(std::string("cannot be read: ") + std::strerror(problem)); }

// At most one byte more than `bytes_max`, so that the reader sees that there is more.
Result<std::string> ReadAll(int descriptor, size_t bytes_max) {
  std::string bytes(bytes_max + 1, '\0');
  size_t have = 0;
  while (have < bytes.size()) {
    ssize_t got = read(descriptor, bytes.data() + have, bytes.size() - have);
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return CannotRead(errno);
    have += static_cast<size_t>(got);
  }
  bytes.resize(have);
  return bytes;
}

Result<std::string> ReadFile(const std::string& path) {
  OpenFile file(path);
  if (file.descriptor() < 0) return CannotRead(errno);
  struct stat status{};
  if (fstat(file.descriptor(), &status) != 0) return CannotRead(errno);
  if (!S_ISREG(status.st_mode)) return Unavailable("cannot be read: not a file");
  return ReadAll(file.descriptor(), kYamlBytesMax);
}

// The content without white space at the end. The messages follow the key that names the file.
Result<std::string> ReadSecretFile(const std::string& path) {
  OpenFile file(path);
  struct stat status{};
  if (file.descriptor() < 0 || fstat(file.descriptor(), &status) != 0) {
    return Invalid("must name a file that can be read, \"" + path + "\": " + std::strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) return Invalid("must name a file, \"" + path + "\" is none");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    char mode[8];
    std::snprintf(mode, sizeof mode, "%04o", status.st_mode & 07777U);
    return Invalid("must name a file that its owner alone can read, \"" + path + "\" has mode " + mode +
                   "; chmod 600 mends it");
  }
  Result<std::string> bytes = ReadAll(file.descriptor(), kSecretBytesMax);
  if (!bytes.ok()) return Invalid("must name a file that can be read, \"" + path + "\" " + bytes.error().message);
  if (bytes->size() > kSecretBytesMax) return Invalid("must name a small file, \"" + path + "\" is larger than 64 KiB");
  bytes->erase(bytes->find_last_not_of(" \t\r\n") + 1);
  if (bytes->empty()) return Invalid("must name a file with a secret in it, \"" + path + "\" is empty");
  return bytes;
}

bool LooksLikeYaml(const std::filesystem::path& path) {
  std::string name = path.filename().string();
  return name[0] != '.' && (path.extension() == ".yml" || path.extension() == ".yaml");
}

// Adds the YAML files of one folder in the order of their names.
Result<void> CollectFolder(const std::filesystem::path& directory, const std::string& folder, std::vector<ConfigFile>& files) {
  std::error_code problem;
  std::vector<std::string> names;
  std::filesystem::directory_iterator entries(directory / folder, problem);
  if (problem) return Unavailable((directory / folder).string() + ": cannot be read: " + problem.message());
  for (; entries != std::filesystem::directory_iterator(); entries.increment(problem)) {
    if (LooksLikeYaml(entries->path()) && !entries->is_directory()) names.push_back(folder + entries->path().filename().string());
  }
  if (problem) return Unavailable((directory / folder).string() + ": cannot be read: " + problem.message());
  std::sort(names.begin(), names.end());
  for (const std::string& name : names) {
    Result<std::string> bytes = ReadFile((directory / name).string());
    if (!bytes.ok()) return bytes.error().In((directory / name).string());
    files.push_back({name, std::move(*bytes)});
  }
  return {};
}

std::string Count(size_t count, const char* one, const char* many) {
  return std::to_string(count) + " " + (count == 1 ? one : many);
}

}  // namespace

Result<Config> LoadConfig(const std::string& path) {
  std::error_code problem;
  std::filesystem::path directory(path);
  if (directory.filename() == "fenghuo.yml") directory = directory.parent_path();
  if (directory.empty()) directory = ".";
  if (!std::filesystem::is_directory(directory, problem)) {
    return Invalid(directory.string() + ": must be a directory with a fenghuo.yml, is none");
  }
  ConfigInput input{.directory = directory.string(), .files = {}, .read_secret = ReadSecretFile};
  for (const char* folder : {"", "sources/", "rules/", "roster/"}) {
    if (*folder != '\0' && !std::filesystem::is_directory(directory / folder, problem)) continue;
    Result<void> collected = CollectFolder(directory, folder, input.files);
    if (!collected.ok()) return collected.error();
  }
  return ParseConfig(input);
}

Result<void> CheckRoster(const Config& config, Timestamp now) {
  std::optional<Timestamp> gap = Roster(config.staff).FirstGap(now, now + kRosterLooksAhead);
  if (!gap) return {};
  return Invalid("staff.yml: shifts: must name somebody for each of the next 7 days, nobody is on duty from " +
                 config.zone.Format(*gap));
}

Result<std::vector<RuleTest>> LoadRuleTests(const std::string& path, const Config& config) {
  Result<std::string> bytes = ReadFile(path);
  if (!bytes.ok()) return bytes.error().In(path);
  return ParseRuleTests({path, std::move(*bytes)}, config);
}

Result<RuleSet> LoadRuleFiles(const std::vector<std::string>& paths) {
  std::vector<ConfigFile> files;
  for (const std::string& path : paths) {
    Result<std::string> bytes = ReadFile(path);
    if (!bytes.ok()) return bytes.error().In(path);
    files.push_back({path, std::move(*bytes)});
  }
  return ParseRules(files);
}

std::string Summarize(const Config& config) {
  return config.directory + ": " + Count(static_cast<size_t>(config.files), "file", "files") + ", " +
         Count(config.sources.size(), "source", "sources") + ", " + Count(config.rules.rules.size(), "rule", "rules") +
         ", " + Count(config.staff.people.size(), "person", "people") + " in " +
         Count(config.staff.units.size(), "unit", "units") + ", " +
         Count(config.channels.size(), "channel", "channels") + ", " +
         Count(config.policies.rows.size(), "policy row", "policy rows");
}

}  // namespace fenghuo
