// What vendors' own result codes mean: HTTP 200 says nothing there (notifications.md 1.3, 1.4, 3).
//
//   constexpr CodeRow kCodes[] = {{0, Verdict::kOk, "已送达"}, {45009, Verdict::kSlowDown, "发送过快"}};
//   const VendorReply reply = ReadVendorReply(answer.body, {.code = "errcode", .message = "errmsg"});
//   return JudgeReply(answer, now, reply, [](const VendorReply& r) { return FindCode(kCodes, *r.code); });
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_VENDOR_CODES_H_
#define FENGHUO_ALERTS_NOTIFY_VENDOR_CODES_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "alerts/notify/outcome.h"

namespace fenghuo {

// What follows from a code.
enum class Verdict {
  kOk,
  kBusy,         // again after the usual back-off; a page that gave up after three tries would help nobody
  kSlowDown,     // again after a minute
  kBanned,       // again after ten minutes, the other channel at once
  kCredentials,  // address, token, signature or allow-list: the channel is out of order
  kClock,        // our time is wrong
  kKeyword,
  kTooLong,      // once more, shorter
  kContent,      // the vendor's filter: once more without what was quoted
  kRefused,      // this message, for good
};

struct CodeRow {
  int64_t code;
  Verdict verdict;
  const char* reason;
};

// The row of a code. An unknown one is refused: a vendor that answers is neither busy nor away.
template <size_t N>
CodeRow FindCode(const CodeRow (&table)[N], int64_t code) {
  for (const CodeRow& row : table) {
    if (row.code == code) return row;
  }
  return {code, Verdict::kRefused, "对方拒收"};
}

struct VendorReply {
  std::optional<int64_t> code;  // absent: no JSON object, or no such field
  std::string message;
};

struct ReplyFields {
  const char* code;
  const char* message;
};

// The code may be a number or a string.
VendorReply ReadVendorReply(std::string_view body, ReplyFields fields);

// Kind, failure and what else a verdict brings, with `reason` as its words.
Outcome ToOutcome(Verdict verdict, std::string reason);

// The whole judgement of an answer whose success is in its body: status, login pages, then the code. `find` is asked only with a code.
Outcome JudgeReply(const Answer& answer, Timestamp now, const VendorReply& reply,
                   const std::function<CodeRow(const VendorReply&)>& find);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_VENDOR_CODES_H_
