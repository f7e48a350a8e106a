#include "alerts/notify/compose.h"

#include <algorithm>
#include <cstddef>

#include "alerts/notify/neutralise.h"
#include "keywords/drill.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr std::string_view kRepeated = "（重发）";
constexpr std::string_view kHeadEnd = "】";
constexpr size_t kBytesReadPerCodePoint = 64;

int Shorter(int length, int least) { return std::max(least, length - std::max(1, length / 4)); }

std::string Safe(const std::string& text, int code_points_max) {
  const auto cap = static_cast<size_t>(code_points_max);
  // What could be dropped in front of the cap is bounded too, so a text of megabytes costs no more than a long one.
  return CutCodePoints(ChatSafe(CutBytes(text, kBytesReadPerCodePoint * cap, "…")), cap, "…");
}

// What the brackets say a message of this kind is, when its own lines do not.
std::string_view Heading(MessageKind kind) {
  switch (kind) {
    case MessageKind::kBrief: return "值班早报";
    case MessageKind::kDigest: return "合并通知";
    case MessageKind::kSourceAlarm: return "信源异常";
    case MessageKind::kSourceClear: return "信源恢复";
    case MessageKind::kImpaired: return "监测中断";
    case MessageKind::kRestored: return "监测恢复";
    case MessageKind::kChannelAlarm: return "通知通道异常";
    case MessageKind::kRosterGap: return "值班表缺岗";
    case MessageKind::kShiftChange: return "交接班";
    case MessageKind::kSystemAlarm: return "系统告警";
    case MessageKind::kSystemClear: return "系统告警解除";
    case MessageKind::kTest: return "通道自检";
    default: return "舆情通知";
  }
}

// What has happened to the incident, as the last word in the brackets.
std::string Happening(const Message& message, int cap) {
  const std::string state = Safe(message.state, cap);
  switch (message.kind) {
    case MessageKind::kRaised: return "提级";
    case MessageKind::kReminder: return "催办";
    case MessageKind::kEscalation: return state.empty() || state == "待签收" ? "逾时未签收" : state;
    case MessageKind::kAcknowledged: return "已签收";
    case MessageKind::kClosed: return state == "转出" ? "已转出" : "已办结";
    default: return state.empty() ? "待研判" : state;
  }
}

std::string Brackets(const Message& message, int cap) {
  const std::string level(LevelNumeral(message.level));
  if (message.locality != Locality::kElsewhere) {
    return "【舆情" + (level.empty() ? "" : level + "级") + "·" + Happening(message, cap) + "】";
  }
  std::string out = "【外地关联" + (level.empty() ? "" : "·" + level + "级");
  // An event elsewhere waits for no 研判 of ours; only what has changed is worth the room.
  if (message.kind != MessageKind::kFirst) out += "·" + Happening(message, cap);
  return out + "】";
}

std::string Place(const Message& message, int cap) {
  const std::string city = message.city.empty() ? "本市" : Safe(message.city, cap);
  switch (message.locality) {
    case Locality::kLocal: return city;
    case Locality::kConcerned: return "涉" + city;
    case Locality::kElsewhere: return "";
    case Locality::kUnknown: return "属地不明";
  }
  return "";
}

std::string IncidentHead(const Message& message, const ComposeOptions& options) {
  const Caps& caps = options.caps;
  std::string head = Brackets(message, caps.title);
  if (options.repeat_marked) head += kRepeated;
  if (options.detail == Detail::kNumber) return head + "编号" + Safe(message.number, caps.title);
  if (message.kind == MessageKind::kRaised && message.level_before != kNoLevel) {
    head += "原" + std::string(LevelNumeral(message.level_before)) + "级，";
  }
  std::string subject = Place(message, caps.title);
  const std::string category = Safe(message.category, caps.title);
  if (!subject.empty() && !category.empty()) subject += "·";
  subject += category;
  const std::string title = options.short_form ? "" : Safe(message.title, caps.title);
  if (!subject.empty() && !title.empty()) subject += "：";
  return head + subject + title;
}

std::string Why(const Message& message, int cap) {
  std::string why = Safe(message.why, cap);
  if (message.unproved.empty()) return why;
  std::string facts = Safe(message.unproved, cap);
  if (!facts.starts_with("“")) facts = "“" + facts + "”";
  return why + (why.empty() ? "" : "；") + "文中称" + facts + "（未核实）";
}

void AddIncidentLines(const Message& message, const ComposeOptions& options, std::vector<std::string>& lines) {
  if (options.detail == Detail::kNumber) return;
  const int cap = options.caps.field;
  const bool full = options.detail == Detail::kFull && !options.short_form;
  // Nobody is asked for anything any more: why it began is on the page.
  if (full && AsksForSignature(message.kind)) {
    const std::string why = Why(message, cap);
    if (!why.empty()) lines.push_back("为何提醒：" + why);
    if (!message.first_seen.empty()) lines.push_back("首次发现：" + Safe(message.first_seen, cap));
  }
  std::string number;
  if (!message.number.empty()) number = "编号：" + Safe(message.number, cap);
  if (full && !message.responsible.empty()) {
    if (!number.empty()) number += "　";
    number += "责任：" + Safe(message.responsible, cap);
  }
  if (!number.empty()) lines.push_back(number);
  if (!message.ask.empty()) lines.push_back(Safe(message.ask, cap));
}

void AddFreeLines(const std::vector<std::string>& from, const Caps& caps, std::vector<std::string>& lines) {
  const size_t shown = std::min(from.size(), static_cast<size_t>(caps.lines));
  for (size_t i = 0; i < shown; ++i) lines.push_back(Safe(from[i], caps.line));
  if (shown < from.size()) lines.push_back("另有" + std::to_string(from.size() - shown) + "行，请登录查看");
}

std::string LookItUp(const Message& message, int cap) {
  return message.desk_phone.empty() ? "请登录查看" : "请登录或致电值班室" + Safe(message.desk_phone, cap) + "查看";
}

// A brief, a digest, an alarm: its own lines, under a heading that they bring or that its kind gives.
ComposedText ComposeLines(const Message& message, const ComposeOptions& options) {
  std::vector<std::string> lines;
  AddFreeLines(message.lines, options.caps, lines);
  if (lines.empty() && !message.title.empty()) lines.push_back(Safe(message.title, options.caps.line));
  const std::string first = lines.empty() ? "" : lines.front();
  const size_t end = first.starts_with("【") ? first.find(kHeadEnd) : std::string::npos;

  std::string brackets = "【" + std::string(Heading(message.kind)) + "】";
  std::string rest = first;
  if (end != std::string::npos) {
    brackets = first.substr(0, end + kHeadEnd.size());
    rest = first.substr(end + kHeadEnd.size());
  }
  ComposedText text;
  text.head = brackets + (options.repeat_marked ? std::string(kRepeated) : "");
  if (options.detail == Detail::kNumber || options.short_form) {
    text.head += LookItUp(message, options.caps.field);
    return text;
  }
  text.head += rest;
  if (options.detail == Detail::kFull && lines.size() > 1) text.lines.assign(lines.begin() + 1, lines.end());
  if (options.detail == Detail::kSummary && lines.size() > 1) {
    text.lines.push_back("其余" + std::to_string(lines.size() - 1) + "行，" + LookItUp(message, options.caps.field));
  }
  return text;
}

void AddAnswer(const Message& message, const ComposeOptions& options, ComposedText& text) {
  if (!AsksForSignature(message.kind)) return;
  const std::string phone = Safe(message.desk_phone, options.caps.field);
  const std::string number = Safe(message.number, options.caps.field);
  if (options.acknowledge_url.empty()) {
    text.answer = (phone.empty() ? "签收请报编号" : "签收请拨值班室" + phone + "，报编号") + number;
    text.answer_aside = text.answer;
    return;
  }
  if (!phone.empty()) text.answer_aside = "打不开请拨值班室" + phone + "报编号";
  text.answer = "签收：" + options.acknowledge_url;
  // Blanks end the link for every chat program; Chinese punctuation behind it would become a part of it.
  if (!text.answer_aside.empty()) text.answer += "   " + text.answer_aside;
}

void MarkDrill(ComposedText& text) {
  const auto mark = [](std::string& line) {
    if (!line.empty() && !line.starts_with(kDrillMark)) line.insert(0, kDrillMark);
  };
  mark(text.head);
  for (std::string& line : text.lines) mark(line);
  mark(text.answer);
  mark(text.answer_aside);
}

}  // namespace

Caps Caps::Smaller() const {
  return {.title = Shorter(title, 12), .field = Shorter(field, 24), .line = Shorter(line, 24), .lines = Shorter(lines, 1)};
}

bool AsksForSignature(MessageKind kind) {
  return kind == MessageKind::kFirst || kind == MessageKind::kRaised || kind == MessageKind::kReminder ||
         kind == MessageKind::kEscalation;
}

bool IsAboutIncident(const Message& message) { return !message.incident.empty() || !message.number.empty(); }

std::string_view LevelNumeral(Level level) {
  constexpr std::string_view kNumerals[] = {"", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"};
  return level >= kNoLevel && level <= kLowestLevel ? kNumerals[level] : "";
}

ComposedText Compose(const Message& message, const ComposeOptions& options) {
  ComposedText text;
  if (IsAboutIncident(message)) {
    text.head = IncidentHead(message, options);
    AddIncidentLines(message, options, text.lines);
    if (options.detail == Detail::kFull && !options.short_form) AddFreeLines(message.lines, options.caps, text.lines);
    AddAnswer(message, options, text);
  } else {
    text = ComposeLines(message, options);
  }
  if (message.drill) MarkDrill(text);
  return text;
}

std::string Join(const ComposedText& text) {
  std::string out = text.head;
  for (const std::string& line : text.lines) out += "\n" + line;
  if (!text.answer.empty()) out += "\n" + text.answer;
  return out;
}

}  // namespace fenghuo
