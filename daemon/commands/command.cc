#include "daemon/commands/command.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <utility>

#include "daemon/commands/input_bytes.h"

namespace fenghuo {
namespace {

Result<void> TakeLines(std::istream& in, const std::string& name,
                       const std::function<Result<void>(std::string_view, const std::string&)>& take) {
  std::string line;
  for (int64_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (Result<void> taken = take(line, name + ":" + std::to_string(number)); !taken.ok()) return taken;
  }
  if (WasCutShort(in)) return Unavailable(name + ": cannot be read to its end");
  return {};
}

}  // namespace

int ExitCodeOf(const Error& error) {
  return error.code == ErrorCode::kInvalid || error.code == ErrorCode::kNotFound ? kExitUsage : kExitWorld;
}

int Fail(const Error& error) {
  std::istringstream lines(error.message);
  for (std::string line; std::getline(lines, line);) std::fprintf(stderr, "fenghuo: %s\n", line.c_str());
  return ExitCodeOf(error);
}

int FinishOutput(int exit_code) {
  std::cout.flush();
  bool written = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good();
  if (written) return exit_code;
  std::fprintf(stderr, "fenghuo: standard output: not all could be written\n");
  return kExitWorld;
}

Result<LoadedConfig> LoadForUse(const std::string& path) {
  Result<Config> config = LoadConfig(path);
  if (!config.ok()) return config.error();
  Result<std::shared_ptr<const Classifier>> classifier = Classifier::Make(*config);
  if (!classifier.ok()) return classifier.error();
  return LoadedConfig{std::move(*config), std::move(*classifier)};
}

Result<void> ForEachLine(const std::vector<std::string>& files,
                         const std::function<Result<void>(std::string_view, const std::string&)>& take) {
  if (files.empty()) return TakeLines(std::cin, "standard input", take);
  for (const std::string& path : files) {
    std::ifstream in(path);
    if (!in) return Unavailable(path + ": cannot be read");
    if (Result<void> taken = TakeLines(in, path, take); !taken.ok()) return taken;
  }
  return {};
}

bool ShowsProgress() { return isatty(STDERR_FILENO) != 0; }

}  // namespace fenghuo
