// The keys that the store makes for itself at its first start.
//
// One thread; called before the others start.

#ifndef FENGHUO_DAEMON_CORE_SECRETS_H_
#define FENGHUO_DAEMON_CORE_SECRETS_H_

#include <string>

#include "base/result.h"
#include "storage/store.h"

namespace fenghuo {

struct Secrets {
  std::string author_key;       // 32 bytes: keyed hashes of authors' names
  std::string acknowledge_key;  // 32 bytes: signs the links in messages
};

// Reads the keys, or makes them from the system's randomness and keeps them.
Result<Secrets> LoadSecrets(Store& store);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_SECRETS_H_
