#include <cstdio>
#include <vector>

#include "base/passing_folder.h"
#include "daemon/commands/command.h"
#include "daemon/engine.h"
#include "daemon/wire.h"
#include "keywords/grading/facts.h"

namespace fenghuo {
namespace {

struct GradeArguments {
  std::string config;
  std::vector<std::string> files;
};

// A store that goes away with its owner.
class PassingStore {
 public:
  static Result<PassingStore> Make() {
    Result<PassingFolder> folder = PassingFolder::Make("fenghuo-grade");
    if (!folder.ok()) return folder.error();
    StoreOptions passing;
    passing.survives = Survives::kProcessDeath;
    Result<std::unique_ptr<Store>> store = Store::Open(folder->path(), passing);
    if (!store.ok()) return store.error();
    return PassingStore(std::move(*folder), std::move(*store));
  }
  Store* get() { return store_.get(); }

 private:
  PassingStore(PassingFolder folder, std::unique_ptr<Store> store) : folder_(std::move(folder)), store_(std::move(store)) {}

  PassingFolder folder_;  // goes after what holds its files open
  std::unique_ptr<Store> store_;
};

// Documents of one source at one time, graded together as the daemon would.
class Grader {
 public:
  Grader(const LoadedConfig& loaded, Store* store) : loaded_(loaded), store_(store) {}

  Result<void> Take(WireDocument wire) {
    TakeTimeOf(now_, wire.document);
    const Document& document = wire.document;
    Timestamp at = std::max(now_, document.observation ? document.observation->at : document.fetched_at);
    bool same = !wires_.empty() && at == now_ && document.source == wires_.back().document.source;
    if (!wires_.empty() && (!same || wires_.size() == kDocumentsPerBatch)) {
      if (Result<void> flushed = Flush(); !flushed.ok()) return flushed;
    }
    now_ = at;
    wires_.push_back(std::move(wire));
    return {};
  }

  Result<void> Flush() {
    if (wires_.empty()) return {};
    if (Result<void> ready = Advance(); !ready.ok()) return ready;
    Intake intake;
    intake.fetch.source = wires_.front().document.source;
    for (const WireDocument& wire : wires_) intake.documents.push_back(loaded_.classifier->Judge(wire.document));
    if (Result<IngestReport> report = engine_->Ingest(intake, now_); !report.ok()) return report.error();
    for (WireDocument& wire : wires_) {
      if (Result<void> printed = Print(wire); !printed.ok()) return printed;
    }
    wires_.clear();
    return {};
  }

 private:
  Result<void> Advance() {
    if (engine_ == nullptr) {
      Result<std::unique_ptr<Engine>> engine = Engine::Make(
          {.config = loaded_.config, .classifier = loaded_.classifier, .store = store_, .watching = Watching::kNo}, now_);
      if (!engine.ok()) return engine.error();
      engine_ = std::move(*engine);
      clock_ = now_;
    }
    for (Timestamp due = engine_->NextDue(clock_); due <= now_; due = engine_->NextDue(clock_)) {
      clock_ = std::max(clock_, due);
      if (Result<void> ticked = engine_->Tick(clock_); !ticked.ok()) return ticked;
    }
    return {};
  }

  Result<void> Print(WireDocument& wire) {
    Result<DocumentRecord> record = store_->FindDocument(wire.document.id);
    if (!record.ok()) return record.error();
    if (!record->matches.empty()) wire.rest["matches"] = ToJson(record->matches);
    if (!record->shadow_matches.empty()) wire.rest["shadow_matches"] = ToJson(record->shadow_matches);
    const Story* story = engine_->core().state.stories().Find(record->story);
    std::string id = story == nullptr ? record->story : story->id;
    wire.rest["story"] = id;
    if (!record->copy_of.empty()) wire.rest["copy_of"] = record->copy_of;
    // The pipeline looks only into what a rule found; whoever asks here wants to know of every document.
    const std::vector<Fact> facts = record->matches.empty() ? FindFacts(wire.document) : record->facts;
    if (!facts.empty()) wire.rest["facts"] = ToJson(facts);
    const JudgementRecord* judgement = engine_->core().state.FindJudgement(id);
    bool graded = judgement != nullptr && !judgement->evidence.severities.empty();
    wire.rest["level"] = graded ? judgement->grade.level : kNoLevel;
    if (judgement != nullptr) {
      wire.rest["heat"] = static_cast<double>(ComputeHeat(judgement->heat, now_).points_milli) / 1000;
    }
    if (graded) wire.rest["score_card"] = ToJson(judgement->card);
    std::printf("%s\n", FormatDocumentLine(wire).c_str());
    return {};
  }

  const LoadedConfig& loaded_;
  Store* store_;
  std::unique_ptr<Engine> engine_;
  std::vector<WireDocument> wires_;
  Timestamp now_;
  Timestamp clock_;
};

int RunGrade(const GradeArguments& arguments) {
  Result<LoadedConfig> loaded = LoadForUse(arguments.config);
  if (!loaded.ok()) return Fail(loaded.error());
  Result<PassingStore> store = PassingStore::Make();
  if (!store.ok()) return Fail(store.error());
  Grader grader(*loaded, store->get());
  Result<void> done = ForEachLine(arguments.files, [&](std::string_view line, const std::string& place) -> Result<void> {
    Result<WireDocument> wire = ParseDocumentLine(line);
    if (!wire.ok()) return wire.error().In(place);
    return grader.Take(std::move(*wire));
  });
  if (done.ok()) done = grader.Flush();
  return done.ok() ? kExitOk : Fail(done.error());
}

}  // namespace

void RegisterGrade(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<GradeArguments>();  // shared by the options and the callback
  CLI::App* command = app.add_subcommand("grade", "Adds story, heat, level and score card to documents that come in time order");
  command->add_option("--config", arguments->config, "directory of the configuration, or its fenghuo.yml")->required();
  command->add_option("files", arguments->files, "JSON Lines; standard input when absent");
  command->footer("Example:\n  fenghuo grade --config deploy/config documents.jsonl");
  command->callback([arguments, &exit_code] { exit_code = RunGrade(*arguments); });
}

}  // namespace fenghuo
