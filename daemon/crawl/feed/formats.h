// One reader for each format; ParseFeed and ParseBoard in feed.h choose among them.
//
//   Result<Feed> feed = ReadJson(text, hint);
//
// All take valid UTF-8 and give texts as they came. Errors are kInvalid with one sentence.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_FORMATS_H_
#define FENGHUO_DAEMON_CRAWL_FEED_FORMATS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/feed/xml.h"

namespace fenghuo {

constexpr size_t kEntriesMax = 2000;
constexpr size_t kListMax = 100;  // categories or enclosures of one entry
constexpr size_t kJsonDepthMax = 128;

Feed ReadRss(XmlElement root, std::string_view url);   // <rss>, <rdf:RDF> or a bare <channel>
Feed ReadAtom(XmlElement root, std::string_view url);  // <feed>, or one <entry>

// <urlset> or <sitemapindex>. kInvalid: an index, or pages of which none has a title.
Result<Feed> ReadSitemap(XmlElement root);

// kNotFound: JSON, but no JSON Feed. kInvalid: ill-formed.
Result<Feed> ReadJsonFeed(std::string_view text, std::string_view url);

// kNotFound: the list pointer leads nowhere. kInvalid: ill-formed.
Result<Feed> ReadBoard(std::string_view text, const BoardSpec& spec);

// The entries that stay of too many: the newest by `date_of`, in their old order; those without a date count by place. Sets
// `cut` when some were left out.
std::vector<XmlElement> NewestEntries(std::vector<XmlElement> entries, std::string (*date_of)(XmlElement), bool& cut);

// Element names of RSS, which some write in capitals or as they please.
bool SameName(std::string_view a, std::string_view b);

// White space at both ends removed.
std::string Trimmed(std::string text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_FORMATS_H_
