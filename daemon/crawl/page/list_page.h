// A list page as a Feed: a page of headlines, notices or a hot list, read by the selectors of its source.
//
//   ParsedBody parsed = ParseListPage(body, source, hint);
//   parsed.feed->entries;   // in the order of the page
//
// An element that `entries` finds is an entry when it has a title; where the source names no title, when it has a text.
// Addresses are made absolute by the page's <base> or its own address; `heat`, `comments` and `views` take the first number
// ("330682", "1149 万"). On a hot list (kind hotlist) an entry's rank is what `rank` finds, else its place on the page; pinned
// and advertising entries have none. 2,000 entries at most.
//
// A page without an entry is a failure, so that a source that has changed is never "0 news": a login page is told from
// others.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_LIST_PAGE_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_LIST_PAGE_H_

#include <string_view>

#include "daemon/config/config.h"
#include "daemon/crawl/feed/feed.h"

namespace fenghuo {

// The source's selectors must have passed Selector::Parse, as the configuration's have.
ParsedBody ParseListPage(std::string_view body, const SourceConfig& source, const FeedHint& hint);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_LIST_PAGE_H_
