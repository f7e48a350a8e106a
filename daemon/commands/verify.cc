#include <cstdio>

#include "daemon/commands/command.h"
#include "daemon/core/audit.h"
#include "storage/store.h"

namespace fenghuo {
namespace {

constexpr size_t kRecordsAtOnce = 1000;

// The whole chain; the number of records, or what is wrong.
Result<int64_t> VerifyAudit(const Store& store) {
  int64_t sequence = 0;
  std::string hash;
  while (true) {
    Result<std::vector<AuditRecord>> records = store.AuditRecords(sequence + 1, kRecordsAtOnce);
    if (!records.ok()) return records.error();
    if (records->empty()) return sequence;
    if (std::optional<std::string> broken = FindBreak(*records, sequence, hash)) return Corrupt(*broken);
    sequence = records->back().sequence;
    hash = records->back().hash;
  }
}

int RunVerify(const std::string& path) {
  Result<Config> config = LoadConfig(path);
  if (!config.ok()) return Fail(config.error());
  StoreOptions options;
  options.create_if_missing = false;
  options.read_only = true;
  Result<std::unique_ptr<Store>> store = Store::Open(config->data_path, options);
  if (!store.ok()) return Fail(store.error());
  if (Result<void> files = (*store)->VerifyChecksums(); !files.ok()) {
    Fail(files.error());
    return kExitNo;
  }
  Result<int64_t> records = VerifyAudit(**store);
  if (!records.ok()) {
    int code = Fail(records.error());
    return records.error().code == ErrorCode::kCorrupt ? kExitNo : code;
  }
  std::printf("files: every checksum fits; audit: %lld records, chain unbroken\n", static_cast<long long>(*records));
  return kExitOk;
}

}  // namespace

void RegisterVerify(CLI::App& app, int& exit_code) {
  auto path = std::make_shared<std::string>();  // shared by the option and the callback
  CLI::App* command = app.add_subcommand("verify", "Checks the store's files and the audit chain; works beside a running daemon");
  command->add_option("--config", *path, "directory of the configuration, or its fenghuo.yml")->required();
  command->footer("Example:\n  fenghuo verify --config /etc/fenghuo\nExit code 1 when something was changed or damaged.");
  command->callback([path, &exit_code] { exit_code = RunVerify(*path); });
}

}  // namespace fenghuo
