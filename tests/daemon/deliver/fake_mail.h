// What a fake mail server says and what it was told.
//
//   FakeMail mail;
//   mail.Refuse("RCPT TO:<li@", "550 no such user");
//   FakeServer server(mail.Script());
//
// Thread-safe once the server runs; outlives it.

#ifndef FENGHUO_TESTS_DAEMON_DELIVER_FAKE_MAIL_H_
#define FENGHUO_TESTS_DAEMON_DELIVER_FAKE_MAIL_H_

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "tests/daemon/net/fake_server.h"

namespace fenghuo {

class FakeMail {
 public:
  // Every command that starts so gets this reply; "." is the mail's end. "" hangs up instead.
  void Refuse(const std::string& command, const std::string& reply) {
    std::lock_guard<std::mutex> lock(mutex_);
    replies_[command] = reply;
  }
  void Accept(const std::string& command) {
    std::lock_guard<std::mutex> lock(mutex_);
    replies_.erase(command);
  }

  // Header and body of every mail that was taken, lines ended by "\n".
  std::vector<std::string> mails() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return mails_;
  }

  FakeServer::Script Script() {
    return [this](FakeConnection& peer) {
      peer.Send("220 mail.example\r\n");
      while (std::optional<std::string> command = peer.ReadLine()) {
        if (!Answer(peer, *command)) return;
      }
    };
  }

 private:
  std::string ReplyTo(const std::string& command, const std::string& usual) const {
    std::lock_guard<std::mutex> lock(mutex_);
    for (const auto& [start, reply] : replies_) {
      if (command.starts_with(start)) return reply;
    }
    return usual;
  }

  // False when it hangs up.
  bool Answer(FakeConnection& peer, const std::string& command) {
    std::string usual = "250 ok";
    if (command.starts_with("EHLO")) usual = "250-mail.example\r\n250-AUTH PLAIN\r\n250 8BITMIME";
    if (command.starts_with("AUTH PLAIN")) usual = "334 ";
    if (command == "DATA") usual = "354 go on";
    if (command == "QUIT") usual = "221 bye";
    const std::string reply = ReplyTo(command, usual);
    if (reply.empty()) return false;
    peer.Send(reply + "\r\n");
    return command != "DATA" || !reply.starts_with("354") || TakeMail(peer);
  }

  bool TakeMail(FakeConnection& peer) {
    std::string mail;
    for (;;) {
      const std::optional<std::string> line = peer.ReadLine();
      if (!line) return false;
      if (*line == ".") break;
      mail += *line + "\n";
    }
    const std::string reply = ReplyTo(".", "250 queued");
    {
      std::lock_guard<std::mutex> lock(mutex_);
      mails_.push_back(mail);
    }
    return !reply.empty() && peer.Send(reply + "\r\n");
  }

  mutable std::mutex mutex_;  // guards what follows
  std::map<std::string, std::string> replies_;
  std::vector<std::string> mails_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_DELIVER_FAKE_MAIL_H_
