// What a peer answers to a notification, judged: never a crash, and only a delivered one is called delivered.

#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>

#include "alerts/notify/outcome.h"
#include "alerts/notify/vendor_codes.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

bool SaysItsCode(ChannelType type) {
  return type == ChannelType::kDingtalk || type == ChannelType::kWecom || type == ChannelType::kFeishu;
}

bool SaysZero(const std::string& body) {
  for (const char* field : {"errcode", "code", "StatusCode"}) {
    if (ReadVendorReply(body, {.code = field, .message = "msg"}).code == 0) return true;
  }
  return false;
}

}  // namespace
}  // namespace fenghuo

// First byte: channel and transport; second: status; then Retry-After, Date and body, each ended by a line end.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fenghuo;
  if (size < 2) return 0;
  const auto type = static_cast<ChannelType>(data[0] % std::size(kChannelFacts));
  Answer answer;
  answer.transport = static_cast<Answer::Transport>(data[0] / std::size(kChannelFacts) % 6);
  answer.status = data[1] < 20 ? 200 : data[1] * 4;
  std::string rest(reinterpret_cast<const char*>(data) + 2, size - 2);
  for (std::string* field : {&answer.retry_after, &answer.date}) {
    const size_t end = rest.find('\n');
    *field = rest.substr(0, end);
    rest = end == std::string::npos ? "" : rest.substr(end + 1);
  }
  answer.body = rest;
  answer.error = answer.retry_after;

  const Outcome outcome = Classify(type, answer, FromUnixSeconds(1'783'707'960));

  if (outcome.kind == OutcomeKind::kDelivered && SaysItsCode(type) && !SaysZero(answer.body)) std::abort();
  if (outcome.reason.empty() || outcome.reason.size() > 4096 || !IsValidUtf8(outcome.reason)) std::abort();
  if (outcome.reason.find_first_of("\r\n<>@") != std::string::npos) std::abort();
  if (outcome.retry_after && (*outcome.retry_after < seconds(1) || *outcome.retry_after > hours(1))) std::abort();
  return 0;
}
