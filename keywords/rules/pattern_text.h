// FoldPattern makes a regular expression fit folded text.
//
//   FoldPattern("罐車.{0,8}（混装|混裝）")   // "罐车.{0,8}\(混装|混装\)"
//
// Folding a whole expression would change its syntax ("\D" is not "\d", "（" is not "("), so only literal characters outside
// ASCII are folded, each to one character, escaped where it became syntax. ASCII letters are left to case-insensitive matching.
// The ends of a range ("[一-龥]") stay as they are.
//
// Pure function.

#ifndef FENGHUO_KEYWORDS_RULES_PATTERN_TEXT_H_
#define FENGHUO_KEYWORDS_RULES_PATTERN_TEXT_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace fenghuo {

// kInvalid for a character that folding makes into several, or into none: it stands in no folded text as it is written.
Result<std::string> FoldPattern(std::string_view pattern);

}  // namespace fenghuo

#endif  // FENGHUO_KEYWORDS_RULES_PATTERN_TEXT_H_
