#include "daemon/net/answer.h"

#include <gtest/gtest.h>

#include <string>

namespace fenghuo {
namespace {

using Transport = Answer::Transport;

Transport Judged(TransportError error, bool request_sent) {
  HttpResponse response;
  response.error = error;
  response.request_sent = request_sent;
  return ToAnswer(response).transport;
}

TEST(AnswerTest, CarriesStatusBodyAndRetryAfter) {
  HttpResponse response;
  response.status = 429;
  response.headers = HttpHeaders({{"Retry-After", "30"}});
  response.body = std::string(100'000, 'x');

  Answer answer = ToAnswer(response);

  EXPECT_EQ(answer.transport, Transport::kAnswered);
  EXPECT_EQ(answer.status, 429);
  EXPECT_EQ(answer.retry_after, "30");
  EXPECT_EQ(answer.body.size(), 65536u);
}

TEST(AnswerTest, SaysWhetherTheMessageMayHaveLeft) {
  EXPECT_EQ(Judged(TransportError::kDns, false), Transport::kNotSent);
  EXPECT_EQ(Judged(TransportError::kConnect, false), Transport::kNotSent);
  EXPECT_EQ(Judged(TransportError::kTls, false), Transport::kNotSent);
  EXPECT_EQ(Judged(TransportError::kTimeout, false), Transport::kNotSent);
  EXPECT_EQ(Judged(TransportError::kTimeout, true), Transport::kMaybeSent);
  EXPECT_EQ(Judged(TransportError::kBroken, true), Transport::kMaybeSent);
  EXPECT_EQ(Judged(TransportError::kBroken, false), Transport::kNotSent);
}

TEST(AnswerTest, KeepsApartWhatOnlyAPersonCanMend) {
  EXPECT_EQ(Judged(TransportError::kCertificate, false), Transport::kCertificate);
  EXPECT_EQ(Judged(TransportError::kBlockedAddress, false), Transport::kBlockedAddress);
  EXPECT_EQ(Judged(TransportError::kBadUrl, false), Transport::kBlockedAddress);
  EXPECT_EQ(Judged(TransportError::kTooLarge, true), Transport::kTooLarge);
  EXPECT_EQ(Judged(TransportError::kHeaderTooLarge, true), Transport::kTooLarge);
}

}  // namespace
}  // namespace fenghuo
