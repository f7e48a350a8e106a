// The mark of a drill (演练): what it is, and what is known by it.
//
//   incident.title = WithDrillMark(incident.drill, story.title);
//   if (IsOfDrill(story.id)) ...
//
// A drill is numbered 1, 2, 3 …; the number in a row says which drill it belongs to, 0 that it is real. Documents of a drill have ids
// that no source can give ("drill:3/1": the id of a source holds no colon), and so do the stories that they open. Statistics leave out
// whatever carries the mark.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_DRILL_H_
#define FENGHUO_KEYWORDS_DRILL_H_

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace fenghuo {

inline constexpr std::string_view kDrillMark = "【演练】";
inline constexpr std::string_view kDrillIds = "drill:";  // what ids of documents and stories of drills begin with

// What ids of documents and stories of this drill begin with.
inline std::string DrillIdsOf(int64_t drill) { return std::string(kDrillIds) + std::to_string(drill) + "/"; }

// The id of the `count`-th document of a drill, from 1.
inline std::string DrillDocumentId(int64_t drill, int64_t count) {
  return DrillIdsOf(drill) + std::to_string(count);
}

// Of a document or a story, by its id, which is the mark that its row carries and that no row can lose.
inline bool IsOfDrill(std::string_view id) { return id.starts_with(kDrillIds); }

// The number of the drill that it belongs to; 0 when it is real.
inline int64_t DrillOf(std::string_view id) {
  if (!IsOfDrill(id)) return 0;
  int64_t number = 0;
  std::from_chars(id.data() + kDrillIds.size(), id.data() + id.size(), number);
  return number;
}

// The text with the mark in front, once, when it is a drill's.
inline std::string WithDrillMark(int64_t drill, std::string_view text) {
  if (drill == 0 || text.starts_with(kDrillMark)) return std::string(text);
  return std::string(kDrillMark) + std::string(text);
}

// For a form that puts the mark in front by itself.
inline std::string_view WithoutDrillMark(std::string_view text) {
  return text.starts_with(kDrillMark) ? text.substr(kDrillMark.size()) : text;
}

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_DRILL_H_
