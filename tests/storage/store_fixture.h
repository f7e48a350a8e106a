// A store in a folder of its own that can be closed and opened again, for the tests of what it keeps.

#ifndef FENGHUO_TESTS_STORAGE_STORE_FIXTURE_H_
#define FENGHUO_TESTS_STORAGE_STORE_FIXTURE_H_

#include "storage/store.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/storage/builders.h"
#include "tests/storage/random_record.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {

class StoreTest : public testing::Test {
 protected:
  StoreTest() { Reopen(); }

  void Reopen() {
    store_.reset();
    Result<std::unique_ptr<Store>> opened = Store::Open(directory_.Path("store"));
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    store_ = std::move(*opened);
  }

  void Commit(Batch batch) {
    Result<void> written = store_->Commit(std::move(batch), Sync::kYes);
    ASSERT_TRUE(written.ok()) << written.error().message;
  }

  template <typename Put>
  void CommitOne(const Put& put) {
    Batch batch;
    put(batch);
    Commit(std::move(batch));
  }

  TemporaryDirectory directory_;
  std::unique_ptr<Store> store_;
};

template <typename Rows>
std::vector<std::string> Ids(const Rows& rows) {
  std::vector<std::string> ids;
  for (const auto& row : rows) {
    if constexpr (requires { row.document.id; }) {
      ids.push_back(row.document.id);
    } else {
      ids.push_back(row.id);
    }
  }
  return ids;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_STORAGE_STORE_FIXTURE_H_
