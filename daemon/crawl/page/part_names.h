// What a page calls its parts: class, id, role and itemprop say in words which part of a page an element is.
//
//   PartOf(page, i);   // <div class="post-sharing"> -> Part::kAside, <div itemprop="articleBody"> -> Part::kBody
//
// Names are split into words at punctuation and at capitals ("relatedPosts" is related posts), so that "shadow" is no
// "ad". Topics that blog programs put into class names ("tag-cookies", "category-social") are not looked at. A name is
// a hint only: who asks must hold it against what the part contains.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_PART_NAMES_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_PART_NAMES_H_

#include "daemon/crawl/page/html_page.h"

namespace fenghuo {

enum class Part {
  kPlain,     // the names say nothing
  kBody,      // the text of an article: articleBody, entry-content, TRS_Editor …
  kComments,  // what readers wrote: not the text, however long
  kPictures,  // a series of pictures with its captions
  kAside,     // navigation, sharing, related, advertisements, captions, by-lines, cookie notices …
};

Part PartOf(const HtmlPage& page, size_t i);

// Whether a reader never sees it: scripts, forms, navigation elements, hidden parts. By element and attributes, not by
// name.
bool IsUnread(const HtmlPage& page, size_t i);

// Whether an element begins a new paragraph.
bool IsBlock(std::string_view element);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_PART_NAMES_H_
