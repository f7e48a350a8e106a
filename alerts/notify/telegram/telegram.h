// Telegram's bot API, sendMessage (notifications.md 4.3).
//
//   {"chat_id":-100123,"text":"…","link_preview_options":{"is_disabled":true},"reply_markup":{"inline_keyboard":[[{"text","url"}]]}}
//
// Plain text without a parse mode: nothing in it can be an entity that fails to parse. At most 4,096 UTF-16 units. Success is
// `ok`, failures say `error_code` and how long to wait. Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_TELEGRAM_TELEGRAM_H_
#define FENGHUO_ALERTS_NOTIFY_TELEGRAM_TELEGRAM_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderTelegram(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

Outcome ClassifyTelegram(const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_TELEGRAM_TELEGRAM_H_
