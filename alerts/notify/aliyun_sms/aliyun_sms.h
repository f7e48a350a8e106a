// Text messages by Aliyun, 阿里云短信, SendSms of 2017-05-25 (notifications.md 8.1).
//
//   {"PhoneNumbers":"13800000000","SignName":"…","TemplateCode":"SMS_…","TemplateParam":"{\"level\":\"Ⅱ级\"}","OutId":"…"}
//
// The body is what the query will hold: parameters are signed and sent by daemon/deliver. "OK" is accepted, what becomes of it a
// receipt tells. A row that names no mobile number has no body. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_ALIYUN_SMS_ALIYUN_SMS_H_
#define FENGHUO_ALERTS_NOTIFY_ALIYUN_SMS_ALIYUN_SMS_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderAliyunSms(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyAliyunSms(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_ALIYUN_SMS_ALIYUN_SMS_H_
