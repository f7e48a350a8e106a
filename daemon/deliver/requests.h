// How each channel that speaks HTTP takes its message: address, headers, secrets and signature. One maker a channel, in its folder.
//
//   Result<HttpRequest> request = MakeSlackRequest({channel, secrets, outgoing, now});
//
// Every maker is a pure function of its input: any number of threads.

#ifndef FENGHUO_DAEMON_DELIVER_REQUESTS_H_
#define FENGHUO_DAEMON_DELIVER_REQUESTS_H_

#include <string>
#include <string_view>

#include "alerts/notify/channel.h"
#include "base/result.h"
#include "daemon/deliver/channel_request.h"
#include "daemon/net/http_transport.h"
#include "daemon/net/url.h"

namespace fenghuo {

struct RequestInput {
  const ChannelSpec& channel;
  const ChannelSecrets& secrets;
  const OutgoingBody& outgoing;
  Timestamp now;  // of this attempt
};

// A POST of JSON with the channel's limits, proxy and authorities.
HttpRequest PostJson(const ChannelSpec& channel, std::string url, std::string body);

// The Host header of a request for that URL: what the signatures of two vendors cover.
std::string HostHeader(const Url& url);

// `base` may be the host alone or the vendor's whole address without its secret part.
std::string WithPath(std::string base, std::string_view path);

// Basic where the channel has a user, Bearer where it has a token alone, nothing where it has neither.
void AddAuthorization(const ChannelSpec& channel, const ChannelSecrets& secrets, HttpRequest& request);

Result<HttpRequest> MakeWebhookRequest(const RequestInput& input);   // Standard Webhooks; Bearer where there is a token
Result<HttpRequest> MakeDingtalkRequest(const RequestInput& input);  // token and signature in the query
Result<HttpRequest> MakeWecomRequest(const RequestInput& input);     // key in the query
Result<HttpRequest> MakeFeishuRequest(const RequestInput& input);    // token in the path, signature in the body
Result<HttpRequest> MakeSlackRequest(const RequestInput& input);     // /services/T…/B…/…
Result<HttpRequest> MakeTeamsRequest(const RequestInput& input);     // the flow's address and sig=…
Result<HttpRequest> MakeTelegramRequest(const RequestInput& input);  // token in the path
Result<HttpRequest> MakeNtfyRequest(const RequestInput& input);      // to the root, never to the topic's path
Result<HttpRequest> MakePagerdutyRequest(const RequestInput& input);  // routing key in the body
Result<HttpRequest> MakeAlertmanagerRequest(const RequestInput& input);
Result<HttpRequest> MakeWecomAppRequest(const RequestInput& input);   // with an access token that somebody has got
Result<HttpRequest> MakeAliyunSmsRequest(const RequestInput& input);  // all in the query, signed in headers
Result<HttpRequest> MakeTencentSmsRequest(const RequestInput& input);
Result<HttpRequest> MakeHttpTemplateRequest(const RequestInput& input);  // what the rendered envelope says

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_REQUESTS_H_
