// What people do to the ledger of an incident, at a running daemon.

#include "alerts/tasks/tasks.h"
#include "daemon/commands/incident_arguments.h"

namespace fenghuo {
namespace {

void RegisterStartClock(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* command = parent.add_subcommand("start-clock", "登记时限: starts a clock of the plan, or one of one's own");
  AddShared(*command, arguments);
  CLI::Option* rule = command->add_option("--rule", arguments->rule, "id of a clock of levels.yml, such as complaint_accept");
  command->add_option("--since", arguments->since, "when the term began, RFC 3339; now when absent")->needs(rule);
  command->add_option("--name", arguments->name, "what has to be done")->excludes(rule);
  command->add_option("--due", arguments->deadline, "until when, RFC 3339")->excludes(rule);
  command->add_option("--note", arguments->note, "such as the number of the ticket");
  command->footer(
      "Example:\n  fenghuo incident start-clock 2026-0711-03 --rule complaint_accept --note 12315工单123号 --token-file zhang.token\n"
      "  fenghuo incident start-clock 2026-0711-03 --name 答复记者 --due 2026-07-11T18:00:00+08:00 --token-file zhang.token");
  command->callback([arguments, &exit_code] {
    Json body = BodyOf(*arguments);
    PutGiven(body, "rule", arguments->rule);
    PutGiven(body, "since", arguments->since);
    PutGiven(body, "name", arguments->name);
    PutGiven(body, "due", arguments->deadline);
    exit_code = PostToIncident(*arguments, "/clocks", body);
  });
}

void RegisterStopClock(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* command = parent.add_subcommand("stop-clock", "登记时限办结: what had to be done is done");
  AddShared(*command, arguments);
  AddNumber(*command, arguments, "clock");
  command->add_option("--note", arguments->note, "what was done, with the link of what was published")->required();
  command->footer("Example:\n  fenghuo incident stop-clock 2026-0711-03 1 --note https://gov.example/notice/1 --token-file sun.token");
  command->callback([arguments, &exit_code] {
    exit_code = PostToIncident(*arguments, "/clocks/" + std::to_string(arguments->number) + "/stop", BodyOf(*arguments));
  });
}

void RegisterAssign(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* command = parent.add_subcommand("assign", "交办: gives a task to a unit, whose head and liaison are told");
  AddShared(*command, arguments);
  command->add_option("--unit", arguments->unit, "unit id of staff.yml")->required();
  command->add_option("--what", arguments->what, "what is asked for")->required();
  command->add_option("--due", arguments->deadline, "until when, RFC 3339")->required();
  command->add_option("--owner", arguments->owner, "person id; the head of the unit when absent");
  command->add_option("--liaison", arguments->liaison, "person id; the liaison of the unit when absent");
  command->footer(
      "Example:\n  fenghuo incident assign 2026-0711-03 --unit catering --what 现场检查并留样 --due 2026-07-11T14:00:00+08:00 "
      "--token-file zhang.token");
  command->callback([arguments, &exit_code] {
    Json body = BodyOf(*arguments);
    PutGiven(body, "unit", arguments->unit);
    PutGiven(body, "what", arguments->what);
    PutGiven(body, "due", arguments->deadline);
    PutGiven(body, "owner", arguments->owner);
    PutGiven(body, "liaison", arguments->liaison);
    exit_code = PostToIncident(*arguments, "/tasks", body);
  });
}

// One subcommand for each thing that is done to a task.
struct TaskWord {
  TaskDeedKind kind;
  const char* word;
  const char* help;
  const char* example;
};

constexpr TaskWord kTaskWords[] = {
    {TaskDeedKind::kAccept, "accept-task", "签收交办事项", ""},
    {TaskDeedKind::kAnswer, "answer-task", "反馈交办事项", "--note 已检查，留样3份"},
    {TaskDeedKind::kReturn, "return-task", "退回补充", "--note 缺检验结果 --due 2026-07-11T18:00:00+08:00"},
    {TaskDeedKind::kFinish, "finish-task", "办结交办事项", "--note 属实，已立案"},
    {TaskDeedKind::kExtend, "extend-task", "同意延期", "--note 检验未出 --due 2026-07-12T12:00:00+08:00"},
    {TaskDeedKind::kHandOver, "hand-over-task", "移交外单位", "--body 市公安局 --receipt 公移〔2026〕12号 --note 涉嫌犯罪"},
};

void RegisterTask(CLI::App& parent, const TaskWord& task, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* command = parent.add_subcommand(task.word, task.help);
  AddShared(*command, arguments);
  AddNumber(*command, arguments, "task");
  command->add_option("--note", arguments->note, "the answer, or why")->required(task.kind != TaskDeedKind::kAccept);
  if (task.kind == TaskDeedKind::kReturn || task.kind == TaskDeedKind::kExtend) {
    command->add_option("--due", arguments->deadline, "until when, RFC 3339")->required();
  }
  if (task.kind == TaskDeedKind::kHandOver) {
    command->add_option("--body", arguments->body, "to whom, such as 市公安局")->required();
    command->add_option("--contact", arguments->contact, "who took it there");
    command->add_option("--receipt", arguments->receipt, "what proves that it was taken")->required();
  }
  command->footer("Example:\n  fenghuo incident " + std::string(task.word) + " 2026-0711-03 1 " + task.example +
                  (*task.example == '\0' ? "" : " ") + "--token-file wei.token");
  command->callback([arguments, kind = task.kind, &exit_code] {
    Json body = BodyOf(*arguments);
    PutGiven(body, "due", arguments->deadline);
    PutGiven(body, "body", arguments->body);
    PutGiven(body, "contact", arguments->contact);
    PutGiven(body, "receipt", arguments->receipt);
    exit_code = PostToIncident(*arguments, "/tasks/" + std::to_string(arguments->number) + "/" + Name(kind), body);
  });
}

}  // namespace

void PutGiven(Json& body, const char* name, const std::string& text) {
  if (!text.empty()) body[name] = text;
}

Json BodyOf(const IncidentArguments& arguments) {
  Json body = Json::object();
  PutGiven(body, "note", arguments.note);
  PutGiven(body, "person", arguments.person);
  return body;
}

void AddShared(CLI::App& command, const std::shared_ptr<IncidentArguments>& arguments) {
  command.fallthrough();
  command.add_option("id", arguments->id, "such as 2026-0711-03")->required();
  command.add_option("--person", arguments->person, "代录: the person for whom the desk enters it");
}

void AddNumber(CLI::App& command, const std::shared_ptr<IncidentArguments>& arguments, const char* of) {
  command.add_option("number", arguments->number, std::string("of the ") + of + ", as `incident show` lists it")
      ->required()
      ->check(CLI::PositiveNumber);
}

void RegisterLedger(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  RegisterStartClock(parent, arguments, exit_code);
  RegisterStopClock(parent, arguments, exit_code);
  RegisterAssign(parent, arguments, exit_code);
  for (const TaskWord& task : kTaskWords) RegisterTask(parent, task, arguments, exit_code);
}

}  // namespace fenghuo
