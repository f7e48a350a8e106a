#include "daemon/serve/router.h"

#include <optional>
#include <string_view>
#include <utility>

#include "daemon/serve/handlers.h"
#include "daemon/serve/problem.h"

namespace fenghuo {
namespace {

// The parts of `pattern` that stand for {…}, when the path has its form.
std::optional<std::vector<std::string>> MatchPath(std::string_view pattern, const std::vector<std::string>& path) {
  std::vector<std::string> params;
  pattern.remove_prefix(1);
  for (size_t i = 0; i < path.size(); ++i) {
    if (pattern.empty()) return std::nullopt;
    size_t slash = pattern.find('/');
    std::string_view part = pattern.substr(0, slash);
    pattern.remove_prefix(slash == std::string_view::npos ? pattern.size() : slash + 1);
    if (part.starts_with('{')) {
      if (path[i].empty()) return std::nullopt;
      params.push_back(path[i]);
    } else if (part != path[i]) {
      return std::nullopt;
    }
  }
  if (!pattern.empty()) return std::nullopt;
  return params;
}

struct Found {
  const Route* route = nullptr;
  std::vector<std::string> params;
  std::string allow;  // methods of the routes of this path
};

Found FindRoute(const std::string& method, const std::vector<std::string>& path) {
  Found found;
  for (const Route& route : Routes()) {
    std::optional<std::vector<std::string>> params = MatchPath(route.path, path);
    if (!params) continue;
    found.allow += (found.allow.empty() ? "" : ", ") + std::string(route.method);
    if (std::string_view(route.method) == "GET") found.allow += ", HEAD";
    if (found.route != nullptr || route.method != method) continue;
    found.route = &route;
    found.params = std::move(*params);
  }
  return found;
}

bool ChangesState(const Route& route) { return std::string_view(route.method) != "GET"; }

Reply Unauthorized() {
  Reply reply = Problem(401, "请先登录");
  reply.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"fenghuo\"");
  return reply;
}

// Nothing when the person may; the refusal otherwise.
std::optional<Reply> CheckAccess(const Route& route, const Call& call) {
  if (route.access == Access::kPublic) return std::nullopt;
  const bool here = call.request.peer_is_loopback && !call.request.forwarded;
  if (route.access == Access::kOperations && here) return std::nullopt;
  if (route.access == Access::kSource) {
    return call.source == nullptr ? std::optional<Reply>(Unauthorized()) : std::nullopt;
  }
  if (call.person == nullptr) return Unauthorized();
  const char* permission = route.access == Access::kOperations ? "operate" : route.permission;
  if (route.access != Access::kPerson && !MayDo(*call.person, permission)) {
    return Problem(403, "没有权限：" + std::string(permission));
  }
  return std::nullopt;
}

// An incident that does not concern the person is refused whatever is asked of it; one that is not there is the handler's to say.
std::optional<Reply> CheckConcern(const Route& route, const Call& call) {
  if (call.person == nullptr || !std::string_view(route.path).starts_with("/api/v1/incidents/{id}")) return std::nullopt;
  Result<Incident> incident = call.store().FindIncident(call.params[0]);
  if (!incident.ok() || MaySee(*call.person, *incident, call.bureau->roster)) return std::nullopt;
  return Problem(403, "这起舆情事件不由您或您的单位办理，没有权限：view");
}

// One person's screens, or one source, must not take the places of all.
std::optional<Reply> CheckShare(const Route&, const Call& call) {
  if (!call.request.claim) return std::nullopt;
  std::string who;
  if (call.person != nullptr) who = "person " + call.person->id;
  if (call.source != nullptr) who = "source " + call.source->id;
  if (who.empty() || call.request.claim(who)) return std::nullopt;
  return Problem(429, "同一用户的连接过多，请关闭多余的页面后再试");
}

// A browser says where a request comes from. A program says nothing, but shows a token that no foreign page can have: its own,
// the one that it signs in with (as JSON, which no form can send), or the one in a message's link.
std::optional<Reply> CheckOrigin(const Route& route, const Call& call) {
  if (!ChangesState(route)) return std::nullopt;
  RequestOrigin origin = call.bureau->hosts.OriginOf(call.request);
  if (origin == RequestOrigin::kForeign) return Problem(403, "请求来自其他网站，已拒绝");
  const bool shows_token = !BearerToken(call.request.authorization).empty() || route.access == Access::kPublic;
  if (origin == RequestOrigin::kNone && !shows_token) return Problem(403, "请求没有说明来源，已拒绝");
  return std::nullopt;
}

std::optional<Reply> CheckBody(const Route& route, const Call& call) {
  std::string_view type = call.request.content_type;
  bool form = std::string_view(route.path).starts_with("/acknowledge/");
  if (!ChangesState(route) || form) return std::nullopt;
  if (call.request.body.empty() && type.empty()) return std::nullopt;
  bool json = type == "application/json" || type.starts_with("application/json;") ||
              (route.access == Access::kSource && type.starts_with("application/x-ndjson"));
  if (!json) return Problem(415, "请求内容应为 application/json");
  return std::nullopt;
}

// Ten a second is no person, and what a program reads so it can read in pages. Bounds what reading adds to the audit trail.
constexpr int kNotesAMinute = 600;

std::string Refuse(const Respond& respond, Reply reply) {
  respond(std::move(reply));
  return "refused";
}

std::string JoinPath(const std::vector<std::string>& path) {
  std::string joined;
  for (size_t i = 0; i < path.size(); ++i) joined += (i == 0 ? "" : "/") + path[i];
  return joined;
}

std::string AnswerWithoutRoute(const Target& target, const ServeRequest& request, const Respond& respond) {
  std::optional<Reply> file = ConsoleFile(JoinPath(target.path), request);
  if (!file) {
    respond(Problem(404, "没有这个地址"));
    return "unknown";
  }
  if (request.method != "GET" && request.method != "HEAD") {
    file = Problem(405, "这个地址不接受 " + request.method.substr(0, 20));
    file->headers.emplace_back("Allow", "GET, HEAD");
  }
  respond(std::move(*file));
  return "console";
}

// 503 instead of the reply when its note could not be written.
void Give(Reply reply, ServeState& state, const Respond& respond) {
  const bool covered = reply.note && reply.note_lasts == NoteLasts::kAnHour && state.noted_reads->Cover(*reply.note, *state.clock);
  if (!reply.note || covered) return respond(std::move(reply));
  if (std::optional<Duration> wait = state.note_rate.TakeOrWait(reply.note->actor, kNotesAMinute, state.clock->Now())) {
    return respond(TooManyRequests("查阅过于频繁，请稍后再试", *wait));
  }
  AuditNote note = *reply.note;
  state.commands->NoteAudit(std::move(note), [reply = std::move(reply), reads = state.noted_reads, now = state.clock->Now(),
                                              respond](Result<void> kept) mutable {
    if (kept.ok() && reply.note_lasts == NoteLasts::kAnHour) reads->Add(*reply.note, now);
    respond(kept.ok() ? std::move(reply) : ProblemOf(kept.error()));
  });
}

// An open page asks again and again by itself, and follows the events: that keeps nobody signed in.
Sessions::Use UseOf(const Route& route, const ServeRequest& request) {
  bool by_itself = request.unattended || std::string_view(route.path) == "/api/v1/events";
  return by_itself ? Sessions::Use::kOnlyLooks : Sessions::Use::kKeepsAlive;
}

std::string AnswerByRoute(ServeState& state, const ServeRequest& request, const Respond& respond) {
  Result<Target> target = ParseTarget(request.target);
  if (!target.ok()) return Refuse(respond, Problem(400, target.error().message));
  std::shared_ptr<const Bureau> bureau = state.bureau();
  if (request.hosts != 1) return Refuse(respond, Problem(400, "请求必须恰好有一个 Host"));
  if (!bureau->hosts.Allows(request.host, request.local)) {
    return Refuse(respond, Problem(421, "本服务不以这个名称提供；请在 allowed_hosts 中登记"));
  }
  Found found = FindRoute(request.method == "HEAD" ? "GET" : request.method, target->path);
  if (found.allow.empty()) return AnswerWithoutRoute(*target, request, respond);
  if (found.route == nullptr) {
    Reply reply = Problem(405, "这个地址不接受 " + request.method.substr(0, 20));
    reply.headers.emplace_back("Allow", found.allow);
    return Refuse(respond, std::move(reply));
  }
  Call call{.request = request, .target = *target, .state = state, .bureau = bureau, .params = std::move(found.params)};
  if (found.route->access == Access::kSource) call.source = FindSourceByToken(*bureau->config, BearerToken(request.authorization));
  call.person = Identify(state, *bureau, request, UseOf(*found.route, request));
  for (auto check : {CheckAccess, CheckShare, CheckConcern, CheckOrigin, CheckBody}) {
    if (std::optional<Reply> refusal = check(*found.route, call)) {
      respond(std::move(*refusal));
      return found.route->path;
    }
  }
  if (const auto* answer = std::get_if<Reply (*)(const Call&)>(&found.route->handler)) {
    Give((*answer)(call), state, respond);
  } else {
    std::get<void (*)(const Call&, Respond)>(found.route->handler)(call, respond);
  }
  return found.route->path;
}

}  // namespace

const Person* Identify(ServeState& state, const Bureau& bureau, const ServeRequest& request, Sessions::Use use) {
  // Whoever shows a token means that token: a wrong one is not saved by a cookie beside it.
  if (!request.authorization.empty()) return FindByToken(bureau.roster, BearerToken(request.authorization));
  return state.sessions.Find(CookieValue(request.cookie, kSessionCookie), bureau.roster, *state.clock, use);
}

std::string Dispatch(ServeState& state, const ServeRequest& request, const Respond& respond) {
  std::string route = AnswerByRoute(state, request, respond);
  if (SessionChanges changes = state.sessions.TakeChanges(); !changes.empty()) state.commands->KeepSessions(std::move(changes));
  return route;
}

}  // namespace fenghuo
