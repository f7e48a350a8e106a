// Text messages by Tencent Cloud, 腾讯云短信, SendSms of 2021-01-11 (notifications.md 8.2).
//
//   {"PhoneNumberSet":["+86138…"],"SmsSdkAppId":"1400…","SignName":"…","TemplateId":"…","TemplateParamSet":["Ⅱ级",…],"SessionContext":"…"}
//
// HTTP 200 always: each number has a Code of its own, "Ok" is accepted. A row that names no mobile number has no body. Pure
// functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_TENCENT_SMS_TENCENT_SMS_H_
#define FENGHUO_ALERTS_NOTIFY_TENCENT_SMS_TENCENT_SMS_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderTencentSms(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyTencentSms(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_TENCENT_SMS_TENCENT_SMS_H_
