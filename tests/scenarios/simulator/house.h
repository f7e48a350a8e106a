// The House is the daemon's core as it really runs, engine and store, on a disk that can forget: what the simulator tests.
//
//   House house(config, classifier, seed);
//   Result<void> started = house.Start(now);
//   if (!house.engine().Tick(now).ok()) house.Die(Death::kPowerCut);      // it runs again after the next Start()
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_HOUSE_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_HOUSE_H_

#include <memory>

#include "daemon/engine.h"
#include "tests/storage/fault_file_system.h"

namespace fenghuo {

enum class Death { kKilled, kPowerCut };

class House {
 public:
  House(Config config, std::shared_ptr<const Classifier> classifier, uint64_t seed);

  Result<void> Start(Timestamp now);
  void Die(Death death);
  bool is_up() const { return engine_ != nullptr; }

  Engine& engine() { return *engine_; }
  const Engine& engine() const { return *engine_; }
  Store& store() { return *store_; }
  const Store& store() const { return *store_; }
  const Config& config() const { return config_; }
  FaultFileSystem& disk() { return *disk_; }

 private:
  Config config_;
  std::shared_ptr<const Classifier> classifier_;  // shared by every house of the process
  std::shared_ptr<FaultFileSystem> disk_;         // shared with RocksDB
  std::unique_ptr<Store> store_;
  std::unique_ptr<Engine> engine_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_HOUSE_H_
