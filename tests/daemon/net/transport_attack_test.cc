// Rows T1 to T5 and T9 of the attack list (reliability.md 5.1), each against a real server that does it. T6 is in redirect_test.cc, T7 and
// T8 are in tests/daemon/crawl/.

#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <atomic>
#include <fstream>
#include <future>
#include <string>

#include "daemon/net/curl_transport.h"
#include "tests/daemon/net/fake_certificate.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/daemon/net/gzip.h"
#include "tests/daemon/net/open_transport.h"

namespace fenghuo {
namespace {

constexpr int64_t kMiB = 1024 * 1024;

int64_t ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  int64_t total = 0;
  int64_t resident = 0;
  statm >> total >> resident;
  return resident * 4096;
}

TEST(TransportAttackTest, T1CutsAnEndlessBodyAtTheWireCap) {
  std::atomic<int64_t> sent = 0;
  FakeServer server([&](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string chunk = "10000\r\n" + std::string(65536, 'x') + "\r\n";
    while (peer.Send(chunk)) sent += 65536;
  });
  auto transport = TransportTo({&server});
  int64_t before = ResidentBytes();

  HttpResponse response = Perform(*transport, {.url = server.Url("/")});

  EXPECT_EQ(response.error, TransportError::kTooLarge);
  EXPECT_EQ(response.error_sentence, "the body has more than 10485760 bytes");
  EXPECT_LE(response.decoded_bytes, 10 * kMiB + 16 * 1024);  // libcurl counts a chunked buffer after handing it over
  EXPECT_LT(sent.load(), 32 * kMiB);                         // what kernel buffers take on top
  EXPECT_LT(ResidentBytes() - before, 128 * kMiB);
}

TEST(TransportAttackTest, T1DownloadsNothingOfABodyThatIsAnnouncedTooLarge) {
  FakeServer server([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 52428800\r\n\r\n");
    std::string block(65536, 'x');
    while (peer.Send(block)) {
    }
  });
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/")});

  EXPECT_EQ(response.error, TransportError::kTooLarge);
  EXPECT_EQ(response.decoded_bytes, 0);
}

TEST(TransportAttackTest, T2StopsAGzipBombByItsRatio) {
  std::string bomb = Gzip(std::string(200 * kMiB, '\0'));
  ASSERT_LT(bomb.size(), 300u * 1024);
  FakeServer server(Always(Reply("200 OK", bomb, "Content-Encoding: gzip\r\n")));
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/")});

  EXPECT_EQ(response.error, TransportError::kTooLarge);
  EXPECT_LE(response.decoded_bytes, 20 * kMiB);
}

TEST(TransportAttackTest, T2StopsABombInABombAtTheDecodedCap) {
  std::string bomb = Gzip(Gzip(std::string(100 * kMiB, '\0')));
  FakeServer server(Always(Reply("200 OK", bomb, "Content-Encoding: gzip, gzip\r\n")));
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/")});

  EXPECT_EQ(response.error, TransportError::kTooLarge);
  EXPECT_LE(response.decoded_bytes, 20 * kMiB);
}

TEST(TransportAttackTest, T2ReadsAnHonestCompressedBody) {
  std::string text;
  for (int i = 0; text.size() < 2 * static_cast<size_t>(kMiB); ++i)
    text += "<item><title>第" + std::to_string(i) + "条</title></item>";
  std::string packed = Gzip(text);
  FakeServer server(Always(Reply("200 OK", packed, "Content-Encoding: gzip\r\n")));
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/")});

  EXPECT_EQ(response.error, TransportError::kNone) << response.error_sentence;
  EXPECT_EQ(response.body, text);
  EXPECT_EQ(response.wire_bytes, static_cast<int64_t>(packed.size()));
  EXPECT_EQ(response.decoded_bytes, static_cast<int64_t>(text.size()));
}

TEST(TransportAttackTest, T2NamesACompressedBodyThatIsNoneBroken) {
  FakeServer server(Always(Reply("200 OK", "not gzip at all", "Content-Encoding: gzip\r\n")));
  auto transport = TransportTo({&server});

  EXPECT_EQ(Perform(*transport, {.url = server.Url("/")}).error, TransportError::kBroken);
}

TEST(TransportAttackTest, T3HangsUpOnAPeerThatStalls) {
  FakeServer server([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx");
    peer.Wait(minutes(1));
  });
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/"), .stall_timeout = seconds(1)});

  EXPECT_EQ(response.error, TransportError::kTimeout);
  EXPECT_LT(response.total_duration, seconds(10));
}

TEST(TransportAttackTest, T3HeadersThatNeverEndRunIntoTheDeadlineAndHoldNobodyUp) {
  FakeServer slow([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\n");
    while (peer.Send("X: y\r\n") && peer.Wait(milliseconds(100))) {
    }
  });
  FakeServer good(Always(Reply("200 OK", "x")));
  auto transport = TransportTo({&slow, &good});
  std::promise<HttpResponse> late;
  transport->Start({.url = slow.Url("/"), .total_timeout = milliseconds(1500)},
                   [&](HttpResponse response) { late.set_value(std::move(response)); });

  HttpResponse neighbour = Perform(*transport, {.url = good.Url("/")});
  HttpResponse response = late.get_future().get();

  EXPECT_EQ(neighbour.body, "x");
  EXPECT_LT(neighbour.total_duration, milliseconds(1000));
  EXPECT_EQ(response.error, TransportError::kTimeout);
  EXPECT_LT(response.total_duration, milliseconds(4000));
}

TEST(TransportAttackTest, T4RefusesAHundredThousandHeaders) {
  FakeServer server([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\n");
    for (int i = 0; i < 100'000 && peer.Send("X-" + std::to_string(i) + ": y\r\n"); ++i) {
    }
    peer.Send("\r\n");
  });
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = server.Url("/")});

  EXPECT_EQ(response.error, TransportError::kHeaderTooLarge) << response.error_sentence;
  EXPECT_LE(response.headers.size(), 256u);
}

TEST(TransportAttackTest, T4RefusesOneHeaderOfMegabytes) {
  FakeServer server([](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\nX: " + std::string(2 * kMiB, 'y') + "\r\n\r\n");
  });
  auto transport = TransportTo({&server});

  EXPECT_EQ(Perform(*transport, {.url = server.Url("/")}).error, TransportError::kHeaderTooLarge);
}

HttpResponse FetchWith(const FakeAuthority& authority, const FakeTls& tls) {
  FakeServer server(Always(Reply("200 OK", "x")), {.tls = tls});
  auto transport = TransportTo({&server});
  return Perform(*transport, {.url = server.Url("/"), .ca_file = authority.ca_file()});
}

TEST(TransportAttackTest, T5TrustsACertificateOfTheConfiguredAuthority) {
  FakeAuthority authority;

  EXPECT_EQ(FetchWith(authority, authority.Issue({})).body, "x");
}

TEST(TransportAttackTest, T5RefusesCertificatesThatAreExpiredOrOfAnotherOrFromNobody) {
  FakeAuthority authority;
  FakeAuthority other;
  FakeTls expired = authority.Issue({.valid_from_days = -30, .valid_to_days = -1});
  FakeTls wrong_host = authority.Issue({.host = "127.0.0.9"});
  FakeTls self_signed = authority.Issue({.signed_by = SignedBy::kItself});
  FakeTls of_another = other.Issue({});

  for (const FakeTls& tls : {expired, wrong_host, self_signed, of_another}) {
    HttpResponse response = FetchWith(authority, tls);
    EXPECT_EQ(response.error, TransportError::kCertificate) << response.error_sentence;
    EXPECT_FALSE(response.request_sent);
  }
}

TEST(TransportAttackTest, T5RefusesTls1Point1) {
  FakeAuthority authority;
  FakeTls old = authority.Issue({});
  old.version_max = TLS1_1_VERSION;

  HttpResponse response = FetchWith(authority, old);

  EXPECT_EQ(response.error, TransportError::kTls) << response.error_sentence;
  EXPECT_FALSE(response.request_sent);
}

TEST(TransportAttackTest, T5APeerThatHangsUpInTheHandshakeIsNoCertificateTrouble) {
  FakeServer server([](FakeConnection& peer) { peer.Wait(milliseconds(50)); });
  auto transport = TransportTo({&server});

  HttpResponse response = Perform(*transport, {.url = "https://" + server.Host() + "/"});

  EXPECT_EQ(response.error, TransportError::kConnect) << response.error_sentence;
}

HttpResponse FetchRaw(const std::string& reply) {
  FakeServer server([&](FakeConnection& peer) {
    peer.ReadRequest();
    peer.Send(reply);
  });
  auto transport = TransportTo({&server});
  return Perform(*transport, {.url = server.Url("/")});
}

TEST(TransportAttackTest, T9RefusesAnswersThatTwoReadersReadDifferently) {
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  EXPECT_EQ(FetchRaw("<html>no status line</html>").error, TransportError::kBroken);
  EXPECT_EQ(FetchRaw(ok + std::string("X: a\0b\r\n", 8) + "Content-Length: 1\r\n\r\nx").error, TransportError::kBroken);
  EXPECT_EQ(FetchRaw(ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy").error, TransportError::kBroken);
  EXPECT_EQ(FetchRaw(ok + "X: a\rY: b\r\nContent-Length: 1\r\n\r\nx").error, TransportError::kBroken);
  EXPECT_EQ(FetchRaw(ok + "X : y\r\nContent-Length: 1\r\n\r\nx").error, TransportError::kBroken);
  EXPECT_EQ(FetchRaw(ok + "Content-Length: 1\r\nContent-Length: 1\r\n\r\nx").error, TransportError::kNone);
}

}  // namespace
}  // namespace fenghuo
