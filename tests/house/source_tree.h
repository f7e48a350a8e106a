// The project's own source files as text, for tests that look at the source itself.

#ifndef FENGHUO_TESTS_HOUSE_SOURCE_TREE_H_
#define FENGHUO_TESTS_HOUSE_SOURCE_TREE_H_

#include <string>
#include <vector>

namespace fenghuo {

struct SourceFile {
  std::string path;                // from the root: "keywords/rules/matcher.cc"
  std::vector<std::string> lines;

  // "keywords"
  std::string layer() const { return path.substr(0, path.find('/')); }
  // The line without comments and without what stands between quotes.
  std::string Code(size_t line) const;
};

// Every .h and .cc under the layers (and tests, when asked), by path.
std::vector<SourceFile> ReadSources(bool with_tests);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_HOUSE_SOURCE_TREE_H_
