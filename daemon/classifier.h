// A Classifier is the part of the pipeline that needs no memory: rules, facts and locality of one document.
//
//   Result<std::shared_ptr<const Classifier>> classifier = Classifier::Make(config);
//   JudgedIntake judged = (*classifier)->Judge(document);
//
// Immutable: the workers share one while the core uses it too; a reload makes another.

#ifndef FENGHUO_DAEMON_CLASSIFIER_H_
#define FENGHUO_DAEMON_CLASSIFIER_H_

#include <memory>

#include "base/result.h"
#include "daemon/config/config.h"
#include "daemon/crawl/intake.h"
#include "keywords/grading/locality.h"
#include "keywords/rules/matcher.h"

namespace fenghuo {

class Classifier {
 public:
  // kInvalid when a rule or a place cannot be compiled; the message names it.
  static Result<std::shared_ptr<const Classifier>> Make(const Config& config);

  JudgedIntake Judge(Document document) const;

  const RuleSet& rules() const { return rules_; }
  // Null when the configuration no longer has it.
  const Rule* FindRule(const std::string& id) const;
  uint64_t pattern_failures() const { return matcher_.pattern_failures(); }

 private:
  Classifier(RuleSet rules, Matcher matcher, Gazetteer gazetteer);

  RuleSet rules_;
  Matcher matcher_;
  Gazetteer gazetteer_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CLASSIFIER_H_
