#include "daemon/app.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <span>
#include <utility>

#include "base/hash.h"
#include "base/log.h"
#include "daemon/classifier.h"
#include "daemon/collection.h"
#include "daemon/commands/command.h"
#include "daemon/core/secrets.h"
#include "daemon/core_inbox.h"
#include "daemon/deliver/courier.h"
#include "daemon/engine.h"
#include "daemon/metrics.h"
#include "daemon/net/ways_out.h"
#include "daemon/own_store.h"
#include "daemon/part_settings.h"
#include "daemon/posted_commands.h"
#include "daemon/serve/server.h"
#include "storage/store.h"

namespace fenghuo {
namespace {

// The longest real wait of the core's loop: how late a signal may be noticed.
constexpr Duration kLoopWaitMax = milliseconds(250);
// How long others may keep the core from its duties.
constexpr Duration kTurnMax = milliseconds(500);
constexpr int kSendsAtOnce = 32;
// How long an orderly stop waits for deliveries that are on their way, and for what people still ask.
constexpr Duration kStopWait = seconds(5);

}  // namespace

class App::Impl {
 public:
  explicit Impl(AppOptions options) : options_(std::move(options)), clock_(options_.clock) {
    if (clock_ == nullptr) clock_ = std::make_shared<SystemClock>();
  }

  ~Impl() {
    // From the outside in: nothing new comes, then what is under way ends, then what it ends in.
    server_.reset();
    collection_.reset();
    courier_.reset();
    ways_out_.reset();
    engine_.reset();
  }

  Result<void> Start();
  int Run();
  void Stop() { stopping_ = true; }
  void RequestReload() { reload_wanted_ = true; }
  std::string url() const { return server_->url(); }

 private:
  Result<void> OpenStore();
  Result<void> StartThreads(const std::shared_ptr<const AddressGate>& gate);
  Result<void> TakeResults(Engine& engine, Timestamp now);
  void AnnounceNews(const IngestReport& report);
  Result<void> TakeIntakes(Engine& engine, Timestamp now);
  CommandWorld WorldOfCommands();
  Result<void> TakePushed(Engine& engine, const std::string& source, const Feed& feed,
                          const CommandWorld::PushDone& done, Timestamp now);
  Result<void> RunSteps(const CoreTurn& turn);
  void LookAtDisk(Timestamp now);
  Result<void> RunTick(Timestamp now);
  Duration WaitFor(Timestamp now) const;
  Result<void> End();
  struct Reloaded {
    Result<std::string> answer;  // empty, what needs a restart, or why the configuration was refused
    Result<void> kept = {};      // an error is the store's: the daemon stops
  };
  Reloaded ReloadNow(const std::string& person, Timestamp now);

  AppOptions options_;
  std::shared_ptr<const Clock> clock_;  // shared with the caller
  std::shared_ptr<const Config> config_;  // shared with the server; replaced by a reload
  std::shared_ptr<const Classifier> classifier_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<StorePurge> purge_;
  Metrics metrics_;
  Secrets secrets_;
  CoreInbox inbox_;
  PostedCommands commands_{inbox_, WorldOfCommands()};
  SystemClock system_clock_;  // for signatures: peers compare them with their own clocks
  std::unique_ptr<Engine> engine_;
  std::unique_ptr<WaysOut> ways_out_;  // of its own: a page never waits behind slow sources
  std::unique_ptr<Collection> collection_;
  std::unique_ptr<Courier> courier_;
  std::unique_ptr<Server> server_;
  std::atomic<bool> stopping_ = false;
  std::atomic<bool> reload_wanted_ = false;
  mutable std::mutex status_mutex_;
  DaemonStatus status_;
};

Result<void> App::Impl::OpenStore() {
  Result<LoadedConfig> loaded = LoadForUse(options_.config_path);
  if (!loaded.ok()) return loaded.error();
  config_ = std::make_shared<const Config>(std::move(loaded->config));
  classifier_ = std::move(loaded->classifier);
  Result<std::unique_ptr<Store>> store = OpenOwnStore(*config_);
  if (!store.ok()) return store.error();
  store_ = std::move(*store);
  purge_ = std::make_unique<StorePurge>(*store_);
  Result<Secrets> secrets = LoadSecrets(*store_);
  if (!secrets.ok()) return secrets.error();
  secrets_ = std::move(*secrets);
  return {};
}

Result<void> App::Impl::Start() {
  if (Result<void> opened = OpenStore(); !opened.ok()) return opened;
  Timestamp now = clock_->Now();
  Result<std::unique_ptr<Engine>> engine =
      Engine::Make({.config = *config_, .classifier = classifier_, .store = store_.get(), .watching = Watching::kYes}, now);
  if (!engine.ok()) return engine.error();
  engine_ = std::move(*engine);
  metrics_.ReadFrom(store_.get(), [this] {
    std::lock_guard lock(status_mutex_);
    return config_->sources;
  });
  metrics_.CountReload(true, now, config_->hash);
  {
    std::lock_guard lock(status_mutex_);
    status_.started_at = now;
    status_.last_tick = now;
    status_.reasons = {"starting"};
  }
  Result<std::unique_ptr<Server>> server = Server::Listen({.config = config_,
                                                           .store = store_.get(),
                                                           .commands = &commands_,
                                                           .metrics = &metrics_,
                                                           .clock = clock_.get(),
                                                           .acknowledge_key = secrets_.acknowledge_key});
  if (!server.ok()) return server.error();
  server_ = std::move(*server);
  Result<std::shared_ptr<const AddressGate>> gate = MakeGate(*config_, server_->url());
  if (!gate.ok()) return gate.error();
  if (Result<void> started = StartThreads(*gate); !started.ok()) return started;
  LogInfo("fenghuo is running", {{"console", server_->url()},
                                 {"sources", std::to_string(config_->sources.size())},
                                 {"rules", std::to_string(config_->rules.rules.size())}});
  return {};
}

Result<void> App::Impl::StartThreads(const std::shared_ptr<const AddressGate>& gate) {
  ways_out_ = std::make_unique<WaysOut>(CurlTransportOptions{.in_flight_max = kSendsAtOnce, .hosts = nullptr}, gate);
  CourierWorld world{.transport = ways_out_->transport,
                     .mailer = ways_out_->mailer,
                     .syslog = ways_out_->syslog,
                     .clock = system_clock_,
                     .wake = [this] {
                       inbox_.Post([this](Engine& core, Timestamp now) { return TakeResults(core, now); });
                     }};
  courier_ = std::make_unique<Courier>(world, CourierSettingsOf(*config_, secrets_.acknowledge_key));
  CollectionOptions reading{.gate = gate,
                            .classifier = classifier_,
                            .author_key = secrets_.author_key,
                            .clock = *clock_,
                            .wake = [this] {
                              inbox_.Post([this](Engine& core, Timestamp now) { return TakeIntakes(core, now); });
                            },
                            .workers = options_.workers,
                            .seed = options_.seed};
  collection_ = std::make_unique<Collection>(std::move(reading), *config_);
  return collection_->Start(*config_, *engine_, clock_->Now());
}

void App::Impl::AnnounceNews(const IngestReport& report) {
  if (report.documents_new + report.documents_changed > 0) server_->Announce("document");
  if (report.incidents_opened > 0) server_->Announce("incident");
}

// While intake is stopped they wait with the collection, which holds back the crawler.
Result<void> App::Impl::TakeIntakes(Engine& engine, Timestamp now) {
  if (IntakeStopped(engine.core())) return {};
  Result<IngestReport> report = collection_->Ingest(engine, metrics_, now);
  if (!report.ok()) return report.error();
  AnnounceNews(*report);
  return {};
}

Result<void> App::Impl::TakePushed(Engine& engine, const std::string& source, const Feed& feed,
                                   const CommandWorld::PushDone& done, Timestamp now) {
  auto config = engine.core().sources.find(source);
  if (config == engine.core().sources.end()) {
    done(NotFound("没有这个信源：" + source));
    return {};
  }
  if (IntakeStopped(engine.core())) {
    done(Unavailable("the disk is nearly full: nothing is taken in"));
    return {};
  }
  const Intake intake = ReadPushed(config->second, feed, {*classifier_, secrets_.author_key}, now);
  auto begun = std::chrono::steady_clock::now();
  Result<IngestReport> report = engine.Ingest(intake, now);
  done(report);
  if (!report.ok()) return report.error();
  metrics_.CountIngest(*report, std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun));
  AnnounceNews(*report);
  return {};
}

Result<void> App::Impl::TakeResults(Engine& engine, Timestamp now) {
  for (const DeliveryResult& result : courier_->TakeResults()) {
    FailureReason failure = result.outcome.failure;
    if (!engine.IsOfDrill(result.id)) metrics_.CountAttempt(result.type, failure == FailureReason::kNone ? "" : Name(failure), result.took);
    if (Result<void> settled = engine.Settle(result, now); !settled.ok()) return settled;
    server_->Announce("delivery");
  }
  return {};
}

CommandWorld App::Impl::WorldOfCommands() {
  return {.push = [this](const std::string& source, const Feed& feed, const CommandWorld::PushDone& done,
                         Timestamp now) { return TakePushed(*engine_, source, feed, done, now); },
          .reload =
              [this](const std::string& person, const CommandWorld::ReloadDone& done, Timestamp now) {
                Reloaded reloaded = ReloadNow(person, now);
                done(std::move(reloaded.answer));
                return reloaded.kept;
              },
          .announce = [this](const std::string& kind) { server_->Announce(kind); },
          .status =
              [this] {
                std::lock_guard lock(status_mutex_);
                return status_;
              }};
}

Result<void> App::Impl::RunSteps(const CoreTurn& turn) {
  return inbox_.RunTurn(turn, [this](CoreStep& step) { return step(*engine_, clock_->Now()); });
}

void App::Impl::LookAtDisk(Timestamp now) {
  const bool stopped = IntakeStopped(engine_->core());
  WatchRoom(options_.measure_disk(config_->data_path), engine_->core(), now);
  if (!stopped || IntakeStopped(engine_->core())) return;
  inbox_.Post([this](Engine& core, Timestamp then) { return TakeIntakes(core, then); });
}

Result<void> App::Impl::RunTick(Timestamp now) {
  auto begun = std::chrono::steady_clock::now();
  LookAtDisk(now);
  if (Result<void> ticked = engine_->Tick(now); !ticked.ok()) return ticked;
  Result<std::vector<Outgoing>> sends = engine_->TakeSends(now);
  if (!sends.ok()) return sends.error();
  for (const Outgoing& out : *sends) courier_->Send(out.row, out.channel);
  metrics_.SetTick(now, std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - begun));
  metrics_.SetQueue("core", inbox_.size());
  metrics_.SetQueue("errands", collection_->errands_waiting());
  metrics_.SetQueue("parse", collection_->bodies_queued());
  metrics_.SetQueue("deliver", courier_->queued());
  for (const Happening& happening : engine_->TakeHappenings()) metrics_.CountHappening(happening);
  Removed removed = engine_->TakeRemoved();
  metrics_.CountRemoved(removed);
  if (removed.round_over) {
    purge_->Start();
    collection_->RemoveRawBefore(now - engine_->core().config.retention.raw);
  }
  std::lock_guard lock(status_mutex_);
  status_.last_tick = now;
  status_.ready = !IntakeStopped(engine_->core());
  status_.reasons.clear();
  if (!status_.ready) status_.reasons.push_back("数据磁盘空间不足，已停止收录新信息");
  return {};
}

Duration App::Impl::WaitFor(Timestamp now) const {
  Duration until = std::max(Duration(0), engine_->NextDue(now) - now);
  return std::min(kLoopWaitMax, clock_->RealTime(until));
}

int App::Impl::Run() {
  while (!stopping_) {
    Result<void> done = RunSteps({.wait = WaitFor(clock_->Now()), .most = kTurnMax});
    if (done.ok()) done = RunTick(clock_->Now());
    if (done.ok() && reload_wanted_.exchange(false)) done = ReloadNow("system", clock_->Now()).kept;
    if (!done.ok()) {
      LogError("the store cannot write: stopping, so that nothing is told that is not kept",
               {{"reason", done.error().message}});
      return kExitWorld;
    }
  }
  return End().ok() ? kExitOk : kExitWorld;
}

// What is on its way is settled, so that the next start does not repeat it; what people asked for until the last moment is kept.
Result<void> App::Impl::End() {
  courier_->Stop(kStopWait);
  if (Result<void> answered = RunSteps({.wait = Duration(0), .most = kStopWait}); !answered.ok()) return answered;
  server_->Stop();
  if (Result<void> kept = RunSteps({.wait = Duration(0), .most = kStopWait}); !kept.ok()) return kept;
  return TakeResults(*engine_, clock_->Now());
}

App::Impl::Reloaded App::Impl::ReloadNow(const std::string& person, Timestamp now) {
  Result<LoadedConfig> loaded = LoadForUse(options_.config_path);
  Result<std::shared_ptr<const AddressGate>> gate =
      loaded.ok() ? MakeGate(loaded->config, server_->url()) : Result<std::shared_ptr<const AddressGate>>(loaded.error());
  metrics_.CountReload(gate.ok(), now, gate.ok() ? loaded->config.hash : config_->hash);
  {
    std::lock_guard lock(status_mutex_);
    status_.reload_failed = !gate.ok();
    status_.reload_error = gate.ok() ? "" : gate.error().message;
  }
  if (!gate.ok()) {
    LogError("the configuration was refused; the old one stays", {{"by", person}, {"problems", gate.error().message}});
    return {gate.error()};
  }
  std::string restart = RestartNeeded(*config_, loaded->config);
  {
    std::lock_guard lock(status_mutex_);
    config_ = std::make_shared<const Config>(std::move(loaded->config));
  }
  classifier_ = loaded->classifier;
  engine_->Reconfigure(*config_, classifier_);
  Result<void> going_on = collection_->Reconfigure(*engine_, *gate, now);
  if (!going_on.ok()) return {going_on.error(), going_on};
  ways_out_->SetGate(*gate);
  courier_->Reconfigure(CourierSettingsOf(*config_, secrets_.acknowledge_key));
  server_->Reconfigure(config_);
  Result<void> noted = engine_->NoteAudit({person, "config.reload", config_->directory, Hex64(config_->hash)}, now);
  if (!noted.ok()) return {noted.error(), noted};
  LogInfo("the configuration was loaded again", {{"by", person}, {"restart_needed_for", restart}});
  return {restart.empty() ? std::string() : "restart needed for: " + restart};
}

App::App(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
App::~App() = default;

Result<std::unique_ptr<App>> App::Start(const AppOptions& options) {
  auto impl = std::make_unique<Impl>(options);
  if (Result<void> started = impl->Start(); !started.ok()) return started.error();
  return std::unique_ptr<App>(new App(std::move(impl)));  // NOLINT: private constructor
}

int App::Run() { return impl_->Run(); }
void App::Stop() { impl_->Stop(); }
void App::RequestReload() { impl_->RequestReload(); }
std::string App::url() const { return impl_->url(); }

}  // namespace fenghuo
