// The single pages that are still to be read (daemon/crawl/errands.h), as durable rows: wanted in the batch that holds what gave rise
// to them, settled in the one that holds what came of them. A restart goes on with exactly those.
//
//   Want(ForArticle(document), core, now, report.to_follow);
//   Settle(errand_id, core, report.to_follow);
//   Result<std::vector<Errand>> unfinished = UnfinishedPages(core, now);   // at the start
//
// Rows are as many as the crawler has room for, and for a moment what one more fetch brought: what finds no room there is settled at once.
//
// One thread: the core's.

#ifndef FENGHUO_DAEMON_CORE_PAGES_H_
#define FENGHUO_DAEMON_CORE_PAGES_H_

#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "daemon/core/core.h"
#include "daemon/crawl/errands.h"

namespace fenghuo {

// One that is wanted already is wanted anew, with what is known of it now. A replay wants nothing.
void Want(Errand errand, Core& core, Timestamp now, std::vector<Errand>& to_follow);

// It was read, or never will be; a wish for it from before is met by that, one that comes after stands.
void Settle(const std::string& errand, Core& core, std::vector<Errand>& to_follow);

// Nobody waits for it any more.
void LetGo(const std::string& errand, Core& core);

// What an earlier life left, by id, or what waits when another configuration was loaded. What is older than a day, or is not read that
// way any more, is let go with the next commit. Errors are the store's.
Result<std::vector<Errand>> UnfinishedPages(Core& core, Timestamp now);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_PAGES_H_
