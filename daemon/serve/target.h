// A Target is what a request line asks for: the segments of its path and the pairs of its query, decoded once.
//
//   Result<Target> target = ParseTarget("/api/v1/documents/saw-news%2F42?limit=10");
//   target->path     // {"api", "v1", "documents", "saw-news/42"}
//
// The path is cut before it is decoded, so an id may hold slashes. Refused: anything that does not begin with "/", bytes that are
// not printable ASCII, bad escapes, NUL, text that is not UTF-8, and "." or ".." as a segment however they are written.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_TARGET_H_
#define FENGHUO_DAEMON_SERVE_TARGET_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace fenghuo {

struct Target {
  std::vector<std::string> path;  // empty for "/"; "/a/" has an empty last one
  std::vector<std::pair<std::string, std::string>> query;  // in order; "+" is a blank

  // The value of the first pair of that name, or null.
  const std::string* Find(std::string_view name) const;
};

// kInvalid says what is wrong and does not repeat the text.
Result<Target> ParseTarget(std::string_view text);

// "a=1&b=%E4%BD%A0": a query, or the body of a form.
Result<std::vector<std::pair<std::string, std::string>>> ParseForm(std::string_view text);

// The text as one segment of a path: everything but letters, digits, "-", "_", "~" and "." is escaped.
std::string EscapeSegment(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_TARGET_H_
