#include "daemon/net/curl_transport.h"

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "base/check.h"
#include "daemon/net/transfer.h"

namespace fenghuo {
namespace {

constexpr size_t kIdleHandlesMax = 64;  // some 20 KiB each, with their buffer
constexpr int kPollMillis = 1000;  // libcurl's own timers shorten it; a new request wakes it

}  // namespace

// The thread, and everything that only it touches.
class CurlTransport::Loop {
 public:
  Loop(CurlTransportOptions options, std::shared_ptr<const AddressGate> gate)
      : options_(std::move(options)), gate_(std::move(gate)) {
    CHECK(gate_ != nullptr, "a transport without a gate");
    multi_ = curl_multi_init();
    sessions_ = curl_share_init();
    CHECK(multi_ != nullptr && sessions_ != nullptr, "no memory for the transport");
    // Used on one thread only, so it needs no locks. A TLS session is half a millisecond that a poll need not pay again.
    curl_share_setopt(sessions_, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, static_cast<long>(options_.in_flight_max));
    thread_ = std::thread([this] { Run(); });
  }

  ~Loop() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    curl_multi_wakeup(multi_);
    thread_.join();
    pool_.reset();  // its handles hold the share
    curl_multi_cleanup(multi_);
    curl_share_cleanup(sessions_);
  }

  void Start(HttpRequest request, std::function<void(HttpResponse)> done) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      inbox_.push_back(std::make_unique<Transfer>(std::move(request), std::move(done), gate_));
    }
    curl_multi_wakeup(multi_);
  }

  void SetGate(std::shared_ptr<const AddressGate> gate) {
    CHECK(gate != nullptr, "a transport without a gate");
    std::lock_guard<std::mutex> lock(mutex_);
    gate_ = std::move(gate);
  }

 private:
  using Owned = std::unique_ptr<Transfer>;

  void Run() {
    while (TakeInbox()) {
      StartWaiting();
      int running = 0;
      curl_multi_perform(multi_, &running);
      bool ended = TakeEnded();
      if (!ended) curl_multi_poll(multi_, nullptr, 0, kPollMillis, nullptr);
    }
    AbandonAll();
  }

  // False: stop.
  bool TakeInbox() {
    std::lock_guard<std::mutex> lock(mutex_);
    std::move(inbox_.begin(), inbox_.end(), std::back_inserter(waiting_));
    inbox_.clear();
    return !stopping_;
  }

  void StartWaiting() {
    while (!waiting_.empty() && active_.size() < static_cast<size_t>(options_.in_flight_max)) {
      Owned transfer = std::move(waiting_.front());
      waiting_.pop_front();
      Advance(std::move(transfer));
    }
  }

  // Puts the next hop under way, or ends the transfer.
  void Advance(Owned transfer) {
    if (!transfer->BeginHop(options_.hosts, sessions_, *pool_)) {
      transfer->Finish();
      return;
    }
    CURL* handle = transfer->handle();
    active_[handle] = std::move(transfer);
    curl_multi_add_handle(multi_, handle);
  }

  bool TakeEnded() {
    bool any = false;
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
      if (message->msg != CURLMSG_DONE) continue;
      any = true;
      CURL* handle = message->easy_handle;
      CURLcode code = message->data.result;  // gone with the handle's removal
      curl_multi_remove_handle(multi_, handle);
      auto found = active_.find(handle);
      CHECK(found != active_.end(), "libcurl ended a transfer that we did not start");
      Owned transfer = std::move(found->second);
      active_.erase(found);
      transfer->EndHop(code);
      Advance(std::move(transfer));
    }
    return any;
  }

  // A `done` may start requests: they are answered the same way until none is left.
  void AbandonAll() {
    for (auto& [handle, transfer] : active_) {
      curl_multi_remove_handle(multi_, handle);
      waiting_.push_back(std::move(transfer));
    }
    active_.clear();
    while (!waiting_.empty()) {
      Owned transfer = std::move(waiting_.front());
      waiting_.pop_front();
      transfer->Abandon();
      transfer->Finish();
      TakeInbox();
    }
  }

  CurlTransportOptions options_;
  CURLM* multi_ = nullptr;
  CURLSH* sessions_ = nullptr;
  std::unique_ptr<CurlPool> pool_ = std::make_unique<CurlPool>(kIdleHandlesMax);

  std::mutex mutex_;                         // guards the next three
  std::shared_ptr<const AddressGate> gate_;  // shared with the transfers, which keep the one they started with
  std::deque<Owned> inbox_;
  bool stopping_ = false;

  std::deque<Owned> waiting_;
  std::map<CURL*, Owned> active_;
  std::thread thread_;  // last: it uses all of the above
};

CurlTransport::CurlTransport(CurlTransportOptions options, std::shared_ptr<const AddressGate> gate)
    : loop_(std::make_unique<Loop>(std::move(options), std::move(gate))) {}

CurlTransport::~CurlTransport() = default;

void CurlTransport::Start(HttpRequest request, std::function<void(HttpResponse)> done) {
  loop_->Start(std::move(request), std::move(done));
}

void CurlTransport::SetGate(std::shared_ptr<const AddressGate> gate) { loop_->SetGate(std::move(gate)); }

}  // namespace fenghuo
