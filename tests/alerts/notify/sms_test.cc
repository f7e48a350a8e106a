// Text messages and the WeCom application (notifications.md 3.3, 8): what is sent and what the answers mean.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "alerts/notify/sms/sms.h"
#include "keywords/text/utf8.h"
#include "tests/alerts/notify/answers.h"

namespace fenghuo {
namespace {

using Json = nlohmann::json;

TEST(SmsTest, PutsTheMatterIntoShortVariables) {
  EXPECT_EQ(SmsValues(ANotification(), AChannel(ChannelType::kAliyunSms)),
            (std::vector<std::string>{"Ⅱ级", "校园用餐", "0711-03", "0000-0000000"}));
}

TEST(SmsTest, FitsTwelveCharactersWithoutALinkWhateverTheWebWrites) {
  Message message = AMessage();
  message.category = "https://evil.example/" + std::string(500, 'x');
  message.number = "\u202E0711\r\n-03 <a>@all";
  for (const std::string& value : SmsValues(ANotification(message), AChannel(ChannelType::kAliyunSms))) {
    EXPECT_LE(CountCodePoints(value), 12U) << value;
    for (const char* bad : {"://", "\r", "\n", "@", "<", "\u202E"}) EXPECT_EQ(value.find(bad), std::string::npos) << value;
  }
}

TEST(SmsTest, NeverLosesTheMarkOfADrill) {
  Message drill = AMessage();
  drill.drill = true;
  ChannelSpec channel = AChannel(ChannelType::kTencentSms);
  EXPECT_EQ(SmsValues(ANotification(drill), channel)[0], "演练Ⅱ级");
  channel.sms.fields = {SmsField::kNumber};
  EXPECT_EQ(SmsValues(ANotification(drill), channel), std::vector<std::string>{"演练0711-03"});
}

TEST(SmsTest, TellsOfAChannelThatFailedAsOfAnIncident) {
  Message alarm;
  alarm.kind = MessageKind::kChannelAlarm;
  alarm.lines = {"【通知通道异常】值班群：凭据无效"};
  EXPECT_EQ(SmsValues(ANotification(alarm), AChannel(ChannelType::kAliyunSms)),
            (std::vector<std::string>{"系统", "通知通道异常", "无", "值班室"}));
  alarm.drill = true;
  EXPECT_EQ(SmsValues(ANotification(alarm), AChannel(ChannelType::kAliyunSms))[1], "通知通道异常");
}

TEST(SmsTest, KnowsAMobileNumber) {
  EXPECT_EQ(InternationalNumber("13800000000"), "+8613800000000");
  EXPECT_EQ(InternationalNumber("+8613800000000"), "+8613800000000");
  EXPECT_EQ(InternationalNumber("+442071838750"), "+442071838750");
  for (const char* none : {"", "zhang", "0571-8888888", "23800000000", "+", "+12x45678", "138000000001", "all"}) {
    EXPECT_EQ(InternationalNumber(none), "") << none;
  }
}

TEST(RenderAliyunSmsTest, NamesTheVariablesAsTheTemplateDoes) {
  const Json body = Json::parse(Render(ANotification(), AChannel(ChannelType::kAliyunSms), {}).body);
  EXPECT_EQ(body["PhoneNumbers"], "13800000000");
  EXPECT_EQ(body["TemplateParam"], R"({"level":"Ⅱ级","what":"校园用餐","number":"0711-03","phone":"0000-0000000"})");
  EXPECT_EQ(body["OutId"], "2026-0711-03-1-2-0-zhang");
}

TEST(RenderTencentSmsTest, ListsTheVariablesInOrder) {
  const Json body = Json::parse(Render(ANotification(), AChannel(ChannelType::kTencentSms), {}).body);
  EXPECT_EQ(body["PhoneNumberSet"], Json::array({"+8613800000000"}));
  EXPECT_EQ(body["SmsSdkAppId"], "1400000000");
  EXPECT_EQ(body["TemplateParamSet"], Json::array({"Ⅱ级", "校园用餐", "0711-03", "0000-0000000"}));
  EXPECT_EQ(body["SessionContext"], "2026-0711-03-1-2-0-zhang");
}

TEST(RenderSmsTest, HasNoBodyForNobody) {
  for (const ChannelType type : {ChannelType::kAliyunSms, ChannelType::kTencentSms, ChannelType::kWecomApp}) {
    Notification row = ANotification();
    row.receivers = {{"zhang", "@all"}};
    EXPECT_EQ(Render(row, AChannel(type), {}).body, "") << Name(type);
    row.receivers.clear();
    EXPECT_EQ(Render(row, AChannel(type), {}).body, "") << Name(type);
  }
}

TEST(ClassifyAliyunSmsTest, ReadsItsTable) {
  const ChannelType type = ChannelType::kAliyunSms;
  const auto code = [&](const std::string& word, int status = 200) {
    return Answered(type, status, R"({"Code":")" + word + R"(","Message":"m","BizId":"900619746936498440^0","RequestId":"F6"})");
  };
  EXPECT_EQ(code("OK").kind, OutcomeKind::kAccepted);
  EXPECT_EQ(code("OK").vendor_id, "900619746936498440^0");
  for (const char* limit : {"isv.BUSINESS_LIMIT_CONTROL", "isv.DAY_LIMIT_CONTROL"}) {
    EXPECT_EQ(code(limit).kind, OutcomeKind::kPermanent) << limit;
    EXPECT_FALSE(code(limit).channel_broken) << limit;
  }
  for (const char* bad : {"isv.MOBILE_NUMBER_ILLEGAL", "isv.PARAM_LENGTH_LIMIT", "isv.PARAM_NOT_SUPPORT_URL", "isv.SOMETHING_NEW"}) {
    EXPECT_EQ(code(bad).kind, OutcomeKind::kPermanent) << bad;
    EXPECT_FALSE(code(bad).channel_broken) << bad;
  }
  for (const char* broken : {"isv.SMS_TEMPLATE_ILLEGAL", "isv.SMS_SIGNATURE_ILLEGAL", "isp.RAM_PERMISSION_DENY", "isv.OUT_OF_SERVICE",
                             "isv.AMOUNT_NOT_ENOUGH", "SignatureDoesNotMatch", "InvalidAccessKeyId.NotFound"}) {
    EXPECT_EQ(code(broken, 400).kind, OutcomeKind::kPermanent) << broken;
    EXPECT_TRUE(code(broken, 400).channel_broken) << broken;
  }
  for (const char* busy : {"isp.SYSTEM_ERROR", "Throttling.User", "ServiceUnavailable"}) {
    EXPECT_EQ(code(busy, 503).kind, OutcomeKind::kRetry) << busy;
  }
  EXPECT_TRUE(code("InvalidTimeStamp.Expired", 400).clock_skew);
  EXPECT_EQ(code("isv.AMOUNT_NOT_ENOUGH").reason, "短信账户余额不足（isv．AMOUNT_NOT_ENOUGH m）");
  EXPECT_EQ(Answered(type, 200, "{}").kind, OutcomeKind::kUnknown);
  EXPECT_EQ(Answered(type, 503, "busy").kind, OutcomeKind::kRetry);
}

TEST(ClassifyTencentSmsTest, ReadsTheCodeOfTheNumberAndOfTheCall) {
  const ChannelType type = ChannelType::kTencentSms;
  const auto number = [&](const std::string& word) {
    return Answered(type, 200, R"({"Response":{"SendStatusSet":[{"SerialNo":"2019:538","PhoneNumber":"+8613800000000","Code":")" + word +
                                   R"(","Message":"m"}],"RequestId":"a0"}})");
  };
  const auto call = [&](const std::string& word) {
    return Answered(type, 200, R"({"Response":{"Error":{"Code":")" + word + R"(","Message":"m"},"RequestId":"a0"}})");
  };
  EXPECT_EQ(number("Ok").kind, OutcomeKind::kAccepted);
  EXPECT_EQ(number("Ok").vendor_id, "2019:538");
  EXPECT_EQ(number("FailedOperation.ContainSensitiveWord").kind, OutcomeKind::kPermanent);
  EXPECT_EQ(number("LimitExceeded.PhoneNumberThirtySecondLimit").retry_after, seconds(30));
  EXPECT_EQ(number("LimitExceeded.PhoneNumberOneHourLimit").retry_after, hours(1));
  EXPECT_NE(number("LimitExceeded.PhoneNumberOneHourLimit").failure, FailureReason::kRateLimited) << "would stop the whole channel";
  EXPECT_EQ(number("LimitExceeded.PhoneNumberDailyLimit").kind, OutcomeKind::kPermanent);
  EXPECT_TRUE(number("FailedOperation.InsufficientBalanceInSmsPackage").channel_broken);
  for (const char* busy : {"InternalError", "InternalError.Timeout", "RequestLimitExceeded"}) {
    EXPECT_EQ(call(busy).kind, OutcomeKind::kRetry) << busy;
  }
  EXPECT_TRUE(call("AuthFailure.SignatureExpire").clock_skew);
  EXPECT_FALSE(call("AuthFailure.SignatureFailure").clock_skew);
  EXPECT_TRUE(call("AuthFailure.SignatureFailure").channel_broken);
  EXPECT_TRUE(call("UnauthorizedOperation.SdkAppIdIsDisabled").channel_broken);
  EXPECT_EQ(call("InvalidParameterValue.TemplateParameterFormatError").kind, OutcomeKind::kPermanent);
  EXPECT_EQ(call("AuthFailure.SignatureFailure").reason, "访问密钥不符（AuthFailure．SignatureFailure m）");
  for (const char* none : {"{}", R"({"Response":{"SendStatusSet":[]}})", R"({"Response":[]})", "ok"}) {
    EXPECT_EQ(Answered(type, 200, none).kind, OutcomeKind::kUnknown) << none;
  }
}

TEST(RenderWecomAppTest, AddressesOneMemberAndChecksForDuplicates) {
  ChannelSpec channel = AChannel(ChannelType::kWecomApp);
  channel.wecom_app = {.corp_id = "ww1", .agent_id = 1000002};
  Notification row = ANotification();
  row.receivers = {{"zhang", "ZhangSan"}};
  const Json body = Json::parse(Render(row, channel, {}).body);
  EXPECT_EQ(body["touser"], "ZhangSan");
  EXPECT_EQ(body["agentid"], 1000002);
  EXPECT_EQ(body["enable_duplicate_check"], 1);
  EXPECT_EQ(body["duplicate_check_interval"], 1800);

  // The same words for another reminder are another message; for another attempt they are the same one.
  Notification reminder = row;
  reminder.id += "-2";
  const Json other = Json::parse(Render(reminder, channel, {}).body);
  EXPECT_NE(other["text"]["content"], body["text"]["content"]);
  EXPECT_EQ(Json::parse(Render(row, channel, {.acknowledge_url = "", .now = NoticeTime() + minutes(3)}).body), body);
}

TEST(RenderWecomAppTest, FitsTwoThousandAndFortyEightBytes) {
  ChannelSpec channel = AChannel(ChannelType::kWecomApp);
  Message message = AMessage();
  message.lines.assign(50, "很长的一行，很长的一行，很长的一行，很长的一行");
  Notification row = ANotification(message);
  row.receivers = {{"zhang", "ZhangSan"}};
  EXPECT_LE(Json::parse(Render(row, channel, {}).body)["text"]["content"].get<std::string>().size(), 2'048U);
}

TEST(ClassifyWecomAppTest, ReadsItsTable) {
  const ChannelType type = ChannelType::kWecomApp;
  const auto code = [&](int number) { return Answered(type, 200, R"({"errcode":)" + std::to_string(number) + R"(,"errmsg":"m"})"); };
  const Outcome fine = Answered(type, 200, R"({"errcode":0,"errmsg":"ok","invaliduser":"","msgid":"xGQ"})");
  EXPECT_EQ(fine.kind, OutcomeKind::kDelivered);
  EXPECT_EQ(fine.vendor_id, "xGQ");
  const Outcome partial = Answered(type, 200, R"({"errcode":0,"errmsg":"ok","invaliduser":"ZhangSan"})");
  EXPECT_EQ(partial.kind, OutcomeKind::kPermanent);
  EXPECT_EQ(partial.reason, "收件人无效或未授权");
  for (const int stale : {40014, 42001}) {
    EXPECT_TRUE(code(stale).token_stale) << stale;
    EXPECT_EQ(code(stale).kind, OutcomeKind::kRetry) << stale;
  }
  EXPECT_TRUE(code(60020).channel_broken);
  EXPECT_TRUE(code(40013).channel_broken);
  EXPECT_EQ(code(81013).kind, OutcomeKind::kPermanent);
  EXPECT_FALSE(code(81013).channel_broken);
  EXPECT_EQ(code(45009).retry_after, seconds(60));
  EXPECT_TRUE(code(45002).try_short_form);
}

}  // namespace
}  // namespace fenghuo
