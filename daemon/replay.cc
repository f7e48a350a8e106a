#include "daemon/replay.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <optional>
#include <thread>
#include <utility>

#include "base/hash.h"
#include "daemon/clicks_file.h"
#include "daemon/engine.h"
#include "daemon/replay_output.h"
#include "daemon/wire.h"

namespace fenghuo {
namespace {

constexpr size_t kLinesPerRead = 500;  // judged before the first of them is written: what a kill costs
constexpr const char* kStoreName = "replay-store";
constexpr const char* kIdentity = "replay.identity";

struct ArchiveLine {
  std::string text;
  std::string place;  // "file:line"
  JudgedIntake judged;
  Timestamp at;
  std::optional<Error> error;
};

// The archives as one list of lines.
class Archive {
 public:
  explicit Archive(std::vector<std::string> paths) : paths_(std::move(paths)) {}

  // Up to kLinesPerRead more lines; empty at the end.
  Result<std::vector<ArchiveLine>> Read() {
    std::vector<ArchiveLine> lines;
    while (lines.size() < kLinesPerRead && next_path_ <= paths_.size()) {
      if (!file_.is_open()) {
        if (next_path_ == paths_.size()) break;
        file_.clear();
        file_.open(paths_[next_path_++]);
        if (!file_) return Unavailable(paths_[next_path_ - 1] + ": cannot be read");
        line_number_ = 0;
      }
      std::string text;
      if (!std::getline(file_, text)) {
        file_.close();
        continue;
      }
      ++line_number_;
      if (text.find_first_not_of(" \t\r") == std::string::npos) continue;
      lines.push_back({.text = std::move(text),
                       .place = paths_[next_path_ - 1] + ":" + std::to_string(line_number_),
                       .judged = {},
                       .at = {},
                       .error = std::nullopt});
    }
    return lines;
  }

 private:
  std::vector<std::string> paths_;
  size_t next_path_ = 0;
  std::ifstream file_;
  int64_t line_number_ = 0;
};

void JudgeLine(const Classifier& classifier, ArchiveLine& line) {
  Result<WireDocument> wire = ParseDocumentLine(line.text, LineOf::kArchive);
  if (!wire.ok()) {
    line.error = wire.error().In(line.place);
    return;
  }
  Document& document = wire->document;
  line.at = document.observation ? document.observation->at : document.fetched_at;
  line.judged = classifier.Judge(std::move(document));
}

// Which worker takes which line is chance; what comes of a line is not, and the lines keep their order.
void JudgeLines(const Classifier& classifier, int workers, std::vector<ArchiveLine>& lines) {
  std::atomic<size_t> next = 0;
  auto work = [&] {
    for (size_t i = next++; i < lines.size(); i = next++) JudgeLine(classifier, lines[i]);
  };
  std::vector<std::thread> threads;
  for (int i = 1; i < workers; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
}

class Run {
 public:
  Run(Engine& engine, const ReplayOptions& options, const ReplayCursor& cursor)
      : engine_(engine), options_(options), cursor_(cursor) {}

  Result<int64_t> All(const Classifier& classifier) {
    Archive archive(options_.archives);
    int64_t read = 0;
    while (true) {
      Result<std::vector<ArchiveLine>> lines = archive.Read();
      if (!lines.ok()) return lines.error();
      if (lines->empty()) break;
      int64_t known = std::min<int64_t>(std::max<int64_t>(cursor_.lines - read, 0), static_cast<int64_t>(lines->size()));
      read += static_cast<int64_t>(lines->size());
      lines->erase(lines->begin(), lines->begin() + known);
      JudgeLines(classifier, options_.workers, *lines);
      for (ArchiveLine& line : *lines) {
        if (Result<void> taken = Take(line); !taken.ok()) return taken.error();
      }
      if (options_.progress) options_.progress(read);
    }
    if (Result<void> flushed = FlushIntake(); !flushed.ok()) return flushed.error();
    return read;
  }

 private:
  // Lines of one source at one time are one fetch.
  Result<void> Take(ArchiveLine& line) {
    if (line.error) return *line.error;
    Timestamp at = std::max(line.at, cursor_.clock);
    bool same_fetch = at == intake_at_ && line.judged.document.source == intake_.fetch.source;
    if (!intake_.documents.empty() && (!same_fetch || intake_.documents.size() == kDocumentsPerBatch)) {
      if (Result<void> flushed = FlushIntake(); !flushed.ok()) return flushed;
    }
    intake_at_ = at;
    intake_.fetch.source = line.judged.document.source;
    intake_.documents.push_back(std::move(line.judged));
    return {};
  }

  Result<void> FlushIntake() {
    if (intake_.documents.empty()) return {};
    if (Result<void> reached = AdvanceTo(intake_at_); !reached.ok()) return reached;
    cursor_.lines += static_cast<int64_t>(intake_.documents.size());
    cursor_.clock = intake_at_;
    engine_.core().state.batch().PutReplayCursor(cursor_);
    Result<IngestReport> report = engine_.Ingest(intake_, intake_at_);
    intake_ = Intake();
    if (!report.ok()) return report.error();
    return {};
  }

  // Stops at every deadline on the way, as the daemon would have.
  Result<void> AdvanceTo(Timestamp at) {
    if (cursor_.clock == Timestamp()) return {};
    for (Timestamp due = engine_.NextDue(cursor_.clock); due <= at; due = engine_.NextDue(cursor_.clock)) {
      cursor_.clock = std::max(due, cursor_.clock);
      engine_.core().state.batch().PutReplayCursor(cursor_);
      if (Result<void> ticked = engine_.Tick(cursor_.clock); !ticked.ok()) return ticked;
    }
    return {};
  }

  Engine& engine_;
  const ReplayOptions& options_;
  ReplayCursor cursor_;
  Intake intake_;
  Timestamp intake_at_;
};

// What must be the same for a killed replay to be gone on with.
Result<std::string> Identity(const Config& config, const ReplayOptions& options) {
  std::string text = Hex64(config.hash);
  std::vector<std::string> files = options.archives;
  if (!options.clicks.empty()) files.push_back(options.clicks);
  for (const std::string& path : files) {
    std::error_code problem;
    uintmax_t size = std::filesystem::file_size(path, problem);
    if (problem) return Unavailable(path + ": cannot be read: " + problem.message());
    auto changed = std::filesystem::last_write_time(path, problem).time_since_epoch().count();
    text += " " + path + " " + std::to_string(size) + " " + std::to_string(changed);
  }
  return text;
}

// Out of the way in one step first: half a store that a kill has left must not be opened.
Result<void> Remove(const std::string& store_path) {
  const std::string going = store_path + ".going";
  std::error_code problem;
  std::filesystem::remove_all(going, problem);  // of an earlier kill
  if (!problem && std::filesystem::exists(store_path, problem)) std::filesystem::rename(store_path, going, problem);
  if (!problem) std::filesystem::remove_all(going, problem);
  if (problem) return Unavailable(store_path + ": cannot be removed: " + problem.message());
  return {};
}

Result<std::unique_ptr<Store>> OpenStore(const std::string& path, const std::string& identity, const std::string& clicks_file) {
  StoreOptions passing;
  passing.survives = Survives::kProcessDeath;
  Result<std::unique_ptr<Store>> store = Store::Open(path, passing);
  if (!store.ok()) return store;
  Result<std::string> begun = (*store)->FindSetting(kIdentity);
  if (begun.ok() && *begun == identity) return store;
  store = Unavailable("closed");  // lets go of the lock
  if (Result<void> removed = Remove(path); !removed.ok()) return removed.error();
  store = Store::Open(path, passing);
  if (!store.ok()) return store;
  Batch batch;
  if (!clicks_file.empty()) {
    Result<std::vector<RelevanceClick>> clicks = ReadClicks(clicks_file);
    if (!clicks.ok()) return clicks.error();
    PutClicks(*clicks, batch);
  }
  batch.PutSetting(kIdentity, identity);
  if (Result<void> written = (*store)->Commit(std::move(batch), Sync::kYes); !written.ok()) return written.error();
  return store;
}

}  // namespace

Result<ReplaySummary> Replay(const Config& config, std::shared_ptr<const Classifier> classifier, const ReplayOptions& options) {
  std::error_code problem;
  std::filesystem::create_directories(options.out, problem);
  if (problem) return Unavailable(options.out + ": cannot be made: " + problem.message());
  Result<std::string> identity = Identity(config, options);
  if (!identity.ok()) return identity.error();
  std::string store_path = options.out + "/" + kStoreName;
  Result<std::unique_ptr<Store>> store = OpenStore(store_path, *identity, options.clicks);
  if (!store.ok()) return store.error();

  ReplayCursor cursor;
  if (Result<ReplayCursor> begun = (*store)->FindReplayCursor(); begun.ok()) cursor = *begun;
  Result<Timestamp> start = cursor.clock == Timestamp() ? FirstEventTime(options.archives) : Result<Timestamp>(cursor.clock);
  if (!start.ok()) return start.error();
  Result<std::unique_ptr<Engine>> engine = Engine::Make(
      {.config = config, .classifier = classifier, .store = store->get(), .watching = Watching::kNo}, *start);
  if (!engine.ok()) return engine.error();
  Result<int64_t> lines = Run(**engine, options, cursor).All(*classifier);
  if (!lines.ok()) return lines.error();

  Result<ReplaySummary> summary = WriteReplayOutput((*engine)->core(), options.out, *lines);
  if (!summary.ok()) return summary;
  engine = Unavailable("closed");
  store = Unavailable("closed");
  if (Result<void> removed = Remove(store_path); !removed.ok()) return removed.error();
  return summary;
}

}  // namespace fenghuo
