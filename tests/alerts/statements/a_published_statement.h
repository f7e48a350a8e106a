// A statement as it stands in an incident once it is published.

#ifndef FENGHUO_TESTS_ALERTS_STATEMENTS_A_PUBLISHED_STATEMENT_H_
#define FENGHUO_TESTS_ALERTS_STATEMENTS_A_PUBLISHED_STATEMENT_H_

#include "alerts/statements/statement.h"

namespace fenghuo {

inline Statement APublishedStatement() {
  Statement statement;
  statement.number = 1;
  statement.state = StatementState::kPublished;
  statement.text =
      "情况通报\n7月11日，我局接到群众反映，青溪区一小学部分学生餐后不适。网传“某区一小学三百名学生集体食物中毒并有多人病危”不实。"
      "截至当日18时，12名学生已全部出院，涉事配餐企业已被责令停止供餐，留样食品正在检验。";
  statement.place = "本局网站";
  statement.link = "https://scjg.example.gov.cn/art/2026/7/11/art_1.html";
  return statement;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_ALERTS_STATEMENTS_A_PUBLISHED_STATEMENT_H_
