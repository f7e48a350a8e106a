#include "tests/scenarios/simulator/silence_work.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace fenghuo {
namespace {

constexpr int kWishesALook = 4;

SilenceScope SomeScope(const Core& core, Rng& rng) {
  SilenceScope scope;
  const std::vector<Rule>& rules = core.classifier->rules().rules;
  const Rule& rule = rules[rng.Below(rules.size())];
  const auto& open = core.state.open_incidents();
  switch (rng.Below(5)) {
    case 0:
      if (!open.empty()) scope.incident = std::next(open.begin(), static_cast<std::ptrdiff_t>(rng.Below(open.size())))->first;
      break;
    case 1: scope.rule = rule.id; break;
    case 2: scope.source = std::next(core.sources.begin(), static_cast<std::ptrdiff_t>(rng.Below(core.sources.size())))->first; break;
    case 3: scope.county_unit = "qingxi"; break;
    default: scope.category = rule.category;
  }
  // What there is most of: else most silences cover nothing.
  const auto& judged = core.state.judgements();
  if (!judged.empty() && rng.Below(4) != 0) {
    scope = {.category = std::next(judged.begin(), static_cast<std::ptrdiff_t>(rng.Below(judged.size())))->second.category};
  }
  if (rng.Below(8) == 0) scope.locality = static_cast<Locality>(rng.Below(4));
  if (rng.Below(5) == 0) scope.gravest = kLowestLevel;
  return scope;
}

std::vector<SilenceWish> Everything(const Core& core, const std::string& person, Timestamp now) {
  std::set<std::string> categories;
  for (const Rule& rule : core.classifier->rules().rules) categories.insert(rule.category);
  std::vector<SilenceWish> wishes;
  for (const std::string& category : categories) {
    wishes.push_back({.make = SilenceOrder{.scope = {.category = category}, .reason = "系统升级", .person = person, .to = now + hours(6)}});
  }
  return wishes;
}

std::optional<SilenceWish> SomeWish(const Core& core, Rng& rng, Timestamp now) {
  const std::vector<Holder> desk = core.desk.roster.Holders(Role::kDesk, {}, now);
  if (desk.empty() || rng.Below(4) == 0) return std::nullopt;
  const std::string person = desk.front().person->id;
  const std::vector<Silence> standing = StandingSilences(core.state);
  if (!standing.empty() && rng.Below(5) == 0) return SilenceWish{.end = standing[rng.Below(standing.size())].number, .person = person};
  SilenceOrder order{.scope = SomeScope(core, rng), .reason = "已与承办单位沟通", .person = person};
  if (rng.Below(4) == 0) order.from = now + minutes(rng.Below(180));
  order.to = order.from.value_or(now) + minutes(10 + rng.Below(400));
  return SilenceWish{.make = std::move(order)};
}

}  // namespace

std::vector<SilenceWish> SomeWishes(const Core& core, Rng& rng, Timestamp now) {
  const std::vector<Holder> desk = core.desk.roster.Holders(Role::kDesk, {}, now);
  const bool first = !core.state.FindSetting(kSilenceCountSetting);
  if (first && !desk.empty() && rng.Below(3) == 0) return Everything(core, desk.front().person->id, now);
  std::vector<SilenceWish> wishes;
  for (int wish = 0; wish < kWishesALook; ++wish) {
    if (std::optional<SilenceWish> one = SomeWish(core, rng, now)) wishes.push_back(std::move(*one));
  }
  return wishes;
}

}  // namespace fenghuo
