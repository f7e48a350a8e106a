#include "daemon/demo/receiver_page.h"

#include <nlohmann/json.hpp>

#include "base/zone.h"
#include "daemon/escape_html.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

// The first string that one of the pointers leads to.
std::string FirstText(const Json& json, std::initializer_list<const char*> pointers) {
  for (const char* pointer : pointers) {
    Json::json_pointer place(pointer);
    if (json.contains(place) && json.at(place).is_string()) return json.at(place).get<std::string>();
  }
  return {};
}

}  // namespace

ReceivedMessage ReadReceived(const std::string& target, std::string_view body) {
  ReceivedMessage message;
  size_t end = target.find_first_of("/?", 1);
  message.channel = target.substr(1, end == std::string::npos ? end : end - 1);
  Json json = Json::parse(body, nullptr, false);
  message.text = std::string(body);
  if (json.is_discarded()) return message;
  std::string text = FirstText(json, {"/text/content", "/markdown/text", "/markdown/content", "/actionCard/text",
                                      "/content/text", "/card/elements/0/text/content", "/data/text", "/data/title"});
  if (!text.empty()) message.text = text;
  return message;
}

std::string RenderReceiverPage(const std::string& title, const std::vector<ReceivedMessage>& messages) {
  Result<Zone> zone = Zone::Load("Asia/Shanghai");
  std::string html =
      "<!DOCTYPE html><html lang=\"zh\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"3\">"
      "<meta name=\"viewport\" content=\"width=device-width\"><title>通知接收端（演示）</title><style>"
      "body{font:16px/1.5 sans-serif;max-width:40rem;margin:1rem auto;padding:0 1rem;background:#f4f4f4;color:#222}"
      "article{background:#fff;border-radius:.5rem;padding:.7rem 1rem;margin:.7rem 0;white-space:pre-wrap;"
      "overflow-wrap:anywhere}small{color:#666}h1{font-size:1.2rem}</style></head><body><h1>通知接收端（演示）：" +
      EscapeHtml(title) + "</h1><p>共 " + std::to_string(messages.size()) + " 条，最新在前。</p>";
  for (auto message = messages.rbegin(); message != messages.rend(); ++message) {
    html += "<article><small>" + EscapeHtml(zone.ok() ? zone->Format(message->at) : FormatRfc3339(message->at)) + " · " +
            EscapeHtml(message->channel) + "</small>\n" + EscapeHtml(message->text) + "</article>";
  }
  return html + "</body></html>";
}

}  // namespace fenghuo
