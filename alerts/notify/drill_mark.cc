#include "alerts/notify/drill_mark.h"

#include <algorithm>
#include <string_view>

namespace fenghuo {
namespace {

// Fields of an HTTP template that are never empty and carry the mark, or say "true". A title and a category may be empty.
constexpr std::string_view kMarkedFields[] = {"{{head}}", "{{text}}", "{{level_name}}", "{{drill}}"};

}  // namespace

bool ShowsDrillMark(const ChannelSpec& channel) {
  switch (channel.type) {
    case ChannelType::kAliyunSms:
    case ChannelType::kTencentSms: return !channel.sms.fields.empty();
    case ChannelType::kHttpTemplate:
      return std::any_of(std::begin(kMarkedFields), std::end(kMarkedFields), [&](std::string_view field) {
        return channel.http_template.body.find(field) != std::string::npos;
      });
    default: return true;
  }
}

}  // namespace fenghuo
