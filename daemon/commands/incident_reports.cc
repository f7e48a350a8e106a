// Reports upward (信息报送) of an incident, at a running daemon.

#include <cstdio>
#include <fstream>
#include <sstream>

#include "alerts/reporting/reports.h"
#include "daemon/commands/incident_arguments.h"

namespace fenghuo {
namespace {

std::string PathOf(const IncidentArguments& arguments, const char* deed) {
  return "/reports/" + std::to_string(arguments.number) + "/" + deed;
}

void RegisterAdd(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* command = parent.add_subcommand("add-report", "增加报送: a 续报 or the 终报, beside those that the plan asks for");
  AddShared(*command, arguments);
  command->add_option("--kind", arguments->kind, "first 首报, follow_up 续报 or final 终报")
      ->required()
      ->check(CLI::IsMember({"first", "follow_up", "final"}));
  command->add_option("--to", arguments->offices, "an office; may be given again; those of the plan when absent");
  command->footer("Example:\n  fenghuo incident add-report 2026-0711-03 --kind final --token-file zhang.token");
  command->callback([arguments, &exit_code] {
    Json body = BodyOf(*arguments);
    body["kind"] = arguments->kind;
    if (!arguments->offices.empty()) body["offices"] = arguments->offices;
    exit_code = PostToIncident(*arguments, "/reports", body);
  });
}

// Without a file the text to begin with is printed; with one it becomes the draft.
void RegisterDraft(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* command = parent.add_subcommand("draft-report", "拟稿: prints the text to begin with, or takes the one of a file");
  AddShared(*command, arguments);
  AddNumber(*command, arguments, "report");
  command->add_option("--text-file", arguments->text_file, "the draft; without it the text made from the timeline is printed");
  command->footer(
      "Example:\n  fenghuo incident draft-report 2026-0711-03 1 --token-file zhang.token > first.txt\n"
      "  fenghuo incident draft-report 2026-0711-03 1 --text-file first.txt --token-file zhang.token");
  command->callback([arguments, &exit_code] {
    if (arguments->text_file.empty()) {
      std::optional<Json> draft = GetOfIncident(*arguments, PathOf(*arguments, "draft"), exit_code);
      if (draft) std::fputs(draft->value("text", "").c_str(), stdout);
      return;
    }
    std::optional<std::string> text = ReadTextFile(arguments->text_file, exit_code);
    if (!text) return;
    Json body = BodyOf(*arguments);
    body["text"] = *text;
    exit_code = PostToIncident(*arguments, PathOf(*arguments, "draft"), body);
  });
}

struct ReportWord {
  ReportDeedKind kind;
  const char* word;
  const char* help;
  const char* example;
};

constexpr ReportWord kReportWords[] = {
    {ReportDeedKind::kPhone, "phone-report", "电话已报: by phone, and who took it there", "--note 市政府总值班室王主任接听"},
    {ReportDeedKind::kSend, "send-report", "书面已报: sent, and how", "--note 政务内网邮箱"},
};

// What was printed is what was signed: a draft that changed in between is refused.
void RegisterSign(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* command = parent.add_subcommand("sign-report", "签发: prints the text; a leader's word that it may leave");
  AddShared(*command, arguments);
  AddNumber(*command, arguments, "report");
  command->footer("Example:\n  fenghuo incident sign-report 2026-0711-03 1 --token-file li.token");
  command->callback([arguments, &exit_code] {
    std::optional<Json> draft = GetOfIncident(*arguments, PathOf(*arguments, "draft"), exit_code);
    if (!draft) return;
    Json body = BodyOf(*arguments);
    body["text"] = draft->value("text", "");
    std::printf("%s\n\n", draft->value("text", "").c_str());
    exit_code = PostToIncident(*arguments, PathOf(*arguments, "sign"), body);
  });
}

void RegisterDone(CLI::App& parent, const ReportWord& report, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  CLI::App* command = parent.add_subcommand(report.word, report.help);
  AddShared(*command, arguments);
  AddNumber(*command, arguments, "report");
  command->add_option("--note", arguments->note, "who took it, or how it was sent")->required();
  command->footer("Example:\n  fenghuo incident " + std::string(report.word) + " 2026-0711-03 1 " + report.example +
                  " --token-file zhang.token");
  command->callback([arguments, kind = report.kind, &exit_code] {
    exit_code = PostToIncident(*arguments, PathOf(*arguments, Name(kind)), BodyOf(*arguments));
  });
}

}  // namespace

std::optional<std::string> ReadTextFile(const std::string& path, int& exit_code) {
  std::ifstream in(path);
  std::ostringstream text;
  if (in && (text << in.rdbuf())) return text.str();
  exit_code = Fail(Unavailable(path + ": cannot be read"));
  return std::nullopt;
}

void RegisterReports(CLI::App& parent, const std::shared_ptr<IncidentArguments>& arguments, int& exit_code) {
  RegisterAdd(parent, arguments, exit_code);
  RegisterDraft(parent, arguments, exit_code);
  RegisterSign(parent, arguments, exit_code);
  for (const ReportWord& report : kReportWords) RegisterDone(parent, report, arguments, exit_code);
}

}  // namespace fenghuo
