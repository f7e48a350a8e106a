#include "base/passing_folder.h"

#include <stdlib.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace fenghuo {

Result<PassingFolder> PassingFolder::Make(const std::string& prefix) {
  std::error_code problem;
  std::filesystem::path parent = std::filesystem::temp_directory_path(problem);
  if (problem) return Unavailable("the system's temporary folder cannot be found: " + problem.message());
  std::string path = (parent / (prefix + "-XXXXXX")).string();
  if (mkdtemp(path.data()) == nullptr) return Unavailable(path + ": cannot be made: " + std::strerror(errno));
  return PassingFolder(std::move(path));
}

PassingFolder::PassingFolder(PassingFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

PassingFolder::~PassingFolder() {
  std::error_code ignored;
  if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
}

}  // namespace fenghuo
