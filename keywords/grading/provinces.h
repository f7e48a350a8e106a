// A province is what the places of documents are counted by: two of them make a matter a wide one.
//
//   if (std::string province = ProvinceOf(finding); !province.empty()) ...   // "河南"; "本省" for what is ours
//
// Pure function: any number of threads.

#ifndef FENGHUO_KEYWORDS_GRADING_PROVINCES_H_
#define FENGHUO_KEYWORDS_GRADING_PROVINCES_H_

#include <string>

#include "keywords/grading/locality.h"

namespace fenghuo {

// Empty where no province is named: nothing is said, or the place is a country or a town.
std::string ProvinceOf(const LocalityFinding& finding);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_GRADING_PROVINCES_H_
