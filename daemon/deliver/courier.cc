#include "daemon/deliver/courier.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "alerts/notify/compose.h"
#include "alerts/notify/render.h"
#include "daemon/deliver/acknowledge_link.h"
#include "daemon/deliver/cap/cap_folder.h"
#include "daemon/deliver/channel_request.h"
#include "daemon/deliver/wecom_app/access_token.h"
#include "daemon/net/answer.h"

namespace fenghuo {
namespace {

constexpr size_t kQueueMax = 256;  // of each thread; there is one row a credential in flight
constexpr Duration kLinkLife = hours(24);

struct Job {
  Notification row;
  ChannelSpec channel;
  CourierSettings settings;
  Timestamp started_at{};
};

Outcome Failure(OutcomeKind kind, FailureReason failure, std::string reason) {
  Outcome outcome;
  outcome.kind = kind;
  outcome.failure = failure;
  outcome.reason = std::move(reason);
  return outcome;
}

// Our own files or configuration are wrong. Tried again all the same: an operator mends a secret while messages wait.
Outcome NotReady(const Error& error) {
  Outcome outcome = Failure(OutcomeKind::kRetry, FailureReason::kAuth, "密钥或配置不可用（" + error.message + "）");
  outcome.channel_broken = true;
  return outcome;
}

Outcome NoAddress() { return Failure(OutcomeKind::kPermanent, FailureReason::kClientError, "没有收件地址"); }

Outcome NotBegun() { return Failure(OutcomeKind::kRetry, FailureReason::kUnknown, "本机发送已停止或队列已满，尚未发送"); }

// Results on their way to the core. Shared by the Courier and the answers of requests, which may outlive it.
class Inbox {
 public:
  Inbox(std::function<void()> wake, const Clock& clock) : wake_(std::move(wake)), clock_(clock) {}

  // Before a job is put anywhere.
  void Expect() {
    std::lock_guard<std::mutex> lock(mutex_);
    ++expected_;
  }

  void Put(const Job& job, Outcome outcome) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      --expected_;
      if (closed_) return;
      results_.push_back({job.row.id, job.row.channel, job.channel.type, std::move(outcome), clock_.Now() - job.started_at});
      all_there_.notify_all();
    }
    if (wake_) wake_();
  }

  // Until nothing more is expected, or no longer.
  void AwaitAll(Duration patience) {
    std::unique_lock<std::mutex> lock(mutex_);
    all_there_.wait_for(lock, patience, [this] { return expected_ == 0; });
  }

  std::vector<DeliveryResult> Take() {
    std::lock_guard<std::mutex> lock(mutex_);
    return std::exchange(results_, {});
  }

  void Close() {
    std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
  }

 private:
  std::mutex mutex_;  // guards what follows
  std::vector<DeliveryResult> results_;
  int expected_ = 0;  // sent and not answered
  bool closed_ = false;
  std::condition_variable all_there_;
  const std::function<void()> wake_;
  const Clock& clock_;
};

// One thread that takes jobs in order.
class Lane {
 public:
  explicit Lane(std::function<void(const Job&)> work) : work_(std::move(work)), thread_([this] { Run(); }) {}

  // False when the queue is full, or stopped.
  bool Put(Job job) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (stopping_ || jobs_.size() >= kQueueMax) return false;
    jobs_.push_back(std::move(job));
    ready_.notify_one();
    return true;
  }

  // Waits for the job at hand; what has not begun comes back.
  std::deque<Job> Stop() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
      ready_.notify_one();
    }
    if (thread_.joinable()) thread_.join();
    return std::exchange(jobs_, {});
  }

  size_t size() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return jobs_.size();
  }

 private:
  void Run() {
    for (;;) {
      std::optional<Job> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (stopping_) return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      work_(*job);
    }
  }

  mutable std::mutex mutex_;  // guards jobs_ and stopping_
  std::condition_variable ready_;
  std::deque<Job> jobs_;
  bool stopping_ = false;
  const std::function<void(const Job&)> work_;
  std::thread thread_;  // last: it starts when everything else is there
};

std::string LinkFor(const Job& job) {
  const Message& message = job.row.message;
  if (job.settings.public_url.empty() || job.settings.acknowledge_key.size() != kAcknowledgeKeyBytes) return "";
  if (message.incident.empty() || !AsksForSignature(message.kind)) return "";
  AcknowledgeLink link;
  link.incident = message.incident;
  // Bound to a person only where nobody else can see it: a robot speaks to a whole group, and what reads a machine's messages, or
  // who stands before its screen, nobody knows.
  const bool is_private = FactsOf(job.channel.type).readers == Readers::kPerson;
  if (is_private && job.row.receivers.size() == 1) link.person = job.row.receivers.front().person;
  link.expires_at = std::max(job.row.expires_at, job.row.created_at + kLinkLife);
  link.nonce = AcknowledgeNonce(job.row.id, job.settings.acknowledge_key);
  return AcknowledgeUrl(job.settings.public_url, SignAcknowledgeLink(link, job.settings.acknowledge_key));
}

// What a conversation by HTTP needs until its last answer, which may come when the Courier is gone.
struct Conversation {
  HttpTransport& transport;
  const Clock& clock;
  std::shared_ptr<Inbox> inbox;
  std::shared_ptr<AccessTokens> tokens;  // shared with the Courier
  Job job;
  ChannelSecrets secrets;
  Redactor redactor;
  std::deque<std::string> bodies{};  // the message, then what rings beside it
  std::string access_token{};
  bool token_renewed = false;
  bool message_delivered = false;
};

void Clear(const Redactor& redactor, Answer& answer) {
  answer.body = redactor.Redact(answer.body);
  answer.error = redactor.Redact(answer.error);
  answer.retry_after = redactor.Redact(answer.retry_after);
}

using ConversationPtr = std::shared_ptr<Conversation>;

Answer ClearedAnswer(const Conversation& conversation, const HttpResponse& response) {
  Answer answer = ToAnswer(response);
  answer.date = response.headers.Get("date");
  Clear(conversation.redactor, answer);
  return answer;
}

void End(const ConversationPtr& conversation, Outcome outcome) {
  // Once more: what JSON wrote as ab\/cd is a secret only when it is read.
  outcome.reason = conversation->redactor.Redact(outcome.reason);
  outcome.vendor_id = conversation->redactor.Redact(outcome.vendor_id);
  // The message is there, and sending it again would ring no better: what rings failed, and the row says so.
  if (conversation->message_delivered && outcome.kind != OutcomeKind::kDelivered) {
    outcome = Failure(OutcomeKind::kDelivered, FailureReason::kNone, "已送达，但提醒未成功：" + outcome.reason);
  }
  conversation->inbox->Put(conversation->job, std::move(outcome));
}

void Say(const ConversationPtr& conversation);

// On a thread of the transport.
void HearToken(const ConversationPtr& conversation, const HttpResponse& response) {
  // A token that is the same as the last one is a secret already, and would be cleared out of the answer.
  const TokenReply reply = ReadTokenReply(ToAnswer(response), conversation->clock.Now());
  if (!reply.token) return End(conversation, ReadTokenReply(ClearedAnswer(*conversation, response), conversation->clock.Now()).outcome);
  conversation->tokens->Keep(TokenKey(conversation->job.channel, conversation->secrets), *reply.token);
  conversation->access_token = reply.token->text;
  Say(conversation);
}

void AskForToken(const ConversationPtr& conversation) {
  Result<HttpRequest> request = MakeTokenRequest(conversation->job.channel, conversation->secrets);
  if (!request.ok()) return End(conversation, NotReady(request.error()));
  conversation->transport.Start(*std::move(request), [conversation](const HttpResponse& response) { HearToken(conversation, response); });
}

// Whether the conversation has the access token that its channel needs, if it needs one.
bool HasToken(Conversation& conversation) {
  if (conversation.job.channel.type != ChannelType::kWecomApp || !conversation.access_token.empty()) return true;
  const std::string key = TokenKey(conversation.job.channel, conversation.secrets);
  conversation.access_token = conversation.tokens->Find(key, conversation.clock.Now()).value_or("");
  return !conversation.access_token.empty();
}

// On a thread of the transport.
void Hear(const ConversationPtr& conversation, const HttpResponse& response) {
  Outcome outcome = Classify(conversation->job.channel, ClearedAnswer(*conversation, response), conversation->clock.Now());
  if (outcome.token_stale && !conversation->token_renewed) {
    conversation->token_renewed = true;
    conversation->access_token.clear();
    conversation->tokens->Drop(TokenKey(conversation->job.channel, conversation->secrets));
    return Say(conversation);
  }
  if (outcome.kind == OutcomeKind::kDelivered && conversation->bodies.size() > 1) {
    conversation->message_delivered = true;
    conversation->bodies.pop_front();
    return Say(conversation);
  }
  End(conversation, std::move(outcome));
}

// The next body, signed now.
void Say(const ConversationPtr& conversation) {
  if (!HasToken(*conversation)) return AskForToken(conversation);
  conversation->redactor.Add(conversation->access_token);
  const OutgoingBody outgoing{.id = conversation->job.row.id,
                              .body = conversation->bodies.front(),
                              .access_token = conversation->access_token};
  Result<HttpRequest> request =
      MakeHttpRequest(conversation->job.channel, conversation->secrets, outgoing, conversation->clock.Now());
  if (!request.ok()) return End(conversation, NotReady(request.error()));
  conversation->transport.Start(*std::move(request), [conversation](const HttpResponse& response) { Hear(conversation, response); });
}

}  // namespace

class Courier::Impl {
 public:
  Impl(CourierWorld world, CourierSettings settings)
      : world_(std::move(world)),
        settings_(std::move(settings)),
        inbox_(std::make_shared<Inbox>(world_.wake, world_.clock)),
        http_([this](const Job& job) { Post(job); }),
        mail_([this](const Job& job) { Mail(job); }),
        syslog_([this](const Job& job) { Log(job); }),
        files_([this](const Job& job) { Publish(job); }) {}

  ~Impl() {
    Stop(Duration(0));
    inbox_->Close();
  }

  void Stop(Duration patience) {
    for (Lane* lane : {&http_, &mail_, &syslog_, &files_}) {
      for (const Job& job : lane->Stop()) inbox_->Put(job, NotBegun());
    }
    inbox_->AwaitAll(patience);
  }

  void Send(const Notification& row, const ChannelSpec& channel) {
    Job job{row, channel, settings(), world_.clock.Now()};
    inbox_->Expect();
    if (!LaneOf(channel.type).Put(job)) inbox_->Put(job, NotBegun());
  }

  std::vector<DeliveryResult> TakeResults() { return inbox_->Take(); }
  size_t queued() const { return http_.size() + mail_.size() + syslog_.size() + files_.size(); }

  void Reconfigure(CourierSettings settings) {
    std::lock_guard<std::mutex> lock(mutex_);
    settings_ = std::move(settings);
  }

 private:
  Lane& LaneOf(ChannelType type) {
    switch (type) {
      case ChannelType::kSmtp: return mail_;
      case ChannelType::kSyslog: return syslog_;
      case ChannelType::kCap: return files_;
      default: return http_;
    }
  }

  CourierSettings settings() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return settings_;
  }

  RenderedMessage RenderJob(const Job& job) const {
    return Render(job.row, job.channel, {.acknowledge_url = LinkFor(job), .now = world_.clock.Now()});
  }

  void Post(const Job& job) {
    Result<ChannelSecrets> secrets = ReadChannelSecrets(job.channel);
    if (!secrets.ok()) return inbox_->Put(job, NotReady(secrets.error()));
    const RenderedMessage rendered = RenderJob(job);
    if (rendered.body.empty()) return inbox_->Put(job, NoAddress());
    // Owned by the request that is on its way.
    auto conversation = std::make_shared<Conversation>(Conversation{
        world_.transport, world_.clock, inbox_, tokens_, job, *secrets, secrets->MakeRedactor(job.channel)});
    conversation->bodies = {rendered.body};
    conversation->bodies.insert(conversation->bodies.end(), rendered.further_bodies.begin(), rendered.further_bodies.end());
    Say(conversation);
  }

  void Mail(const Job& job) {
    Result<ChannelSecrets> secrets = ReadChannelSecrets(job.channel);
    if (!secrets.ok()) return inbox_->Put(job, NotReady(secrets.error()));
    const RenderedMessage rendered = RenderJob(job);
    Result<MailRequest> request = MakeMailRequest(job.channel, *secrets, {job.row, rendered, job.settings.zone},
                                                  world_.clock.Now());
    if (!request.ok()) return inbox_->Put(job, NoAddress());
    Answer answer = world_.mailer.Send(*request);
    Clear(secrets->MakeRedactor(job.channel), answer);
    inbox_->Put(job, Classify(ChannelType::kSmtp, answer, world_.clock.Now()));
  }

  void Log(const Job& job) {
    const Answer answer = world_.syslog.Send(MakeSyslogRequest(job.channel, RenderJob(job).body));
    inbox_->Put(job, Classify(job.channel, answer, world_.clock.Now()));
  }

  void Publish(const Job& job) {
    const std::vector<std::string> references = FindReferences(job.channel.cap.directory, job.row);
    const RenderedMessage rendered =
        Render(job.row, job.channel, {.acknowledge_url = "", .now = world_.clock.Now(), .references = references});
    const Answer answer = PublishAlert(job.channel, job.row, {rendered.body, !references.empty()});
    inbox_->Put(job, Classify(job.channel, answer, world_.clock.Now()));
  }

  const CourierWorld world_;
  mutable std::mutex mutex_;  // guards settings_
  CourierSettings settings_;
  const std::shared_ptr<Inbox> inbox_;
  const std::shared_ptr<AccessTokens> tokens_ = std::make_shared<AccessTokens>();  // shared with the conversations
  Lane http_;
  Lane mail_;
  Lane syslog_;
  Lane files_;
};

Courier::Courier(CourierWorld world, CourierSettings settings)
    : impl_(std::make_unique<Impl>(std::move(world), std::move(settings))) {}
Courier::~Courier() = default;
void Courier::Send(const Notification& row, const ChannelSpec& channel) { impl_->Send(row, channel); }
void Courier::Stop(Duration patience) { impl_->Stop(patience); }
std::vector<DeliveryResult> Courier::TakeResults() { return impl_->TakeResults(); }
void Courier::Reconfigure(CourierSettings settings) { impl_->Reconfigure(std::move(settings)); }
size_t Courier::queued() const { return impl_->queued(); }

}  // namespace fenghuo
