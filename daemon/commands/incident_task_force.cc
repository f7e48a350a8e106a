// Who leads a major incident (专班) and what is answered (答复口径), at a running daemon.

#include "daemon/commands/incident_arguments.h"

namespace fenghuo {

void RegisterTaskForce(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* force = parent.add_subcommand("task-force", "设专班: who leads an incident of Ⅰ级 or Ⅱ级, in place of the one before");
  AddShared(*force, arguments);
  force->add_option("--leader", arguments->owner, "组长, person id")->required();
  force->add_option("--on-site", arguments->contact, "现场指挥, person id");
  force->add_option("--member", arguments->members, "person id; may be given again");
  force->footer(
      "Example:\n  fenghuo incident task-force 2026-0711-03 --leader qian --on-site li --member zhou --member wei "
      "--token-file qian.token");
  force->callback([arguments, &exit_code] {
    Json body = BodyOf(*arguments);
    body["leader"] = arguments->owner;
    PutGiven(body, "on_site", arguments->contact);
    body["members"] = arguments->members;
    exit_code = PostToIncident(*arguments, "/task-force", body);
  });
  CLI::App* line = parent.add_subcommand("answer-line", "定答复口径: what the hotline and reporters are told, in place of the one before");
  AddShared(*line, arguments);
  line->add_option("--text", arguments->text, "at most 280 characters")->required();
  line->footer("Example:\n  fenghuo incident answer-line 2026-0711-03 --text 已关注到，正在核查，结果将及时公布 --token-file zhou.token");
  line->callback([arguments, &exit_code] {
    Json body = BodyOf(*arguments);
    body["text"] = arguments->text;
    exit_code = PostToIncident(*arguments, "/answer-line", body);
  });
}

}  // namespace fenghuo
