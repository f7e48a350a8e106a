#include "daemon/demo/scenario_server.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include <fstream>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "daemon/demo/receiver_page.h"

namespace fenghuo {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = boost::asio::ip::tcp;
using Json = nlohmann::ordered_json;
using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;

constexpr Duration kPeerTimeout = seconds(5);

// What the world has seen, a line each, flushed before the answer leaves.
class Ledger {
 public:
  explicit Ledger(const std::string& path) : file_(path, std::ios::app) {}

  bool ok() const { return file_.good(); }
  void Write(const Json& line) {
    std::lock_guard lock(mutex_);
    file_ << line.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
  }

 private:
  std::mutex mutex_;
  std::ofstream file_;
};

}  // namespace

class ScenarioServer::Impl {
 public:
  explicit Impl(ScenarioServerOptions options) : options_(std::move(options)), ledger_(options_.ledger) {}

  Result<void> Listen() {
    if (!ledger_.ok()) return Unavailable(options_.ledger + ": cannot be written");
    port_ = options_.port;
    if (Result<void> opened = Open(kReceiverAddress); !opened.ok()) return opened;
    for (const ScenarioHost& host : options_.scenario.hosts()) {
      if (Result<void> opened = Open(host.address); !opened.ok()) return opened;
    }
    return {};
  }

  int port() const { return port_; }

  void Run() {
    std::vector<std::thread> threads;
    for (size_t i = 1; i < acceptors_.size(); ++i) {
      threads.emplace_back([this, i] {
        const ScenarioHost& host = options_.scenario.hosts()[i - 1];
        ServeForEver(acceptors_[i], [&](const Request& request) { return AnswerHost(host, request); });
      });
    }
    ServeForEver(acceptors_[0], [&](const Request& request) { return AnswerReceiver(request); });
  }

 private:
  Result<void> Open(const std::string& address) {
    beast::error_code problem;
    tcp::acceptor acceptor(context_);
    tcp::endpoint endpoint(asio::ip::make_address(address, problem), static_cast<uint16_t>(port_));
    if (!problem) acceptor.open(endpoint.protocol(), problem);
    if (!problem) acceptor.set_option(asio::socket_base::reuse_address(true), problem);
    if (!problem) acceptor.bind(endpoint, problem);
    if (!problem) acceptor.listen(asio::socket_base::max_listen_connections, problem);
    if (problem) return Unavailable(address + ":" + std::to_string(port_) + ": " + problem.message());
    port_ = acceptor.local_endpoint().port();
    acceptors_.push_back(std::move(acceptor));
    return {};
  }

  template <typename Answer>
  void ServeForEver(tcp::acceptor& acceptor, Answer answer) {
    while (true) {
      beast::error_code problem;
      tcp::socket socket = acceptor.accept(problem);
      if (problem) continue;
      timeval limit = {.tv_sec = std::chrono::duration_cast<seconds>(kPeerTimeout).count(), .tv_usec = 0};
      setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
      beast::flat_buffer buffer;
      Request request;
      http::read(socket, buffer, request, problem);
      if (problem) continue;
      Response response = answer(request);
      response.keep_alive(false);
      response.set(http::field::connection, "close");
      response.prepare_payload();
      http::write(socket, response, problem);
      socket.shutdown(tcp::socket::shutdown_both, problem);
    }
  }

  Response AnswerHost(const ScenarioHost& host, const Request& request) {
    Response response;
    response.version(11);
    if (request.target() != host.path) {
      response.result(http::status::not_found);
      return response;
    }
    Timestamp now = options_.clock->Now();
    ScenarioAnswer answer = options_.scenario.Serve(host, now);
    bool unchanged = !answer.etag.empty() && request[http::field::if_none_match] == answer.etag;
    ledger_.Write({{"at", FormatRfc3339(now)},
                   {"kind", "served"},
                   {"agent", std::string(request[http::field::user_agent])},
                   {"host", host.id},
                   {"known", std::string(request[http::field::if_none_match])},
                   {"status", unchanged ? 304 : 200},
                   {"etag", answer.etag},
                   {"ids", unchanged ? std::vector<std::string>() : answer.ids}});
    if (!answer.etag.empty()) response.set(http::field::etag, answer.etag);
    if (unchanged) {
      response.result(http::status::not_modified);
      return response;
    }
    response.result(http::status::ok);
    response.set(http::field::content_type, answer.content_type);
    response.body() = std::move(answer.body);
    return response;
  }

  // POST /wecom…, /dingtalk…, /feishu…, /webhook…: taken and answered as the service would. GET /: the page.
  Response AnswerReceiver(const Request& request) {
    Response response;
    response.version(11);
    response.result(http::status::ok);
    if (request.method() != http::verb::post) {
      std::lock_guard lock(received_mutex_);
      response.set(http::field::content_type, "text/html; charset=utf-8");
      response.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'");
      response.body() = RenderReceiverPage(options_.scenario.title(), received_);
      return response;
    }
    ReceivedMessage message = ReadReceived(std::string(request.target()), request.body());
    message.at = options_.clock->Now();
    message.id = std::string(request["webhook-id"]);
    ledger_.Write({{"at", FormatRfc3339(message.at)},
                   {"kind", "received"},
                   {"channel", message.channel},
                   {"id", message.id},
                   {"text", message.text}});
    {
      std::lock_guard lock(received_mutex_);
      received_.push_back(std::move(message));
    }
    std::this_thread::sleep_for(options_.receiver_takes);
    response.set(http::field::content_type, "application/json");
    response.body() = R"({"errcode":0,"errmsg":"ok","code":0,"msg":"success","StatusCode":0})";
    return response;
  }

  ScenarioServerOptions options_;
  Ledger ledger_;
  asio::io_context context_;
  std::vector<tcp::acceptor> acceptors_;  // the receiver's first, then the hosts' in their order
  int port_ = 0;
  std::mutex received_mutex_;
  std::vector<ReceivedMessage> received_;
};

ScenarioServer::ScenarioServer(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ScenarioServer::~ScenarioServer() = default;

Result<std::unique_ptr<ScenarioServer>> ScenarioServer::Listen(ScenarioServerOptions options) {
  auto impl = std::make_unique<Impl>(std::move(options));
  if (Result<void> listening = impl->Listen(); !listening.ok()) return listening.error();
  return std::unique_ptr<ScenarioServer>(new ScenarioServer(std::move(impl)));  // NOLINT: private constructor
}

int ScenarioServer::port() const { return impl_->port(); }
void ScenarioServer::Run() { impl_->Run(); }

}  // namespace fenghuo
