// Reports upward (信息报送): by phone first and on paper after, to named offices, each with its clock. Plain data that storage keeps.

#ifndef FENGHUO_ALERTS_REPORTING_REPORT_H_
#define FENGHUO_ALERTS_REPORTING_REPORT_H_

#include <optional>
#include <string>
#include <vector>

#include "alerts/clocks/clock.h"
#include "alerts/escalation/policy.h"
#include "base/time.h"
#include "keywords/grading/level.h"

namespace fenghuo {

enum class ReportKind { kFirst, kFollowUp, kFinal };  // 首报, 续报, 终报

// Words of the wire.
constexpr const char* Name(ReportKind kind) {
  switch (kind) {
    case ReportKind::kFirst: return "first";
    case ReportKind::kFollowUp: return "follow_up";
    case ReportKind::kFinal: return "final";
  }
  return "";
}

// What the office reports by itself (levels.yml: reports).
struct ReportRule {
  std::vector<Level> levels;
  std::vector<Locality> localities;
  std::vector<std::string> offices;         // 市政府总值班室, 市委宣传部 …
  Duration phone_within = Duration(0);      // from when the incident is of the level
  Duration written_within = Duration(0);
  Duration follow_up_every = Duration(0);   // from the last report; zero: not by length
  std::vector<TimeOfDay> follow_up_at = {};  // each day, rising
};

struct UpwardReport {
  int number = 0;    // 1, 2, 3 … in the incident
  int episode = 1;   // of the incident in which it was due
  ReportKind kind = ReportKind::kFirst;
  int serial = 0;    // of follow-ups: 续报一 is 1
  std::vector<std::string> offices;
  std::optional<Countdown> phone;    // absent: on paper only
  std::optional<Ending> phoned;
  std::optional<Countdown> written;  // absent: no time is set
  std::string text;                  // as drafted last; fixed once signed
  std::string drafted_by;            // person id, or empty: there is no draft yet
  std::string signed_by;             // person id of the leader, or empty
  std::optional<Timestamp> signed_at;
  std::optional<Ending> sent;
};

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_REPORTING_REPORT_H_
