// A directory of its own for one test, gone with it.
//
//   TemporaryDirectory directory;
//   auto store = Store::Open(directory.Path("store"));
//
// One thread.

#ifndef FENGHUO_TESTS_STORAGE_TEMPORARY_DIRECTORY_H_
#define FENGHUO_TESTS_STORAGE_TEMPORARY_DIRECTORY_H_

#include <stdlib.h>

#include <filesystem>
#include <string>
#include <system_error>

#include "base/check.h"

namespace fenghuo {

class TemporaryDirectory {
 public:
  TemporaryDirectory() : path_((std::filesystem::temp_directory_path() / "fenghuo-test-XXXXXX").string()) {
    CHECK(mkdtemp(path_.data()) != nullptr, "no temporary directory can be made");
  }
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  std::string Path(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_STORAGE_TEMPORARY_DIRECTORY_H_
