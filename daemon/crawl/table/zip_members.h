// The members of a ZIP archive, by libzip, with a cap on what they unpack to.
//
//   Result<ZipMembers> members = ZipMembers::Open(bytes);
//   Result<std::string> sheet = members->Read("xl/workbook.xml");
//
// Nothing is written to disk and no name of a member is ever used as a path.
//
// One thread; `bytes` must outlive it.

#ifndef FENGHUO_DAEMON_CRAWL_TABLE_ZIP_MEMBERS_H_
#define FENGHUO_DAEMON_CRAWL_TABLE_ZIP_MEMBERS_H_

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct zip;

namespace fenghuo {

constexpr size_t kZipMemberBytesMax = 64 * 1024 * 1024;

class ZipMembers {
 public:
  // kInvalid: no archive, or a damaged one.
  static Result<ZipMembers> Open(std::string_view bytes);

  // kNotFound: no such member. kInvalid: damaged, encrypted, or more than 64 MiB.
  Result<std::string> Read(const std::string& name) const;

 private:
  struct Closer {
    void operator()(zip* archive) const;
  };
  std::unique_ptr<zip, Closer> archive_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_TABLE_ZIP_MEMBERS_H_
