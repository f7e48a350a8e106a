#include "daemon/commands/source.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "daemon/commands/command.h"
#include "daemon/config/presets.h"

namespace fenghuo {
namespace {

constexpr const char* kTypes = R"(类型（sources/*.yml 中的 type）
  feed   RSS 0.9x、1.0、2.0，Atom 0.3、1.0，JSON Feed 1.x，CDF
  board  JSON 热榜：名次有意义，用 JSON 指针说明标题、热度等在哪里
  json   其他 JSON 接口：用 JSON 指针说明标题、正文、日期、阅读数等在哪里

预置信源（preset）
)";

}  // namespace

void PrintTypes(std::ostream& out) {
  out << kTypes;
  for (const Preset& preset : Presets()) {
    out << "  " << preset.id << "  " << preset.about << "（" << Name(preset.source.type) << (preset.recorded ? "" : "，未验证 unverified")
        << "）\n      " << (preset.address.empty() ? preset.source.url : preset.address) << '\n';
  }
  out << "未验证：没有用真实响应试过，启用前请先运行 fenghuo source test。\n";
}

void RegisterSource(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("source", "sources: types and presets");
  command->require_subcommand(1);
  CLI::App* types = command->add_subcommand("types", "Lists the types of sources and the presets");
  types->footer("Example:\n  fenghuo source types");
  types->callback([&exit_code] {
    PrintTypes(std::cout);
    exit_code = kExitOk;
  });
}

}  // namespace fenghuo
