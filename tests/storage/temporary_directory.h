// A directory of its own for one test, gone with it.
//
//   TemporaryDirectory directory;
//   auto store = Store::Open(directory.Path("store"));
//
// One thread.

#ifndef FENGHUO_TESTS_STORAGE_TEMPORARY_DIRECTORY_H_
#define FENGHUO_TESTS_STORAGE_TEMPORARY_DIRECTORY_H_

#include <string>
#include <utility>

#include "base/check.h"
#include "base/passing_folder.h"

namespace fenghuo {

class TemporaryDirectory {
 public:
  TemporaryDirectory() : folder_(Make()) {}

  std::string Path(const std::string& name) const { return folder_.path() + "/" + name; }

 private:
  static PassingFolder Make() {
    Result<PassingFolder> folder = PassingFolder::Make("fenghuo-test");
    CHECK(folder.ok(), "no temporary directory can be made");
    return std::move(*folder);
  }

  PassingFolder folder_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_STORAGE_TEMPORARY_DIRECTORY_H_
