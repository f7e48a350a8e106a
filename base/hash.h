// A 64-bit hash of bytes that never changes, so it may be stored.
//
//   uint64_t fingerprint = Hash64(folded_text);
//
// FNV-1a (Fowler, Noll, Vo), then the finaliser of SplitMix64 so that all bits depend on all bytes. Strangers can make two
// texts collide on purpose: use it for sketches and names inside one source, not for proof.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_BASE_HASH_H_
#define FENGHUO_BASE_HASH_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace fenghuo {

uint64_t Hash64(std::string_view bytes);

// Sixteen lower-case hexadecimal digits.
std::string Hex64(uint64_t value);

}  // namespace fenghuo

#endif  // FENGHUO_BASE_HASH_H_
