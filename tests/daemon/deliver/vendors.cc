#include "tests/daemon/deliver/vendors.h"

namespace fenghuo {

const std::vector<Vendor>& HttpVendors() {
  static constexpr char kErrcodeFine[] = R"({"errcode":0,"errmsg":"ok"})";
  static constexpr char kErrcodeRefused[] = R"({"errcode":"93000","errmsg":"no"})";
  static const std::vector<Vendor> vendors = {
      {.type = ChannelType::kWebhook, .path = "POST /hook", .empty = OutcomeKind::kDelivered, .endless = OutcomeKind::kDelivered},
      {.type = ChannelType::kDingtalk, .path = "POST /robot/send?access_token=canary-token-desk&timestamp=", .fine = kErrcodeFine,
       .refused = kErrcodeRefused},
      {.type = ChannelType::kWecom, .path = "POST /cgi-bin/webhook/send?key=canary-token-desk", .fine = kErrcodeFine,
       .refused = kErrcodeRefused},
      {.type = ChannelType::kFeishu, .path = "POST /open-apis/bot/v2/hook/canary-token-desk",
       .fine = R"({"code":0,"msg":"success"})", .refused = R"({"code":"19001","msg":"no"})"},
      {.type = ChannelType::kSlack, .path = "POST /services/T0CANARY/B0CANARY/canary-token-desk", .fine = "ok",
       .refused = "invalid_token"},
      {.type = ChannelType::kTeams, .path = "POST /workflows/1/invoke?api-version=1&sig=canary-token-desk",
       .status = "202 Accepted", .success = OutcomeKind::kAccepted, .empty = OutcomeKind::kAccepted},
      {.type = ChannelType::kTelegram, .path = "POST /bot7:canary-token-desk/sendMessage",
       .fine = R"({"ok":true,"result":{"message_id":77}})",
       .refused = R"({"ok":false,"error_code":401,"description":"Unauthorized"})"},
      {.type = ChannelType::kNtfy, .path = "POST /", .authorization = "Bearer canary-token-desk",
       .fine = R"({"id":"sPs71M8A2T","event":"message"})"},
      {.type = ChannelType::kPagerduty, .path = "POST /v2/enqueue", .in_body = "canary-token-desk", .status = "202 Accepted",
       .fine = R"({"status":"success","message":"Event processed","dedup_key":"fenghuo/2026-0711-03"})",
       .refused = R"({"status":"invalid event"})"},
      {.type = ChannelType::kAlertmanager, .path = "POST /api/v2/alerts", .authorization = "Bearer canary-token-desk",
       .empty = OutcomeKind::kDelivered},
      {.type = ChannelType::kAliyunSms, .path = "POST /?OutId=n-1&PhoneNumbers=13800000000&SignName=%E6%B5%8B%E8%AF%95%E7%AD%BE%E5%90%8D&",
       .authorization = "ACS3-HMAC-SHA256 Credential=AKIDEXAMPLE,SignedHeaders=host;x-acs-action;", .json = false,
       .fine = R"({"Code":"OK","Message":"OK","BizId":"9006"})", .refused = R"({"Code":"isv.AMOUNT_NOT_ENOUGH","Message":"no"})",
       .quotes = false, .success = OutcomeKind::kAccepted},
      {.type = ChannelType::kTencentSms, .path = "POST /", .authorization = "TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/",
       .fine = R"({"Response":{"SendStatusSet":[{"SerialNo":"5000","Code":"Ok"}]}})",
       .refused = R"({"Response":{"SendStatusSet":[{"Code":"FailedOperation.InsufficientBalanceInSmsPackage"}]}})", .quotes = false,
       .success = OutcomeKind::kAccepted},
      {.type = ChannelType::kHttpTemplate, .path = "POST /push/canary-token-desk", .authorization = "Key SECcanarydesk",
       .in_body = "SECcanarydesk", .fine = R"({"code":200})", .refused = R"({"code":500,"message":"no"})"},
  };
  return vendors;
}

}  // namespace fenghuo
