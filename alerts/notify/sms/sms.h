// What text messages of all vendors have in common (notifications.md 8): templates that the vendor has approved, with short variables.
//
//   "{level}：{what}，编号{number}，请登录处置或致电{phone}"     the template, at the vendor
//   fields: [level, what, number, phone]                        its variables, in channels.yml
//
// A text cannot be free, links in it are refused, and what cannot stand in twelve characters is on the page. Pure functions: any
// number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_SMS_SMS_H_
#define FENGHUO_ALERTS_NOTIFY_SMS_SMS_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/notify/render.h"
#include "alerts/notify/vendor_codes.h"

namespace fenghuo {

// "+8613800000000" for a mobile number of China with or without its country, "+…" of another country as it is; empty for anything else.
std::string InternationalNumber(std::string_view address);

// The values of the template's variables in the order of channel.sms.fields, each at most 12 characters and without links.
std::vector<std::string> SmsValues(const Notification& notification, const ChannelSpec& channel);

// What a text message says, for the record: values joined. Carries the drill mark.
std::string SmsText(const std::vector<std::string>& values);

// A vendor's codes that are words. The first row whose `prefix` begins the code; an unknown one is refused.
struct WordRow {
  const char* prefix;
  Verdict verdict;
  const char* reason;
};
Outcome JudgeWord(const WordRow* rows, size_t count, std::string_view code, std::string_view message);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_SMS_SMS_H_
