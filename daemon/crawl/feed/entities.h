// Character references of HTML and XML: "&amp;", "&nbsp;", "&#8220;", "&#x4E2D;".
//
//   size_t at = 0;
//   char32_t c = ReadReference("&nbsp;x", at);   // U+00A0, at == 6
//
// Names are HTML 4's (libxml2's table) and "apos"; numbers from 0x80 to 0x9F are read as Windows-1252, and 0, surrogates and what
// lies beyond Unicode as U+FFFD, as browsers do.
//
// Immutable tables: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_ENTITIES_H_
#define FENGHUO_DAEMON_CRAWL_FEED_ENTITIES_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace fenghuo {

// Reads the reference whose '&' stands at `at` and moves `at` past its ';'. 0, and `at` unchanged, when none stands there: no
// semicolon, an unknown name, or a number that no text may hold.
char32_t ReadReference(std::string_view text, size_t& at);

// The letter of Windows-1252 that somebody meant by a C1 control character (0x80 to 0x9F); others as they are.
char32_t FromC1(char32_t code);

// Every reference decoded, once: "&amp;lt;" becomes "&lt;".
std::string DecodeReferences(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_ENTITIES_H_
