// A FeedServer is a web server in a process of its own that answers every request with the same feed, so that a benchmark counts the
// client's CPU time alone.
//
//   FeedServer server;
//   Fetch("http://h7.bench.example:" + std::to_string(server.port()) + "/12");
//
// Connections are kept. A path that begins with /hang is never answered. One thread; the destructor ends the process.

#ifndef FENGHUO_TESTS_BENCH_FEED_SERVER_H_
#define FENGHUO_TESTS_BENCH_FEED_SERVER_H_

#include <sys/types.h>

#include <string>

namespace fenghuo {

class FeedServer {
 public:
  FeedServer();
  ~FeedServer();
  FeedServer(const FeedServer&) = delete;
  FeedServer& operator=(const FeedServer&) = delete;

  int port() const { return port_; }

 private:
  int port_ = 0;
  pid_t process_ = 0;
};

// The body of each answer: 8 KB of RSS.
const std::string& ServedFeed();

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_BENCH_FEED_SERVER_H_
