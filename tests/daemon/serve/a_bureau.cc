#include "tests/daemon/serve/a_bureau.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>

#include "base/sha256.h"
#include "daemon/console/console_files.h"
#include "daemon/serve/identity.h"

namespace fenghuo {

namespace net = boost::asio;
using tcp = net::ip::tcp;

// Stands in for the page, which is tested where it is made.
const std::vector<EmbeddedFile>& ConsoleFiles() {
  static const std::vector<EmbeddedFile> kFiles = {{"index.html", "<!doctype html><script src=\"/console.js\"></script>"},
                                                   {"console.js", "console.log(1);"},
                                                   {"console.css", "body{}"}};
  return kFiles;
}

namespace {

// In memory where there is such a place: these tests are about HTTP, and a busy disk makes each wait for its syncs.
std::string NewDirectory() {
  const std::filesystem::path memory = "/dev/shm";
  const std::filesystem::path parent =
      access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
  std::string pattern = (parent / "fenghuo-serve-XXXXXX").string();
  return mkdtemp(pattern.data());
}

Person APerson(const std::string& id, const std::string& name, const std::string& token, std::vector<std::string> permissions) {
  Person person;
  person.id = id;
  person.name = name;
  person.token_hash = Sha256Hex(token);
  person.permissions = std::move(permissions);
  return person;
}

}  // namespace

ScriptedCommands::~ScriptedCommands() {
  for (std::thread& thread : threads_) thread.join();
}

void ScriptedCommands::Later(std::function<void()> work) {
  std::lock_guard<std::mutex> lock(mutex_);
  if (silent) {
    held_.push_back(std::move(work));
  } else {
    threads_.emplace_back(std::move(work));
  }
}

void ScriptedCommands::Act(std::string incident, Action action, std::function<void(Result<Incident>)> done) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    actions_.emplace_back(incident, action);
  }
  Later([this, incident, action, done] { done(act(incident, action)); });
}

void ScriptedCommands::Do(std::string incident, LedgerDeed deed, std::function<void(Result<Incident>)> done) {
  Later([this, incident, deed, done] { done(do_deed(incident, deed)); });
}

void ScriptedCommands::OpenByHand(ManualReport report, std::function<void(Result<Incident>)> done) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    reports_.push_back(report);
  }
  Later([this, report, done] { done(open(report)); });
}

void ScriptedCommands::Push(std::string source, Feed feed, std::function<void(Result<IngestReport>)> done) {
  Later([this, source, feed, done] { done(push(source, feed)); });
}

void ScriptedCommands::AcceptShift(std::string person, std::function<void(Result<std::vector<std::string>>)> done) {
  Later([this, person, done] { done(accept_shift(person)); });
}

void ScriptedCommands::TakeAlarms(std::vector<SystemAlarm> alarms, std::function<void(Result<AlarmReport>)> done) {
  Later([this, alarms, done] { done(take_alarms(alarms)); });
}

void ScriptedCommands::JudgeRelevance(ClickOrder order, std::function<void(Result<DocumentRecord>)> done) {
  Later([this, order, done] { done(judge(order)); });
}

void ScriptedCommands::ReplayDeadLetter(std::string notification, std::string,
                                        std::function<void(Result<Notification>)> done) {
  Later([this, notification, done] { done(replay(notification)); });
}

void ScriptedCommands::ChangeDrill(DrillWish wish, std::function<void(Result<Drill>)> done) {
  Later([this, wish, done] { done(drill(wish)); });
}

void ScriptedCommands::ChangeSilence(SilenceWish wish, std::function<void(Result<Silence>)> done) {
  Later([this, wish, done] { done(silence(wish)); });
}

void ScriptedCommands::NoteAudit(AuditNote line, std::function<void(Result<void>)> done) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    audit_.push_back(line.actor + " " + line.action + " " + line.object + " " + line.detail);
  }
  Later([done] { done({}); });
}

void ScriptedCommands::KeepSessions(SessionChanges changes) {
  Batch batch;
  for (const SessionRecord& session : changes.kept) batch.PutSession(session);
  for (const std::string& hash : changes.dropped) batch.DeleteSession(hash);
  EXPECT_TRUE(store->Commit(std::move(batch), Sync::kYes).ok());
}

void ScriptedCommands::Reload(std::string, std::function<void(Result<std::string>)> done) {
  Later([this, done] { done(reload()); });
}

DaemonStatus ScriptedCommands::Status() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return status_;
}

void ScriptedCommands::SetStatus(DaemonStatus status) {
  std::lock_guard<std::mutex> lock(mutex_);
  status_ = std::move(status);
}

std::vector<std::pair<std::string, Action>> ScriptedCommands::actions() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return actions_;
}
std::vector<ManualReport> ScriptedCommands::reports() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return reports_;
}
std::vector<std::string> ScriptedCommands::audit() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return audit_;
}
std::vector<std::function<void()>> ScriptedCommands::held() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return held_;
}

std::string HttpAnswer::Header(const std::string& name) const {
  auto found = headers.find(name);
  return found == headers.end() ? "" : found->second;
}

HttpAnswer ReadAnswer(const std::string& bytes, const std::string& method) {
  HttpAnswer answer;
  size_t end = bytes.find("\r\n\r\n");
  if (end == std::string::npos || bytes.size() < 12) return answer;
  answer.status = std::stoi(bytes.substr(9, 3));
  for (size_t line = bytes.find("\r\n") + 2; line < end;) {
    size_t stop = bytes.find("\r\n", line);
    size_t colon = bytes.find(": ", line);
    std::string name = bytes.substr(line, colon - line);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    answer.headers.emplace(name, bytes.substr(colon + 2, stop - colon - 2));
    line = stop + 2;
  }
  answer.body = bytes.substr(end + 4);
  std::string length = answer.Header("content-length");
  if (!length.empty() && method != "HEAD") {
    EXPECT_EQ(answer.body.size(), std::stoul(length));
  }
  return answer;
}

Config AConfig() {
  Config config;
  config.zone = *Zone::Load("Asia/Shanghai");
  config.serve.listen = "127.0.0.1:0";
  config.places.city = "某市";
  config.staff.office_name = "某市市场监督管理局";
  config.staff.desk_phone = "0000-0000000";
  config.staff.people = {APerson("viewer", "周某", kViewToken, {"view"}),
                         APerson("zhang", "张某", kDeskToken, {"view", "acknowledge"}),
                         APerson("li", "李某", kChiefToken, {"view", "acknowledge", "assess", "close", "operate", "reload"}),
                         APerson("chef", "吴某", kLiaisonToken, {"view_own", "acknowledge"}),
                         APerson("mute", "陈某", kMuteToken, {})};
  Unit catering;
  catering.id = "catering";
  catering.name = "餐饮科";
  catering.liaison = "chef";
  config.staff.units = {catering};
  config.staff.shifts = {{kNow - hours(4), kNow + hours(4), "zhang", "li"}};
  config.staff.fallback_desk = "zhang";
  config.staff.fallback_leader = "li";
  ChannelSpec desk;
  desk.id = "desk";
  desk.name = "值班群";
  config.channels = {desk};
  SourceConfig saw;
  saw.id = "saw";
  saw.name = "看见网";
  saw.url = "https://saw.example/feed";
  SourceConfig board = saw;
  board.id = "board";
  board.name = "某热榜";
  board.type = SourceType::kBoard;
  saw.every_max = hours(2);
  saw.robots_waiver = "看见网书面同意";
  config.sources = {saw, board};
  config.policies.levels[2].name = "重大";
  return config;
}

Incident AnIncident(const std::string& id) {
  Incident incident;
  incident.id = id;
  incident.number = id.substr(5);
  incident.title = "某区一小学多名学生餐后呕吐送医";
  incident.opened_at = kNow - minutes(20);
  incident.first_seen = kNow - minutes(30);
  incident.state = IncidentState::kNotified;
  incident.level = 2;
  incident.machine_level = 2;
  incident.peak_level = 2;
  incident.departments = {"catering"};
  incident.escalation.acknowledge_by = kNow - minutes(10);
  return incident;
}

DocumentRecord ADocumentRecord(const std::string& id, Timestamp first_seen) {
  DocumentRecord record;
  record.document.id = id;
  record.document.source = "saw";
  record.document.title = "标题 " + id;
  record.document.text = "正文。";
  record.document.fetched_at = first_seen;
  record.first_seen = first_seen;
  record.last_seen = first_seen;
  return record;
}

Notification ANotification(const std::string& id, DeliveryState state) {
  Notification row;
  row.id = id;
  row.channel = "desk";
  row.receivers = {{"zhang", ""}};
  row.created_at = kNow - hours(1);
  row.expires_at = kNow + hours(1);
  row.next_at = row.created_at;
  row.message.at = row.created_at;
  row.state = state;
  return row;
}

ABureau::ABureau(BureauOptions options)
    : clock(kNow), directory_(NewDirectory()), config_(AConfig()), limits_(options.limits) {
  if (options.change) options.change(config_);
  store = std::move(*Store::Open(directory_ + "/store"));
  commands.store = store.get();
  DaemonStatus status;
  status.ready = true;
  status.last_tick = kNow;
  status.started_at = kNow - hours(1);
  commands.SetStatus(status);
  metrics.ReadFrom(store.get(), [sources = config_.sources] { return sources; });
  metrics.SetTick(kNow, milliseconds(2));
  Listen();
}

void ABureau::Listen() {
  Result<std::unique_ptr<Server>> made = Server::Listen({.config = std::make_shared<const Config>(config_),
                                                         .store = store.get(),
                                                         .commands = &commands,
                                                         .metrics = &metrics,
                                                         .clock = &clock,
                                                         .acknowledge_key = kAcknowledgeKey,
                                                         .limits = limits_});
  EXPECT_TRUE(made.ok()) << (made.ok() ? "" : made.error().message);
  server = std::move(*made);
  const std::string url = server->url();
  port_ = std::stoi(url.substr(url.rfind(':') + 1));
}

void ABureau::Restart() {
  server.reset();
  Listen();
}

ABureau::~ABureau() {
  server.reset();
  store.reset();
  std::filesystem::remove_all(directory_);
}

HttpAnswer ABureau::Ask(const std::string& method, const std::string& target, const Asking& asking) const {
  std::string text = method + " " + target + " HTTP/1.1\r\nHost: " + (asking.host.empty() ? host() : asking.host) +
                     "\r\nConnection: close\r\n";
  if (!asking.token.empty()) text += "Authorization: Bearer " + asking.token + "\r\n";
  for (const std::string& line : asking.lines) text += line + "\r\n";
  if (method != "GET" && method != "HEAD") text += "Content-Length: " + std::to_string(asking.body.size()) + "\r\n";
  if (!asking.body.empty()) text += "Content-Type: " + asking.type + "\r\n";
  return ReadAnswer(SendRaw(text + "\r\n" + asking.body), method);
}

std::string ABureau::SendRaw(const std::string& bytes, Duration patience) const {
  net::io_context io;
  tcp::socket socket(io);
  socket.connect({net::ip::make_address("127.0.0.1"), static_cast<uint16_t>(port())});
  std::string got;
  boost::system::error_code ignored;
  // What is refused early may be refused while we still write.
  net::async_write(socket, net::buffer(bytes), [](boost::system::error_code, size_t) {});
  // A part at a time, so that what is not there yet is not in `got` when patience ends.
  std::array<char, 16 * 1024> part;
  std::function<void()> read = [&] {
    socket.async_read_some(net::buffer(part), [&](boost::system::error_code failed, size_t count) {
      got.append(part.data(), count);
      if (!failed) read();
    });
  };
  read();
  io.run_for(patience);
  socket.shutdown(tcp::socket::shutdown_both, ignored);
  return got;
}

void ABureau::Put(const Incident& incident) {
  Put([&](Batch& batch) { batch.PutIncident(incident); });
}

void ABureau::Put(const std::function<void(Batch&)>& rows) {
  Batch batch;
  rows(batch);
  Result<void> written = store->Commit(std::move(batch), Sync::kYes);
  EXPECT_TRUE(written.ok());
}

void ABureau::Reconfigure(const std::function<void(Config&)>& change) {
  change(config_);
  server->Reconfigure(std::make_shared<const Config>(config_));
}

}  // namespace fenghuo
