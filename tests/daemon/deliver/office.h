// An office for tests of sending: channels to fake servers, an outbox in memory, the real Delivery, Courier and transports.
//
//   Office office({&server});
//   office.AddChannel(ChannelTo(server, ChannelType::kDingtalk, "desk"));
//   office.Put(ARow("n-1", "desk"));
//   office.RunUntilQuiet(now);                     // sends and settles until nothing more leaves at this instant
//   EXPECT_EQ(office.At("n-1").state, DeliveryState::kDelivered);
//
// One thread.

#ifndef FENGHUO_TESTS_DAEMON_DELIVER_OFFICE_H_
#define FENGHUO_TESTS_DAEMON_DELIVER_OFFICE_H_

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "daemon/deliver/courier.h"
#include "daemon/deliver/delivery.h"
#include "daemon/net/curl_mailer.h"
#include "daemon/net/syslog_sender.h"
#include "tests/daemon/net/fake_server.h"
#include "tests/daemon/net/open_transport.h"

namespace fenghuo {

// A secret file of this test, written anew at each call; its path comes back.
std::string SecretFile(const std::string& name, const std::string& content);

// A channel to that server with a token and a signing secret in their files.
ChannelSpec ChannelTo(const FakeServer& server, ChannelType type, const std::string& name);

// A first page about one incident for Zhang.
Notification ARow(const std::string& id, const std::string& channel);

struct OfficeOptions {
  CurlTransportOptions transport = {};
  CourierSettings settings = {.public_url = {}, .acknowledge_key = {}, .zone = *Zone::Load("Asia/Shanghai")};
  const Clock* clock = nullptr;  // null: the machine's
};

class Office {
 public:
  explicit Office(const std::vector<const FakeServer*>& servers, OfficeOptions options = {});
  ~Office();

  void AddChannel(const ChannelSpec& channel) { desk_.channels.push_back(channel); }
  ChannelSpec& Channel(const std::string& name);
  void Put(const Notification& row);

  // Settles what came back.
  void Settle(Timestamp now);
  // Settles, plans, stores, hands over. Whether anything was handed over.
  bool Turn(Timestamp now);
  // Turns until nothing is in flight and nothing more leaves.
  void RunUntilQuiet(Timestamp now);
  // Waits until as many results lie ready as rows are in flight, without settling them.
  void AwaitResults();
  // The daemon dies: what the courier knows is lost. The store stays, and a new daemon starts on it.
  void Kill(Timestamp now);

  const Notification& At(const std::string& id) const { return rows_.at(id); }
  const std::map<std::string, Notification>& rows() const { return rows_; }
  const std::vector<DeliveryResult>& results() const { return results_; }  // all that were settled
  Delivery& delivery() { return *delivery_; }
  Courier& courier() { return *courier_; }
  Desk& desk() { return desk_; }

 private:
  void Start();
  void Store(const std::vector<Notification>& rows);
  size_t InFlight() const;

  Desk desk_;
  OfficeOptions options_;
  SystemClock clock_;
  std::unique_ptr<CurlTransport> transport_;
  CurlMailer mailer_;
  SyslogSender syslog_;
  std::map<std::string, Notification> rows_;  // every row there ever was: the store
  Outbox outbox_;
  std::vector<DeliveryResult> results_;
  std::mutex mutex_;  // guards arrived_
  std::condition_variable wakes_;
  int arrived_ = 0;
  std::unique_ptr<Delivery> delivery_;
  std::unique_ptr<Courier> courier_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_DELIVER_OFFICE_H_
