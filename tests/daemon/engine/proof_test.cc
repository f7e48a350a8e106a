// What `fenghuo verify` finds in a store that somebody has changed, and what it says about one that nobody has.

#include "daemon/core/proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/db.h>

#include <functional>
#include <memory>

#include "storage/keys.h"
#include "tests/daemon/engine/an_office.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int64_t kAuditRecords = 5;

class ProofTest : public testing::Test {
 protected:
  ProofTest() {
    Fill();
    incident_ = Open()->OpenIncidents()->front();
  }

  std::string path() const { return directory_.Path("store"); }

  std::unique_ptr<Store> Open() const {
    Result<std::unique_ptr<Store>> store = Store::Open(path());
    EXPECT_TRUE(store.ok()) << store.error().message;
    return std::move(*store);
  }

  // A story that a second source raises from Ⅳ, and five lines of audit.
  void Fill() {
    std::unique_ptr<Store> store = Open();
    Config config = AnOffice();
    std::shared_ptr<const Classifier> classifier = *Classifier::Make(config);
    Timestamp at = Morning();
    Result<std::unique_ptr<Engine>> made = Engine::Make({.config = config, .classifier = classifier, .store = store.get()}, at);
    ASSERT_TRUE(made.ok()) << made.error().message;
    Engine& engine = **made;
    for (const char* source : {"news", "forum"}) Take(engine, AnIntake(*classifier, source, {ADocument()}, at));
    Take(engine, AnIntake(*classifier, "news", {ADocument().Titled("某市第三小学学生食物中毒")}, at + minutes(10)));
    Take(engine, AnIntake(*classifier, "forum", {ADocument().Titled("某市第三小学学生食物中毒多人住院")}, at + minutes(20)));
    for (int64_t line = 1; line <= kAuditRecords; ++line) {
      ASSERT_TRUE(engine.NoteAudit({"li", "document.read", "news/" + std::to_string(line)}, at + hours(1)).ok());
    }
  }

  static void Take(Engine& engine, const Intake& intake) {
    Result<IngestReport> report = engine.Ingest(intake, intake.fetch.started_at);
    ASSERT_TRUE(report.ok()) << report.error().message;
  }

  // Changes rows as somebody with RocksDB's own tools would.
  void Tamper(const std::string& family, const std::function<void(rocksdb::DB&, rocksdb::ColumnFamilyHandle*)>& change) const {
    std::vector<std::string> names;
    ASSERT_TRUE(rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(), path(), &names).ok());
    std::vector<rocksdb::ColumnFamilyDescriptor> families;
    for (const std::string& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
    std::vector<rocksdb::ColumnFamilyHandle*> handles;
    rocksdb::DB* opened = nullptr;
    ASSERT_TRUE(rocksdb::DB::Open(rocksdb::DBOptions(), path(), families, &handles, &opened).ok());
    std::unique_ptr<rocksdb::DB> db(opened);
    for (rocksdb::ColumnFamilyHandle* handle : handles) {
      if (handle->GetName() == family) change(*db, handle);
    }
    for (rocksdb::ColumnFamilyHandle* handle : handles) ASSERT_TRUE(db->DestroyColumnFamilyHandle(handle).ok());
    ASSERT_TRUE(db->Close().ok());
  }

  void DropAuditRecord(int64_t sequence) const {
    Tamper("audit", [&](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* audit) {
      ASSERT_TRUE(db.Delete(rocksdb::WriteOptions(), audit, NumberKey(sequence)).ok());
    });
  }

  // The judgement of the story that has the incident, changed and put back.
  void ChangeJudgement(const std::function<void(JudgementRecord&)>& change) const {
    std::unique_ptr<Store> store = Open();
    Result<JudgementRecord> judgement = store->FindJudgement(incident_.story);
    ASSERT_TRUE(judgement.ok());
    change(*judgement);
    Batch batch;
    batch.PutJudgement(*judgement);
    ASSERT_TRUE(store->Commit(std::move(batch), Sync::kYes).ok());
  }

  void ChangeIncident(const std::function<void(Incident&)>& change) const {
    Incident changed = incident_;
    change(changed);
    Batch batch;
    batch.PutIncident(changed);
    ASSERT_TRUE(Open()->Commit(std::move(batch), Sync::kYes).ok());
  }

  std::vector<std::string> Findings() const {
    Result<Proof> proof = Prove(*Open());
    EXPECT_TRUE(proof.ok()) << proof.error().message;
    return proof->findings;
  }

  TemporaryDirectory directory_;
  Incident incident_;
};

TEST_F(ProofTest, HoldsTheChainAgainstTheAnchorOfAnEarlierDay) {
  auto findings = [this](const AuditAnchor& anchor) { return Prove(*Open(), anchor)->findings; };
  std::vector<AuditRecord> records = *Open()->AuditRecords(1, 10);
  ASSERT_EQ(records.size(), static_cast<size_t>(kAuditRecords));
  Result<AuditAnchor> third = ParseAuditAnchor(ShownAuditHead(records[2]));
  ASSERT_TRUE(third.ok());

  EXPECT_THAT(findings(*third), IsEmpty());
  EXPECT_THAT(findings({.sequence = 4, .hash_begins = third->hash_begins}),
              ElementsAre("audit record 4 is not the one that the anchor was made of: the chain was written anew"));
  EXPECT_THAT(findings({.sequence = 9, .hash_begins = third->hash_begins}),
              ElementsAre("audit record 9, which the anchor names, is missing: the chain ends with record 5"));
}

TEST(AuditAnchorTest, IsANumberAndTheBeginningOfAHash) {
  EXPECT_EQ(ParseAuditAnchor("312:9f8e7d6c5b4a3f2e")->sequence, 312);
  EXPECT_EQ(ParseAuditAnchor("312:9f8e7d6c5b4a3f2e")->hash_begins, "9f8e7d6c5b4a3f2e");
  for (const char* text : {"", "312", "312:", "0:9f8e7d6c5b4a3f2e", "-1:9f8e7d6c5b4a3f2e", "312:9f8e7d6c5b4a3f2", "312:9F8E7D6C5B4A3F2E",
                           "9f8e7d6c5b4a3f2e", "312 9f8e7d6c5b4a3f2e", "99999999999999999999:9f8e7d6c5b4a3f2e"}) {
    Result<AuditAnchor> anchor = ParseAuditAnchor(text);
    ASSERT_FALSE(anchor.ok()) << text;
    EXPECT_EQ(anchor.error().message,
              "--anchor: must be as in a morning brief, such as 312:9f8e7d6c5b4a3f2e, is \"" + std::string(text) + "\"");
  }
}

TEST_F(ProofTest, FindsNothingInAnHonestStore) {
  Result<Proof> proof = Prove(*Open());

  ASSERT_TRUE(proof.ok()) << proof.error().message;
  EXPECT_THAT(proof->findings, IsEmpty());
  EXPECT_THAT(proof->of_other_formulas, IsEmpty());
  EXPECT_EQ(proof->audit_records, kAuditRecords);
  EXPECT_EQ(proof->audit_head.substr(0, 2), "5:");
  EXPECT_EQ(proof->audit_head.size(), 2u + 64u);
  ASSERT_EQ(incident_.levels.size(), 2u) << "opened and raised";
  EXPECT_EQ(proof->grades, 3) << "one judgement, and one for each level that the incident got";
}

TEST_F(ProofTest, NamesAFlippedLevel) {
  ChangeJudgement([](JudgementRecord& judgement) { judgement.card.level = 4; });

  EXPECT_THAT(Findings(), ElementsAre("judgement \"" + incident_.story + "\": level is 4, its inputs give 2"));
}

TEST_F(ProofTest, NamesChangedPoints) {
  int64_t honest = 0;
  ChangeJudgement([&](JudgementRecord& judgement) {
    honest = judgement.card.parts[1].points_milli;
    judgement.card.parts[1].points_milli = 12'345;
  });

  ASSERT_EQ(honest, 16'000);
  EXPECT_THAT(Findings(),
              ElementsAre("judgement \"" + incident_.story + "\": points of severity are 12.345, its inputs give 16.000"));
}

TEST_F(ProofTest, NamesAnInputThatWasChangedInsteadOfTheLevel) {
  ChangeJudgement([](JudgementRecord& judgement) { judgement.evidence.rule_floors.clear(); });

  EXPECT_THAT(Findings(), ElementsAre("judgement \"" + incident_.story + "\": level is 2, its inputs give 3"));
}

TEST_F(ProofTest, NamesAnIncidentWhoseLevelIsNotWhatWasGraded) {
  ChangeIncident([](Incident& incident) {
    incident.level = 4;
    incident.peak_level = 4;
    incident.levels.back().level = 4;
  });

  EXPECT_THAT(Findings(), ElementsAre("incident \"" + incident_.id + "\", level change 2: level is 4, it was graded 2"));
}

TEST_F(ProofTest, NamesAnIncidentWhoseLevelIsNotItsLastChange) {
  ChangeIncident([](Incident& incident) { incident.level = 3; });

  EXPECT_THAT(Findings(), ElementsAre("incident \"" + incident_.id + "\": level is 3, the last of its level changes says 2"));
}

TEST_F(ProofTest, NamesOptionsThatWereMadeMilderAfterwards) {
  uint64_t id = Open()->FindJudgement(incident_.story)->options;
  Tamper("grade_options", [&](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* options) {
    std::unique_ptr<rocksdb::Iterator> row(db.NewIterator(rocksdb::ReadOptions(), options));
    row->SeekToFirst();
    ASSERT_TRUE(row->Valid());
    std::string value = row->value().ToString();
    value[2] = static_cast<char>(value[2] ^ 1);  // the weight of heat
    ASSERT_TRUE(db.Put(rocksdb::WriteOptions(), options, row->key(), value).ok());
  });

  ASSERT_NE(id, 0u);
  std::vector<std::string> findings = Findings();
  ASSERT_EQ(findings.size(), 3u);
  EXPECT_EQ(findings[0], "judgement \"" + incident_.story +
                             "\": the options that it was graded by cannot be had: they were changed after they were written");
}

TEST_F(ProofTest, CountsCardsOfAnotherFormulaAndDoesNotCallThemWrong) {
  ChangeJudgement([](JudgementRecord& judgement) {
    judgement.card.version = kGradeFormula + 1;
    judgement.card.risk_milli += 1;
  });

  Result<Proof> proof = Prove(*Open());

  EXPECT_THAT(proof->findings, IsEmpty());
  EXPECT_THAT(proof->of_other_formulas, ElementsAre(std::pair(kGradeFormula + 1, int64_t{1})));
  EXPECT_EQ(proof->grades, 2);
}

TEST_F(ProofTest, NamesAFlippedByteOfTheAuditTrail) {
  Tamper("audit", [](rocksdb::DB& db, rocksdb::ColumnFamilyHandle* audit) {
    std::string value;
    ASSERT_TRUE(db.Get(rocksdb::ReadOptions(), audit, NumberKey(3), &value).ok());
    size_t id = value.find("news/3");
    ASSERT_NE(id, std::string::npos);
    value[id + 5] = '9';
    ASSERT_TRUE(db.Put(rocksdb::WriteOptions(), audit, NumberKey(3), value).ok());
  });

  EXPECT_THAT(Findings(), ElementsAre("audit record 3 was changed after it was written"));
}

TEST_F(ProofTest, NamesADroppedAuditRecord) {
  DropAuditRecord(2);

  EXPECT_THAT(Findings(), ElementsAre("audit record 3 follows record 1: records are missing"));
}

TEST_F(ProofTest, NamesACutEndOfTheAuditTrail) {
  DropAuditRecord(4);
  DropAuditRecord(5);

  EXPECT_THAT(Findings(), ElementsAre("the audit chain ends with record 3, the last one written was 5: its end is missing"));
}

}  // namespace
}  // namespace fenghuo
