// An Errand is one page that is to be read once, because of what a source held: the article behind an entry, or the next page of an
// answer that comes in pages. Errands holds those that wait.
//
//   if (errands.Add(ForArticle(document)) == ErrandRoom::kTaken) schedule.Add(errand.id, errand.url, now);
//   if (std::optional<Duration> wait = errands.TryAgainAfter(id, report)) schedule.Again(id, now + *wait);
//   errands.Remove(id);
//
// Bounded, for each source and in all, so that neither a list of thousands nor a host that hangs can fill memory or keep others
// waiting for ever; what finds no room is counted by whoever asked. A page that the network or its server failed is tried three
// times, ten minutes and then an hour apart; one that is not there, or may not be read, once.
//
// One thread.

#ifndef FENGHUO_DAEMON_CRAWL_ERRANDS_H_
#define FENGHUO_DAEMON_CRAWL_ERRANDS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "daemon/config/config.h"
#include "daemon/crawl/intake.h"
#include "daemon/crawl/source_set.h"
#include "keywords/document.h"

namespace fenghuo {

struct Errand {
  std::string id;      // of an article its document's; never a source's
  std::string source;
  std::string url;
  std::optional<Document> entry{};       // of an article: what the list said of it
  std::optional<ListPage> list_page{};   // of a further page
};

Errand ForArticle(const Document& entry);
Errand ForListPage(const std::string& source, const ListPage& page);

// The page as something to fetch, with the manners of its source. The consent to read a source whatever robots.txt says is for its own
// site, that it may be inside the office for its own origin.
SourceConfig PageOf(const Errand& errand, const SourceConfig& source);

enum class ErrandRoom {
  kTaken,
  kKnown,   // it waits already, now with the newer title
  kNoRoom,
};

class Errands {
 public:
  static constexpr size_t kPerSourceMax = 200;
  static constexpr size_t kMax = 2000;

  ErrandRoom Add(const Errand& errand);

  // Null when it does not wait.
  const Errand* Find(const std::string& id) const;

  // Nothing when the report settles it: its page came, or never will.
  std::optional<Duration> TryAgainAfter(const std::string& id, const FetchReport& report);

  void Remove(const std::string& id);

  // Those of sources that are not among these.
  std::vector<std::string> WithoutSource(const SourceSet& sources) const;

  size_t size() const { return waiting_.size(); }

 private:
  struct Waiting {
    Errand errand;
    int tries = 0;
  };

  std::map<std::string, Waiting> waiting_;    // by id
  std::map<std::string, size_t> waiting_of_;  // by source
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_ERRANDS_H_
