#include "tests/scenarios/simulator/faults.h"

#include <algorithm>
#include <iterator>

namespace fenghuo {
namespace {

constexpr int kCallsMax = 40;  // of the kind that fails, until it does: some commits later

Fault AFault(Rng& rng) {
  constexpr DiskCall kCalls[] = {DiskCall::kSync, DiskCall::kAppend};
  Fault fault;
  fault.call = kCalls[rng.Below(std::size(kCalls))];
  fault.n = 1 + static_cast<int>(rng.Below(kCallsMax));
  fault.lasts = rng.Below(2) == 0 ? Fault::Lasts::kOnce : Fault::Lasts::kForEver;
  return fault;
}

Mishap AMishap(Rng& rng, Timestamp at) {
  Mishap mishap;
  mishap.at = at;
  mishap.lasts = rng.Below(3) == 0 ? Duration(minutes(1 + rng.Below(45))) : Duration(seconds(1 + rng.Below(20)));
  switch (rng.Below(6)) {
    case 0: mishap.kind = MishapKind::kKill; break;
    case 1: mishap.kind = MishapKind::kPowerCut; break;
    case 2: mishap.kind = MishapKind::kDiskFull; break;
    case 3:
      mishap.kind = MishapKind::kClockJump;
      mishap.jump = rng.Below(2) == 0 ? hours(1) : hours(-1);
      break;
    default:
      mishap.kind = MishapKind::kDiskFault;
      mishap.fault = AFault(rng);
  }
  return mishap;
}

}  // namespace

const char* Name(MishapKind kind) {
  switch (kind) {
    case MishapKind::kKill: return "killed";
    case MishapKind::kPowerCut: return "power cut";
    case MishapKind::kDiskFault: return "disk fault";
    case MishapKind::kDiskFull: return "disk full";
    case MishapKind::kClockJump: return "clock jumps";
  }
  return "";
}

std::vector<Mishap> PlanMishaps(Rng& rng, Timestamp begin, int days) {
  std::vector<Mishap> mishaps;
  for (int day = 0; day < days; ++day) {
    for (uint64_t left = rng.Below(6); left > 0; --left) {
      mishaps.push_back(AMishap(rng, begin + hours(24 * day) + seconds(rng.Below(86'400))));
    }
  }
  std::sort(mishaps.begin(), mishaps.end(), [](const Mishap& a, const Mishap& b) { return a.at < b.at; });
  return mishaps;
}

}  // namespace fenghuo
