#include "alerts/notify/tencent_sms/tencent_sms.h"

#include <iterator>

#include "alerts/notify/chat.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/sms/sms.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr WordRow kCodes[] = {
    {"InternalError", Verdict::kBusy, "短信网关繁忙"},
    {"RequestLimitExceeded", Verdict::kSlowDown, "发送过快"},
    {"LimitExceeded.PhoneNumberThirtySecondLimit", Verdict::kBusy, "该号码短时间内已达上限"},
    {"LimitExceeded.PhoneNumberOneHourLimit", Verdict::kBusy, "该号码短时间内已达上限"},
    {"LimitExceeded.PhoneNumber", Verdict::kRefused, "该号码已达当日上限"},
    {"LimitExceeded.DeliveryFrequencyLimit", Verdict::kBusy, "该号码短时间内已达上限"},
    {"AuthFailure.SignatureExpire", Verdict::kClock, "本机时钟偏差过大，签名过期"},
    {"AuthFailure", Verdict::kCredentials, "访问密钥不符"},
    {"UnauthorizedOperation", Verdict::kCredentials, "访问密钥无权发送"},
    {"FailedOperation.InsufficientBalanceInSmsPackage", Verdict::kCredentials, "短信套餐余量不足"},
    {"FailedOperation.TemplateIncorrectOrUnapproved", Verdict::kCredentials, "短信模板不可用"},
    {"FailedOperation.SignatureIncorrectOrUnapproved", Verdict::kCredentials, "短信签名不可用"},
};

// The limits of one number say how long it has to rest; the rest of the channel goes on meanwhile.
std::optional<Duration> Rest(std::string_view code) {
  if (code.starts_with("LimitExceeded.PhoneNumberThirtySecondLimit")) return seconds(30);
  if (code.starts_with("LimitExceeded.PhoneNumberOneHourLimit")) return hours(1);
  if (code.starts_with("LimitExceeded.DeliveryFrequencyLimit")) return minutes(1);
  return std::nullopt;
}

std::string Field(const Json& json, const char* name) {
  const auto it = json.find(name);
  return it != json.end() && it->is_string() ? it->get<std::string>() : "";
}

// The status of our one number, else the error of the whole call.
const Json* FindStatus(const Json& reply) {
  if (!reply.is_object() || !reply.contains("Response") || !reply["Response"].is_object()) return nullptr;
  const Json& response = reply["Response"];
  if (response.contains("Error") && response["Error"].is_object()) return &response["Error"];
  const auto set = response.find("SendStatusSet");
  const bool one = set != response.end() && set->is_array() && !set->empty() && set->front().is_object();
  return one ? &set->front() : nullptr;
}

}  // namespace

RenderedMessage RenderTencentSms(const Notification& notification, const ChannelSpec& channel, const RenderContext& /*context*/) {
  const std::vector<std::string> values = SmsValues(notification, channel);
  RenderedMessage rendered{.text = SmsText(values)};
  const std::string number = notification.receivers.empty() ? "" : InternationalNumber(notification.receivers.front().address);
  if (number.empty()) return rendered;
  Json body;
  body["PhoneNumberSet"] = Json::array({number});
  body["SmsSdkAppId"] = channel.sms.app_id;
  body["SignName"] = channel.sms.sign_name;
  body["TemplateId"] = channel.sms.template_id;
  body["TemplateParamSet"] = values;
  body["SessionContext"] = notification.id;
  rendered.body = JsonText(body);
  return rendered;
}

Outcome ClassifyTencentSms(const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  if (std::optional<Outcome> other = JudgeUnlessOk(answer, now)) return *other;
  const Json reply = Json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  const Json* status = FindStatus(reply);
  const std::string code = status != nullptr ? Field(*status, "Code") : "";
  if (code.empty()) return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答中没有结果代码，结果不明");
  if (code == "Ok") {
    Outcome outcome = MakeOutcome(OutcomeKind::kAccepted, FailureReason::kNone, "短信网关已受理");
    outcome.vendor_id = Quoted(Field(*status, "SerialNo"));
    return outcome;
  }
  Outcome outcome = JudgeWord(kCodes, std::size(kCodes), code, Field(*status, "Message"));
  if (const std::optional<Duration> rest = Rest(code)) outcome.retry_after = rest;
  HonourRetryAfter(answer, now, outcome);
  return outcome;
}

}  // namespace fenghuo
