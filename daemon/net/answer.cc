#include "daemon/net/answer.h"

namespace fenghuo {
namespace {

constexpr size_t kBodyBytesMax = 64 * 1024;

Answer::Transport Judge(const HttpResponse& response) {
  using Transport = Answer::Transport;
  switch (response.error) {
    case TransportError::kNone:
      return Transport::kAnswered;
    case TransportError::kCertificate:
      return Transport::kCertificate;
    case TransportError::kBlockedAddress:
    case TransportError::kBadUrl:
      return Transport::kBlockedAddress;
    case TransportError::kTooLarge:
    case TransportError::kHeaderTooLarge:
      return Transport::kTooLarge;
    case TransportError::kDns:
    case TransportError::kConnect:
    case TransportError::kTls:
    case TransportError::kTimeout:
    case TransportError::kNotFollowed:
    case TransportError::kBroken:
      break;
  }
  return response.request_sent ? Transport::kMaybeSent : Transport::kNotSent;
}

}  // namespace

Answer ToAnswer(const HttpResponse& response) {
  Answer answer;
  answer.transport = Judge(response);
  answer.status = response.status;
  answer.body = response.body.substr(0, kBodyBytesMax);
  answer.retry_after = response.headers.Get("retry-after");
  answer.error = response.error_sentence;
  return answer;
}

}  // namespace fenghuo
