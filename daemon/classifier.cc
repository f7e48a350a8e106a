#include "daemon/classifier.h"

#include <algorithm>
#include <utility>

#include "keywords/grading/facts.h"

namespace fenghuo {

Classifier::Classifier(RuleSet rules, Matcher matcher, Gazetteer gazetteer)
    : rules_(std::move(rules)), matcher_(std::move(matcher)), gazetteer_(std::move(gazetteer)) {}

Result<std::shared_ptr<const Classifier>> Classifier::Make(const Config& config) {
  Result<Matcher> matcher = Matcher::Compile(config.rules);
  if (!matcher.ok()) return matcher.error().In("rules");
  Result<Gazetteer> gazetteer = Gazetteer::Make(config.places);
  if (!gazetteer.ok()) return gazetteer.error().In("places");
  return std::shared_ptr<const Classifier>(
      new Classifier(config.rules, std::move(*matcher), std::move(*gazetteer)));  // NOLINT: private constructor
}

JudgedIntake Classifier::Judge(Document document) const {
  JudgedIntake judged;
  for (Match& match : matcher_.Find(document)) {
    (match.shadow ? judged.shadow_matches : judged.matches).push_back(std::move(match));
  }
  if (!judged.matches.empty()) judged.facts = FindFacts(document);
  judged.locality = gazetteer_.Find(document);
  judged.document = std::move(document);
  return judged;
}

const Rule* Classifier::FindRule(const std::string& id) const {
  auto found = std::find_if(rules_.rules.begin(), rules_.rules.end(), [&](const Rule& rule) { return rule.id == id; });
  return found == rules_.rules.end() ? nullptr : &*found;
}

}  // namespace fenghuo
