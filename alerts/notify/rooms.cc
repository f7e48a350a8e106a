#include "alerts/notify/rooms.h"

#include <iterator>

#include "alerts/notify/alertmanager/alertmanager.h"
#include "alerts/notify/aliyun_sms/aliyun_sms.h"
#include "alerts/notify/cap/cap.h"
#include "alerts/notify/dingtalk/dingtalk.h"
#include "alerts/notify/feishu/feishu.h"
#include "alerts/notify/http_template/http_template.h"
#include "alerts/notify/ntfy/ntfy.h"
#include "alerts/notify/pagerduty/pagerduty.h"
#include "alerts/notify/slack/slack.h"
#include "alerts/notify/smtp/smtp.h"
#include "alerts/notify/syslog/syslog.h"
#include "alerts/notify/teams/teams.h"
#include "alerts/notify/telegram/telegram.h"
#include "alerts/notify/tencent_sms/tencent_sms.h"
#include "alerts/notify/webhook/webhook.h"
#include "alerts/notify/wecom/wecom.h"
#include "alerts/notify/wecom_app/wecom_app.h"
#include "base/check.h"

namespace fenghuo {
namespace {

// Most channels judge an answer the same whatever their configuration says.
template <Outcome (*kClassify)(const Answer&, Timestamp)>
Outcome Judge(const ChannelSpec& /*channel*/, const Answer& answer, Timestamp now) {
  return kClassify(answer, now);
}

// In the order of the enumeration.
constexpr ChannelRoom kRooms[] = {
    {ChannelType::kWebhook, &RenderWebhook, &Judge<&ClassifyWebhook>},
    {ChannelType::kSmtp, &RenderMail, &Judge<&ClassifyMail>},
    {ChannelType::kDingtalk, &RenderDingtalk, &Judge<&ClassifyDingtalk>},
    {ChannelType::kWecom, &RenderWecom, &Judge<&ClassifyWecom>},
    {ChannelType::kFeishu, &RenderFeishu, &Judge<&ClassifyFeishu>},
    {ChannelType::kSlack, &RenderSlack, &Judge<&ClassifySlack>},
    {ChannelType::kTeams, &RenderTeams, &Judge<&ClassifyTeams>},
    {ChannelType::kTelegram, &RenderTelegram, &Judge<&ClassifyTelegram>},
    {ChannelType::kNtfy, &RenderNtfy, &Judge<&ClassifyNtfy>},
    {ChannelType::kPagerduty, &RenderPagerduty, &Judge<&ClassifyPagerduty>},
    {ChannelType::kAlertmanager, &RenderAlertmanager, &Judge<&ClassifyAlertmanager>},
    {ChannelType::kWecomApp, &RenderWecomApp, &Judge<&ClassifyWecomApp>},
    {ChannelType::kAliyunSms, &RenderAliyunSms, &Judge<&ClassifyAliyunSms>},
    {ChannelType::kTencentSms, &RenderTencentSms, &Judge<&ClassifyTencentSms>},
    {ChannelType::kHttpTemplate, &RenderHttpTemplate, &ClassifyHttpTemplate},
    {ChannelType::kSyslog, &RenderSyslog, &Judge<&ClassifySyslog>},
    {ChannelType::kCap, &RenderCap, &Judge<&ClassifyCap>},
};
static_assert(std::size(kRooms) == std::size(kChannelFacts));

}  // namespace

const ChannelRoom& RoomOf(ChannelType type) {
  const ChannelRoom& room = kRooms[static_cast<size_t>(type)];
  CHECK(room.type == type, "the rooms stand in the order of the types");
  return room;
}

}  // namespace fenghuo
