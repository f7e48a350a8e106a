#include "daemon/net/http_transport.h"

#include <future>
#include <utility>

namespace fenghuo {

const char* Name(TransportError error) {
  switch (error) {
    case TransportError::kNone:
      return "none";
    case TransportError::kDns:
      return "dns";
    case TransportError::kConnect:
      return "connect";
    case TransportError::kTls:
      return "tls";
    case TransportError::kCertificate:
      return "certificate";
    case TransportError::kTimeout:
      return "timeout";
    case TransportError::kBlockedAddress:
      return "blocked";
    case TransportError::kBadUrl:
      return "bad_url";
    case TransportError::kTooLarge:
      return "too_large";
    case TransportError::kHeaderTooLarge:
      return "header_too_large";
    case TransportError::kNotFollowed:
      return "not_followed";
    case TransportError::kBroken:
      return "broken";
  }
  return "";
}

HttpResponse Perform(HttpTransport& transport, HttpRequest request) {
  std::promise<HttpResponse> promise;
  std::future<HttpResponse> answer = promise.get_future();
  transport.Start(std::move(request), [&promise](HttpResponse response) { promise.set_value(std::move(response)); });
  return answer.get();
}

}  // namespace fenghuo
