// Names checks that every id is given once and that everything named exists.
//
//   names.Define(NameKind::kPerson, "zhang", place.spot());
//   names.Use(NameKind::kPerson, "zhagn", other.spot());
//   names.Check(problems, {NameKind::kPerson});   // … must be a person of staff.yml, is "zhagn"; the nearest is "zhang"
//
// One thread.

#ifndef FENGHUO_DAEMON_CONFIG_NAMES_H_
#define FENGHUO_DAEMON_CONFIG_NAMES_H_

#include <map>
#include <set>
#include <string>
#include <vector>

#include "daemon/config/problems.h"

namespace fenghuo {

enum class NameKind { kSource, kRule, kExceptedRule, kTermSet, kSeverityTerm, kUnit, kPerson, kChannel };

class Names {
 public:
  void Define(NameKind kind, const std::string& name, const Spot& spot);
  void Use(NameKind kind, const std::string& name, const Spot& spot);
  bool Has(NameKind kind, const std::string& name) const;
  // Adds a problem for every name given twice and for every use of a name that nobody gives. Names of other kinds are not
  // looked at: the files that give them are not there or cannot be read, which is a problem of its own.
  void Check(Problems& problems, const std::set<NameKind>& kinds) const;

 private:
  struct Mention {
    NameKind kind;
    std::string name;
    Spot spot;
  };
  std::map<NameKind, std::map<std::string, Spot>> defined_;
  std::vector<Mention> twice_;
  std::vector<Mention> uses_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_NAMES_H_
