#include "alerts/notify/vendor_codes.h"

#include <charconv>

#include <nlohmann/json.hpp>

namespace fenghuo {
namespace {

using Json = nlohmann::json;

// What follows from a code.
enum class Verdict {
  kOk,
  kBusy,         // again after the usual back-off; a page that gave up after three tries would help nobody
  kSlowDown,     // again after a minute
  kBanned,       // again after ten minutes, the other channel at once
  kCredentials,  // address, token, signature or allow-list: the channel is out of order
  kClock,        // our time is wrong
  kKeyword,
  kTooLong,      // once more, shorter
  kContent,      // the vendor's filter: once more without what was quoted
  kRefused,      // this message, for good
};

struct Row {
  int64_t code;
  Verdict verdict;
  const char* reason;
};

constexpr Row kDingtalk[] = {
    {0, Verdict::kOk, "已送达"},
    {-1, Verdict::kBusy, "钉钉繁忙"},
    {88, Verdict::kCredentials, "钉钉鉴权失败"},
    {34016, Verdict::kTooLong, "消息过长"},
    {40035, Verdict::kRefused, "缺少参数"},
    {43004, Verdict::kRefused, "内容类型不对"},
    {90030, Verdict::kBanned, "机器人超出限额"},
    {101002, Verdict::kTooLong, "消息过长"},
    {130101, Verdict::kBanned, "发送过快，机器人被限流"},
    {400013, Verdict::kCredentials, "群已解散"},
    {400101, Verdict::kCredentials, "access_token 不存在"},
    {400102, Verdict::kCredentials, "机器人已停用"},
    {400105, Verdict::kRefused, "不支持的消息类型"},
    {400106, Verdict::kCredentials, "机器人不存在"},
    {410100, Verdict::kSlowDown, "发送过快"},
    {430101, Verdict::kContent, "链接被判为不安全"},
    {430102, Verdict::kContent, "内容被判为不合适"},
    {430103, Verdict::kContent, "内容被判为不合适"},
    {430104, Verdict::kContent, "内容被判为不合适"},
    {460101, Verdict::kTooLong, "消息过长"},
};

constexpr Row kWecom[] = {
    {0, Verdict::kOk, "已送达"},
    {-1, Verdict::kBusy, "企业微信繁忙"},
    {40058, Verdict::kTooLong, "参数或长度不对"},
    {45002, Verdict::kTooLong, "消息过长"},
    {45009, Verdict::kSlowDown, "发送过快"},
    {45033, Verdict::kBusy, "并发过多"},
    {93000, Verdict::kCredentials, "机器人地址无效"},
};

constexpr Row kFeishu[] = {
    {0, Verdict::kOk, "已送达"},
    {9499, Verdict::kRefused, "请求格式不对（程序错误）"},
    {11232, Verdict::kBusy, "发送过快"},
    {19001, Verdict::kCredentials, "机器人地址无效"},
    {19021, Verdict::kCredentials, "签名不符或本机时钟偏差"},
    {19022, Verdict::kCredentials, "本机地址不在机器人白名单"},
    {19024, Verdict::kKeyword, "缺少机器人要求的关键词"},
};

template <size_t N>
const Row* FindRow(const Row (&table)[N], int64_t code) {
  for (const Row& row : table) {
    if (row.code == code) return &row;
  }
  return nullptr;
}

bool Contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// 310000 is four different refusals that only the words tell apart.
Row DingtalkSecurity(std::string_view message) {
  if (Contains(message, "timestamp")) return {310000, Verdict::kClock, "本机时钟偏差过大，签名过期"};
  if (Contains(message, "keyword")) return {310000, Verdict::kKeyword, "缺少机器人要求的关键词"};
  if (Contains(message, "whitelist")) return {310000, Verdict::kCredentials, "本机地址不在机器人白名单"};
  return {310000, Verdict::kCredentials, "机器人安全校验未通过"};
}

Row FindVerdict(ChannelType type, int64_t code, std::string_view message) {
  const Row* row = nullptr;
  if (type == ChannelType::kDingtalk) {
    if (code == 310000) return DingtalkSecurity(message);
    row = FindRow(kDingtalk, code);
  } else if (type == ChannelType::kWecom) {
    row = FindRow(kWecom, code);
  } else if (type == ChannelType::kFeishu) {
    row = FindRow(kFeishu, code);
  }
  return row != nullptr ? *row : Row{code, Verdict::kRefused, "对方拒收"};
}

void Fill(Verdict verdict, Outcome& outcome) {
  outcome.kind = OutcomeKind::kPermanent;
  outcome.failure = FailureReason::kClientError;
  switch (verdict) {
    case Verdict::kOk:
      outcome.kind = OutcomeKind::kDelivered;
      outcome.failure = FailureReason::kNone;
      break;
    case Verdict::kBusy:
      outcome.kind = OutcomeKind::kRetry;
      outcome.failure = FailureReason::kServerError;
      break;
    case Verdict::kSlowDown:
      outcome.kind = OutcomeKind::kRetry;
      outcome.failure = FailureReason::kRateLimited;
      outcome.retry_after = seconds(60);
      break;
    case Verdict::kBanned:
      outcome.kind = OutcomeKind::kRetry;
      outcome.failure = FailureReason::kRateLimited;
      outcome.retry_after = minutes(10);
      outcome.fallback_now = true;
      break;
    case Verdict::kClock:
      outcome.clock_skew = true;
      [[fallthrough]];
    case Verdict::kCredentials:
      outcome.failure = FailureReason::kAuth;
      outcome.channel_broken = true;
      break;
    case Verdict::kKeyword:
      outcome.add_keyword = true;
      outcome.channel_broken = true;
      break;
    case Verdict::kTooLong:
      outcome.failure = FailureReason::kTooLong;
      outcome.try_short_form = true;
      break;
    case Verdict::kContent:
      outcome.try_short_form = true;
      break;
    case Verdict::kRefused: break;
  }
}

std::optional<int64_t> ReadCode(const Json& reply, const char* field) {
  const auto it = reply.find(field);
  if (it == reply.end()) return std::nullopt;
  if (it->is_number_integer()) return it->get<int64_t>();
  if (!it->is_string()) return std::nullopt;
  const std::string& text = it->get_ref<const std::string&>();
  int64_t code = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return code;
}

std::string ReadMessage(const Json& reply, const char* field) {
  const auto it = reply.find(field);
  return it != reply.end() && it->is_string() ? it->get<std::string>() : "";
}

}  // namespace

VendorReply ReadVendorReply(ChannelType type, std::string_view body) {
  const Json reply = Json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!reply.is_object()) return {};
  const bool feishu = type == ChannelType::kFeishu;
  VendorReply read{ReadCode(reply, feishu ? "code" : "errcode"), ReadMessage(reply, feishu ? "msg" : "errmsg")};
  if (feishu && !read.code) read = {ReadCode(reply, "StatusCode"), ReadMessage(reply, "StatusMessage")};
  return read;
}

Outcome JudgeVendorCode(ChannelType type, int64_t code, std::string_view message) {
  const Row row = FindVerdict(type, code, message);
  Outcome outcome;
  outcome.reason = row.reason;
  Fill(row.verdict, outcome);
  return outcome;
}

}  // namespace fenghuo
