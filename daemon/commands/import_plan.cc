#include <algorithm>
#include <iterator>
#include <map>

#include "daemon/commands/import.h"
#include "daemon/crawl/dates/dates.h"
#include "daemon/crawl/feed/html_text.h"
#include "daemon/serve/push_body.h"

namespace fenghuo {
namespace {

constexpr const char* kFields[] = {"id", "title", "text", "url", "author", "published_at"};

// What exports of 12345 and 12315 systems call their columns; the first that is there counts.
struct UsualName {
  const char* field;
  const char* column;
};
constexpr UsualName kUsual[] = {
    {"id", "工单编号"},         {"id", "工单号"},           {"id", "登记编号"},         {"id", "编号"},
    {"title", "诉求标题"},      {"title", "工单标题"},      {"title", "标题"},          {"title", "主题"},
    {"text", "诉求内容"},       {"text", "投诉内容"},       {"text", "举报内容"},       {"text", "工单内容"},
    {"text", "内容"},           {"url", "链接"},            {"url", "网址"},            {"published_at", "诉求时间"},
    {"published_at", "来电时间"}, {"published_at", "受理时间"}, {"published_at", "登记时间"}, {"published_at", "时间"},
    {"id", "id"},               {"title", "title"},         {"text", "text"},           {"url", "url"},
    {"published_at", "published_at"}, {"author", "author"}};

using Columns = std::map<std::string, std::vector<size_t>>;  // field -> columns

std::string Names(const Table& table) {
  std::string names;
  for (const std::string& name : table.header) names += (names.empty() ? "" : ", ") + name;
  return names;
}

Result<void> TakeMap(const std::string& entry, const Table& table, Columns& columns) {
  size_t equals = entry.find('=');
  std::string field = entry.substr(0, equals);
  bool known = std::any_of(std::begin(kFields), std::end(kFields), [&field](const char* one) { return field == one; });
  if (equals == std::string::npos || !known) {
    return Invalid("--map: must be FIELD=COLUMN with a field of id, title, text, url, author, published_at, is \"" + entry + "\"");
  }
  std::optional<size_t> column = table.Column(entry.substr(equals + 1));
  if (!column) return Invalid("--map: no column \"" + entry.substr(equals + 1) + "\"; there are " + Names(table));
  columns[field].push_back(*column);
  return {};
}

Columns UsualColumns(const Table& table) {
  Columns columns;
  for (const UsualName& usual : kUsual) {
    std::optional<size_t> column = table.Column(usual.column);
    if (column && !columns.contains(usual.field)) columns[usual.field] = {*column};
  }
  return columns;
}

std::string Joined(const std::vector<std::string>& row, const std::vector<size_t>& columns) {
  std::string joined;
  for (size_t column : columns) {
    if (!row[column].empty()) joined += (joined.empty() ? "" : "\n") + row[column];
  }
  return joined;
}

// What the daemon would refuse this document for; empty when nothing.
std::string Fault(const Json& document) {
  constexpr std::pair<const char*, size_t> kLimits[] = {{"id", kPushedIdMax},   {"title", kPushedTitleMax},   {"text", kPushedTextMax},
                                                        {"url", kPushedUrlMax}, {"author", kPushedAuthorMax}};
  for (const auto& [field, bytes_max] : kLimits) {
    size_t bytes = document.contains(field) ? document[field].get_ref<const std::string&>().size() : 0;
    if (bytes > bytes_max) {
      return std::string(field) + " has " + std::to_string(bytes) + " bytes, more than " + std::to_string(bytes_max);
    }
  }
  size_t bytes = Dump(document).size();
  if (bytes > kImportBatchBytes) {
    return "the ticket has " + std::to_string(bytes) + " bytes, more than " + std::to_string(kImportBatchBytes);
  }
  return "";
}

void TakeRow(const Table& table, size_t index, const Columns& columns, const Zone& zone, ImportPlan& plan) {
  std::string place = "line " + std::to_string(table.lines[index]) + ": ";
  Json document = Json::object();
  for (const auto& [field, places] : columns) {
    std::string value = Joined(table.rows[index], places);
    if (!CollapseSpaces(value).empty()) document[field] = value;
  }
  if (!document.contains("title") && !document.contains("text")) {
    plan.problems.push_back(place + "neither title nor text: left out");
    return;
  }
  if (document.contains("published_at")) {
    std::string written = document["published_at"].get<std::string>();
    if (std::optional<Timestamp> at = ParseDate(written, {Timestamp(), &zone})) {
      document["published_at"] = FormatRfc3339(*at);
    } else {
      plan.problems.push_back(place + "no date: \"" + written + "\"; the document goes without");
      document.erase("published_at");
    }
  }
  if (std::string fault = Fault(document); !fault.empty()) {
    plan.problems.push_back(place + fault + ": left out");
    return;
  }
  plan.documents.push_back(std::move(document));
}

}  // namespace

Result<ImportPlan> PlanImport(const Table& table, const ImportOptions& options) {
  Columns columns;
  for (const std::string& entry : options.map) {
    if (Result<void> taken = TakeMap(entry, table, columns); !taken.ok()) return taken.error();
  }
  if (options.map.empty()) columns = UsualColumns(table);
  if (!columns.contains("title") && !columns.contains("text")) {
    return Invalid("no column is known for title or text; say so with --map title=COLUMN; there are " + Names(table));
  }
  ImportPlan plan;
  for (const auto& [field, places] : columns) {
    for (size_t column : places) plan.columns.push_back(field + "=" + table.header[column]);
  }
  for (size_t i = 0; i < table.rows.size(); ++i) TakeRow(table, i, columns, options.zone, plan);
  return plan;
}

}  // namespace fenghuo
