#include "tests/scenarios/an_archive.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "base/check.h"
#include "base/log.h"
#include "base/rng.h"
#include "daemon/wire.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

const char* const kPlaces[] = {"第三小学", "城东菜场", "清河大桥", "体育中心", "人民医院", "火车南站", "青年公园", "金桥商场"};
const char* const kHappenings[] = {"学生食物中毒",     "多人食物中毒住院",   "商户遭顾客投诉", "举办消夏晚会",
                                   "食堂食物中毒获通报", "退费难引发集体投诉", "开展安全检查",   "演唱会门票售罄",
                                   "连夜发布暴雨预警", "地铁新线今日开通",   "夺冠返乡受欢迎", "房价环比微涨"};

ADocument RandomEntry(Rng& rng) {
  std::string place = kPlaces[rng.Below(std::size(kPlaces))];
  std::string happening = kHappenings[rng.Below(std::size(kHappenings))];
  ADocument document;
  document.Titled(place + happening + (rng.Below(4) == 0 ? "最新进展" : ""));
  if (rng.Below(6) == 0) document.Id(std::to_string(rng.Below(40)));
  return document;
}

}  // namespace

void WriteArchive(const std::string& path, const ArchiveShape& shape) {
  Rng rng(shape.seed);
  std::ofstream file(path, std::ios::binary);
  Timestamp at = Morning();
  for (int snapshot = 0; snapshot < shape.snapshots; ++snapshot, at += minutes(30)) {
    for (const char* board : {"east", "west"}) {
      for (int rank = 1; rank <= shape.titles; ++rank) {
        ADocument entry = RandomEntry(rng);
        entry.Ranked(rank, static_cast<int64_t>(rng.Below(1'000'000)));
        WireDocument wire;
        wire.document = entry.From(board, at);
        wire.rest = Json::object();
        file << FormatDocumentLine(wire) << "\n";
      }
    }
  }
  CHECK(file.good(), "the archive cannot be written");
}

pid_t StartReplay(const ReplayOptions& options, const std::function<void()>& before) {
  pid_t child = fork();
  CHECK(child >= 0, "no child can be made");
  if (child > 0) return child;
  if (before) before();
  SetLogLevel(LogLevel::kOff);
  Config config = AnOffice();
  Result<std::shared_ptr<const Classifier>> classifier = Classifier::Make(config);
  Result<ReplaySummary> summary = Replay(config, *classifier, options);
  if (!summary.ok()) std::fprintf(stderr, "replay: %s\n", summary.error().message.c_str());
  _exit(summary.ok() ? 0 : 1);
}

bool EndedWell(pid_t child) {
  int status = 0;
  CHECK(waitpid(child, &status, 0) == child, "the child is gone");
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::map<std::string, std::string> ReadOutput(const std::string& out) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(out)) {
    std::ifstream file(entry.path(), std::ios::binary);
    files[entry.path().filename().string()] = std::string(std::istreambuf_iterator<char>(file), {});
  }
  return files;
}

void UseMemoryForTemporaryFiles() {
  if (access("/dev/shm", W_OK) == 0) setenv("TMPDIR", "/dev/shm", 1);
}

}  // namespace fenghuo
