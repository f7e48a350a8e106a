// The office of deploy/config, with the ways out that its files only show: two chat groups, mail and the screen of the duty room.
//
//   Config config = ExampleOffice(rng);      // the rng picks which of its sources are read in this world
//
// Loaded and compiled once a process. One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_EXAMPLE_OFFICE_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_EXAMPLE_OFFICE_H_

#include <memory>

#include "base/rng.h"
#include "daemon/classifier.h"
#include "daemon/config/config.h"

namespace fenghuo {

// What a world reads is a part of what the office has, and seldom, so that a day is over in a second.
Config ExampleOffice(Rng& rng);

// Of the example's rules and places; the sources are none of its business.
std::shared_ptr<const Classifier> ExampleClassifier();

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_EXAMPLE_OFFICE_H_
