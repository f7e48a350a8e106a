// SHA-256 (FIPS 180-4, by libsodium): what proves that bytes are the ones that somebody saw.
//
//   std::string hash = Sha256Hex(text);     // as `sha256sum` prints it of a file with these bytes
//
// Pure function: any number of threads.

#ifndef FENGHUO_BASE_SHA256_H_
#define FENGHUO_BASE_SHA256_H_

#include <string>
#include <string_view>

namespace fenghuo {

// 64 lower-case hexadecimal digits.
std::string Sha256Hex(std::string_view bytes);

}  // namespace fenghuo

#endif  // FENGHUO_BASE_SHA256_H_
