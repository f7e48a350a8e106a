// The office of tests/alerts/an_office.h with the plan's reports upward for Ⅱ级.

#ifndef FENGHUO_TESTS_ALERTS_REPORTING_AN_UPWARD_PLAN_H_
#define FENGHUO_TESTS_ALERTS_REPORTING_AN_UPWARD_PLAN_H_

#include "alerts/reporting/reports.h"
#include "tests/alerts/an_office.h"

namespace fenghuo {

inline Desk AnUpwardPlan() {
  Desk desk = AnOffice();
  ReportRule rule;
  rule.levels = {2};
  rule.localities = {Locality::kLocal};
  rule.offices = {"市政府总值班室", "市委宣传部"};
  rule.phone_within = minutes(30);
  rule.written_within = hours(1);
  rule.follow_up_at = {{17 * 60}};
  desk.reports = {rule};
  return desk;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_ALERTS_REPORTING_AN_UPWARD_PLAN_H_
