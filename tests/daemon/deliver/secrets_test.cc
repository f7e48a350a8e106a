#include "daemon/deliver/secrets.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "daemon/deliver/hmac.h"

namespace fenghuo {
namespace {

class SecretFileTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& bytes) {
    const std::string path =
        ::testing::TempDir() + "/fenghuo_secret_" + ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::ofstream(path, std::ios::binary) << bytes;
    return path;
  }
};

TEST_F(SecretFileTest, GivesItsLinesWithoutBlanks) {
  Result<std::vector<std::string>> lines = ReadSecretFile(Write("\n  whsec_new \r\nwhsec_old\n\n"));
  ASSERT_TRUE(lines.ok());
  EXPECT_EQ(*lines, (std::vector<std::string>{"whsec_new", "whsec_old"}));
}

TEST_F(SecretFileTest, SaysWhichFileAndNeverWhatIsInIt) {
  const std::string path = Write("canary\x01secret");
  EXPECT_EQ(ReadSecretFile(path).error().message, path + ": holds control characters");
  EXPECT_EQ(ReadSecretFile(Write(" \n")).error().message, path + ": is empty");
  EXPECT_EQ(ReadSecretFile(Write(std::string(70'000, 'c'))).error().message, path + ": must be at most 64 KiB");
  EXPECT_EQ(ReadSecretFile(path + ".absent").error().message, path + ".absent: cannot be read");
  EXPECT_EQ(ReadSecretFile(::testing::TempDir()).error().code, ErrorCode::kUnavailable);
}

TEST(RedactorTest, TakesOutEveryFormOfASecret) {
  Redactor redactor;
  redactor.Add("SEC+canary/7");
  redactor.Add("SEC+canary");
  redactor.Add("abc");
  EXPECT_EQ(redactor.Redact("at SEC+canary/7, SEC+canary, SEC%2Bcanary%2F7 or " + Base64("SEC+canary") + "; abc stays"),
            "at ***, ***, *** or ***; abc stays");
}

}  // namespace
}  // namespace fenghuo
