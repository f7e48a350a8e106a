// A Level is how large a story is; a Locality is whose it is.
//
// Levels are numbers: 1 Ⅰ级 特别重大 (highest) to 4 Ⅳ级 一般, 0 仅记录 (no level). `HigherLevel` hides that smaller means
// higher. Words of the wire for localities: "local", "concerned", "elsewhere", "unknown". Plain values.

#ifndef FENGHUO_KEYWORDS_GRADING_LEVEL_H_
#define FENGHUO_KEYWORDS_GRADING_LEVEL_H_

namespace fenghuo {

using Level = int;
constexpr Level kNoLevel = 0;
constexpr Level kHighestLevel = 1;
constexpr Level kLowestLevel = 4;

// Whether `a` is a higher level than `b`: Ⅰ above Ⅱ, any above none.
constexpr bool IsHigher(Level a, Level b) { return a != kNoLevel && (b == kNoLevel || a < b); }
constexpr Level HigherLevel(Level a, Level b) { return IsHigher(a, b) ? a : b; }

// 属地: 本地, 涉本地, 外地关联, 不明.
enum class Locality { kLocal, kConcerned, kElsewhere, kUnknown };

constexpr const char* Name(Locality locality) {
  switch (locality) {
    case Locality::kLocal: return "local";
    case Locality::kConcerned: return "concerned";
    case Locality::kElsewhere: return "elsewhere";
    case Locality::kUnknown: return "unknown";
  }
  return "";
}

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_LEVEL_H_
