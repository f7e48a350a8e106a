#include "alerts/notify/fit.h"

#include <algorithm>

#include "keywords/drill.h"
#include "keywords/text/utf8.h"

namespace fenghuo {

RenderedMessage Fit(const Message& message, ComposeOptions options, const FitPlan& plan) {
  ComposedText text = Compose(message, options);
  RenderedMessage rendered = plan.shape(text);
  while (!plan.fits(rendered) && !options.caps.least()) {
    options.caps = options.caps.Smaller();
    text = Compose(message, options);
    rendered = plan.shape(text);
  }
  while (!plan.fits(rendered) && !text.lines.empty()) {
    text.lines.pop_back();
    rendered = plan.shape(text);
  }
  // A head that is cut keeps the mark of a drill whole.
  const size_t mark = message.drill ? CountCodePoints(kDrillMark) : 0;
  for (size_t length = CountCodePoints(text.head); !plan.fits(rendered) && length > mark + 8;) {
    length -= length / 4;
    text.head = CutCodePoints(text.head, std::max(length, mark + 4), "…");
    rendered = plan.shape(text);
  }
  if (!plan.fits(rendered)) {
    text.answer.clear();
    text.answer_aside.clear();
    text.head = CutCodePoints(text.head, mark + 4, "…");
    rendered = plan.shape(text);
  }
  return rendered;
}

}  // namespace fenghuo
