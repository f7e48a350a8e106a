#include "base/hash.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/push_body.h"

namespace fenghuo {
namespace {

Json AnswerJson(const std::string& source, size_t received, const IngestReport& report) {
  return {{"source", source},
          {"received", received},
          {"new", report.documents_new},
          {"changed", report.documents_changed},
          {"known", report.documents_seen_again}};
}

Reply Replayed(const std::string& body) {
  Reply reply{.status = 200, .body = body};
  reply.headers.emplace_back("Idempotent-Replayed", "true");
  return reply;
}

Reply TooOften(int per_minute, Duration wait) {
  return TooManyRequests("推送过于频繁：每分钟最多 " + std::to_string(per_minute) + " 次请求", wait);
}

}  // namespace

void PushDocuments(const Call& call, Respond respond) {
  const std::string& source = call.source->id;
  const int per_minute = call.bureau->config->serve.push_per_minute;
  if (std::optional<Duration> wait = call.state.push_rate.TakeOrWait(source, per_minute, call.now())) {
    return respond(TooOften(per_minute, *wait));
  }
  const std::string& key = call.request.idempotency_key;
  if (key.size() > PushAnswers::kKeyBytesMax) return respond(Problem(400, "Idempotency-Key 最长 200 字节"));
  std::shared_ptr<PushAnswers> answers = call.state.push_answers;
  uint64_t body_hash = Hash64(call.request.body);
  if (!key.empty()) {
    std::optional<PushAnswers::Answer> known = answers->Find(source, key, call.now());
    if (known && known->body_hash != body_hash) {
      return respond(Problem(422, "这个 Idempotency-Key 已用于另一份内容"));
    }
    if (known) return respond(Replayed(known->json));
  }
  bool lines = call.request.content_type.starts_with("application/x-ndjson");
  PushBody body = ReadPushBody(call.request.body, lines ? PushForm::kLines : PushForm::kJson);
  if (!body.problems.empty()) return respond(FieldProblems(body.problems));
  size_t received = body.feed.entries.size();
  Timestamp now = call.now();
  call.state.commands->Push(source, std::move(body.feed), [=](Result<IngestReport> done) {
    if (!done.ok()) return respond(ProblemOf(done.error()));
    if (done->documents_refused > 0) return respond(Problem(429, "今日推送的数据量已达上限，次日零时起可继续推送"));
    Json json = AnswerJson(source, received, *done);
    if (!key.empty()) answers->Keep(source, key, {body_hash, Dump(json), now});
    respond(JsonReply(json));
  });
}

}  // namespace fenghuo
