#include <cstdio>

#include "daemon/commands/command.h"
#include "daemon/core/proof.h"
#include "storage/store.h"

namespace fenghuo {
namespace {

void PrintProof(const Proof& proof) {
  for (const std::string& finding : proof.findings) std::fprintf(stderr, "fenghuo: %s\n", finding.c_str());
  int64_t untold = proof.findings_total - static_cast<int64_t>(proof.findings.size());
  if (untold > 0) std::fprintf(stderr, "fenghuo: and %lld more\n", static_cast<long long>(untold));
  for (const auto& [formula, cards] : proof.of_other_formulas) {
    std::printf("grades: %lld graded by formula %d, not recomputed: this fenghuo has formula %d\n",
                static_cast<long long>(cards), formula, kGradeFormula);
  }
  if (proof.findings_total > 0) return;
  std::printf("files: every checksum fits; audit: %lld records, chain unbroken; grades: %lld recomputed, every one the same\n",
              static_cast<long long>(proof.audit_records), static_cast<long long>(proof.grades));
  if (!proof.audit_head.empty()) std::printf("audit head: %s\n", proof.audit_head.c_str());
}

struct VerifyArguments {
  std::string config;
  std::string anchor;
};

int RunVerify(const VerifyArguments& arguments) {
  std::optional<AuditAnchor> anchor;
  if (!arguments.anchor.empty()) {
    Result<AuditAnchor> parsed = ParseAuditAnchor(arguments.anchor);
    if (!parsed.ok()) return Fail(parsed.error());
    anchor = std::move(*parsed);
  }
  Result<Config> config = LoadConfig(arguments.config);
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
  Result<Proof> proof = Prove(**store, anchor);
  if (!proof.ok()) {
    int code = Fail(proof.error());
    return proof.error().code == ErrorCode::kCorrupt ? kExitNo : code;
  }
  PrintProof(*proof);
  return proof->findings_total > 0 ? kExitNo : kExitOk;
}

}  // namespace

void RegisterVerify(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<VerifyArguments>();  // shared by the options and the callback
  CLI::App* command = app.add_subcommand(
      "verify", "Checks the store's files and the audit chain, and computes every grade again; works beside a running daemon");
  command->add_option("--config", arguments->config, "directory of the configuration, or its fenghuo.yml")->required();
  command->add_option("--anchor", arguments->anchor, "审计校验 of an earlier morning brief: the chain must still hold that record");
  command->footer(
      "Example:\n  fenghuo verify --config /etc/fenghuo --anchor 312:9f8e7d6c5b4a3f2e\n"
      "Exit code 1 when something was changed or damaged; each record is named.");
  command->callback([arguments, &exit_code] { exit_code = RunVerify(*arguments); });
}

}  // namespace fenghuo
