#include "daemon/deliver/channel_request.h"
#include "daemon/deliver/mail_headers.h"

namespace fenghuo {
namespace {

HttpHeaders MailHeaders(const ChannelSpec& channel, const OutgoingMail& outgoing, Timestamp now) {
  const Notification& row = outgoing.notification;
  HttpHeaders headers;
  headers.Add("From", MailAddress("From", channel.from_name, channel.from));
  headers.Add("To", MailAddress("To", "", row.receivers.front().address));
  headers.Add("Subject", EncodeHeaderText("Subject", outgoing.rendered.subject));
  headers.Add("Date", MailDate(now, outgoing.zone));
  headers.Add("Message-ID", MessageId(row.id, channel.from));
  if (!row.message.incident.empty()) {
    headers.Add("In-Reply-To", MessageId("incident-" + row.message.incident, channel.from));
    headers.Add("References", MessageId("incident-" + row.message.incident, channel.from));
  }
  headers.Add("Auto-Submitted", "auto-generated");
  headers.Add("X-Auto-Response-Suppress", "All");
  headers.Add("Content-Language", "zh-CN");
  if (row.message.level == 1 || row.message.level == 2) headers.Add("Importance", "high");
  return headers;
}

}  // namespace

Result<MailRequest> MakeMailRequest(const ChannelSpec& channel, const ChannelSecrets& secrets, const OutgoingMail& outgoing,
                                    Timestamp now) {
  if (outgoing.notification.receivers.empty()) return Invalid("receivers: a mail needs one");
  MailRequest request;
  request.url = channel.base_url;
  request.hello_name = channel.hello_name;
  request.user = channel.user;
  request.password = channel.user.empty() ? "" : secrets.token;
  request.tls = channel.allow_plain_http ? MailTls::kPlainAllowed : MailTls::kRequired;
  request.ca_file = channel.ca_file;
  request.proxy = channel.proxy;
  request.from = channel.from;
  request.to = outgoing.notification.receivers.front().address;
  request.headers = MailHeaders(channel, outgoing, now);
  request.text = outgoing.rendered.body;
  request.html = outgoing.rendered.html;
  return request;
}

}  // namespace fenghuo
