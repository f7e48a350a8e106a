#include "base/check.h"

#include <cstdio>
#include <cstdlib>

namespace fenghuo {

void CheckFailed(const char* file, int line, const char* condition, const char* sentence) {
  std::fprintf(stderr, "%s:%d: %s (%s is false)\n", file, line, sentence, condition);
  std::abort();
}

}  // namespace fenghuo
