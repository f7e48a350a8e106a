#include "daemon/serve/connection.h"

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
  tcp::endpoint peer = socket.remote_endpoint(failed);
  request.peer = peer.address().to_string();
  net::ip::address address = peer.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) address = net::ip::make_address_v4(net::ip::v4_mapped, address.to_v6());
  request.peer_is_loopback = !failed && address.is_loopback();
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
      : all_(all), stream_(std::move(socket)), timer_(stream_.get_executor()), place_(all.places_) {
    all_.open_.insert(this);
  }
  ~Connection() {
    all_.open_.erase(this);
    if (all_.open_.empty() && all_.empty_) all_.empty_();
  }

  void Read() {
    if (all_.draining_) return End();
    state_ = State::kReading;
    parser_.emplace();
    parser_->header_limit(all_.limits_.header_bytes_max);
    parser_->body_limit(all_.limits_.body_bytes_max);
    stream_.expires_after(all_.limits_.idle);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](error_code failed, size_t) { self->OnRead(failed); });
  }

  // Called when the server stops: an idle client goes at once, one that waits for its answer gets it first.
  void Drain() {
    if (state_ == State::kReading) End();
  }

 private:
  enum class State { kReading, kWaiting, kWriting };

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
    all_.streams_.Add(std::move(stream_), {.header = ResponseHeader(reply, {.keep_alive = false, .https = IsHttps()}),
                                           .still_allowed = reply.still_allowed,
                                           .heartbeat = all_.limits_.heartbeat,
                                           .place = place_});
  }

  bool IsHttps() const { return all_.state_.bureau()->config->serve.public_url.starts_with("https://"); }

  void End() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.close();
  }

  Connections& all_;
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

void Connections::Accept(tcp::socket socket) {
  if (draining_) return;
  const bool full = static_cast<size_t>(places_.use_count() - 1) >= limits_.connections_max;
  if (full != full_) {
    full_ = full;
    if (full) LogWarning("too many connections, further ones are closed", {{"most", std::to_string(limits_.connections_max)}});
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
