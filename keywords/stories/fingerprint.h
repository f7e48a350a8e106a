// MakeFingerprint keeps of a text what is needed to know a copy of it; Containment says how much of one is in another.
//
//   Fingerprint fingerprint = MakeFingerprint(document, now);
//   int contained = Containment(fingerprint, other);      // 0 to 1000
//
// Before hashing, a text is folded and loses links, @names, //@name: chains of reposts, [emoji], punctuation and spaces
// (reference: science.md 3). Only the first 20,000 characters count.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_STORIES_FINGERPRINT_H_
#define FENGHUO_KEYWORDS_STORIES_FINGERPRINT_H_

#include <string>
#include <string_view>

#include "base/time.h"
#include "keywords/document.h"
#include "keywords/stories/story.h"

namespace fenghuo {

inline constexpr size_t kSketchSize = 16;

// `story` is left empty.
Fingerprint MakeFingerprint(const Document& document, Timestamp now);

// The share of the smaller set of shingles that the larger has too, in thousandths. Both are thinned to the same sample.
int Containment(const Fingerprint& a, const Fingerprint& b);

// The characters that count, as code points.
std::u32string ComparableText(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_FINGERPRINT_H_
