#include "daemon/core/pages.h"

#include <map>
#include <optional>
#include <utility>

#include "daemon/core/arrivals.h"
#include "daemon/net/url.h"

namespace fenghuo {
namespace {

constexpr Duration kWantedFor = hours(24);  // it is no news any more, and a list names its entries again

ErrandRecord RowOf(const Errand& errand, Timestamp now) {
  ErrandRecord row{.id = errand.id, .source = errand.source, .url = errand.url, .since = now};
  if (errand.list_page) {
    row.list_page = errand.list_page->number;
    row.first_read = errand.list_page->first_read;
  }
  return row;
}

// Nothing when nobody wants it any more; `known` are the documents that there are.
std::optional<Errand> ErrandOf(const ErrandRecord& row, const std::map<std::string, Document>& known, const Core& core, Timestamp now) {
  auto source = core.sources.find(row.source);
  if (source == core.sources.end() || row.since + kWantedFor < now) return std::nullopt;
  if (row.list_page > 0) {
    const bool has_pages = !source->second.board->next.empty() || !source->second.board->next_url.empty();
    if (!has_pages || !IsSameSite(source->second.url, row.url)) return std::nullopt;
    return ForListPage(row.source, {.url = row.url, .number = static_cast<int>(row.list_page), .first_read = row.first_read});
  }
  auto entry = known.find(row.id);
  if (entry == known.end() || !TellsTitleOnly(entry->second, core)) return std::nullopt;  // it may have changed since
  return ForArticle(entry->second);
}

Result<std::map<std::string, Document>> EntriesOf(const std::vector<ErrandRecord>& rows, const Core& core) {
  std::vector<std::string> ids;
  for (const ErrandRecord& row : rows) {
    if (row.list_page == 0) ids.push_back(row.id);
  }
  Result<std::vector<std::optional<DocumentRecord>>> found = core.state.store().FindDocuments(ids);
  if (!found.ok()) return found.error();
  std::map<std::string, Document> entries;
  for (size_t i = 0; i < ids.size(); ++i) {
    if ((*found)[i]) entries.emplace(ids[i], std::move((*found)[i]->document));
  }
  return entries;
}

}  // namespace

void Want(Errand errand, Core& core, Timestamp now, std::vector<Errand>& to_follow) {
  if (core.watching == Watching::kNo) return;
  core.state.batch().PutErrand(RowOf(errand, now));
  to_follow.push_back(std::move(errand));
}

void Settle(const std::string& errand, Core& core, std::vector<Errand>& to_follow) {
  LetGo(errand, core);
  std::erase_if(to_follow, [&](const Errand& wanted) { return wanted.id == errand; });
}

void LetGo(const std::string& errand, Core& core) { core.state.batch().DeleteErrand(errand); }

Result<std::vector<Errand>> UnfinishedPages(Core& core, Timestamp now) {
  Result<std::vector<ErrandRecord>> rows = core.state.store().Errands();
  if (!rows.ok()) return rows.error();
  Result<std::map<std::string, Document>> entries = EntriesOf(*rows, core);
  if (!entries.ok()) return entries.error();
  std::vector<Errand> unfinished;
  for (const ErrandRecord& row : *rows) {
    std::optional<Errand> errand = ErrandOf(row, *entries, core, now);
    if (errand) {
      unfinished.push_back(*std::move(errand));
    } else {
      LetGo(row.id, core);
    }
  }
  return unfinished;
}

}  // namespace fenghuo
