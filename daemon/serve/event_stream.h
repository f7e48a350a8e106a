// EventStreams are the open consoles that want to know when to look again (server-sent events).
//
//   streams.Add(std::move(stream), reply, heartbeat);
//   streams.Announce("incident");                      // event: change, data: {"what":"incident"}
//
// A client costs a socket and a small set of words: what is announced while a client still reads the last one is told once. One that
// does not read until the next heartbeat, or may not look any more, is closed.
//
// One thread: the server's.

#ifndef FENGHUO_DAEMON_SERVE_EVENT_STREAM_H_
#define FENGHUO_DAEMON_SERVE_EVENT_STREAM_H_

#include <functional>
#include <memory>
#include <set>
#include <string>

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include "base/time.h"

namespace fenghuo {

class EventStream;

class EventStreams {
 public:
  struct Terms {
    std::string header;                  // of the answer, up to and with the empty line
    std::function<bool()> still_allowed;
    std::string who;                     // whose it is
    Duration heartbeat = seconds(15);
    std::shared_ptr<void> place;         // held while the client is there: it counts as a connection
  };

  void Add(boost::beast::tcp_stream socket, Terms terms);
  void Announce(const std::string& what);
  void CloseAll();
  size_t size() const { return streams_.size(); }
  size_t CountOf(const std::string& who) const;

 private:
  friend class EventStream;
  std::set<std::shared_ptr<EventStream>> streams_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_EVENT_STREAM_H_
