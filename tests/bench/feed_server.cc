#include "tests/bench/feed_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <map>

#include "base/check.h"

namespace fenghuo {
namespace {

constexpr size_t kBodyBytes = 8192;
constexpr int kBacklog = 4096;

int Listen(int& port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  bool listening = bind(listener, reinterpret_cast<sockaddr*>(&address), size) == 0 && listen(listener, kBacklog) == 0 &&
                   getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  CHECK(listening, "the benchmark's server cannot listen on loopback");
  port = ntohs(address.sin_port);
  return listener;
}

std::string Answer() {
  const std::string& body = ServedFeed();
  return "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         body;
}

// Until the client is gone, whatever it asks.
class Loop {
 public:
  explicit Loop(int listener) : listener_(listener), epoll_(epoll_create1(EPOLL_CLOEXEC)) { Watch(listener_); }

  [[noreturn]] void Run() {
    std::array<epoll_event, 256> events{};
    while (true) {
      int ready = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), -1);
      for (int i = 0; i < ready; ++i) {
        int socket = events[static_cast<size_t>(i)].data.fd;
        socket == listener_ ? Accept() : Serve(socket);
      }
    }
  }

 private:
  void Watch(int socket) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.fd = socket;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
  }

  void Accept() {
    int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) return;
    int at_once = 1;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof(at_once));
    Watch(client);
  }

  void Serve(int client) {
    std::array<char, 4096> bytes{};
    ssize_t got = recv(client, bytes.data(), bytes.size(), 0);
    if (got <= 0) {
      close(client);
      asked_.erase(client);
      return;
    }
    std::string& asked = asked_[client];
    asked.append(bytes.data(), static_cast<size_t>(got));
    if (!asked.ends_with("\r\n\r\n")) return;
    bool hangs = asked.starts_with("GET /hang");
    asked.clear();
    if (!hangs) send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
  }

  int listener_;
  int epoll_;
  std::string answer_ = Answer();
  std::map<int, std::string> asked_;  // by socket: the head so far
};

}  // namespace

const std::string& ServedFeed() {
  static const std::string feed = [] {
    std::string xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>Bench</title>";
    for (int i = 0; xml.size() < kBodyBytes; ++i) {
      std::string number = std::to_string(i);
      xml += "<item><title>市场监管局通报第" + number + "批抽检结果</title><link>http://bench.example/" + number + "</link></item>\n";
    }
    return xml + "</channel></rss>\n";
  }();
  return feed;
}

FeedServer::FeedServer() {
  int listener = Listen(port_);
  process_ = fork();
  CHECK(process_ >= 0, "the benchmark's server cannot be started");
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    Loop(listener).Run();
  }
  close(listener);
}

FeedServer::~FeedServer() {
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

}  // namespace fenghuo
