// What a person said and was answered outlives the power.

#include <gtest/gtest.h>

#include "base/log.h"
#include "tests/daemon/engine/an_office.h"

namespace fenghuo {
namespace {

TEST(RelevanceDurabilityTest, WhatWasAnsweredIsThereAfterAPowerCut) {
  SetLogLevel(LogLevel::kOff);
  const Config config = AnOffice();
  const std::shared_ptr<const Classifier> classifier = *Classifier::Make(config);
  const auto disk = std::make_shared<FaultFileSystem>(1);  // shared with RocksDB
  StoreOptions options;
  options.file_system = disk;
  options.automatic_compaction = false;
  std::unique_ptr<Store> store = std::move(*Store::Open("/store", options));
  std::unique_ptr<Engine> engine = std::move(*Engine::Make({.config = config, .classifier = classifier, .store = store.get()}, Morning()));
  ASSERT_TRUE(engine->Ingest(AnIntake(*classifier, "news", {ADocument()}, Morning()), Morning()).ok());
  ASSERT_TRUE(engine->Ingest(AnIntake(*classifier, "news", {ADocument().Titled("演员新剧开播被观众投诉剧情拖沓").Id("1")}, Morning()), Morning()).ok());
  const ClickOrder order{.document = "news/1", .rule = "", .verdict = ClickVerdict::kOffTopic, .person = "zhang"};
  ASSERT_TRUE(engine->JudgeRelevance(order, Morning()).ok());

  disk->CutPower();
  engine.reset();
  store.reset();
  disk->RestorePower();
  store = std::move(*Store::Open("/store", options));

  EXPECT_EQ(store->Clicks("complaint")->size(), 1u);
  EXPECT_EQ(store->FindDocument("news/1")->relevance->verdict, ClickVerdict::kOffTopic);
  EXPECT_EQ(store->LastAudit()->value().action, "document.off_topic");
  engine = std::move(*Engine::Make({.config = config, .classifier = classifier, .store = store.get()}, Morning()));
  EXPECT_EQ(engine->core().filters.by_rule.at("complaint").record.standing.off_topic, 1);
  engine.reset();
  SetLogLevel(LogLevel::kInfo);
}

}  // namespace
}  // namespace fenghuo
