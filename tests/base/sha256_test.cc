#include "base/sha256.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

// FIPS 180-4 and NIST's examples of it; the Chinese one as sha256sum prints it.
TEST(Sha256Test, GivesTheDigitsThatOthersGive) {
  EXPECT_EQ(Sha256Hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256Hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(Sha256Hex(std::string(1'000'000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(Sha256Hex("情况通报\n"), "e4089d35e8a2588e45e6d5830905cb863f2d0769f4d0e7e838098fbeaf523bac");
}

}  // namespace
}  // namespace fenghuo
