// Steps are what a distance in a text is counted in: a Chinese (or Japanese) character is one step, and so is a word of any
// other script, that is a run of letters and digits. Blanks and punctuation count nothing.
//
//   std::vector<uint32_t> starts = StepStarts(folded);
//   StepsBetween(starts, end_of_one_place, begin_of_the_next);      // "食堂，今天 3 名" has 食 堂 今 天 3 名: six
//
// Expects folded text. A step belongs to where it starts: the rest of a word that a place has cut counts nothing.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_KEYWORDS_TEXT_STEPS_H_
#define FENGHUO_KEYWORDS_TEXT_STEPS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace fenghuo {

// The byte at which each step starts, in order.
std::vector<uint32_t> StepStarts(std::string_view folded);

// How many start in bytes [begin, end).
size_t StepsBetween(const std::vector<uint32_t>& starts, size_t begin, size_t end);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_TEXT_STEPS_H_
