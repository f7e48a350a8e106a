// Answers as peers give them, for tests of classifiers.

#ifndef FENGHUO_TESTS_ALERTS_NOTIFY_ANSWERS_H_
#define FENGHUO_TESTS_ALERTS_NOTIFY_ANSWERS_H_

#include <string>

#include "alerts/notify/outcome.h"
#include "tests/alerts/notify/builders.h"

namespace fenghuo {

inline Outcome Answered(ChannelType type, int status, const std::string& body = "", const std::string& retry_after = "") {
  Answer answer;
  answer.transport = Answer::Transport::kAnswered;
  answer.status = status;
  answer.body = body;
  answer.retry_after = retry_after;
  return Classify(type, answer, NoticeTime());
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_ALERTS_NOTIFY_ANSWERS_H_
