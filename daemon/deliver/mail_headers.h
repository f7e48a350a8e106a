// Header values of mails: RFC 2047 words, RFC 5322 dates and addresses.
//
//   std::string subject = EncodeHeaderText("Subject", rendered.subject);
//   headers.Add("Date", MailDate(now, zone));
//
// libcurl 7.88 passes CR LF in headers straight to the wire, so whatever goes in here is cleaned here; the Mailer refuses what is no
// address.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_DELIVER_MAIL_HEADERS_H_
#define FENGHUO_DAEMON_DELIVER_MAIL_HEADERS_H_

#include <string>
#include <string_view>

#include "base/time.h"
#include "base/zone.h"

namespace fenghuo {

// `text` as the value of the header `name`: ASCII that needs nothing stays, everything else becomes encoded words of at most 75
// characters, none splitting a character, folded by CR LF and a space so that the first line with the name stays below 76.
// Control characters go.
std::string EncodeHeaderText(std::string_view name, std::string_view text);

// `"name" <address>` with the name encoded, or the address alone in angle brackets.
std::string MailAddress(std::string_view header, std::string_view name, std::string_view address);

// "Sat, 11 Jul 2026 02:26:00 +0800", by the zone's clock at that moment.
std::string MailDate(Timestamp at, const Zone& zone);

// "<id@domain>" of the sender's address: the same at every attempt, so a repeat is seen as one.
std::string MessageId(std::string_view id, std::string_view from);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_MAIL_HEADERS_H_
