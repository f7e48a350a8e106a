// An ArticleQueue holds the entries whose pages are still to be read: a list gives a title at once, the page behind it the text.
//
//   if (queue.Add(document) == ArticleRoom::kTaken) schedule.Add(document.id, document.url, now);
//   if (std::optional<Duration> wait = queue.TryAgainAfter(id, report)) schedule.Again(id, now + *wait);
//   queue.Remove(id);
//
// Bounded, for each source and in all, so that neither a list of thousands nor a host that hangs can fill memory or keep others
// waiting for ever; what finds no room is counted by whoever asked. A page that the network or its server failed is tried three
// times, ten minutes and then an hour apart; one that is not there, or may not be read, once.
//
// One thread.

#ifndef FENGHUO_DAEMON_CRAWL_ARTICLE_QUEUE_H_
#define FENGHUO_DAEMON_CRAWL_ARTICLE_QUEUE_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "daemon/config/config.h"
#include "daemon/crawl/intake.h"
#include "keywords/document.h"

namespace fenghuo {

enum class ArticleRoom {
  kTaken,
  kKnown,   // it waits already, now with the newer title
  kNoRoom,
};

// The page behind an entry as something to fetch, with the manners of its list. The consent to read the list whatever robots.txt says
// is for its own site.
SourceConfig PageOf(const Document& entry, const SourceConfig& list);

class ArticleQueue {
 public:
  static constexpr size_t kPerSourceMax = 200;
  static constexpr size_t kMax = 2000;

  ArticleRoom Add(const Document& entry);

  // Null when it does not wait.
  const Document* Find(const std::string& id) const;

  // Nothing when the report settles it: its page came, or never will.
  std::optional<Duration> TryAgainAfter(const std::string& id, const FetchReport& report);

  void Remove(const std::string& id);

  // The entries of sources that are not among these.
  std::vector<std::string> WithoutSource(const std::map<std::string, SourceConfig>& sources) const;

  size_t size() const { return waiting_.size(); }

 private:
  struct Waiting {
    Document entry;
    int tries = 0;
  };

  std::map<std::string, Waiting> waiting_;       // by document
  std::map<std::string, size_t> waiting_of_;     // by source
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_ARTICLE_QUEUE_H_
