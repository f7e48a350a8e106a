// Text from the web made harmless before it stands in a message that our office sends.
//
//   std::string title = ChatSafe(message.title);        // "@all <at id=all>" names nobody any more
//   std::string in_card = MarkdownSafe(title);          // no link, heading or emphasis of its own
//
// What a stranger may do with a title: page everybody, forge a line, a link or a heading, turn the text around, hide half of it.
// Characters that could do so are replaced by their full-width twins, which read the same and mean nothing to a robot; backslash
// escapes are not portable between the vendors. Sources: notifications.md 1.12, reliability.md 5.3 D6 and 5.6.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_NEUTRALISE_H_
#define FENGHUO_ALERTS_NOTIFY_NEUTRALISE_H_

#include <string>
#include <string_view>

namespace fenghuo {

// One line of valid UTF-8: line ends, tabs and other blanks become one space (plain spaces at most two), control, bidi and invisible
// characters go (a joiner stays between two emoji), and at most four combining marks follow a letter. Blanks at the ends go.
std::string OneLine(std::string_view text);

// OneLine, and nothing in it is a mention, a tag or an address that a chat program would turn into a link.
std::string ChatSafe(std::string_view text);

// For a line that went through ChatSafe: no Markdown and no template braces.
std::string MarkdownSafe(std::string_view line);

// & < > " ' as entities, for HTML text and attribute values. Line ends stay.
std::string HtmlSafe(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_NEUTRALISE_H_
