// CHECK stops the program when something that we guarantee ourselves is not so.
//
//   CHECK(index < rows.size(), "a cursor points past its list");
//
// For our own mistakes only, in release builds too: the sentence goes to standard error with the place, then abort().
// What the world can get wrong (files, networks, foreign bytes, configuration) is a Result, never a CHECK.
//
// Thread-safe.

#ifndef FENGHUO_BASE_CHECK_H_
#define FENGHUO_BASE_CHECK_H_

namespace fenghuo {

[[noreturn]] void CheckFailed(const char* file, int line, const char* condition, const char* sentence);

}  // namespace fenghuo

#define CHECK(condition, sentence) \
  ((condition) ? static_cast<void>(0) : ::fenghuo::CheckFailed(__FILE__, __LINE__, #condition, sentence))

#endif  // FENGHUO_BASE_CHECK_H_
