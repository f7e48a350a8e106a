// A FakeTransport answers requests by a script, at once and on the caller's thread, and remembers them.
//
//   FakeTransport transport([](const HttpRequest& request) { HttpResponse r; r.status = 304; return r; });
//
// Held() ones stay unanswered until Release(). Thread-safe.

#ifndef FENGHUO_TESTS_DAEMON_NET_FAKE_TRANSPORT_H_
#define FENGHUO_TESTS_DAEMON_NET_FAKE_TRANSPORT_H_

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "daemon/net/http_transport.h"

namespace fenghuo {

enum class Answering { kAtOnce, kHeld };

class FakeTransport : public HttpTransport {
 public:
  using Script = std::function<HttpResponse(const HttpRequest&)>;

  explicit FakeTransport(Script script, Answering answering = Answering::kAtOnce)
      : script_(std::move(script)), answering_(answering) {}

  void Start(HttpRequest request, std::function<void(HttpResponse)> done) override {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      requests_.push_back(request);
      if (answering_ == Answering::kHeld) {
        held_.emplace_back(std::move(request), std::move(done));
        return;
      }
    }
    done(script_(request));
  }

  std::vector<HttpRequest> requests() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return requests_;
  }

  // Answers what is held, in order.
  void Release() {
    std::vector<std::pair<HttpRequest, std::function<void(HttpResponse)>>> held;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      held.swap(held_);
    }
    for (auto& [request, done] : held) done(script_(request));
  }

 private:
  Script script_;
  Answering answering_;
  mutable std::mutex mutex_;
  std::vector<HttpRequest> requests_;
  std::vector<std::pair<HttpRequest, std::function<void(HttpResponse)>>> held_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_NET_FAKE_TRANSPORT_H_
