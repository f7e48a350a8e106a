// Commits numbered batches to a store for ever and says each number once it is acknowledged. killed_test.cc kills it.
//
//   killed_writer STORE

#include <unistd.h>

#include <cstdio>

#include "tests/storage/numbered_batches.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  fenghuo::Result<std::unique_ptr<fenghuo::Store>> store = fenghuo::Store::Open(argv[1]);
  if (!store.ok()) {
    std::fprintf(stderr, "%s\n", store.error().message.c_str());
    return 3;
  }
  for (int64_t number = static_cast<int64_t>((*store)->sequence()) + 1;; ++number) {
    fenghuo::Result<void> written = (*store)->Commit(fenghuo::NumberedBatch(number), fenghuo::Sync::kYes);
    if (written.ok() && number % 40 == 0) written = (*store)->Flush();
    if (!written.ok()) {
      std::fprintf(stderr, "%s\n", written.error().message.c_str());
      return 3;
    }
    if (write(STDOUT_FILENO, &number, sizeof(number)) != static_cast<ssize_t>(sizeof(number))) return 3;
  }
}
