// Builders for tests: a rule or a document with defaults, so that a test names only what matters.
//
//   Rule rule = ARule("food").Any({"食物中毒"}).None({"演练"});
//   Document document = ADocument().Titled("学生食物中毒");

#ifndef FENGHUO_TESTS_KEYWORDS_RULES_A_RULE_H_
#define FENGHUO_TESTS_KEYWORDS_RULES_A_RULE_H_

#include <string>
#include <utility>
#include <vector>

#include "keywords/document.h"
#include "keywords/rules/rule.h"

namespace fenghuo {

class ARule {
 public:
  using Words = std::vector<std::string>;

  explicit ARule(std::string id = "rule") { rule_.id = std::move(id); }

  ARule& Any(Words terms, Words patterns = {}) { return Set(rule_.any, std::move(terms), std::move(patterns)); }
  ARule& All(Words terms, Words patterns = {}) {
    rule_.all.push_back({std::move(terms), std::move(patterns)});
    return *this;
  }
  ARule& None(Words terms) {
    rule_.none = std::move(terms);
    return *this;
  }
  ARule& Query(std::string query) {
    rule_.query = std::move(query);
    return *this;
  }
  ARule& InDocument() {
    rule_.within = Within::kDocument;
    return *this;
  }
  ARule& MustReport(Words terms = {}, Words patterns = {}) {
    rule_.must_report = fenghuo::MustReport{};
    return Set(rule_.must_report->when, std::move(terms), std::move(patterns));
  }

  operator Rule() const { return rule_; }  // NOLINT: a builder is used as what it builds

 private:
  ARule& Set(TermGroup& group, Words terms, Words patterns) {
    group = {std::move(terms), std::move(patterns)};
    return *this;
  }

  Rule rule_;
};

class ADocument {
 public:
  ADocument& Titled(std::string title) {
    document_.title = std::move(title);
    return *this;
  }
  ADocument& Saying(std::string text) {
    document_.text = std::move(text);
    return *this;
  }
  ADocument& From(std::string region) {
    document_.region = std::move(region);
    return *this;
  }

  operator Document() const { return document_; }  // NOLINT: as above

 private:
  Document document_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_KEYWORDS_RULES_A_RULE_H_
