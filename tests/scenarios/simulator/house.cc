#include "tests/scenarios/simulator/house.h"

#include <utility>

namespace fenghuo {

House::House(Config config, std::shared_ptr<const Classifier> classifier, uint64_t seed)
    : config_(std::move(config)), classifier_(std::move(classifier)), disk_(std::make_shared<FaultFileSystem>(seed)) {}

Result<void> House::Start(Timestamp now) {
  StoreOptions options;
  options.file_system = disk_;
  options.automatic_compaction = false;
  Result<std::unique_ptr<Store>> store = Store::Open("/store", options);
  if (!store.ok()) return store.error();
  Result<std::unique_ptr<Engine>> engine = Engine::Make({.config = config_, .classifier = classifier_, .store = store->get()}, now);
  if (!engine.ok()) return engine.error();
  store_ = std::move(*store);
  engine_ = std::move(*engine);
  return {};
}

void House::Die(Death death) {
  if (death == Death::kPowerCut) disk_->CutPower();
  engine_.reset();
  store_.reset();
  if (death == Death::kPowerCut) disk_->RestorePower();
}

}  // namespace fenghuo
