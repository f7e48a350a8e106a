// How each HTTP channel's peer says yes and no, and where a request of ours must arrive: the table that the scenarios are played by.

#ifndef FENGHUO_TESTS_DAEMON_DELIVER_VENDORS_H_
#define FENGHUO_TESTS_DAEMON_DELIVER_VENDORS_H_

#include <ostream>
#include <string>
#include <vector>

#include "alerts/notify/outcome.h"

namespace fenghuo {

struct Vendor {
  ChannelType type = ChannelType::kWebhook;
  const char* path = "";           // of the request line; a signature that changes may follow
  const char* authorization = "";  // how the header begins, or empty
  const char* in_body = "";        // a secret that stands in the body, or empty
  bool json = true;                // the body is JSON
  const char* status = "200 OK";   // of success
  const char* fine = "";           // body of success
  const char* refused = "";        // body of a failure behind a success status; empty: a status says all there
  bool quotes = true;              // whether the message may hold words from the web
  OutcomeKind success = OutcomeKind::kDelivered;
  OutcomeKind empty = OutcomeKind::kUnknown;    // an empty body with a success status
  OutcomeKind endless = OutcomeKind::kUnknown;  // an answer without end
};

// Every type whose message is one request, in the order of the enumeration. The WeCom application has tests of its own: it asks first.
const std::vector<Vendor>& HttpVendors();

inline void PrintTo(const Vendor& vendor, std::ostream* out) { *out << Name(vendor.type); }

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_DELIVER_VENDORS_H_
