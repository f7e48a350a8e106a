#include "daemon/net/response_reader.h"

#include <gtest/gtest.h>

#include <string>

namespace fenghuo {
namespace {

constexpr int64_t kMiB = 1024 * 1024;

ResponseReader AReader() { return ResponseReader(10 * kMiB, 20 * kMiB); }

TEST(ResponseReaderTest, KeepsTheHeadersOfTheLastStatusLine) {
  ResponseReader reader = AReader();
  for (const char* line : {"HTTP/1.1 103 Early Hints\r\n", "Link: x\r\n", "\r\n", "HTTP/1.1 200 OK\r\n", "ETag:  \"1\" \r\n",
                           "X: one\r\n", "\ttwo\r\n", "\r\n"}) {
    EXPECT_TRUE(reader.TakeHeader(line)) << line;
  }

  EXPECT_EQ(reader.headers().Find("link"), nullptr);
  EXPECT_EQ(reader.headers().Get("etag"), "\"1\"");
  EXPECT_EQ(reader.headers().Get("x"), "one two");
  EXPECT_TRUE(reader.headers_complete());
}

TEST(ResponseReaderTest, RefusesLinesThatSmuggle) {
  for (const char* line : {"X: a\rb\r\n", "X: a\x01\r\n", "no colon\r\n", "X : y\r\n", ": y\r\n", "Content-Length: -1\r\n",
                           "Content-Length: 5, 6\r\n", "Content-Length: 0x10\r\n"}) {
    ResponseReader reader = AReader();
    reader.TakeHeader("HTTP/1.1 200 OK\r\n");
    EXPECT_FALSE(reader.TakeHeader(line)) << line;
    EXPECT_EQ(reader.problem(), TransportError::kBroken) << line;
  }
}

TEST(ResponseReaderTest, RefusesTwoLengthsOnlyWhenTheyDiffer) {
  ResponseReader same = AReader();
  same.TakeHeader("HTTP/1.1 200 OK\r\n");
  EXPECT_TRUE(same.TakeHeader("Content-Length: 5\r\n"));
  EXPECT_TRUE(same.TakeHeader("content-length: 5\r\n"));

  EXPECT_FALSE(same.TakeHeader("CONTENT-LENGTH: 6\r\n"));
  EXPECT_EQ(same.sentence(), "two different Content-Length headers");
}

TEST(ResponseReaderTest, TakesAsManyHeadersAsTheCapsAllow) {
  ResponseReader lines = AReader();
  for (int i = 0; i < 256; ++i) ASSERT_TRUE(lines.TakeHeader("X: y\r\n"));
  EXPECT_FALSE(lines.TakeHeader("X: y\r\n"));
  EXPECT_EQ(lines.sentence(), "more than 256 header lines");

  ResponseReader bytes = AReader();
  EXPECT_FALSE(bytes.TakeHeader("X: " + std::string(64 * 1024, 'y') + "\r\n"));
  EXPECT_EQ(bytes.sentence(), "more than 64 KiB of headers");
  EXPECT_EQ(bytes.problem(), TransportError::kHeaderTooLarge);
}

TEST(ResponseReaderTest, StopsAtTheDecodedCapExactly) {
  ResponseReader reader(100, 10);

  EXPECT_TRUE(reader.TakeBody("0123456789", 10));
  EXPECT_FALSE(reader.TakeBody("x", 11));
  EXPECT_EQ(reader.problem(), TransportError::kTooLarge);
  EXPECT_EQ(reader.sentence(), "the body decodes to more than 10 bytes");
  EXPECT_EQ(reader.TakeOutBody(), "0123456789");
}

TEST(ResponseReaderTest, StopsAtTheWireCapEvenWhenNothingIsDecoded) {
  ResponseReader reader(100, 1000);

  EXPECT_TRUE(reader.TakeProgress(100));
  EXPECT_FALSE(reader.TakeProgress(101));
  EXPECT_EQ(reader.sentence(), "the body has more than 100 bytes");
}

TEST(ResponseReaderTest, RefusesABodyThatIsAnnouncedTooLarge) {
  ResponseReader reader(100, 1000);
  reader.TakeHeader("HTTP/1.1 200 OK\r\n");
  reader.TakeHeader("Content-Length: 101\r\n");
  EXPECT_FALSE(reader.TakeHeader("\r\n"));
  EXPECT_EQ(reader.problem(), TransportError::kTooLarge);

  ResponseReader unchanged(100, 1000);
  unchanged.TakeHeader("HTTP/1.1 304 Not Modified\r\n");
  unchanged.TakeHeader("Content-Length: 101\r\n");
  EXPECT_TRUE(unchanged.TakeHeader("\r\n"));
}

TEST(ResponseReaderTest, RefusesARatioOver200AfterTheFirstMegabyte) {
  std::string piece(kMiB, 'a');
  ResponseReader bomb = AReader();
  EXPECT_TRUE(bomb.TakeBody(piece, 1000));
  EXPECT_TRUE(bomb.TakeBody(piece, 1000));
  EXPECT_TRUE(bomb.TakeBody(piece, 1000));
  EXPECT_FALSE(bomb.TakeBody(piece, 1000));
  EXPECT_EQ(bomb.sentence(), "the body decodes to more than 200 times its size");

  ResponseReader honest = AReader();
  for (int i = 1; i <= 20; ++i) EXPECT_TRUE(honest.TakeBody(piece, i * kMiB / 150));
}

}  // namespace
}  // namespace fenghuo
