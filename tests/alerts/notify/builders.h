// Messages, notifications and channels with every field filled, so that a test names only what matters to it.

#ifndef FENGHUO_TESTS_ALERTS_NOTIFY_BUILDERS_H_
#define FENGHUO_TESTS_ALERTS_NOTIFY_BUILDERS_H_

#include <string>

#include "alerts/notify/channel.h"
#include "alerts/notify/message.h"
#include "alerts/notify/notification.h"

namespace fenghuo {

inline Timestamp NoticeTime() { return *ParseRfc3339("2026-07-10T18:26:00Z"); }

inline Message AMessage(MessageKind kind = MessageKind::kFirst) {
  Message message;
  message.kind = kind;
  message.incident = "2026-0711-03";
  message.number = "0711-03";
  message.level = 2;
  message.level_before = 3;
  message.locality = Locality::kLocal;
  message.city = "本市";
  message.category = "校园用餐";
  message.title = "青溪区一小学多名学生餐后呕吐送医";
  message.state = "待研判";
  message.why = "3个独立来源（省级媒体1家）；近1小时37条，平时此时约6条";
  message.unproved = "12名学生送医";
  message.first_seen = "7月11日02:14，本地论坛";
  message.responsible = "餐饮科、青溪区局";
  message.ask = "请值班员张某02:36前签收，03:00前报初步研判；逾时自动通知带班领导李某";
  message.desk_phone = "0000-0000000";
  message.at = NoticeTime();
  message.story_documents = {"forum:881", "daily:17"};
  return message;
}

inline Message ABrief() {
  Message message;
  message.kind = MessageKind::kBrief;
  message.desk_phone = "0000-0000000";
  message.lines = {"【值班早报】7月11日08:00  昨夜22时以来：Ⅱ级1起（0711-03处置中）；Ⅲ级2起待研判；Ⅳ级11条已合并",
                   "今日到期：2件（0709-01 12:00前，0710-05 17:00前）",
                   "监测：信源212/215正常，中断3个（名单见页面）；通知通道正常，07:59自检通过",
                   "交班张某→接班王某：未结4起"};
  message.at = NoticeTime();
  return message;
}

inline Notification ANotification(Message message = AMessage()) {
  Notification row;
  row.id = "2026-0711-03-1-2-0-zhang";
  row.channel = "desk";
  row.receivers = {{"zhang", "13800000000"}};
  row.urgency = Urgency::kRing;
  row.priority = 0;
  row.message = std::move(message);
  row.created_at = NoticeTime();
  row.expires_at = NoticeTime() + hours(24);
  row.next_at = NoticeTime();
  return row;
}

inline ChannelSpec AChannel(ChannelType type) {
  ChannelSpec channel;
  channel.id = "desk";
  channel.name = "值班群";
  channel.type = type;
  channel.limits = FactsOf(type).limits;
  channel.wecom_app = {.corp_id = "wwcorp", .agent_id = 1000002};
  channel.sms = {.access_key = "AKIDEXAMPLE", .sign_name = "测试签名", .template_id = "SMS_0000",
                 .fields = {SmsField::kLevel, SmsField::kWhat, SmsField::kNumber, SmsField::kPhone}, .app_id = "1400000000"};
  channel.http_template.path = "/{{token}}";
  channel.http_template.headers = {{"X-Id", "{{id}}"}};
  channel.http_template.body = R"({"title":"{{head}}","text":"{{text}}","level":{{level}},"key":"{{secret}}"})";
  return channel;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_ALERTS_NOTIFY_BUILDERS_H_
