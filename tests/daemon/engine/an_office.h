// A small office for tests of the core: two sources, three rules, five people, a webhook and a robot, and a disk in memory.
//
//   RunningOffice office(AnOffice());
//   office.ReadBaselines();
//   office.Read("news", {ADocument().Titled("某校学生食物中毒")});
//   office.Wait(minutes(30));                  // every duty on the way, every message delivered
//   EXPECT_EQ(office.Incidents().size(), 1u);
//
// One thread.

#ifndef FENGHUO_TESTS_DAEMON_ENGINE_AN_OFFICE_H_
#define FENGHUO_TESTS_DAEMON_ENGINE_AN_OFFICE_H_

#include <memory>
#include <string>
#include <vector>

#include "daemon/engine.h"
#include "tests/storage/fault_file_system.h"

namespace fenghuo {

// 2026-07-11, 10:00 in the office's zone.
Timestamp Morning();

// Desk Zhang and leader Li on every shift, deputy Qian, operations He. 食物中毒 makes Ⅳ, with 住院 in it Ⅱ by a floor; 投诉 makes Ⅳ. Ⅱ
// rings desk and leader, after 10 minutes the leader, after 20 the deputy; Ⅲ is a message to the desk; Ⅳ is listed.
Config AnOffice();

class ADocument {
 public:
  ADocument();
  ADocument& Titled(const std::string& title);  // the id follows from it unless given
  ADocument& WithText(const std::string& text);
  ADocument& Id(const std::string& id);
  ADocument& At(const std::string& url);
  ADocument& Ranked(int64_t rank, int64_t heat);
  Document From(const std::string& source, Timestamp at) const;

 private:
  Document document_;
};

// What a good fetch of the source at that time brings.
Intake AnIntake(const Classifier& classifier, const std::string& source, const std::vector<ADocument>& documents, Timestamp at);

// The answer of a channel that took the message.
DeliveryResult Delivered(const Outgoing& out);

class RunningOffice {
 public:
  explicit RunningOffice(Config config = AnOffice(), std::shared_ptr<FaultFileSystem> disk = nullptr);
  ~RunningOffice();

  // Engine and store are let go of and made anew from the disk.
  void Restart();
  void Restart(Config config);

  Timestamp now() const { return now_; }
  void SetTime(Timestamp now) { now_ = now; }
  Engine& engine() { return *engine_; }
  Store& store() { return *store_; }
  const Classifier& classifier() const { return *classifier_; }
  const Config& config() const { return config_; }

  // The first read of every source, so that what comes after is news.
  void ReadBaselines();
  IngestReport Read(const std::string& source, const std::vector<ADocument>& documents);
  void ReadFails(const std::string& source);

  // Ticks at every deadline and every ten minutes on the way; sends what is to be sent and has it delivered.
  void Wait(Duration length);
  void WaitUntil(Timestamp at);
  // One tick and its sends now.
  void Turn();

  Incident Do(const std::string& incident, const Action& action);

  std::vector<Incident> Incidents() const;            // oldest first
  std::vector<Notification> Notifications() const;    // oldest first
  std::vector<Notification> NotificationsOf(MessageKind kind) const;
  // All that the office knows and said, one JSON a line.
  std::vector<std::string> Everything() const;

 private:
  void Start();

  Config config_;
  std::shared_ptr<FaultFileSystem> disk_;  // shared with RocksDB
  std::shared_ptr<const Classifier> classifier_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
  Timestamp now_ = Morning();
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_ENGINE_AN_OFFICE_H_
