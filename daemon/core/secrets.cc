#include "daemon/core/secrets.h"

#include <sodium.h>

#include <utility>

namespace fenghuo {
namespace {

constexpr size_t kKeyBytes = 32;

Result<std::string> LoadKey(Store& store, const char* name) {
  Result<std::string> known = store.FindSetting(name);
  if (known.ok() && known->size() == kKeyBytes) return known;
  if (!known.ok() && known.error().code != ErrorCode::kNotFound) return known;
  std::string key(kKeyBytes, '\0');
  randombytes_buf(key.data(), key.size());
  Batch batch;
  batch.PutSetting(name, key);
  if (Result<void> written = store.Commit(std::move(batch), Sync::kYes); !written.ok()) return written.error();
  return key;
}

}  // namespace

Result<Secrets> LoadSecrets(Store& store) {
  if (sodium_init() < 0) return Unavailable("libsodium cannot be started");
  Result<std::string> author = LoadKey(store, "author_key");
  if (!author.ok()) return author.error();
  Result<std::string> acknowledge = LoadKey(store, "acknowledge_key");
  if (!acknowledge.ok()) return acknowledge.error();
  return Secrets{.author_key = *author, .acknowledge_key = *acknowledge};
}

}  // namespace fenghuo
