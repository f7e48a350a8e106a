// ABureau is a small office with a real server over a real store, whose core does what the test says.
//
//   ABureau bureau;
//   bureau.Put(AnIncident("2026-0711-01"));
//   HttpAnswer answer = bureau.Ask("GET", "/api/v1/incidents", {.token = kDeskToken});
//
// One thread; the server has its own.

#ifndef FENGHUO_TESTS_DAEMON_SERVE_A_BUREAU_H_
#define FENGHUO_TESTS_DAEMON_SERVE_A_BUREAU_H_

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "daemon/serve/server.h"
#include "daemon/wire.h"

namespace fenghuo {

// Whoever holds it may look; look and sign; do everything; nothing at all.
inline const std::string kViewToken(64, '1');
inline const std::string kDeskToken(64, '2');
inline const std::string kLiaisonToken(64, '8');  // sees what is of the catering section
inline const std::string kChiefToken(64, '3');
inline const std::string kMuteToken(64, '4');

// Moves by hand, and a second of it is a real second.
class HandClock : public Clock {
 public:
  explicit HandClock(Timestamp start) : now_(start) {}
  Timestamp Now() const override { return now_.load(); }
  Duration RealTime(Duration length) const override { return length; }
  void Advance(Duration length) { now_.store(now_.load() + length); }

 private:
  std::atomic<Timestamp> now_;
};

// Answers from a thread of its own, as the core does; keeps what it was asked.
class ScriptedCommands : public CoreCommands {
 public:
  ~ScriptedCommands() override;

  void Act(std::string incident, Action action, std::function<void(Result<Incident>)> done) override;
  void Do(std::string incident, LedgerDeed deed, std::function<void(Result<Incident>)> done) override;
  void OpenByHand(ManualReport report, std::function<void(Result<Incident>)> done) override;
  void Push(std::string source, Feed feed, std::function<void(Result<IngestReport>)> done) override;
  void AcceptShift(std::string person, std::function<void(Result<std::vector<std::string>>)> done) override;
  void TakeAlarms(std::vector<SystemAlarm> alarms, std::function<void(Result<AlarmReport>)> done) override;
  void JudgeRelevance(ClickOrder order, std::function<void(Result<DocumentRecord>)> done) override;
  void ReplayDeadLetter(std::string notification, std::string person,
                        std::function<void(Result<Notification>)> done) override;
  void ChangeSilence(SilenceWish wish, std::function<void(Result<Silence>)> done) override;
  void ChangeDrill(DrillWish wish, std::function<void(Result<Drill>)> done) override;
  void NoteAudit(AuditNote line, std::function<void(Result<void>)> done) override;
  void KeepSessions(SessionChanges changes) override;
  void Reload(std::string person, std::function<void(Result<std::string>)> done) override;
  DaemonStatus Status() const override;

  // The script.
  std::function<Result<Incident>(const std::string&, const Action&)> act;
  std::function<Result<Incident>(const std::string&, const LedgerDeed&)> do_deed;
  std::function<Result<Incident>(const ManualReport&)> open;
  std::function<Result<std::vector<std::string>>(const std::string& person)> accept_shift;
  std::function<Result<AlarmReport>(const std::vector<SystemAlarm>&)> take_alarms;
  std::function<Result<DocumentRecord>(const ClickOrder&)> judge;
  std::function<Result<Notification>(const std::string&)> replay;
  std::function<Result<IngestReport>(const std::string& source, const Feed&)> push;
  std::function<Result<Silence>(const SilenceWish&)> silence;
  std::function<Result<Drill>(const DrillWish&)> drill;
  std::function<Result<std::string>()> reload;
  bool silent = false;  // never answers by itself
  void SetStatus(DaemonStatus status);
  Store* store = nullptr;  // where sessions are kept

  // What was asked.
  std::vector<std::pair<std::string, Action>> actions() const;
  std::vector<ManualReport> reports() const;
  std::vector<std::string> audit() const;  // "zhang document.read saw/1 "
  std::vector<std::function<void()>> held() const;  // answers that were kept back because of `silent`

 private:
  void Later(std::function<void()> work);

  mutable std::mutex mutex_;
  std::vector<std::thread> threads_;
  std::vector<std::function<void()>> held_;
  std::vector<std::pair<std::string, Action>> actions_;
  std::vector<ManualReport> reports_;
  std::vector<std::string> audit_;
  DaemonStatus status_;
};

struct HttpAnswer {
  int status = 0;  // 0: the connection was closed without one
  std::multimap<std::string, std::string> headers;  // names in lower case
  std::string body;

  std::string Header(const std::string& name) const;
  Json json() const { return Json::parse(body, nullptr, false); }
};

struct Asking {
  std::string token = {};
  std::string body = {};
  std::string host = {};           // the server's own when empty
  std::vector<std::string> lines = {};  // further header lines
  std::string type = "application/json";
};

struct BureauOptions {
  ServeLimits limits = {};
  std::function<void(Config&)> change = {};
};

class ABureau {
 public:
  explicit ABureau(BureauOptions options = {});
  ~ABureau();

  // One request on a connection of its own.
  HttpAnswer Ask(const std::string& method, const std::string& target, const Asking& asking = {}) const;
  // Bytes as they are; everything that came until the server closed or `patience` passed.
  std::string SendRaw(const std::string& bytes, Duration patience = seconds(10)) const;

  // The server is let go of and another one made over the same store, as after a restart of the daemon.
  void Restart();
  void Put(const Incident& incident);
  void Put(const std::function<void(Batch&)>& rows);
  void Reconfigure(const std::function<void(Config&)>& change);

  int port() const { return port_; }
  std::string host() const { return "127.0.0.1:" + std::to_string(port()); }

  HandClock clock;
  ScriptedCommands commands;
  Metrics metrics;
  std::unique_ptr<Store> store;
  std::unique_ptr<Server> server;

 private:
  void Listen();

  std::string directory_;
  Config config_;
  ServeLimits limits_;
  int port_ = 0;  // where the latest server listens
};

// Reads an answer from bytes; `method` HEAD has no body.
HttpAnswer ReadAnswer(const std::string& bytes, const std::string& method = "GET");

Config AConfig();
Incident AnIncident(const std::string& id);
DocumentRecord ADocumentRecord(const std::string& id, Timestamp first_seen);
Notification ANotification(const std::string& id, DeliveryState state);

inline const Timestamp kNow = *ParseRfc3339("2026-07-11T02:00:00Z");
inline const std::string kAcknowledgeKey(32, 'k');

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_SERVE_A_BUREAU_H_
