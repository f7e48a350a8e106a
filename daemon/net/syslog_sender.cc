#include "daemon/net/syslog_sender.h"

#include <linux/sockios.h>
#include <netdb.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <utility>

#include "alerts/notify/syslog/syslog.h"
#include "daemon/net/curl_handle.h"

namespace fenghuo {
namespace {

using Steady = std::chrono::steady_clock;

constexpr Duration kObjection = milliseconds(200);
constexpr Duration kLookAgain = milliseconds(5);  // whether the last octet is acknowledged: no event tells

Answer MakeAnswer(Answer::Transport transport, std::string words, int status = 0) {
  Answer answer;
  answer.transport = transport;
  answer.status = status;
  answer.error = std::move(words);
  return answer;
}

Answer Blocked(GateVerdict verdict) { return MakeAnswer(Answer::Transport::kBlockedAddress, Sentence(verdict)); }
Answer NotSent(std::string words) { return MakeAnswer(Answer::Transport::kNotSent, std::move(words)); }
Answer MaybeSent(std::string words) { return MakeAnswer(Answer::Transport::kMaybeSent, std::move(words)); }
Answer Answered(int status) { return MakeAnswer(Answer::Transport::kAnswered, "", status); }

std::string Words(int error) { return std::strerror(error); }  // glibc's is thread-safe since 2.32

// Whether `events`, or trouble, came before `until`.
bool Await(int connection, short events, Steady::time_point until) {
  const auto left = std::chrono::ceil<Duration>(until - Steady::now());
  pollfd watched{.fd = connection, .events = events, .revents = 0};
  return poll(&watched, 1, static_cast<int>(std::max<int64_t>(0, left.count()))) > 0;
}

// The error that waits at a socket, once; 0: none.
int TakeError(int connection) {
  int error = 0;
  socklen_t size = sizeof error;
  return getsockopt(connection, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

class Socket {
 public:
  explicit Socket(int number) : number_(number) {}
  ~Socket() {
    if (number_ >= 0) close(number_);
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  int number() const { return number_; }

 private:
  int number_;
};

// To one address. A port that nobody listens on answers, if at all, within the time of one way there and back.
Answer SendDatagram(const addrinfo& to, const std::string& message) {
  const Socket out(socket(to.ai_family, to.ai_socktype | SOCK_CLOEXEC, to.ai_protocol));
  if (out.number() < 0 || connect(out.number(), to.ai_addr, to.ai_addrlen) != 0) return NotSent(Words(errno));
  if (send(out.number(), message.data(), message.size(), MSG_NOSIGNAL) < 0) {
    return errno == EMSGSIZE ? Answered(kSyslogTooLong) : NotSent(Words(errno));
  }
  if (!Await(out.number(), 0, Steady::now() + kObjection)) return Answered(kSyslogLeft);
  const int error = TakeError(out.number());
  return error == 0 ? Answered(kSyslogLeft) : NotSent(Words(error));
}

struct AddressList {
  addrinfo* first = nullptr;
  ~AddressList() {
    if (first != nullptr) freeaddrinfo(first);
  }
};

// One address after another until the message has left, each judged by the gate when its turn comes.
Answer SendByUdp(const SyslogRequest& request, const Url& url, const AddressGate& gate) {
  addrinfo wanted{};
  wanted.ai_family = AF_UNSPEC;
  wanted.ai_socktype = SOCK_DGRAM;
  AddressList addresses;
  const int failure = getaddrinfo(url.host.c_str(), std::to_string(url.port).c_str(), &wanted, &addresses.first);
  if (failure != 0) return NotSent(gai_strerror(failure));
  Answer answer = NotSent("the name has no address");
  for (const addrinfo* address = addresses.first; address != nullptr; address = address->ai_next) {
    const std::optional<Endpoint> endpoint = EndpointOf(address->ai_addr);
    if (!endpoint) continue;
    const GateVerdict verdict = gate.JudgeEndpoint(url, *endpoint, Purpose::kDeliver);
    answer = verdict == GateVerdict::kAllowed ? SendDatagram(*address, request.message) : Blocked(verdict);
    if (answer.transport == Answer::Transport::kAnswered) return answer;
  }
  return answer;
}

// One message over one connection that libcurl makes, with or without TLS. The pass goes before the handle that points at it.
class StreamAttempt {
 public:
  StreamAttempt(const SyslogRequest& request, const Url& curl_url, GatePass& pass)
      : pass_(pass), frame_(std::to_string(request.message.size()) + " " + request.message), handle_(pass) {
    handle_.SetUrl(curl_url, "http,https");
    handle_.SetAuthorities(request.ca_file);
    curl_easy_setopt(handle_.get(), CURLOPT_CONNECT_ONLY, 1L);
    curl_easy_setopt(handle_.get(), CURLOPT_SSL_ENABLE_ALPN, 0L);
    curl_easy_setopt(handle_.get(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
    curl_easy_setopt(handle_.get(), CURLOPT_FRESH_CONNECT, 1L);
  }

  Answer Run(Duration acknowledge_timeout) {
    const CURLcode code = curl_easy_perform(handle_.get());
    if (code != CURLE_OK) return NotConnected(code);
    curl_socket_t peer = CURL_SOCKET_BAD;
    curl_easy_getinfo(handle_.get(), CURLINFO_ACTIVESOCKET, &peer);
    const Steady::time_point until = Steady::now() + acknowledge_timeout;
    if (std::optional<Answer> failed = Write(peer, until)) return *failed;
    if (std::optional<Answer> failed = AwaitAcknowledgement(peer, until)) return *failed;
    if (std::optional<Answer> failed = AwaitObjection(peer)) return *failed;
    return Answered(kSyslogAcknowledged);
  }

 private:
  Answer NotConnected(CURLcode code) const {
    if (pass_.verdict != GateVerdict::kAllowed) return Blocked(pass_.verdict);
    const bool certificate = handle_.Judge(code) == TransportError::kCertificate;
    return MakeAnswer(certificate ? Answer::Transport::kCertificate : Answer::Transport::kNotSent, handle_.Words(code));
  }

  std::optional<Answer> Write(int peer, Steady::time_point until) {
    for (size_t sent = 0; sent < frame_.size();) {
      size_t count = 0;
      const CURLcode code = curl_easy_send(handle_.get(), frame_.data() + sent, frame_.size() - sent, &count);
      sent += count;
      if (code == CURLE_OK) continue;
      if (code != CURLE_AGAIN) return sent == 0 ? NotSent(handle_.Words(code)) : MaybeSent(handle_.Words(code));
      if (!Await(peer, POLLOUT, until)) return MaybeSent("the collector took too long");
    }
    return std::nullopt;
  }

  std::optional<Answer> AwaitAcknowledgement(int peer, Steady::time_point until) {
    for (;;) {
      const bool trouble = Await(peer, 0, std::min(until, Steady::now() + kLookAgain));
      if (const int error = TakeError(peer); trouble || error != 0) return MaybeSent(error == 0 ? "the connection broke" : Words(error));
      int waiting = 0;
      if (ioctl(peer, SIOCOUTQ, &waiting) == 0 && waiting == 0) return std::nullopt;
      if (Steady::now() >= until) return MaybeSent("the collector acknowledged nothing in time");
    }
  }

  // A collector says nothing by itself, except that it is through with us: an alert of TLS, a reset, an end.
  std::optional<Answer> AwaitObjection(int peer) {
    const Steady::time_point until = Steady::now() + kObjection;
    short events = POLLIN;
    while (Await(peer, events, until)) {
      char bytes[1024];
      size_t count = 0;
      const CURLcode code = curl_easy_recv(handle_.get(), bytes, sizeof bytes, &count);
      if (code != CURLE_OK && code != CURLE_AGAIN) return MaybeSent(handle_.Words(code));
      const int error = TakeError(peer);
      if (error != 0) return MaybeSent(Words(error));
      if (code == CURLE_OK && count == 0) events = 0;  // an orderly end; a reset may still follow it
    }
    return std::nullopt;
  }

  GatePass& pass_;
  const std::string frame_;
  CurlHandle handle_;
};

Answer SendByStream(const SyslogRequest& request, const Url& url, GatePass& pass) {
  const std::string web = (url.scheme == "tls" ? "https" : "http") + url.text.substr(url.scheme.size());
  Result<Url> curl_url = ParseUrl(web, UrlKind::kWeb);
  if (!curl_url.ok()) return NotSent(curl_url.error().message);
  StreamAttempt attempt(request, *curl_url, pass);
  return attempt.Run(request.acknowledge_timeout);
}

}  // namespace

void SyslogSender::SetGate(std::shared_ptr<const AddressGate> gate) {
  std::lock_guard<std::mutex> lock(mutex_);
  gate_ = std::move(gate);
}

Answer SyslogSender::Send(const SyslogRequest& request) {
  Result<Url> url = ParseUrl(request.url, UrlKind::kSyslog);
  if (!url.ok()) return MakeAnswer(Answer::Transport::kBlockedAddress, url.error().message);
  GatePass pass;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    pass.gate = gate_;
  }
  pass.purpose = Purpose::kDeliver;
  pass.url = *url;
  const GateVerdict verdict = pass.gate->JudgeUrl(*url, Purpose::kDeliver);
  if (verdict != GateVerdict::kAllowed) return Blocked(verdict);
  return url->scheme == "udp" ? SendByUdp(request, *url, *pass.gate) : SendByStream(request, *url, pass);
}

}  // namespace fenghuo
