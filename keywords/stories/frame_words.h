// The words that headlines and posts are built with whatever they are about, with how often they stand.
//
//   FramePerMille("回应")   // 25: in about 25 of 1000 headlines
//   FramePerMille("煤制油") // 0: unknown here
//
// A start only: counting takes over (keywords/stories/vocabulary.h). Written by hand from how Chinese headlines speak:
// question frames, reporting verbs, people and places that every desk writes about; and the function words of English.
//
// Immutable: any number of threads.

#ifndef FENGHUO_KEYWORDS_STORIES_FRAME_WORDS_H_
#define FENGHUO_KEYWORDS_STORIES_FRAME_WORDS_H_

#include <cstdint>
#include <string_view>

namespace fenghuo {

int32_t FramePerMille(std::string_view word);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_STORIES_FRAME_WORDS_H_
