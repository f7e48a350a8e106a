// Problems gathers everything that is wrong with a configuration, so that an officer mends it in one go.
//
//   Problems problems;
//   problems.Add({"staff.yml", 12, "people[0].unit"}, "must be given");
//   problems.Text();   // "staff.yml:12: people[0].unit: must be given"
//
// One thread.

#ifndef FENGHUO_DAEMON_CONFIG_PROBLEMS_H_
#define FENGHUO_DAEMON_CONFIG_PROBLEMS_H_

#include <cstddef>
#include <string>
#include <vector>

namespace fenghuo {

// Where in the files something stands.
struct Spot {
  std::string file;  // relative to the configuration's directory
  int line = 0;      // from 1; 0: the file as a whole
  std::string path;  // "people[0].unit", empty: the file as a whole
};

class Problems {
 public:
  void Add(const Spot& spot, const std::string& text);

  bool empty() const { return lines_.empty(); }
  size_t size() const { return lines_.size(); }

  // One a line, by file and line, without a newline at the end. After the first 200 only how many more there are.
  std::string Text() const;

 private:
  struct Line {
    Spot spot;
    std::string text;
  };
  std::vector<Line> lines_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_PROBLEMS_H_
