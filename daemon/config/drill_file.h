// A drill file is a scenario for an exercise (演练), as an officer writes it: what is said where and when, and what should come of it.
//
//   Result<DrillScenario> scenario = ParseDrillFile({"campus-meal.yml", bytes}, config);
//
//   name: 校园餐突发舆情演练
//   participants: [office, catering]                # units and persons of staff.yml
//   expected: {first_notice: 2m, acknowledged: 10m} # after an incident's first document
//   documents:
//     - at: +0m
//       source: qinghe-forum                        # id or name of a source, or an invented one with its tier
//       title: 某小学多名学生午餐后呕吐
//       text: ……
//       reprints: [{at: +10m, source: 清河日报}]
//
// Numbers of reach (rank, heat, views, likes, reposts, comments) may stand beside. The words themselves must be as they would really be
// said, without the mark of a drill: it is put in front of whatever anybody sees. Pure: any number of threads.

#ifndef FENGHUO_DAEMON_CONFIG_DRILL_FILE_H_
#define FENGHUO_DAEMON_CONFIG_DRILL_FILE_H_

#include "alerts/drill/drill.h"
#include "base/result.h"
#include "daemon/config/config.h"
#include "daemon/config/parse.h"

namespace fenghuo {

// kInvalid with every problem, one a line as `file:line: path: rule, found`.
Result<DrillScenario> ParseDrillFile(const ConfigFile& file, const Config& config);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_DRILL_FILE_H_
