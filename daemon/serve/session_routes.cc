#include "base/log.h"
#include "daemon/serve/form_fields.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/json_body.h"
#include "daemon/serve/problem.h"

namespace fenghuo {
namespace {

constexpr size_t kTokenCharacters = 1000;

std::string Cookie(const Call& call, const std::string& value, const std::string& more) {
  std::string cookie = std::string(kSessionCookie) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + more;
  if (call.bureau->config->serve.public_url.starts_with("https://")) cookie += "; Secure";
  return cookie;
}

Json WhoIs(const Person& person) {
  return {{"person", person.id}, {"name", person.name}, {"permissions", person.permissions}};
}

}  // namespace

Reply OpenSession(const Call& call) {
  const Clock& clock = *call.state.clock;
  Result<Json> body = ParseJsonBody(call.request.body);
  if (!body.ok()) return Problem(400, body.error().message);
  FormFields fields(*body);
  std::string token = fields.Text("token", {.required = true, .characters_max = kTokenCharacters});
  if (!fields.problems().empty()) return FieldProblems(fields.problems());
  const Person* person = FindByToken(call.bureau->roster, token);
  // Whoever has a token gets in, though others behind the same proxy guess.
  if (person == nullptr && !call.state.throttle.Allows(call.request.peer, clock)) {
    Reply reply = Problem(429, "登录失败次数过多，请一分钟后再试");
    reply.headers.emplace_back("Retry-After", "60");
    return reply;
  }
  if (person == nullptr) {
    call.state.throttle.CountFailure(call.request.peer, clock);
    if (call.state.metrics != nullptr) call.state.metrics->CountLoginFailure();
    LogWarning("a login was refused", {{"peer", call.request.peer}});
    return Problem(401, "令牌不正确");
  }
  // The session that came with the request ends, so that nobody can be given one beforehand.
  call.state.sessions.Close(CookieValue(call.request.cookie, kSessionCookie));
  std::string session = call.state.sessions.Open(*person, clock);
  Reply reply = JsonReply(WhoIs(*person), 201);
  reply.note = {person->id, "session.open", person->id, call.request.peer};
  reply.headers.emplace_back("Set-Cookie", Cookie(call, session, ""));
  return reply;
}

Reply ShowSession(const Call& call) { return JsonReply(WhoIs(*call.person)); }

Reply CloseSession(const Call& call) {
  call.state.sessions.Close(CookieValue(call.request.cookie, kSessionCookie));
  Reply reply{.status = 204, .content_type = ""};
  reply.note = {call.person->id, "session.close", call.person->id, call.request.peer};
  reply.headers.emplace_back("Set-Cookie", Cookie(call, "", "; Max-Age=0"));
  return reply;
}

}  // namespace fenghuo
