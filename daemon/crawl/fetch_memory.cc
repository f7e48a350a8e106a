#include "daemon/crawl/fetch_memory.h"

#include <vector>

#include "base/hash.h"

namespace fenghuo {

namespace {

const std::string& FirstOf(const std::vector<std::string>& pointers) {
  static const std::string kNone;
  return pointers.empty() ? kNone : pointers.front();
}

}  // namespace

// The hash is stored and compared by later versions: what is read as before must give the same bytes as before, or an upgrade forgets
// every validator and what is usual of a source. What comes new is put at the end, and only where it is used.
uint64_t ReadAs(const SourceConfig& source) {
  const BoardSpec& board = *source.board;
  const PageSpec& page = *source.page;
  std::string all = std::string(Name(source.type)) + '\n' + source.url;
  for (const std::string* one :
       {&FirstOf(board.list), &board.url_prefix, &board.url_template, &FirstOf(board.rank), &board.pinned, &board.advertising,
        &board.next_url, &page.entries, &page.rank, &page.pinned, &page.advertising}) {
    all += '\n' + *one;
  }
  for (const std::vector<std::string>* list :
       {&board.id, &board.title, &board.url, &board.text, &board.heat, &board.comments, &board.views, &board.likes, &board.reposts,
        &board.author, &board.published, &board.pinned_values, &board.advertising_values, &board.next, &page.title, &page.url,
        &page.text, &page.author, &page.published, &page.heat, &page.comments, &page.views}) {
    all += '\f';
    for (const std::string& one : *list) all += '\n' + one;
  }
  all += board.html ? "h" : "";
  for (size_t i = 1; i < board.list.size(); ++i) all += "\flist\n" + board.list[i];
  for (size_t i = 1; i < board.rank.size(); ++i) all += "\frank\n" + board.rank[i];
  uint64_t hash = Hash64(all);
  return hash == 0 ? 1 : hash;
}

void FetchMemory::Expect(const SourceConfig& source) {
  uint64_t before = Find(source.id).read_as;
  if (before != 0 && before != ReadAs(source)) MoveTo(source.id);
}

void FetchMemory::Note(const SourceRecord& record) {
  records_[record.id] = record;
  auto owed = in_full_.find(record.id);
  if (owed == in_full_.end() || owed->second == Full::kOwed) return;
  owed->second = Full::kOwed;
  if (record.failures == 0) in_full_.erase(owed);
}

void FetchMemory::NoteGood(const std::string& source) {
  auto owed = in_full_.find(source);
  if (owed != in_full_.end()) owed->second = Full::kGood;
}

SourceRecord FetchMemory::Find(const std::string& source) const {
  auto found = records_.find(source);
  if (found != records_.end()) return found->second;
  SourceRecord unknown;
  unknown.id = source;
  return unknown;
}

SourceRecord FetchMemory::ToAsk(const std::string& source) const {
  SourceRecord record = Find(source);
  if (!in_full_.contains(source)) return record;
  record.last_full_at.reset();
  record.body_hash = 0;
  return record;
}

}  // namespace fenghuo
