// A 64-bit hash of bytes that never changes, so it may be stored.
//
//   uint64_t fingerprint = Hash64(folded_text);
//
// XXH3 of 64 bits with seed 0 (xxHash 0.8, whose results are fixed for good): every body that is fetched goes through it, so it
// has to keep up with the network. Strangers can make two texts collide on purpose: use it for sketches and names inside one
// source, not for proof.
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
