// Why gives the one line under 为何提醒 in a message.
//
//   Why(card);   // "3个独立来源（省级媒体1家）；近1小时37条；文中称“12名学生送医”（未核实）"
//
// Without the words 为何提醒 and without decimals; the figures stay on the page. Facts are quotations from the web.
//
// Pure function: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_WHY_H_
#define FENGHUO_KEYWORDS_GRADING_WHY_H_

#include <string>

#include "keywords/grading/grade.h"

namespace fenghuo {

std::string Why(const ScoreCard& card);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_WHY_H_
