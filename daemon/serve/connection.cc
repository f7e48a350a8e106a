#include "daemon/serve/connection.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "base/log.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/response_header.h"
#include "daemon/serve/router.h"

namespace fenghuo {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using tcp = net::ip::tcp;

void ReplyGate::Post(std::function<void()> work) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (io_ != nullptr) net::post(*io_, std::move(work));
}

void ReplyGate::Close() {
  std::lock_guard<std::mutex> lock(mutex_);
  io_ = nullptr;
}

namespace {

// An address as such, however the socket spells it.
net::ip::address PeerOf(const tcp::socket& socket) {
  error_code failed;
  net::ip::address address = socket.remote_endpoint(failed).address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) return net::ip::make_address_v4(net::ip::v4_mapped, address.to_v6());
  return address;
}

ServeRequest ToServeRequest(const http::request<http::string_body>& message, const tcp::socket& socket) {
  auto value = [&](http::field name) { return std::string(message[name]); };
  ServeRequest request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.body = message.body();
  request.host = value(http::field::host);
  request.hosts = static_cast<int>(message.count(http::field::host));
  request.origin = value(http::field::origin);
  request.fetch_site = std::string(message["Sec-Fetch-Site"]);
  request.authorization = value(http::field::authorization);
  request.cookie = value(http::field::cookie);
  request.content_type = value(http::field::content_type);
  request.if_none_match = value(http::field::if_none_match);
  request.idempotency_key = std::string(message["Idempotency-Key"]);
  request.unattended = message.count("Fenghuo-Unattended") > 0;
  request.forwarded = message.count("X-Forwarded-For") > 0 || message.count(http::field::forwarded) > 0;
  error_code failed;
  request.peer = socket.remote_endpoint(failed).address().to_string();
  request.peer_is_loopback = !failed && PeerOf(socket).is_loopback();
  tcp::endpoint local = socket.local_endpoint(failed);
  const bool v6 = local.address().is_v6();
  request.local = (v6 ? "[" : "") + local.address().to_string() + (v6 ? "]:" : ":") + std::to_string(local.port());
  return request;
}

// What to say about a request that could not be read; nothing when the client is simply gone or too slow.
std::optional<Reply> RefusalOf(const error_code& failed) {
  if (failed == http::error::header_limit) return Problem(431, "请求头过大");
  if (failed == http::error::body_limit) return Problem(413, "请求内容过大");
  if (failed == http::error::end_of_stream || failed == http::error::partial_message) return std::nullopt;
  if (failed.category() == http::make_error_code(http::error::bad_target).category()) return Problem(400, "请求不是合法的 HTTP");
  return std::nullopt;
}

}  // namespace

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Connections& all, tcp::socket socket)
      : all_(all), peer_(PeerOf(socket)), stream_(std::move(socket)), timer_(stream_.get_executor()), place_(all.places_) {
    all_.open_.insert(this);
  }
  ~Connection() {
    all_.open_.erase(this);
    if (all_.open_.empty() && all_.empty_) all_.empty_();
  }

  void Read() {
    if (all_.draining_) return End();
    state_ = State::kReading;
    reading_since_ = std::chrono::steady_clock::now();
    parser_.emplace();
    parser_->header_limit(all_.limits_.header_bytes_max);
    parser_->body_limit(all_.limits_.body_bytes_max);
    stream_.expires_after(exchange_ == 0 ? all_.limits_.first_header : all_.limits_.idle);
    http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](error_code failed, size_t) {
      if (failed) return self->OnRead(failed);
      self->ReadBody();
    });
  }

  // It holds a place, says nothing, and nobody knows who is behind it.
  bool silent() const { return state_ == State::kReading && who_.empty() && place_ != nullptr; }
  const net::ip::address& peer() const { return peer_; }
  const std::string& who() const { return who_; }
  std::chrono::steady_clock::time_point reading_since() const { return reading_since_; }

  // Called when the server stops: an idle client goes at once, one that waits for its answer gets it first.
  void Drain() {
    if (state_ == State::kReading) End();
  }

  // The place is free at once, whenever the socket's last operation ends.
  void End() {
    place_.reset();
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.close();
  }

 private:
  enum class State { kReading, kWaiting, kWriting };

  void ReadBody() {
    stream_.expires_after(all_.limits_.idle);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](error_code failed, size_t) { self->OnRead(failed); });
  }

  void OnRead(error_code failed) {
    if (failed) {
      std::optional<Reply> refusal = RefusalOf(failed);
      if (!refusal) return End();
      keep_alive_ = false;
      Begin("GET", "refused");
      return OnReply(exchange_, std::move(*refusal));
    }
    keep_alive_ = parser_->get().keep_alive();
    ServeRequest request = ToServeRequest(parser_->get(), stream_.socket());
    request.claim = [weak = weak_from_this()](const std::string& who) {
      std::shared_ptr<Connection> self = weak.lock();
      return self != nullptr && self->Claim(who);
    };
    Begin(request.method, "");
    timer_.expires_after(all_.limits_.command);
    timer_.async_wait([self = shared_from_this(), exchange = exchange_](error_code cancelled) {
      if (!cancelled) self->OnReply(exchange, Problem(503, "系统繁忙，未能在时限内完成；请查看是否已生效后再试"));
    });
    // The core may answer from its own thread, late, or when this client is gone.
    Respond respond = [gate = all_.gate_, weak = weak_from_this(), exchange = exchange_](Reply reply) {
      gate->Post([weak, exchange, reply = std::move(reply)]() mutable {
        if (std::shared_ptr<Connection> self = weak.lock()) self->OnReply(exchange, std::move(reply));
      });
    };
    route_ = Dispatch(all_.state_, request, respond);
  }

  void Begin(const std::string& method, const std::string& route) {
    state_ = State::kWaiting;
    method_ = method;
    route_ = route;
    began_ = std::chrono::steady_clock::now();
    ++exchange_;
  }

  // Of one exchange the first answer counts.
  void OnReply(uint64_t exchange, Reply reply) {
    if (exchange != exchange_ || state_ != State::kWaiting) return;
    timer_.cancel();
    state_ = State::kWriting;
    if (all_.state_.metrics != nullptr) {
      auto took = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - began_);
      all_.state_.metrics->CountRequest(route_, method_, reply.status, took);
    }
    if (reply.stream == Stream::kEvents && method_ == "GET") return Follow(reply);
    Write(std::move(reply));
  }

  void Write(Reply reply) {
    if (all_.draining_) keep_alive_ = false;
    std::string header = ResponseHeader(reply, {.keep_alive = keep_alive_, .https = IsHttps()});
    text_ = std::move(header);
    if (method_ != "HEAD") text_ += reply.body;
    stream_.expires_after(all_.limits_.idle);
    net::async_write(stream_, net::buffer(text_), [self = shared_from_this()](error_code failed, size_t) {
      if (failed || !self->keep_alive_) return self->End();
      self->Read();
    });
  }

  void Follow(const Reply& reply) {
    if (all_.draining_) return End();
    if (all_.streams_.CountOf(who_) >= all_.limits_.streams_of_a_person_max) {
      keep_alive_ = false;
      return Write(Problem(429, "同一用户打开的页面过多，请关闭多余的页面"));
    }
    all_.streams_.Add(std::move(stream_), {.header = ResponseHeader(reply, {.keep_alive = false, .https = IsHttps()}),
                                           .still_allowed = reply.still_allowed,
                                           .who = who_,
                                           .heartbeat = all_.limits_.heartbeat,
                                           .place = place_});
  }

  bool IsHttps() const { return all_.state_.bureau()->config->serve.public_url.starts_with("https://"); }

  bool Claim(const std::string& who) {
    who_.clear();  // not counted against itself
    if (all_.CountOf(who) >= all_.limits_.of_a_person_max) return false;
    who_ = who;
    return true;
  }

  Connections& all_;
  net::ip::address peer_;
  std::string who_;  // who asked last, once somebody is known
  std::chrono::steady_clock::time_point reading_since_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  net::steady_timer timer_;
  std::shared_ptr<int> place_;
  std::optional<http::request_parser<http::string_body>> parser_;
  State state_ = State::kReading;
  uint64_t exchange_ = 0;
  bool keep_alive_ = false;
  std::string method_;
  std::string route_;
  std::string text_;
  std::chrono::steady_clock::time_point began_;
};

bool Connections::EndLongestSilent(const net::ip::address* peer) {
  Connection* longest = nullptr;
  for (Connection* one : open_) {
    if (!one->silent() || (peer != nullptr && one->peer() != *peer)) continue;
    if (longest == nullptr || one->reading_since() < longest->reading_since()) longest = one;
  }
  if (longest != nullptr) longest->End();
  return longest != nullptr;
}

size_t Connections::CountSilent(const net::ip::address& peer) const {
  return static_cast<size_t>(
      std::count_if(open_.begin(), open_.end(), [&](const Connection* one) { return one->silent() && one->peer() == peer; }));
}

size_t Connections::CountOf(const std::string& who) const {
  const auto of_who = [&](const Connection* one) { return one->who() == who; };
  return static_cast<size_t>(std::count_if(open_.begin(), open_.end(), of_who)) + streams_.CountOf(who);
}

void Connections::Accept(tcp::socket socket) {
  if (draining_) return;
  const net::ip::address peer = PeerOf(socket);
  if (CountSilent(peer) >= limits_.silent_of_a_peer_max) EndLongestSilent(&peer);
  const size_t places = PlacesFor(limits_, peer.is_loopback() ? Whence::kThisMachine : Whence::kElsewhere);
  const auto is_full = [&] { return static_cast<size_t>(places_.use_count() - 1) >= places; };
  const bool full = is_full() && !(EndLongestSilent(nullptr) && !is_full());
  if (full != full_) {
    full_ = full;
    if (full) LogWarning("too many connections, further ones are closed", {{"most", std::to_string(places)}});
    if (!full) LogInfo("connections are taken again");
  }
  if (full) return;
  error_code ignored;
  socket.set_option(tcp::no_delay(true), ignored);
  std::make_shared<Connection>(*this, std::move(socket))->Read();
}

void Connections::Drain(std::function<void()> empty) {
  draining_ = true;
  empty_ = std::move(empty);
  streams_.CloseAll();
  std::vector<std::shared_ptr<Connection>> all;
  for (Connection* connection : open_) {
    if (std::shared_ptr<Connection> one = connection->weak_from_this().lock()) all.push_back(std::move(one));
  }
  for (const auto& connection : all) connection->Drain();
  if (open_.empty() && empty_) empty_();
}

}  // namespace fenghuo
