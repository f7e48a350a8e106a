#include "alerts/notify/rooms.h"

#include <iterator>

#include "alerts/notify/alertmanager/alertmanager.h"
#include "alerts/notify/dingtalk/dingtalk.h"
#include "alerts/notify/feishu/feishu.h"
#include "alerts/notify/ntfy/ntfy.h"
#include "alerts/notify/pagerduty/pagerduty.h"
#include "alerts/notify/slack/slack.h"
#include "alerts/notify/smtp/smtp.h"
#include "alerts/notify/teams/teams.h"
#include "alerts/notify/telegram/telegram.h"
#include "alerts/notify/webhook/webhook.h"
#include "alerts/notify/wecom/wecom.h"
#include "base/check.h"

namespace fenghuo {
namespace {

// In the order of the enumeration.
constexpr ChannelRoom kRooms[] = {
    {ChannelType::kWebhook, &RenderWebhook, &ClassifyWebhook},
    {ChannelType::kSmtp, &RenderMail, &ClassifyMail},
    {ChannelType::kDingtalk, &RenderDingtalk, &ClassifyDingtalk},
    {ChannelType::kWecom, &RenderWecom, &ClassifyWecom},
    {ChannelType::kFeishu, &RenderFeishu, &ClassifyFeishu},
    {ChannelType::kSlack, &RenderSlack, &ClassifySlack},
    {ChannelType::kTeams, &RenderTeams, &ClassifyTeams},
    {ChannelType::kTelegram, &RenderTelegram, &ClassifyTelegram},
    {ChannelType::kNtfy, &RenderNtfy, &ClassifyNtfy},
    {ChannelType::kPagerduty, &RenderPagerduty, &ClassifyPagerduty},
    {ChannelType::kAlertmanager, &RenderAlertmanager, &ClassifyAlertmanager},
};
static_assert(std::size(kRooms) == std::size(kChannelFacts));

}  // namespace

const ChannelRoom& RoomOf(ChannelType type) {
  const ChannelRoom& room = kRooms[static_cast<size_t>(type)];
  CHECK(room.type == type, "the rooms stand in the order of the types");
  return room;
}

}  // namespace fenghuo
