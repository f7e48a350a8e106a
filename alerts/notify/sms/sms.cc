#include "alerts/notify/sms/sms.h"

#include <algorithm>

#include "alerts/notify/compose.h"
#include "alerts/notify/judge.h"
#include "alerts/notify/neutralise.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kValueMax = 12;  // characters
constexpr std::string_view kDrill = "演练";

std::string Short(std::string_view text) { return CutCodePoints(ChatSafe(text), kValueMax, "…"); }

// "信源异常" of "【信源异常】省局官网…": what the message is about when it is about no incident.
std::string Heading(const Message& message) {
  const std::string head = Compose(message, {.detail = Detail::kNumber}).head;
  const std::string_view open = "【";
  const size_t begin = message.drill ? head.find(open, open.size()) : head.find(open);
  const size_t end = head.find("】", begin == std::string::npos ? 0 : begin);
  if (begin == std::string::npos || end == std::string::npos) return "";
  return head.substr(begin + open.size(), end - begin - open.size());
}

std::string LevelValue(const Message& message) {
  const std::string level = message.level == kNoLevel ? "系统" : std::string(LevelNumeral(message.level)) + "级";
  return message.drill ? std::string(kDrill) + level : level;
}

std::string Value(SmsField field, const Message& message, Detail detail) {
  const bool incident = IsAboutIncident(message);
  switch (field) {
    case SmsField::kLevel: return LevelValue(message);
    case SmsField::kWhat:
      if (!incident) return Short(Heading(message));
      return detail == Detail::kNumber || message.category.empty() ? "舆情" : Short(message.category);
    case SmsField::kState: return !incident || message.state.empty() ? "请登录查看" : Short(message.state);
    case SmsField::kNumber: return message.number.empty() ? "无" : Short(message.number);
    case SmsField::kPhone: return message.desk_phone.empty() ? "值班室" : Short(message.desk_phone);
  }
  return "";
}

bool AreDigits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string InternationalNumber(std::string_view address) {
  if (address.starts_with('+')) {
    const std::string_view digits = address.substr(1);
    return AreDigits(digits) && digits.size() >= 7 && digits.size() <= 15 ? std::string(address) : "";
  }
  return AreDigits(address) && address.size() == 11 && address[0] == '1' ? "+86" + std::string(address) : "";
}

std::vector<std::string> SmsValues(const Notification& notification, const ChannelSpec& channel) {
  std::vector<std::string> values;
  const Detail detail = notification.short_form ? Detail::kNumber : channel.detail;
  for (const SmsField field : channel.sms.fields) values.push_back(Value(field, notification.message, detail));
  // A template without a level still has to say that nothing has happened.
  const bool marked = std::find(channel.sms.fields.begin(), channel.sms.fields.end(), SmsField::kLevel) != channel.sms.fields.end();
  if (notification.message.drill && !marked && !values.empty()) values.front() = Short(std::string(kDrill) + values.front());
  return values;
}

std::string SmsText(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) text += (text.empty() ? "" : " ") + value;
  return text;
}

Outcome JudgeWord(const WordRow* rows, size_t count, std::string_view code, std::string_view message) {
  const WordRow* found = std::find_if(rows, rows + count, [&](const WordRow& row) { return code.starts_with(row.prefix); });
  const bool known = found != rows + count;
  Outcome outcome = ToOutcome(known ? found->verdict : Verdict::kRefused, known ? found->reason : "对方拒收");
  outcome.reason += "（" + Quoted(code) + (message.empty() ? "" : " " + Quoted(message)) + "）";
  return outcome;
}

}  // namespace fenghuo
