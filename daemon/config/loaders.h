// One loader for each kind of file. Each takes the root of a file and fills its part of the Config.
//
//   LoadStaff(Place(root, {"staff.yml", 1, ""}, problems), loading);
//
// Ids are defined and used through Loading::names and checked when every file is read; what else needs all files waits in
// Loading::later. One thread.

#ifndef FENGHUO_DAEMON_CONFIG_LOADERS_H_
#define FENGHUO_DAEMON_CONFIG_LOADERS_H_

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "daemon/config/config.h"
#include "daemon/config/names.h"
#include "daemon/config/reader.h"

namespace fenghuo {

// The trimmed content of a secret file, by its name resolved against the configuration's directory.
using SecretReader = std::function<Result<std::string>(const std::string& path)>;

// Who has a shift, as a file says.
struct DutyPair {
  std::string desk;
  std::string leader;
};

// Who has which part of which date. A later source replaces an earlier one: the rotation, the month's sheet, single dates.
struct DutyPlan {
  std::map<std::chrono::sys_days, DutyPair> day;
  std::map<std::chrono::sys_days, DutyPair> night;
};

struct Loading {
  Config& config;
  Names& names;
  const SecretReader& read_secret;
  Problems& problems;
  std::vector<std::function<void()>> later;  // run in order once every file is read
  DutyPlan sheets = {};                      // of roster/*.yml
  std::map<std::string, std::string> sheet_lines = {};  // where each shift was given
};

void LoadMain(const Place& root, Loading& loading);      // fenghuo.yml
void LoadSources(const Place& root, Loading& loading);   // each of sources/*.yml
void LoadTermSets(const Place& root, Loading& loading);  // each of rules/*.yml, before any LoadRules
void LoadRules(const Place& root, Loading& loading);     // each of rules/*.yml
void LoadLevels(const Place& root, Loading& loading);    // levels.yml
void LoadClocks(const Place& clocks, Loading& loading);  // `clocks` of levels.yml
void LoadReports(const Place& reports, Loading& loading);  // `reports` of levels.yml
void LoadNatures(const Place& natures, Loading& loading);  // `natures` of levels.yml
void LoadApprovals(const Place& statements, Loading& loading);  // `statements` of levels.yml
void LoadCalendar(const Place& root, Loading& loading);  // calendar.yml
void LoadPlaces(const Place& root, Loading& loading);    // places.yml
void LoadSheet(const Place& root, Loading& loading);     // each of roster/*.yml, before staff.yml
void LoadStaff(const Place& root, Loading& loading);     // staff.yml, after fenghuo.yml: shifts need the zone
void LoadShifts(const Place& shifts, Loading& loading);  // `shifts` of staff.yml
void LoadChannels(const Place& root, Loading& loading);  // channels.yml
void LoadChannelSettings(MapReader& map, ChannelSpec& channel);  // the keys of its type alone
void LoadPolicies(const Place& root, Loading& loading);  // policies.yml

// A word for who holds a role at the time.
bool ReadRole(const Place& place, Role& out);

// One word or a list of them.
std::vector<Locality> ReadLocalities(const Place& place);

// A name relative to the configuration's directory as a path; an absolute one stays.
std::string ResolvePath(const Config& config, const std::string& name);

// Reads the token in the file that `place` names and keeps its hash alone. Nobody else may have the same one.
void ReadToken(const Place& place, Loading& loading, std::string& hash);

// Reads the query of the rule that is being read and, once every file is read, tells what is wrong with it, each problem with the
// line of the query and a caret.
void ReadQuery(const Place& place, Loading& loading, std::string& query);

// Terms, {pattern: …} and {set: …}, at least one.
void ReadTermGroup(const Place& place, Loading& loading, TermGroup& group);

// The severity terms that every rule shares, and those of the rule that is being read. What they do to dampers, to each other and
// to the rule is told once every file is read.
void ReadSharedSeverityTerms(const Place& place, Loading& loading);
void ReadSeverityTermsOf(Rule& rule, const Place& place, Loading& loading);

// Reads an id that must exist and remembers the use.
void ReadReference(const Place& place, NameKind kind, Loading& loading, std::string& out);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_LOADERS_H_
