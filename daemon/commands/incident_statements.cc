// Statements (发布稿) of an incident, at a running daemon.

#include "alerts/statements/statements.h"
#include "daemon/commands/foreign_fields.h"
#include "daemon/commands/incident_arguments.h"

namespace fenghuo {
namespace {

void RegisterAddStatement(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* command = parent.add_subcommand("add-statement", "增加发布稿: 首次, 进展 or 结果通报, still to be drafted");
  AddShared(*command, arguments);
  command->add_option("--kind", arguments->kind, "first 首次, progress 进展 or result 结果")
      ->required()
      ->check(CLI::IsMember({"first", "progress", "result"}));
  command->footer("Example:\n  fenghuo incident add-statement 2026-0711-03 --kind first --token-file wu.token");
  command->callback([arguments, &exit_code] {
    Json body = BodyOf(*arguments);
    body["kind"] = arguments->kind;
    exit_code = PostToIncident(*arguments, "/statements", body);
  });
}

struct StatementWord {
  StatementDeedKind kind;
  const char* word;
  const char* help;
  const char* example;
};

constexpr StatementWord kStatementWords[] = {
    {StatementDeedKind::kDraft, "draft-statement", "拟稿: takes the text of a file", "--text-file first.txt"},
    {StatementDeedKind::kReview, "review-statement", "核稿: prints the text; by another person than wrote it, and it is fixed then", ""},
    {StatementDeedKind::kReturn, "return-statement", "退回修改, and why", "--note 人数未经卫健部门核实"},
    {StatementDeedKind::kApprove, "approve-statement", "审核、签发: prints the text; by those whom the plan names for the level", ""},
    {StatementDeedKind::kPublish, "publish-statement", "登记发布: where it stands; ends the clocks that it fulfils",
     "--place 本局网站 --link https://gov.example/notice/1"},
};

// The text as it stands now; nothing when there is none, which was said then.
std::optional<std::string> TextOfStatement(const IncidentArguments& arguments, int& exit_code) {
  std::optional<Json> incident = GetOfIncident(arguments, "", exit_code);
  if (!incident) return std::nullopt;
  for (const Json& statement : ListAt(*incident, "statements")) {
    if (NumberAt(statement, "number").value_or(0) == arguments.number) return TextAt(statement, "text");
  }
  exit_code = Fail(NotFound("舆情事件" + arguments.id + "没有第" + std::to_string(arguments.number) + "份发布稿"));
  return std::nullopt;
}

// What the deed says of the text: the one of a file for a draft; for a review or an approval the one that is printed, so that a draft
// which changed in between is refused.
bool PutStatementText(const IncidentArguments& arguments, StatementDeedKind kind, Json& body, int& exit_code) {
  const bool fixes = kind == StatementDeedKind::kReview || kind == StatementDeedKind::kApprove;
  if (!fixes && kind != StatementDeedKind::kDraft) return true;
  std::optional<std::string> text = fixes ? TextOfStatement(arguments, exit_code) : ReadTextFile(arguments.text_file, exit_code);
  if (!text) return false;
  if (fixes) PrintText(*text + "\n\n");
  body["text"] = *text;
  return true;
}

void RegisterStatementDeed(CLI::App& parent, const StatementWord& statement, const std::shared_ptr<IncidentArguments>& arguments,
                           int& exit_code) {
  CLI::App* command = parent.add_subcommand(statement.word, statement.help);
  AddShared(*command, arguments);
  AddNumber(*command, arguments, "statement");
  if (statement.kind == StatementDeedKind::kDraft) {
    command->add_option("--text-file", arguments->text_file, "the text, its title in the first line")->required();
  }
  if (statement.kind == StatementDeedKind::kReturn) command->add_option("--note", arguments->note, "why")->required();
  if (statement.kind == StatementDeedKind::kPublish) {
    command->add_option("--place", arguments->place, "where, such as 本局网站")->required();
    command->add_option("--link", arguments->link, "http or https")->required();
  }
  command->footer("Example:\n  fenghuo incident " + std::string(statement.word) + " 2026-0711-03 1 " + statement.example +
                  (*statement.example == '\0' ? "" : " ") + "--token-file zhou.token");
  command->callback([arguments, kind = statement.kind, &exit_code] {
    Json body = BodyOf(*arguments);
    if (!PutStatementText(*arguments, kind, body, exit_code)) return;
    PutGiven(body, "place", arguments->place);
    PutGiven(body, "link", arguments->link);
    exit_code = PostToIncident(*arguments, "/statements/" + std::to_string(arguments->number) + "/" + Name(kind), body);
  });
}

}  // namespace

void RegisterStatements(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  RegisterAddStatement(parent, arguments, exit_code);
  for (const StatementWord& statement : kStatementWords) RegisterStatementDeed(parent, statement, arguments, exit_code);
}

}  // namespace fenghuo
