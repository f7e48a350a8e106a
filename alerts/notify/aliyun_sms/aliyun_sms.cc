#include "alerts/notify/aliyun_sms/aliyun_sms.h"

#include <iterator>

#include "alerts/notify/chat.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/sms/sms.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kChina = "+86";

constexpr WordRow kCodes[] = {
    {"isv.BUSINESS_LIMIT_CONTROL", Verdict::kRefused, "该号码短时间内已达上限"},
    {"isv.DAY_LIMIT_CONTROL", Verdict::kRefused, "已达当日发送上限"},
    {"isv.MOBILE_NUMBER_ILLEGAL", Verdict::kRefused, "手机号码不对"},
    {"isv.PARAM_LENGTH_LIMIT", Verdict::kRefused, "模板变量过长"},
    {"isv.PARAM_NOT_SUPPORT_URL", Verdict::kRefused, "模板变量里有链接"},
    {"isv.SMS_TEMPLATE_ILLEGAL", Verdict::kCredentials, "短信模板不可用"},
    {"isv.SMS_SIGNATURE_ILLEGAL", Verdict::kCredentials, "短信签名不可用"},
    {"isp.RAM_PERMISSION_DENY", Verdict::kCredentials, "访问密钥无权发送"},
    {"isv.OUT_OF_SERVICE", Verdict::kCredentials, "短信业务已停机"},
    {"isv.AMOUNT_NOT_ENOUGH", Verdict::kCredentials, "短信账户余额不足"},
    {"isp.SYSTEM_ERROR", Verdict::kBusy, "短信网关繁忙"},
    {"Throttling", Verdict::kSlowDown, "发送过快"},
    {"ServiceUnavailable", Verdict::kBusy, "短信网关繁忙"},
    {"InternalError", Verdict::kBusy, "短信网关繁忙"},
    {"InvalidTimeStamp", Verdict::kClock, "本机时钟偏差过大，签名过期"},
    {"SignatureNonceUsed", Verdict::kBusy, "请求重复"},
    {"SignatureDoesNotMatch", Verdict::kCredentials, "访问密钥不符"},
    {"IncompleteSignature", Verdict::kCredentials, "访问密钥不符"},
    {"InvalidAccessKeyId", Verdict::kCredentials, "访问密钥不存在"},
    {"Forbidden", Verdict::kCredentials, "访问密钥无权发送"},
};

std::string Field(const Json& json, const char* name) {
  const auto it = json.find(name);
  return it != json.end() && it->is_string() ? it->get<std::string>() : "";
}

}  // namespace

RenderedMessage RenderAliyunSms(const Notification& notification, const ChannelSpec& channel, const RenderContext& /*context*/) {
  const std::vector<std::string> values = SmsValues(notification, channel);
  RenderedMessage rendered{.text = SmsText(values)};
  std::string number = notification.receivers.empty() ? "" : InternationalNumber(notification.receivers.front().address);
  if (number.empty()) return rendered;
  // At home without the country, abroad without the plus.
  number = number.substr(number.starts_with(kChina) ? kChina.size() : 1);
  Json parameters = Json::object();
  for (size_t i = 0; i < values.size(); ++i) parameters[Name(channel.sms.fields[i])] = values[i];
  Json body;
  body["PhoneNumbers"] = number;
  body["SignName"] = channel.sms.sign_name;
  body["TemplateCode"] = channel.sms.template_id;
  body["TemplateParam"] = JsonText(parameters);
  body["OutId"] = notification.id;
  rendered.body = JsonText(body);
  return rendered;
}

// Refusals come with 200 as well as with 400 and more: the word decides wherever there is one.
Outcome ClassifyAliyunSms(const Answer& answer, Timestamp now) {
  if (answer.transport != Answer::Transport::kAnswered) return JudgeNoAnswer(answer);
  const Json reply = Json::parse(answer.body, nullptr, /*allow_exceptions=*/false);
  const std::string code = reply.is_object() ? Field(reply, "Code") : "";
  if (code.empty()) {
    if (std::optional<Outcome> other = JudgeUnlessOk(answer, now)) return *other;
    return MakeOutcome(OutcomeKind::kUnknown, FailureReason::kUnknown, "应答中没有结果代码，结果不明");
  }
  if (code == "OK" && answer.status == 200) {
    Outcome outcome = MakeOutcome(OutcomeKind::kAccepted, FailureReason::kNone, "短信网关已受理");
    outcome.vendor_id = Quoted(Field(reply, "BizId"));
    return outcome;
  }
  Outcome outcome = JudgeWord(kCodes, std::size(kCodes), code, Field(reply, "Message"));
  HonourRetryAfter(answer, now, outcome);
  return outcome;
}

}  // namespace fenghuo
