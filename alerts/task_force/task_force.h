// Who leads a major incident (专班), and what everybody who is asked says of it (答复口径). Plain data that storage keeps.

#ifndef FENGHUO_ALERTS_TASK_FORCE_TASK_FORCE_H_
#define FENGHUO_ALERTS_TASK_FORCE_TASK_FORCE_H_

#include <string>
#include <vector>

#include "alerts/clocks/clock.h"

namespace fenghuo {

struct TaskForce {
  std::string leader;                // person id: 组长
  std::string on_site;               // person id: 现场指挥, or empty
  std::vector<std::string> members;  // person ids, without the two
  Ending set;                        // by whom it was set up or changed last
};

struct AnswerLine {
  std::string text;
  Ending set;
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_TASK_FORCE_TASK_FORCE_H_
