#include "daemon/serve/event_stream.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "daemon/wire.h"

namespace fenghuo {

namespace net = boost::asio;
using boost::system::error_code;

class EventStream : public std::enable_shared_from_this<EventStream> {
 public:
  EventStream(EventStreams& all, boost::beast::tcp_stream socket, EventStreams::Terms terms)
      : all_(all), socket_(std::move(socket)), timer_(socket_.get_executor()), terms_(std::move(terms)) {}

  void Start() {
    socket_.expires_never();
    Write(terms_.header + "retry: 3000\n\n");
    WaitForHeartbeat();
    WaitForEnd();
  }

  void Push(const std::string& what) {
    waiting_.insert(what);
    if (!writing_) WriteWaiting();
  }

  const std::string& who() const { return terms_.who; }

  void Close() {
    if (closed_) return;
    closed_ = true;
    timer_.cancel();
    error_code ignored;
    socket_.socket().shutdown(net::ip::tcp::socket::shutdown_both, ignored);
    socket_.socket().close(ignored);
    all_.streams_.erase(shared_from_this());
  }

 private:
  void Write(std::string text) {
    writing_ = true;
    text_ = std::move(text);
    net::async_write(socket_, net::buffer(text_), [self = shared_from_this()](error_code failed, size_t) {
      self->writing_ = false;
      ++self->written_;
      if (failed) return self->Close();
      self->WriteWaiting();
    });
  }

  void WriteWaiting() {
    if (waiting_.empty() || closed_) return;
    std::string text;
    for (const std::string& what : waiting_) text += "event: change\ndata: " + Dump(Json{{"what", what}}) + "\n\n";
    waiting_.clear();
    Write(std::move(text));
  }

  void WaitForHeartbeat() {
    timer_.expires_after(terms_.heartbeat);
    timer_.async_wait([self = shared_from_this()](error_code failed) {
      if (failed || self->closed_) return;
      // Still writing what was being written a heartbeat ago: nobody reads.
      const bool stuck = self->writing_ && self->written_at_heartbeat_ == self->written_;
      if (stuck || !self->terms_.still_allowed()) return self->Close();
      self->written_at_heartbeat_ = self->written_;
      if (!self->writing_) self->Write(": still here\n\n");
      self->WaitForHeartbeat();
    });
  }

  // A client says nothing on this connection; the read ends when it goes.
  void WaitForEnd() {
    socket_.async_read_some(net::buffer(unread_), [self = shared_from_this()](error_code failed, size_t) {
      if (failed || self->closed_) return self->Close();
      self->WaitForEnd();
    });
  }

  EventStreams& all_;
  boost::beast::tcp_stream socket_;
  net::steady_timer timer_;
  EventStreams::Terms terms_;
  std::set<std::string> waiting_;
  std::string text_;
  std::array<char, 256> unread_{};
  bool writing_ = false;
  uint64_t written_ = 0;               // texts, whole
  uint64_t written_at_heartbeat_ = 0;  // at the last one
  bool closed_ = false;
};

void EventStreams::Add(boost::beast::tcp_stream socket, Terms terms) {
  auto stream = std::make_shared<EventStream>(*this, std::move(socket), std::move(terms));
  streams_.insert(stream);
  stream->Start();
}

size_t EventStreams::CountOf(const std::string& who) const {
  return static_cast<size_t>(
      std::count_if(streams_.begin(), streams_.end(), [&](const auto& stream) { return stream->who() == who; }));
}

void EventStreams::Announce(const std::string& what) {
  std::vector<std::shared_ptr<EventStream>> all(streams_.begin(), streams_.end());
  for (const auto& stream : all) stream->Push(what);
}

void EventStreams::CloseAll() {
  std::vector<std::shared_ptr<EventStream>> all(streams_.begin(), streams_.end());
  for (const auto& stream : all) stream->Close();
}

}  // namespace fenghuo
