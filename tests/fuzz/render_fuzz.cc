// Any bytes as the texts of a message: every channel's body is valid, small enough and mentions nobody.

#include <cstdint>
#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

#include "alerts/notify/render.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

Notification FromBytes(const std::string& bytes) {
  Notification row;
  row.id = "n-1";
  row.receivers = {{"zhang", "13800000000"}};
  row.urgency = Urgency::kMessage;
  Message& message = row.message;
  const auto first = static_cast<unsigned char>(bytes[0]);
  message.kind = static_cast<MessageKind>(first % 15);
  message.level = first / 15 % 5;
  if (first % 2 == 0) message.incident = "2026-0711-03";
  const size_t third = bytes.size() / 3;
  message.title = bytes.substr(1);
  message.why = bytes.substr(third);
  message.unproved = bytes.substr(2 * third);
  message.category = bytes.substr(0, third);
  message.lines = {bytes.substr(1), bytes.substr(third)};
  message.drill = first % 3 == 0;
  return row;
}

void Check(bool holds) {
  if (!holds) std::abort();
}

}  // namespace
}  // namespace fenghuo

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace fenghuo;
  if (size == 0) return 0;
  const Notification row = FromBytes(std::string(reinterpret_cast<const char*>(data), size));
  for (const ChannelFacts& facts : kChannelFacts) {
    const ChannelType type = facts.type;
    ChannelSpec channel;
    channel.type = type;
    channel.markdown = data[0] % 2 == 1;
    channel.sms.fields = {SmsField::kLevel, SmsField::kWhat, SmsField::kState, SmsField::kNumber, SmsField::kPhone};
    channel.http_template.body = R"({"head":"{{head}}","text":"{{text}}","title":"{{title}}","number":"{{number}}"})";
    const RenderedMessage rendered = Render(row, channel, {});
    Check(rendered.body.size() <= 20'000 && IsValidUtf8(rendered.body) && IsValidUtf8(rendered.text));
    Check(rendered.subject.find_first_of("\r\n") == std::string::npos);
    Check(rendered.text.find_first_of("<>@\r\t") == std::string::npos);
    for (const char* bidi : {"\u202A", "\u202E", "\u2066", "\u2069", "\u200F", "\u200B"}) {
      Check(rendered.text.find(bidi) == std::string::npos);
    }
    if (type == ChannelType::kSyslog) Check(rendered.body.find_first_of("\r\n") == std::string::npos);
    const bool json = type != ChannelType::kSmtp && type != ChannelType::kSyslog && type != ChannelType::kCap;
    if (json) Check(nlohmann::json::accept(rendered.body));
    if (type != ChannelType::kHttpTemplate) continue;
    const nlohmann::json inner = nlohmann::json::parse(nlohmann::json::parse(rendered.body)["body"].get<std::string>());
    Check(inner.is_object() && inner.size() == 4);
  }
  return 0;
}
