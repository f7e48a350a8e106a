// FormFields reads the fields of a JSON body and remembers everything that is wrong with them, so that a person mends it all at once.
//
//   FormFields fields(body);
//   std::string title = fields.Text("title", {.required = true, .characters_max = 200});
//   if (!fields.problems().empty()) return FieldProblems(fields.problems());
//
// Fields that nobody asks for are ignored: only what is read can be set.
//
// One thread.

#ifndef FENGHUO_DAEMON_SERVE_FORM_FIELDS_H_
#define FENGHUO_DAEMON_SERVE_FORM_FIELDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "daemon/serve/problem.h"
#include "daemon/wire.h"

namespace fenghuo {

class FormFields {
 public:
  struct TextRule {
    bool required = false;
    size_t characters_max = 2000;
  };

  // `body` must be an object and outlive this; `prefix` stands before names in problems ("origin.").
  explicit FormFields(const Json& body, std::string prefix = "") : body_(body), prefix_(std::move(prefix)) {}

  // Without blanks at its ends; empty when it is absent or wrong. Control characters other than line ends are wrong.
  std::string Text(const char* name, const TextRule& rule);
  std::optional<int64_t> Whole(const char* name, int64_t least, int64_t most);
  std::optional<Timestamp> Time(const char* name);
  std::vector<std::string> Texts(const char* name, size_t count_max);
  // The object of that name, an empty one when it is absent or wrong.
  const Json& Object(const char* name);

  void Add(const char* name, std::string detail) { problems_.push_back({prefix_ + name, std::move(detail)}); }
  void Take(const FormFields& inner) {
    problems_.insert(problems_.end(), inner.problems_.begin(), inner.problems_.end());
  }
  const std::vector<FieldProblem>& problems() const { return problems_; }

 private:
  const Json* Find(const char* name) const;

  const Json& body_;
  std::string prefix_;
  std::vector<FieldProblem> problems_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_FORM_FIELDS_H_
