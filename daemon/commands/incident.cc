#include <algorithm>
#include <cstdio>

#include "alerts/incident/words.h"
#include "alerts/notify/neutralise.h"
#include "base/clock.h"
#include "daemon/commands/api_client.h"
#include "daemon/commands/command.h"
#include "daemon/commands/incident_arguments.h"
#include "daemon/commands/incident_book.h"

namespace fenghuo {
namespace {

Result<ApiClient> ClientOf(const IncidentArguments& arguments) {
  if (!arguments.config.empty()) {
    return Invalid("--config: what changes an incident needs the running daemon; give --server URL --token-file F instead");
  }
  if (arguments.token_file.empty()) return Invalid("--token-file: must be given, so that the daemon knows who acts");
  return ApiClient::Make(arguments.server, arguments.token_file);
}

Result<IncidentBook> BookOf(const IncidentArguments& arguments) {
  if (!arguments.config.empty()) {
    Result<Config> config = LoadConfig(arguments.config);
    if (!config.ok()) return config.error();
    return IncidentBook::OfStore(std::move(*config));
  }
  if (arguments.token_file.empty()) {
    return Invalid("either --config F (reads the store) or --server URL --token-file F (asks the running daemon) must be given");
  }
  Result<ApiClient> client = ApiClient::Make(arguments.server, arguments.token_file);
  if (!client.ok()) return client.error();
  return IncidentBook::OfServer(std::move(*client));
}

// Exit code 1 when there is any: the answer to "is everything handled" is no.
int PrintUnhandled(IncidentBook& book) {
  Result<std::vector<Json>> items = book.Unhandled(SystemClock().Now());
  if (!items.ok()) return Fail(items.error());
  for (const Json& item : *items) std::fputs(ShownUnhandled(item, book.zone()).c_str(), stdout);
  return items->empty() ? kExitOk : kExitNo;
}

int RunList(const IncidentArguments& arguments) {
  Result<IncidentBook> book = BookOf(arguments);
  if (!book.ok()) return Fail(book.error());
  if (arguments.unhandled) return PrintUnhandled(*book);
  Result<std::vector<Json>> open = book->Open();
  if (!open.ok()) return Fail(open.error());
  for (const Json& incident : *open) std::fputs(ShownLine(incident, book->zone()).c_str(), stdout);
  return kExitOk;
}

int RunShow(const IncidentArguments& arguments) {
  Result<IncidentBook> book = BookOf(arguments);
  if (!book.ok()) return Fail(book.error());
  Result<Json> incident = book->Find(arguments.id);
  if (!incident.ok()) return Fail(incident.error());
  std::fputs(ShownPage(*incident, book->zone()).c_str(), stdout);
  return kExitOk;
}

int PrintCases(const Result<std::vector<Json>>& cases, const Zone& zone) {
  if (!cases.ok()) return Fail(cases.error());
  for (const Json& incident : *cases) std::fputs(ShownCase(incident, zone).c_str(), stdout);
  return cases->empty() ? kExitNo : kExitOk;
}

int RunCases(const IncidentArguments& arguments) {
  Result<IncidentBook> book = BookOf(arguments);
  if (!book.ok()) return Fail(book.error());
  return PrintCases(book->Cases(JoinShown(arguments.words, " "), arguments.cases_max), book->zone());
}

int RunSimilar(const IncidentArguments& arguments) {
  Result<IncidentBook> book = BookOf(arguments);
  if (!book.ok()) return Fail(book.error());
  return PrintCases(book->Similar(arguments.id), book->zone());
}

int RunAfterAction(const IncidentArguments& arguments) {
  Result<IncidentBook> book = BookOf(arguments);
  if (!book.ok()) return Fail(book.error());
  Result<std::string> text = book->AfterAction(arguments.id, SystemClock().Now());
  if (!text.ok()) return Fail(text.error());
  PrintText(*text);
  return kExitOk;
}

// Posts, and prints the incident as it is then.
int RunPost(const IncidentArguments& arguments, const std::string& path, const Json& body) {
  Result<ApiClient> client = ClientOf(arguments);
  if (!client.ok()) return Fail(client.error());
  // Before anything is done, so that what was done can be shown.
  Result<Zone> zone = ZoneOf(*client);
  if (!zone.ok()) return Fail(zone.error());
  Result<Json> incident = client->Post(path, body);
  if (!incident.ok()) return Fail(incident.error());
  std::fputs(ShownLine(*incident, *zone).c_str(), stdout);
  return kExitOk;
}

int RunOpen(const IncidentArguments& arguments) {
  Json body = {{"title", arguments.title},
               {"level", arguments.level},
               {"locality", arguments.locality},
               {"category", arguments.category},
               {"departments", arguments.departments},
               {"county_unit", arguments.county_unit},
               {"story", arguments.story},
               {"origin", {{"source", arguments.origin}, {"told_by", arguments.told_by}, {"demand", arguments.demand}}}};
  if (!arguments.deadline.empty()) body["origin"]["deadline"] = arguments.deadline;
  return RunPost(arguments, "/api/v1/incidents", body);
}

int RunAct(const IncidentArguments& arguments, ActionKind kind) {
  Json body = {{"action", Name(kind)}};
  if (!arguments.person.empty()) body["person"] = arguments.person;
  if (!arguments.note.empty()) body["note"] = arguments.note;
  if (!arguments.reason.empty()) body["reason"] = arguments.reason;
  if (!arguments.nature.empty()) body["nature"] = arguments.nature;
  if (!arguments.unfinished.empty()) body["unfinished"] = arguments.unfinished;
  if (arguments.assessed_level != 0) body["level"] = arguments.assessed_level;
  return PostToIncident(arguments, "/actions", body);
}

// One subcommand for each thing that a person does.
struct Deed {
  ActionKind kind;
  const char* word;
  const char* help;
  const char* example;  // what follows the id
  bool note_required = false;
};

constexpr Deed kDeeds[] = {
    {ActionKind::kAcknowledge, "acknowledge", "签收: I have it; the reminders stop", ""},
    {ActionKind::kAssess, "assess", "研判定级", "--level 2 --note 已与卫健核实"},
    {ActionKind::kHandle, "handle", "处置中", "--note 已派员到场检查"},
    {ActionKind::kStatement, "statement", "已发布情况通报", "--note 已在官网发布首次通报"},
    {ActionKind::kWatch, "watch", "转入持续关注", ""},
    {ActionKind::kClose, "close", "办结", "--reason 已处置 --note 已责令整改并回访", true},
    {ActionKind::kReview, "review", "评估", "--note 复盘会已开"},
    {ActionKind::kReopen, "reopen", "重新打开", "--note 又有新投诉"},
    {ActionKind::kEscalate, "escalate", "报带班领导: the next step of the chain at once", "--note 涉及两个区"},
    {ActionKind::kNote, "note", "办理记录: what was done or found", "--note 已电话核实", true},
    {ActionKind::kHandOver, "hand-over", "转出", "--note 已移交市卫健委值班室", true},
};

void RegisterDeed(CLI::App& parent, const Deed& deed, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* command = parent.add_subcommand(deed.word, deed.help);
  command->fallthrough();
  command->add_option("id", arguments->id, "such as 2026-0711-03")->required();
  command->add_option("--note", arguments->note, "what was done or found")->required(deed.note_required);
  command->add_option("--person", arguments->person, "代签收、代录: the person for whom the desk does it");
  if (deed.kind == ActionKind::kClose) {
    command->add_option("--reason", arguments->reason, "已处置, 经查不属实, 外地事件已排查, 与本局无关, 误报 or 并入其他事件")->required();
  }
  if (deed.kind == ActionKind::kClose || deed.kind == ActionKind::kHandOver) {
    command->add_option("--unfinished", arguments->unfinished, "why tasks that are still open are left");
  }
  if (deed.kind == ActionKind::kAssess) {
    command->add_option("--level", arguments->assessed_level, "1 Ⅰ级 to 4 Ⅳ级")->check(CLI::Range(1, 4))->required();
    command->add_option("--nature", arguments->nature, "id of a nature of levels.yml, such as complaint: gives the tasks that it asks for");
  }
  command->footer("Example:\n  fenghuo incident " + std::string(deed.word) + " 2026-0711-03 " + deed.example +
                  (*deed.example == '\0' ? "" : " ") + "--token-file zhang.token");
  command->callback([arguments, kind = deed.kind, &exit_code] { exit_code = RunAct(*arguments, kind); });
}

void RegisterReading(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* list = parent.add_subcommand("list", "The open incidents, newest first");
  list->fallthrough();
  list->add_flag("--unhandled", arguments->unhandled, "what should have been done by now; exit code 1 when there is any");
  list->footer(
      "Example:\n  fenghuo incident list --config /etc/fenghuo\n"
      "  fenghuo incident list --server http://127.0.0.1:8640 --token-file zhang.token");
  list->callback([arguments, &exit_code] { exit_code = RunList(*arguments); });
  CLI::App* show = parent.add_subcommand("show", "One incident with its timeline and who was told");
  show->fallthrough();
  show->add_option("id", arguments->id, "such as 2026-0711-03")->required();
  show->footer("Example:\n  fenghuo incident show 2026-0711-03 --config /etc/fenghuo");
  show->callback([arguments, &exit_code] { exit_code = RunShow(*arguments); });
}

void RegisterCases(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* cases = parent.add_subcommand("cases", "案例: closed incidents that have every word, newest first; exit code 1: none");
  cases->fallthrough();
  cases->add_option("words", arguments->words, "to be found in number, title, category, reason or lessons; all cases when absent");
  cases->add_option("--max", arguments->cases_max, "how many at most")->check(CLI::Range(1, 1000))->default_val(50);
  cases->footer("Example:\n  fenghuo incident cases 配餐 呕吐 --config /etc/fenghuo");
  cases->callback([arguments, &exit_code] { exit_code = RunCases(*arguments); });
  CLI::App* similar = parent.add_subcommand("similar", "类似案例: past incidents that are like one, and why");
  similar->fallthrough();
  similar->add_option("id", arguments->id, "such as 2026-0711-03")->required();
  similar->footer("Example:\n  fenghuo incident similar 2026-0711-03 --config /etc/fenghuo");
  similar->callback([arguments, &exit_code] { exit_code = RunSimilar(*arguments); });
  CLI::App* report = parent.add_subcommand("after-action", "复盘评估: what happened, how fast, what was late, what was learnt");
  report->fallthrough();
  report->add_option("id", arguments->id, "such as 2026-0711-03")->required();
  report->footer("Example:\n  fenghuo incident after-action 2026-0711-03 --config /etc/fenghuo");
  report->callback([arguments, &exit_code] { exit_code = RunAfterAction(*arguments); });
}

void RegisterOpen(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* open = parent.add_subcommand("open", "人工录入: opens an incident by hand");
  open->fallthrough();
  open->add_option("--title", arguments->title, "what it is about")->required();
  open->add_option("--origin", arguments->origin, "记者来电, 上级转办, 群聊截图 …")->required();
  open->add_option("--level", arguments->level, "1 Ⅰ级 to 4 Ⅳ级")->check(CLI::Range(1, 4))->default_val(4);
  open->add_option("--locality", arguments->locality, "local, concerned, elsewhere or unknown")
      ->check(CLI::IsMember({"local", "concerned", "elsewhere", "unknown"}))
      ->default_val("local");
  open->add_option("--category", arguments->category, "类别");
  open->add_option("--department", arguments->departments, "unit id of a responsible section; may be given again");
  open->add_option("--county", arguments->county_unit, "unit id of the responsible county bureau");
  open->add_option("--story", arguments->story, "id of a story that it belongs to");
  open->add_option("--told-by", arguments->told_by, "who told");
  open->add_option("--demand", arguments->demand, "what they want");
  open->add_option("--deadline", arguments->deadline, "until when, RFC 3339");
  open->footer(
      "Example:\n  fenghuo incident open --title 记者询问某超市过期面包 --origin 记者来电 --told-by 某报王记者 --demand 今日答复 --level 3 "
      "--department food_circulation --token-file zhang.token");
  open->callback([arguments, &exit_code] { exit_code = RunOpen(*arguments); });
}

}  // namespace

void PrintText(const std::string& text) {
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    std::printf("%s\n", OneLine(std::string_view(text).substr(at, end - at)).c_str());
    at = end + 1;
  }
}

int PostToIncident(const IncidentArguments& arguments, const std::string& path, const Json& body) {
  return RunPost(arguments, "/api/v1/incidents/" + EscapeSegment(arguments.id) + path, body);
}

std::optional<Json> GetOfIncident(const IncidentArguments& arguments, const std::string& path, int& exit_code) {
  Result<ApiClient> client = ClientOf(arguments);
  if (!client.ok()) {
    exit_code = Fail(client.error());
    return std::nullopt;
  }
  Result<Json> answer = client->Get("/api/v1/incidents/" + EscapeSegment(arguments.id) + path);
  if (answer.ok()) return *answer;
  exit_code = Fail(answer.error());
  return std::nullopt;
}

void RegisterIncident(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<IncidentArguments>();  // shared by the options and the callbacks
  CLI::App* command = app.add_subcommand(
      "incident", "Reads incidents from the store or a running daemon, and acts on them at a running daemon as a named person");
  command->add_option("--config", arguments->config, "list and show: the configuration whose store is read, also beside a running daemon");
  command->add_option("--server", arguments->server, "of the running daemon")->default_val(kDefaultServer);
  command->add_option("--token-file", arguments->token_file, "file that holds the person's token");
  command->require_subcommand(1);
  command->footer(
      "Example:\n  fenghuo incident list --config /etc/fenghuo\n"
      "  fenghuo incident acknowledge 2026-0711-03 --token-file zhang.token");
  RegisterReading(*command, arguments, exit_code);
  RegisterCases(*command, arguments, exit_code);
  RegisterOpen(*command, arguments, exit_code);
  for (const Deed& deed : kDeeds) RegisterDeed(*command, deed, arguments, exit_code);
  RegisterLedger(*command, arguments, exit_code);
  RegisterReports(*command, arguments, exit_code);
  RegisterStatements(*command, arguments, exit_code);
  RegisterTaskForce(*command, arguments, exit_code);
}

}  // namespace fenghuo
