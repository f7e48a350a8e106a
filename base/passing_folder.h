// A PassingFolder is a new folder in the system's temporary one that goes away with its owner, and all that is in it.
//
//   Result<PassingFolder> folder = PassingFolder::Make("fenghuo-demo");   // /tmp/fenghuo-demo-a8Xk2q
//   if (!folder.ok()) return folder.error();
//   Store::Open(folder->path() + "/data");
//
// What cannot be removed stays there. Whatever holds files of it open must go first.
//
// One thread.

#ifndef FENGHUO_BASE_PASSING_FOLDER_H_
#define FENGHUO_BASE_PASSING_FOLDER_H_

#include <string>

#include "base/result.h"

namespace fenghuo {

class PassingFolder {
 public:
  // Its owner alone may enter it. kUnavailable with the path when it cannot be made.
  static Result<PassingFolder> Make(const std::string& prefix);
  PassingFolder(PassingFolder&& other) noexcept;
  PassingFolder& operator=(PassingFolder&&) = delete;
  ~PassingFolder();

  const std::string& path() const { return path_; }

 private:
  explicit PassingFolder(std::string path) : path_(std::move(path)) {}

  std::string path_;  // empty when it was moved away
};

}  // namespace fenghuo

#endif  // FENGHUO_BASE_PASSING_FOLDER_H_
