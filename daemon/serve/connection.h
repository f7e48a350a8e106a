// A Connection reads one request after another from one client, has each dispatched, and writes the answers.
//
//   connections.Accept(std::move(socket));
//   connections.Drain(stop);                  // no further requests; answers under way are still written
//
// What is too large, too slow or not HTTP is refused here, before anything of it is looked at.
//
// One thread: the server's. Only ReplyGate is thread-safe.

#ifndef FENGHUO_DAEMON_SERVE_CONNECTION_H_
#define FENGHUO_DAEMON_SERVE_CONNECTION_H_

#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "daemon/serve/call.h"
#include "daemon/serve/event_stream.h"
#include "daemon/serve/limits.h"

namespace fenghuo {

// The way back from the core's thread, which may answer when the server is gone already.
class ReplyGate {
 public:
  explicit ReplyGate(boost::asio::io_context* io) : io_(io) {}
  // Dropped when closed.
  void Post(std::function<void()> work);
  void Close();

 private:
  std::mutex mutex_;
  boost::asio::io_context* io_;
};

class Connection;

class Connections {
 public:
  Connections(ServeState& state, const ServeLimits& limits, std::shared_ptr<ReplyGate> gate)
      : state_(state), limits_(limits), gate_(std::move(gate)) {}

  // Closed at once when there are too many. Room is made first at the cost of whoever has said nothing for longest: of the same address
  // when that has its share, of any when all places are taken.
  void Accept(boost::asio::ip::tcp::socket socket);
  void Announce(const std::string& what) { streams_.Announce(what); }
  // Takes no more, and calls `empty` when the last one is gone; never after ForgetDrain().
  void Drain(std::function<void()> empty);
  void ForgetDrain() { empty_ = nullptr; }

 private:
  friend class Connection;
  // Whether one was ended. Those of `peer`, or of anybody when it is null.
  bool EndLongestSilent(const boost::asio::ip::address* peer);
  size_t CountSilent(const boost::asio::ip::address& peer) const;
  size_t CountOf(const std::string& who) const;

  ServeState& state_;
  ServeLimits limits_;
  std::shared_ptr<ReplyGate> gate_;  // shared with the answers that the core still owes
  EventStreams streams_;
  std::set<Connection*> open_;
  std::shared_ptr<int> places_ = std::make_shared<int>(0);  // one use for each client, streams too
  bool draining_ = false;
  std::function<void()> empty_;
  bool full_ = false;  // said so in the log
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_CONNECTION_H_
