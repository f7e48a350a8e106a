#include "daemon/net/curl_transport.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/check.h"
#include "daemon/net/transfer.h"

namespace fenghuo {
namespace {

constexpr size_t kIdleHandlesMax = 64;  // some 20 KiB each, with their buffer
constexpr int kPollMillis = 1000;  // libcurl's own timers shorten it; a new request wakes it
constexpr int kEventsAtOnce = 64;

using Steady = std::chrono::steady_clock;

}  // namespace

// The thread, and everything that only it touches. The kernel says which sockets have something (epoll), so that a request costs the
// same whether ten others are under way or hundreds; curl_multi_perform() would look at each of them every time.
class CurlTransport::Loop {
 public:
  Loop(CurlTransportOptions options, std::shared_ptr<const AddressGate> gate)
      : options_(std::move(options)), gate_(std::move(gate)) {
    CHECK(gate_ != nullptr, "a transport without a gate");
    multi_ = curl_multi_init();
    sessions_ = curl_share_init();
    CHECK(multi_ != nullptr && sessions_ != nullptr, "no memory for the transport");
    epoll_ = epoll_create1(EPOLL_CLOEXEC);
    bell_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    CHECK(epoll_ >= 0 && bell_ >= 0, "no descriptors for the transport");
    Watch(bell_, EPOLLIN);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &OnSocket);
    curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
    curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &OnTimer);
    curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
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
    Ring();
    thread_.join();
    pool_.reset();  // its handles hold the share
    curl_multi_cleanup(multi_);
    curl_share_cleanup(sessions_);
    close(epoll_);
    close(bell_);
  }

  void Start(HttpRequest request, std::function<void(HttpResponse)> done) {
    bool asleep = false;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      inbox_.push_back(std::make_unique<Transfer>(std::move(request), std::move(done), gate_));
      asleep = std::exchange(asleep_, false);
    }
    if (asleep) Ring();
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
      RunTimers();
      Wait(TakeEnded() ? 0 : MayWait());
    }
    AbandonAll();
  }

  void Ring() { CHECK(eventfd_write(bell_, 1) == 0 || errno == EAGAIN, "the transport cannot be woken"); }

  // libcurl wants to know of this socket; of none any more when it is told to go.
  static int OnSocket(CURL*, curl_socket_t socket, int what, void* self, void*) {
    auto* loop = static_cast<Loop*>(self);
    if (what == CURL_POLL_REMOVE) {
      epoll_ctl(loop->epoll_, EPOLL_CTL_DEL, socket, nullptr);  // one that is closed already is gone from there
      return 0;
    }
    uint32_t events = 0;
    if ((what & CURL_POLL_IN) != 0) events |= EPOLLIN;
    if ((what & CURL_POLL_OUT) != 0) events |= EPOLLOUT;
    loop->Watch(socket, events);
    return 0;
  }

  void Watch(int descriptor, uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.fd = descriptor;
    if (epoll_ctl(epoll_, EPOLL_CTL_MOD, descriptor, &event) == 0) return;
    CHECK(epoll_ctl(epoll_, EPOLL_CTL_ADD, descriptor, &event) == 0, "a socket cannot be watched");
  }

  static int OnTimer(CURLM*, long millis, void* self) {
    auto* loop = static_cast<Loop*>(self);
    loop->timer_.reset();
    if (millis >= 0) loop->timer_ = Steady::now() + std::chrono::milliseconds(millis);
    return 0;
  }

  void RunTimers() {
    if (!timer_ || *timer_ > Steady::now()) return;
    timer_.reset();
    int running = 0;
    curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
  }

  // Nothing while somebody waits for us.
  int MayWait() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      if (!inbox_.empty() || stopping_) return 0;
      asleep_ = true;
    }
    if (!timer_) return kPollMillis;
    auto left = std::chrono::ceil<std::chrono::milliseconds>(*timer_ - Steady::now()).count();
    return static_cast<int>(std::clamp<int64_t>(left, 0, kPollMillis));
  }

  void Wait(int millis) {
    std::array<epoll_event, kEventsAtOnce> events{};
    int count = epoll_wait(epoll_, events.data(), kEventsAtOnce, millis);
    CHECK(count >= 0 || errno == EINTR, "the sockets cannot be waited for");
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events.at(static_cast<size_t>(i));
      if (event.data.fd == bell_) {
        eventfd_t rings = 0;
        eventfd_read(bell_, &rings);
        continue;
      }
      int what = 0;
      if ((event.events & EPOLLIN) != 0) what |= CURL_CSELECT_IN;
      if ((event.events & EPOLLOUT) != 0) what |= CURL_CSELECT_OUT;
      if ((event.events & (EPOLLERR | EPOLLHUP)) != 0) what |= CURL_CSELECT_ERR;
      int running = 0;
      curl_multi_socket_action(multi_, event.data.fd, what, &running);
    }
  }

  // False: stop.
  bool TakeInbox() {
    std::lock_guard<std::mutex> lock(mutex_);
    asleep_ = false;
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

  int epoll_ = -1;
  int bell_ = -1;  // rung when something is in the inbox of a loop that waits
  std::optional<Steady::time_point> timer_;  // when libcurl wants to be called without an event

  std::mutex mutex_;                         // guards the next four
  std::shared_ptr<const AddressGate> gate_;  // shared with the transfers, which keep the one they started with
  std::deque<Owned> inbox_;
  bool asleep_ = false;  // nobody has rung yet
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
