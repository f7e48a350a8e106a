#include "daemon/commands/import.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <iostream>
#include <memory>

#include "daemon/commands/api_client.h"
#include "daemon/commands/command.h"
#include "daemon/commands/foreign_fields.h"
#include "daemon/commands/input_bytes.h"
#include "daemon/commands/table_file.h"
#include "daemon/serve/push_body.h"

namespace fenghuo {
namespace {

struct Wish {
  std::string file;
  std::vector<std::string> map;
  std::string zone = "Asia/Shanghai";
  std::string server;
  std::string token_file;
  bool dry_run = false;
};

Result<ImportPlan> Read(const Wish& wish) {
  Result<std::string> body = ReadInput(wish.file, std::cin);
  if (!body.ok()) return body.error().In(wish.file);
  Result<Zone> zone = Zone::Load(wish.zone);
  if (!zone.ok()) return zone.error().In("--zone");
  Result<Table> table = ReadTableFile(*body);
  if (!table.ok()) return table.error().In(wish.file);
  return PlanImport(*table, {.map = wish.map, .zone = *zone});
}

// The documents from `begin` that fit one request.
Json NextBatch(const std::vector<Json>& documents, size_t begin) {
  Json batch = Json::array();
  size_t bytes = 0;
  for (size_t i = begin; i < documents.size() && batch.size() < kPushedMax; ++i) {
    bytes += Dump(documents[i]).size();
    if (bytes > kImportBatchBytes && !batch.empty()) break;
    batch.push_back(documents[i]);
  }
  return batch;
}

int Send(const Wish& wish, const ImportPlan& plan) {
  Result<ApiClient> client = ApiClient::Make(wish.server, wish.token_file);
  if (!client.ok()) return Fail(client.error());
  int64_t fresh = 0;
  for (size_t sent = 0; sent < plan.documents.size();) {
    Json batch = NextBatch(plan.documents, sent);
    Result<Json> answer = client->Post("/api/v1/documents", {{"documents", batch}});
    if (!answer.ok()) {
      std::fprintf(stderr, "fenghuo: %zu of %zu documents were taken; the same command may be run again, they are known by then\n",
                   sent, plan.documents.size());
      return Fail(answer.error());
    }
    sent += batch.size();
    fresh += NumberAt(*answer, "new").value_or(0);
    if (ShowsProgress()) std::fprintf(stderr, "\r%zu / %zu", sent, plan.documents.size());
  }
  if (ShowsProgress()) std::fprintf(stderr, "\n");
  std::printf("%zu documents sent, %lld of them new\n", plan.documents.size(), static_cast<long long>(fresh));
  return kExitOk;
}

int RunImport(const Wish& wish) {
  if (!wish.dry_run && (wish.server.empty() || wish.token_file.empty())) {
    return Fail(Invalid("import needs --server and --token-file, or --dry-run"));
  }
  Result<ImportPlan> plan = Read(wish);
  if (!plan.ok()) return Fail(plan.error());
  for (const std::string& column : plan->columns) std::fprintf(stderr, "column %s\n", column.c_str());
  for (const std::string& problem : plan->problems) std::fprintf(stderr, "%s: %s\n", wish.file.c_str(), problem.c_str());
  std::fprintf(stderr, "%zu documents, %zu remarks\n", plan->documents.size(), plan->problems.size());
  if (!wish.dry_run) return Send(wish, *plan);
  for (const Json& document : plan->documents) std::printf("%s\n", Dump(document).c_str());
  return kExitOk;
}

}  // namespace

void RegisterImport(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("import", "Hotline tickets from an XLSX, CSV or TSV export into a running daemon");
  auto wish = std::make_shared<Wish>();  // shared by the option bindings and the callback, which outlive this call
  command->add_option("FILE", wish->file, "XLSX (its first sheet), CSV or TSV (UTF-8 or GBK), with a header line; \"-\" is standard input")
      ->required();
  command->add_option("--map", wish->map, "FIELD=COLUMN; fields: id, title, text, url, author, published_at. Default: usual names");
  command->add_option("--zone", wish->zone, "time zone of the dates")->capture_default_str();
  command->add_option("--server", wish->server, "address of the daemon");
  command->add_option("--token-file", wish->token_file, "token of the push source that the tickets belong to");
  command->add_flag("--dry-run", wish->dry_run, "print the documents as JSON Lines and send nothing");
  command->footer(
      "Example:\n  fenghuo import --dry-run --map id=工单号 --map title=标题 --map text=内容 --map published_at=来电时间 12345.csv\n"
      "  fenghuo import --server http://127.0.0.1:8640 --token-file secrets/hotline.token 12345.csv");
  command->callback([wish, &exit_code] { exit_code = RunImport(*wish); });
}

}  // namespace fenghuo
