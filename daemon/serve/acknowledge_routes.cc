#include <algorithm>
#include <utility>

#include "alerts/incident/words.h"
#include "base/log.h"
#include "daemon/deliver/acknowledge_link.h"
#include "daemon/serve/handlers.h"
#include "daemon/escape_html.h"
#include "daemon/serve/html_page.h"

namespace fenghuo {
namespace {

constexpr char kStyle[] =
    "body{margin:0;background:#f4f5f7;color:#1d2129;font:17px/1.6 \"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\",sans-serif}\n"
    "main{max-width:34em;margin:0 auto;padding:1.5em 1.2em;background:#fff;min-height:100vh;box-sizing:border-box}\n"
    "h1{font-size:1.3em;margin:0 0 .6em}\n"
    "p{margin:.4em 0;overflow-wrap:anywhere}\n"
    "p.thing{font-weight:600}\n"
    "input{width:100%;box-sizing:border-box;font:inherit;padding:.5em;margin:.4em 0;border:1px solid #86909c;border-radius:4px}\n"
    "button{width:100%;font:inherit;font-weight:600;padding:.7em;margin-top:.8em;border:0;border-radius:4px;"
    "background:#165dff;color:#fff}\n"
    "button:focus,input:focus{outline:3px solid #94bfff}\n";

// A link that is ours and still counts, with the incident that it is about.
struct OpenLink {
  AcknowledgeLink link;
  Incident incident;
};

std::string PhoneLine(const Call& call) {
  const std::string& phone = call.bureau->config->staff.desk_phone;
  return phone.empty() ? "" : Paragraph("值班室电话：" + phone);
}

Reply Refusal(const Call& call, int status, const std::string& sentence) {
  return HtmlPage(status, "无法签收", Paragraph(sentence) + PhoneLine(call));
}

// The link, or the page that says why not.
std::variant<OpenLink, Reply> ReadLink(const Call& call) {
  Result<AcknowledgeLink> link = VerifyAcknowledgeLink(call.params[0], call.state.acknowledge_key, call.now());
  if (!link.ok()) return Refusal(call, 410, link.error().message);
  if (!link->person.empty()) {
    const Person* person = call.bureau->roster.FindPerson(link->person);
    if (person == nullptr) return Refusal(call, 410, "签收链接的接收人已不在值班名单中，请致电值班室");
    if (!MayDo(*person, "acknowledge")) return Refusal(call, 403, person->name + "没有签收权限，请致电值班室");
  }
  Result<Incident> incident = call.store().FindIncident(link->incident);
  if (!incident.ok() && incident.error().code == ErrorCode::kNotFound) {
    return Refusal(call, 404, "找不到这起舆情事件，请致电值班室");
  }
  if (!incident.ok()) {
    LogError("an acknowledge link could not be answered", {{"reason", incident.error().message}});
    return Refusal(call, 503, "系统暂时无法读取这起舆情事件，请致电值班室");
  }
  return OpenLink{std::move(*link), std::move(*incident)};
}

std::string IncidentLines(const Call& call, const Incident& incident) {
  return Paragraph("编号 " + incident.number + "，" + ShownLevel(incident.level, call.bureau->config->policies) + "，" +
                   ShownLocality(incident.locality)) +
         "<p class=\"thing\"><bdi>" + EscapeHtml(incident.title) + "</bdi></p>\n" +
         Paragraph(std::string("当前状态：") + ShownState(incident.state));
}

std::string SignedLine(const Call& call, const Incident& incident) {
  if (!incident.acknowledgement) return "";
  return Paragraph("已由 " + ShownPerson(call.bureau->roster, incident.acknowledgement->person) + " 于 " +
                   ShownMoment(call.bureau->config->zone, incident.acknowledgement->at) + " 签收。");
}

bool WasUsed(const OpenLink& open) {
  const std::vector<std::string>& used = open.incident.used_links;
  return std::find(used.begin(), used.end(), open.link.nonce) != used.end();
}

bool MayBeSigned(const Incident& incident) {
  for (ActionKind kind : AllowedActions(incident)) {
    if (kind == ActionKind::kAcknowledge) return true;
  }
  return false;
}

// A link from a group names nobody: whoever opens it shows who they are by their session or their own token.
std::string SigningForm(const Call& call, const AcknowledgeLink& link) {
  std::string who;
  if (!link.person.empty()) {
    who = Paragraph("签收人：" + ShownPerson(call.bureau->roster, link.person));
  } else if (call.person != nullptr) {
    who = Paragraph("签收人：" + call.person->name);
  } else {
    who = Paragraph("本链接经群发送，请输入本人的令牌，或先登录控制台。") +
          "<label>本人令牌<input type=\"password\" name=\"token\" autocomplete=\"current-password\" required></label>\n";
  }
  return "<form method=\"post\">\n" + who + "<button type=\"submit\">签收</button>\n</form>\n";
}

// Who signs; null when a group's link was sent without a proof that counts.
const Person* Signer(const Call& call, const AcknowledgeLink& link) {
  if (!link.person.empty()) return call.bureau->roster.FindPerson(link.person);
  if (call.person != nullptr) return MayDo(*call.person, "acknowledge") ? call.person : nullptr;
  auto fields = ParseForm(call.request.body);
  const Person* person = nullptr;
  if (fields.ok()) {
    for (const auto& [name, value] : *fields) {
      if (name == "token") person = FindByToken(call.bureau->roster, value);
    }
  }
  if (person == nullptr) {
    call.state.throttle.CountFailure(call.request.peer, *call.state.clock);
    if (call.state.metrics != nullptr) call.state.metrics->CountLoginFailure();
    return nullptr;
  }
  return MayDo(*person, "acknowledge") ? person : nullptr;
}

// Made on the core's thread, so it holds copies only.
Reply ReplyAfter(const Result<Incident>& done, const std::string& signer, const std::string& phone_line) {
  if (done.ok()) {
    return HtmlPage(200, "已签收",
                    Paragraph("编号 " + done->number + " 已由 " + signer + " 签收。请尽快研判，并在控制台填写办理记录。") + phone_line);
  }
  if (done.error().code == ErrorCode::kInvalid) return HtmlPage(409, "无法签收", Paragraph(done.error().message) + phone_line);
  return HtmlPage(503, "暂时无法签收", Paragraph("系统暂时无法处理，请稍后再试或致电值班室。") + phone_line);
}

}  // namespace

Reply ShowAcknowledge(const Call& call) {
  std::variant<OpenLink, Reply> read = ReadLink(call);
  if (Reply* refusal = std::get_if<Reply>(&read)) return std::move(*refusal);
  const OpenLink& open = std::get<OpenLink>(read);
  std::string body = IncidentLines(call, open.incident) + SignedLine(call, open.incident);
  if (!MayBeSigned(open.incident)) return HtmlPage(200, "无需签收", body + PhoneLine(call));
  if (WasUsed(open)) {
    return HtmlPage(200, "链接已使用", body + Paragraph("这个链接已用过一次，请登录后按编号签收或致电值班室。") + PhoneLine(call));
  }
  return HtmlPage(200, "签收舆情事件", body + SigningForm(call, open.link) + PhoneLine(call));
}

void DoAcknowledge(const Call& call, Respond respond) {
  std::variant<OpenLink, Reply> read = ReadLink(call);
  if (Reply* refusal = std::get_if<Reply>(&read)) return respond(std::move(*refusal));
  const OpenLink& open = std::get<OpenLink>(read);
  if (WasUsed(open)) {
    return respond(Refusal(call, 410, "这个链接已用过一次，请登录后按编号签收或致电值班室"));
  }
  const Person* signer = Signer(call, open.link);
  if (signer == nullptr) return respond(Refusal(call, 403, "令牌不正确，或没有签收权限"));
  Action action{.kind = ActionKind::kAcknowledge, .person = signer->id, .entered_by = signer->id, .link = open.link.nonce};
  call.state.commands->Act(open.incident.id, std::move(action),
                           [respond, name = signer->name, phone = PhoneLine(call)](Result<Incident> done) {
                             respond(ReplyAfter(done, name, phone));
                           });
}

Reply AcknowledgeStyle(const Call&) {
  return {.content_type = "text/css; charset=utf-8", .body = kStyle, .cache = "no-cache"};
}

}  // namespace fenghuo
