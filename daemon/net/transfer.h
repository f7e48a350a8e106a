// A Transfer is one HttpRequest on its way through its hops. It follows redirects, each through the gate like a new request.
//
//   Transfer transfer(std::move(request), std::move(done), gate);
//   while (transfer.BeginHop(hosts)) { CURLcode code = RunToItsEnd(transfer.handle()); transfer.EndHop(code); }
//   transfer.Finish();
//
// One thread.

#ifndef FENGHUO_DAEMON_NET_TRANSFER_H_
#define FENGHUO_DAEMON_NET_TRANSFER_H_

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "daemon/net/curl_handle.h"
#include "daemon/net/curl_transport.h"
#include "daemon/net/http_transport.h"
#include "daemon/net/response_reader.h"

namespace fenghuo {

class Transfer {
 public:
  Transfer(HttpRequest request, std::function<void(HttpResponse)> done, std::shared_ptr<const AddressGate> gate);

  // Prepares handle() for the first hop or for the next one. False: nothing is to be run any more, Finish().
  bool BeginHop(const HostTable& hosts, CURLSH* sessions, CurlPool& pool);

  CURL* handle() const { return handle_->get(); }

  // libcurl is through with the hop.
  void EndHop(CURLcode code);

  // The transport stops: whatever has come is thrown away.
  void Abandon();

  // Gives the response to `done`. Once.
  void Finish();

 private:
  using Steady = std::chrono::steady_clock;

  bool Refuse(TransportError error, std::string sentence);
  bool CheckRequest();
  bool ParseTargets();
  bool JudgeTargets();
  Duration Left() const;
  void SetUpRequest();
  void SetUpLimits(Duration left);
  void SetUpCallbacks();
  void AddHeaderLines();
  void JudgeEnd(CURLcode code);
  void TakeAnswer();
  bool IsRedirect() const;
  void FollowRedirect();

  static size_t OnHeader(char* bytes, size_t size, size_t count, void* self);
  static size_t OnBody(char* bytes, size_t size, size_t count, void* self);
  static int OnProgress(void* self, curl_off_t, curl_off_t downloaded, curl_off_t, curl_off_t);

  HttpRequest request_;
  std::function<void(HttpResponse)> done_;
  HttpResponse response_;
  std::optional<Steady::time_point> started_;
  std::optional<Url> next_;            // the hop to begin; empty at first and when there is none
  std::optional<Url> proxy_;
  std::set<std::string> visited_;
  bool origin_changed_ = false;        // a redirect led to another scheme, host or port
  bool permanent_so_far_ = true;
  bool over_ = false;

  GatePass pass_;                      // before handle_, which points at it
  std::optional<ResponseReader> reader_;
  std::unique_ptr<CurlList> header_lines_;
  std::unique_ptr<CurlHandle> handle_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_TRANSFER_H_
