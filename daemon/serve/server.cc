#include "daemon/serve/server.h"

#include <cerrno>
#include <thread>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "base/log.h"
#include "daemon/serve/call.h"
#include "daemon/serve/connection.h"
#include "daemon/serve/listen_address.h"

namespace fenghuo {

namespace net = boost::asio;
using boost::system::error_code;
using tcp = net::ip::tcp;

namespace {

Error CannotListen(const std::string& listen, const error_code& failed) {
  const std::string where = "serve.listen: " + listen;
  if (failed == net::error::address_in_use) {
    return Unavailable(where + " is taken by another program, perhaps another fenghuo; stop it or listen on another port");
  }
  if (failed == error_code(EADDRNOTAVAIL, boost::system::system_category())) {
    return Unavailable(where + " is no address of this machine; listen on 127.0.0.1 or one that it has");
  }
  if (failed == net::error::access_denied) {
    return Unavailable(where + " may not be used by this user; listen on a port above 1023");
  }
  return Unavailable(where + " cannot be listened on: " + failed.message());
}

}  // namespace

class Server::Impl {
 public:
  explicit Impl(const ServerOptions& options)
      : limits_(options.limits),
        gate_(std::make_shared<ReplyGate>(&io_)),
        connections_(state_, options.limits, gate_),
        acceptor_(io_),
        pause_(io_) {
    state_.store = options.store;
    state_.commands = options.commands;
    state_.metrics = options.metrics;
    state_.clock = options.clock;
    state_.acknowledge_key = options.acknowledge_key;
  }

  ~Impl() { Stop(); }

  void Stop() {
    net::post(io_, [this] { Drain(); });
    if (thread_.joinable()) thread_.join();
    connections_.ForgetDrain();
    gate_->Close();
  }

  Result<void> Open(const std::shared_ptr<const Config>& config) {
    Result<ListenAddress> address = ReadListenAddress(config->serve.listen, config->staff);
    if (!address.ok()) return address.error();
    Result<std::vector<SessionRecord>> sessions = state_.store->Sessions();
    if (!sessions.ok()) return sessions.error().In("sessions");
    state_.sessions.Restore(*sessions, *state_.clock);
    error_code failed;
    tcp::endpoint endpoint(net::ip::make_address(address->address, failed), address->port);
    if (!failed) acceptor_.open(endpoint.protocol(), failed);
    if (!failed) acceptor_.set_option(tcp::acceptor::reuse_address(true), failed);
    if (!failed) acceptor_.bind(endpoint, failed);
    if (!failed) acceptor_.listen(net::socket_base::max_listen_connections, failed);
    if (failed) return CannotListen(config->serve.listen, failed);
    state_.SetBureau(std::make_shared<const Bureau>(config, port()));
    Accept();
    thread_ = std::thread([this] { io_.run(); });
    return {};
  }

  int port() const {
    error_code ignored;
    return acceptor_.local_endpoint(ignored).port();
  }

  std::string url() const { return url_; }
  void KeepUrl() {
    tcp::endpoint local = acceptor_.local_endpoint();
    const bool v6 = local.address().is_v6();
    url_ = "http://" + std::string(v6 ? "[" : "") + local.address().to_string() + (v6 ? "]" : "") + ":" +
           std::to_string(local.port()) + "/";
    port_ = local.port();
  }

  void Reconfigure(std::shared_ptr<const Config> config) {
    state_.SetBureau(std::make_shared<const Bureau>(std::move(config), port_));
  }

  void Announce(const std::string& what) {
    gate_->Post([this, what] { connections_.Announce(what); });
  }

 private:
  void Accept() {
    acceptor_.async_accept([this](error_code failed, tcp::socket socket) {
      if (stopping_) return;
      if (!failed) {
        connections_.Accept(std::move(socket));
        return Accept();
      }
      // Out of descriptors: asking again at once would only burn the processor.
      LogWarning("a connection could not be taken", {{"reason", failed.message()}});
      pause_.expires_after(std::chrono::milliseconds(200));
      pause_.async_wait([this](error_code) {
        if (!stopping_) Accept();
      });
    });
  }

  void Drain() {
    stopping_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    connections_.Drain([this] { io_.stop(); });
    pause_.expires_after(limits_.drain);
    pause_.async_wait([this](error_code) { io_.stop(); });
  }

  ServeLimits limits_;
  ServeState state_;
  std::shared_ptr<ReplyGate> gate_;  // shared with the answers that the core still owes
  Connections connections_;
  // Destroyed before everything above: what it still holds refers to that.
  net::io_context io_;
  tcp::acceptor acceptor_;
  net::steady_timer pause_;
  std::thread thread_;
  std::string url_;
  int port_ = 0;
  bool stopping_ = false;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

Result<std::unique_ptr<Server>> Server::Listen(const ServerOptions& options) {
  auto impl = std::make_unique<Impl>(options);
  if (Result<void> open = impl->Open(options.config); !open.ok()) return open.error();
  impl->KeepUrl();
  return std::unique_ptr<Server>(new Server(std::move(impl)));  // NOLINT: private constructor
}

std::string Server::url() const { return impl_->url(); }
void Server::Reconfigure(std::shared_ptr<const Config> config) { impl_->Reconfigure(std::move(config)); }
void Server::Announce(const std::string& what) { impl_->Announce(what); }
void Server::Stop() { impl_->Stop(); }

}  // namespace fenghuo
