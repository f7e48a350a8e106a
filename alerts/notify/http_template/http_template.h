// The HTTP channel for everything else: method, path, headers and body by template, success by status and one value of the answer
// (notifications.md 3.5).
//
//   {"path":"…","headers":[["X-Key","\u0001"]],"body":"{\"title\":\"…\"}"}
//
// The rendered body is this envelope; daemon/deliver takes it apart and puts the secrets where their marks stand. What the templates
// hold was checked when the configuration was read.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_HTTP_TEMPLATE_HTTP_TEMPLATE_H_
#define FENGHUO_ALERTS_NOTIFY_HTTP_TEMPLATE_HTTP_TEMPLATE_H_

#include "alerts/notify/outcome.h"
#include "alerts/notify/render.h"

namespace fenghuo {

RenderedMessage RenderHttpTemplate(const Notification& notification, const ChannelSpec& channel, const RenderContext& context);

// `channel` holds the rule of success.
Outcome ClassifyHttpTemplate(const ChannelSpec& channel, const Answer& answer, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_HTTP_TEMPLATE_HTTP_TEMPLATE_H_
