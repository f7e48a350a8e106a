#include "alerts/notify/render_mail.h"

#include <algorithm>
#include <string_view>

#include "alerts/notify/compose.h"
#include "alerts/notify/fit.h"
#include "alerts/notify/neutralise.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kSubjectMax = 100;  // code points

// A bar in the level's colour beside the head; the words carry the level as well.
const char* Colour(Level level) {
  constexpr const char* kColours[] = {"#888888", "#c62828", "#ef6c00", "#f9a825", "#1565c0"};
  return level >= kNoLevel && level <= kLowestLevel ? kColours[level] : kColours[0];
}

std::string Host(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  return std::string(url.substr(0, url.find_first_of("/?#")));
}

std::string Html(const ComposedText& text, Level level, const std::string& url) {
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"></head>"
      "<body style=\"font-family:sans-serif;line-height:1.6\">\n";
  html += std::string("<p style=\"border-left:6px solid ") + Colour(level) + ";padding-left:10px;font-weight:bold\"><bdi>" +
          HtmlSafe(text.head) + "</bdi></p>\n";
  for (const std::string& line : text.lines) html += "<p><bdi>" + HtmlSafe(line) + "</bdi></p>\n";
  if (!url.empty()) {
    html += "<p>签收：<a href=\"" + HtmlSafe(url) + "\" rel=\"noopener noreferrer\">" + HtmlSafe(Host(url)) + "</a></p>\n";
  }
  if (!text.answer_aside.empty()) html += "<p>" + HtmlSafe(text.answer_aside) + "</p>\n";
  return html + "</body></html>\n";
}

}  // namespace

RenderedMessage RenderMail(const Notification& notification, const ChannelSpec& channel, const RenderContext& context) {
  const Message& message = notification.message;
  const std::string url = AsksForSignature(message.kind) ? context.acknowledge_url : "";
  const size_t body_max = static_cast<size_t>(std::max<int64_t>(0, channel.limits.body_bytes_max));
  const auto shape = [&](const ComposedText& text) {
    RenderedMessage rendered{.text = Join(text)};
    rendered.body = rendered.text + "\n";
    rendered.html = Html(text, message.level, url);
    rendered.subject = CutCodePoints(text.head, kSubjectMax, "…");
    return rendered;
  };
  return Fit(message,
             {.detail = channel.detail,
              .repeat_marked = notification.repeat_marked,
              .short_form = notification.short_form,
              .acknowledge_url = context.acknowledge_url},
             {.shape = shape, .fits = [&](const RenderedMessage& rendered) {
                return std::max(rendered.body.size(), rendered.html.size()) <= body_max;
              }});
}

}  // namespace fenghuo
