// Makes a message fit: composes it with ever smaller parts until the form that goes out, measured whole, is small enough.
//
//   RenderedMessage rendered = Fit(options, message, [&](const ComposedText& text) { return Shape(text); }, fits);
//
// JSON escapes make text longer, so only the finished body tells. Pure function.

#ifndef FENGHUO_ALERTS_NOTIFY_FIT_H_
#define FENGHUO_ALERTS_NOTIFY_FIT_H_

#include <functional>

#include "alerts/notify/compose.h"
#include "alerts/notify/render.h"

namespace fenghuo {

struct FitPlan {
  std::function<RenderedMessage(const ComposedText&)> shape;
  std::function<bool(const RenderedMessage&)> fits;
};

// The first shape that fits. Where even the least parts do not, the lines go, then the head is cut between graphemes; the answer
// line is given up last. What comes back may be too large only when `fits` refuses a head of four characters, beside
// the mark of a drill, which is never cut.
RenderedMessage Fit(const Message& message, ComposeOptions options, const FitPlan& plan);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_FIT_H_
