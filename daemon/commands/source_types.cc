#include "daemon/commands/source.h"
#include "daemon/config/presets.h"

namespace fenghuo {
namespace {

constexpr const char* kTypes = R"(类型（sources/*.yml 中的 type）
  feed   RSS 0.9x、1.0、2.0，Atom 0.3、1.0，JSON Feed 1.x，CDF
  board  JSON 热榜：名次有意义，用 JSON 指针说明标题、热度等在哪里
  json   其他 JSON 接口：用 JSON 指针说明标题、正文、日期、阅读数等在哪里
  html   列表网页：用 CSS 选择器或 xpath: 开头的 XPath 说明条目、标题、链接等在哪里
  push   不抓取，由对方凭令牌送来（POST /api/v1/documents，fenghuo import）

预置信源（preset）
)";

// Tried on an answer that the site gave: by us, or here.
std::string Tried(const Preset& preset, const std::map<std::string, Timestamp>& read) {
  auto here = read.find(preset.id);
  if (here != read.end()) return "，本机已于 " + FormatRfc3339(here->second) + " 读到真实响应";
  return preset.recorded ? "" : "，未验证 unverified";
}

}  // namespace

void PrintTypes(const std::map<std::string, Timestamp>& read, std::ostream& out) {
  out << kTypes;
  for (const Preset& preset : Presets()) {
    out << "  " << preset.id << "  " << preset.about << "（" << Name(preset.source.type) << Tried(preset, read) << "）\n      "
        << (preset.address.empty() ? preset.source.url : preset.address) << '\n';
  }
  out << "未验证：没有用真实响应试过，启用前请先运行 fenghuo source test。\n";
}

}  // namespace fenghuo
