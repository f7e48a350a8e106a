#include "daemon/net/syslog_sender.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "alerts/notify/syslog/syslog.h"
#include "tests/daemon/net/fake_certificate.h"
#include "tests/daemon/net/fake_collector.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/daemon/net/open_transport.h"

namespace fenghuo {
namespace {

using Transport = Answer::Transport;

const std::string kMessage = "<130>1 2026-07-10T18:26:00Z desk fenghuo - ping [fenghuo@32473 id=\"n-1\"] \xEF\xBB\xBF火 | 第二行";

// What a collector over a stream has read.
class Frames {
 public:
  // Reads frames by their octet counts until the peer is through.
  FakeServer::Script Script() {
    return [this](FakeConnection& peer) {
      for (std::string length;;) {
        const std::optional<std::string> next = peer.Read(1);
        if (!next) return;
        if (*next != " ") {
          length += *next;
          continue;
        }
        const std::optional<std::string> message = peer.Read(std::stoul(length));
        if (!message) return;
        std::lock_guard<std::mutex> lock(mutex_);
        messages_.push_back(*message);
        length.clear();
      }
    };
  }

  std::vector<std::string> messages() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return messages_;
  }

 private:
  mutable std::mutex mutex_;  // guards messages_
  std::vector<std::string> messages_;
};

Answer SendTo(const FakeServer& server, const std::string& scheme, const std::function<void(SyslogRequest&)>& change = {}) {
  SyslogSender sender(GateTo({&server}));
  SyslogRequest request{.url = scheme + "://" + server.Host(), .message = kMessage};
  if (change) change(request);
  return sender.Send(request);
}

FakeServer::Script HangUp() {
  return [](FakeConnection&) {};
}

TEST(SyslogSenderTest, SendsADatagramAsItIs) {
  FakeServer gate_keeper(HangUp());
  FakeCollector collector(gate_keeper.port());

  const Answer answer = SendTo(gate_keeper, "udp");

  EXPECT_EQ(answer.transport, Transport::kAnswered) << answer.error;
  EXPECT_EQ(answer.status, kSyslogLeft);
  EXPECT_EQ(collector.Receive(), kMessage);
  EXPECT_EQ(collector.Receive(), std::nullopt);
  EXPECT_EQ(gate_keeper.connections(), 0);
}

TEST(SyslogSenderTest, HearsAClosedPortAnswerADatagram) {
  FakeServer only_tcp(HangUp());

  const Answer answer = SendTo(only_tcp, "udp");

  EXPECT_EQ(answer.transport, Transport::kNotSent);
  EXPECT_EQ(answer.error, "Connection refused");
}

TEST(SyslogSenderTest, SaysWhenADatagramCannotHoldTheMessage) {
  FakeServer gate_keeper(HangUp());
  FakeCollector collector(gate_keeper.port());

  const Answer answer = SendTo(gate_keeper, "udp", [](SyslogRequest& request) { request.message.assign(70'000, 'x'); });

  EXPECT_EQ(answer.transport, Transport::kAnswered);
  EXPECT_EQ(answer.status, kSyslogTooLong);
  EXPECT_EQ(collector.Receive(), std::nullopt);
}

TEST(SyslogSenderTest, CountsOctetsOverTcp) {
  Frames frames;
  {
    FakeServer server(frames.Script());
    const Answer answer = SendTo(server, "tcp");
    EXPECT_EQ(answer.transport, Transport::kAnswered) << answer.error;
    EXPECT_EQ(answer.status, kSyslogAcknowledged);
  }
  EXPECT_EQ(frames.messages(), std::vector<std::string>{kMessage});
}

TEST(SyslogSenderTest, CountsOctetsOverTls) {
  FakeAuthority authority;
  Frames frames;
  {
    FakeServer server(frames.Script(), {.tls = authority.Issue({})});
    const Answer answer = SendTo(server, "tls", [&](SyslogRequest& request) { request.ca_file = authority.ca_file(); });
    EXPECT_EQ(answer.transport, Transport::kAnswered) << answer.error;
    EXPECT_EQ(answer.status, kSyslogAcknowledged);
  }
  EXPECT_EQ(frames.messages(), std::vector<std::string>{kMessage});
}

TEST(SyslogSenderTest, TrustsNoCertificateThatIsNotTheCollectors) {
  FakeAuthority authority;
  for (const FakeCertificate& wrong : {FakeCertificate{.signed_by = SignedBy::kItself}, FakeCertificate{.host = "127.0.0.9"},
                                       FakeCertificate{.valid_from_days = -9, .valid_to_days = -1}}) {
    Frames frames;
    {
      FakeServer server(frames.Script(), {.tls = authority.Issue(wrong)});
      const Answer answer = SendTo(server, "tls", [&](SyslogRequest& request) { request.ca_file = authority.ca_file(); });
      EXPECT_EQ(answer.transport, Transport::kCertificate) << answer.error;
    }
    EXPECT_TRUE(frames.messages().empty());
  }
}

TEST(SyslogSenderTest, SendsNothingWhereTlsIsNotSpoken) {
  FakeServer server([](FakeConnection& peer) { peer.Send("what do you want?\r\n"); });

  EXPECT_EQ(SendTo(server, "tls").transport, Transport::kNotSent);
}

TEST(SyslogSenderTest, KnowsThatNothingLeftWhenNobodyListens) {
  auto server = std::make_unique<FakeServer>(HangUp());
  SyslogSender sender(GateTo({server.get()}));
  const std::string url = "tcp://" + server->Host();
  server.reset();

  EXPECT_EQ(sender.Send({.url = url, .message = kMessage}).transport, Transport::kNotSent);
}

TEST(SyslogSenderTest, DoesNotKnowWhenTheCollectorHangsUpOverTheMessage) {
  FakeServer server([](FakeConnection& peer) {
    peer.Read(4);
    peer.Reset();
  });

  EXPECT_EQ(SendTo(server, "tcp").transport, Transport::kMaybeSent);
}

TEST(SyslogSenderTest, DoesNotWaitForEverForACollectorThatStalls) {
  FakeServer server([](FakeConnection& peer) { peer.Wait(seconds(30)); });

  const Answer answer = SendTo(server, "tcp", [](SyslogRequest& request) {
    request.message.assign(32 * 1024 * 1024, 'x');
    request.acknowledge_timeout = milliseconds(300);
  });

  EXPECT_EQ(answer.transport, Transport::kMaybeSent);
  EXPECT_EQ(answer.error, "the collector took too long");
}

TEST(SyslogSenderTest, PaysNoHeedToWhatACollectorSays) {
  FakeServer server([](FakeConnection& peer) {
    peer.Send("220 welcome, 拒绝\r\n");
    peer.Read(kMessage.size() + 4);
  });

  EXPECT_EQ(SendTo(server, "tcp").status, kSyslogAcknowledged);
}

TEST(SyslogSenderTest, AsksTheGate) {
  FakeServer server(HangUp());
  FakeCollector collector(server.port());
  SyslogSender sender(GateTo({}));
  for (const char* scheme : {"udp", "tcp", "tls"}) {
    const Answer answer = sender.Send({.url = std::string(scheme) + "://" + server.Host(), .message = kMessage});
    EXPECT_EQ(answer.transport, Transport::kBlockedAddress) << scheme;
    EXPECT_EQ(answer.error, "address not allowed");
  }
  EXPECT_EQ(sender.Send({.url = "tcp://logs.example:22", .message = kMessage}).error, "port not allowed");
  EXPECT_EQ(server.connections(), 0);
  EXPECT_EQ(collector.Receive(), std::nullopt);
}

TEST(SyslogSenderTest, GoesByTheGateThatItWasGivenLast) {
  FakeServer server(HangUp());
  FakeCollector collector(server.port());
  SyslogSender sender(GateTo({&server}));

  sender.SetGate(GateTo({}));

  EXPECT_EQ(sender.Send({.url = collector.Url(), .message = kMessage}).transport, Transport::kBlockedAddress);
}

}  // namespace
}  // namespace fenghuo
