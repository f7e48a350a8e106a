// What the desk does with silences in one look: now and then it makes one, sometimes it ends one.
//
//   for (const SilenceWish& wish : SomeWishes(core, rng, now)) ChangeSilence(wish, core, now);
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_SILENCE_WORK_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_SILENCE_WORK_H_

#include <vector>

#include "base/rng.h"
#include "daemon/core/silences.h"

namespace fenghuo {

// They may be refused: people also ask for what may not be. In every third world the first wish is to hear of no category at all.
std::vector<SilenceWish> SomeWishes(const Core& core, Rng& rng, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_SILENCE_WORK_H_
