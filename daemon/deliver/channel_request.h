// Turns a rendered message into the request that a channel takes: address, secret, signature, headers.
//
//   Result<ChannelSecrets> secrets = ReadChannelSecrets(channel);
//   Result<HttpRequest> request = MakeHttpRequest(channel, *secrets, {.id = row.id, .body = rendered.body}, clock.Now());
//
// Made anew at every attempt: signatures are good for minutes, and a secret may have been exchanged since the last one.
//
// ReadChannelSecrets reads files; the rest are pure functions. Any number of threads.

#ifndef FENGHUO_DAEMON_DELIVER_CHANNEL_REQUEST_H_
#define FENGHUO_DAEMON_DELIVER_CHANNEL_REQUEST_H_

#include <string>
#include <string_view>
#include <vector>

#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"
#include "alerts/notify/render.h"
#include "base/result.h"
#include "base/zone.h"
#include "daemon/deliver/secrets.h"
#include "daemon/net/http_transport.h"
#include "daemon/net/mailer.h"
#include "daemon/net/syslog_sender.h"

namespace fenghuo {

struct ChannelSecrets {
  std::string token;                 // access_token, key, hook token or mail password; empty where the channel has none
  std::vector<std::string> signing;  // whsec_… (several while they are exchanged), or a robot's signing secret

  Redactor MakeRedactor(const ChannelSpec& channel) const;
};

// kUnavailable when a file that the channel names cannot be read; the message names the file.
Result<ChannelSecrets> ReadChannelSecrets(const ChannelSpec& channel);

struct OutgoingBody {
  std::string_view id;  // of the notification
  std::string_view body;
  std::string_view access_token = {};  // where the channel gets one first
};

// For every channel that speaks HTTP. kInvalid when a robot has no token or a secret is malformed.
Result<HttpRequest> MakeHttpRequest(const ChannelSpec& channel, const ChannelSecrets& secrets, const OutgoingBody& outgoing,
                                    Timestamp now);

struct OutgoingMail {
  const Notification& notification;
  const RenderedMessage& rendered;
  const Zone& zone;  // for the Date header
};

// Mails of one incident refer to one root, so that readers see one thread; each has an id of its own, because servers drop a second
// mail with the same one. kInvalid when the row names nobody.
Result<MailRequest> MakeMailRequest(const ChannelSpec& channel, const ChannelSecrets& secrets, const OutgoingMail& outgoing,
                                    Timestamp now);

// A rendered message, whole, on its way to the channel's collector. There is no secret to add.
SyslogRequest MakeSyslogRequest(const ChannelSpec& channel, std::string message);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_CHANNEL_REQUEST_H_
