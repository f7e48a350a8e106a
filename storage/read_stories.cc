#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "keywords/drill.h"
#include "storage/meta.h"
#include "storage/store_impl.h"

namespace fenghuo {

Result<std::vector<std::string>> Store::StoryMembers(std::string_view story) const {
  struct Member {
    Timestamp at;
    std::string document;
  };
  std::string prefix = OwnerPrefix(story);
  KeyRange range{Family::kMembers, prefix, PrefixEnd(prefix)};
  std::vector<Member> members;
  Result<void> scanned =
      impl_->Scan(Impl::View(*impl_), range, [&](std::string_view key, std::string_view value) -> Result<bool> {
        Result<StoryMember> row = impl_->Parse<StoryMember>(Family::kMembers, key, value);
        if (!row.ok()) return row.error();
        members.push_back({row->at, std::string(key.substr(prefix.size()))});
        return true;
      });
  if (!scanned.ok()) return scanned.error();
  std::sort(members.begin(), members.end(),
            [](const Member& a, const Member& b) { return std::tie(a.at, a.document) < std::tie(b.at, b.document); });
  std::vector<std::string> documents;
  documents.reserve(members.size());
  for (Member& member : members) documents.push_back(std::move(member.document));
  return documents;
}

Result<Story> Store::FindStory(std::string_view id) const { return impl_->Find<Story>(Family::kStories, id); }

Result<JudgementRecord> Store::FindJudgement(std::string_view story) const {
  return impl_->Find<JudgementRecord>(Family::kJudgements, story);
}

Result<std::vector<JudgementRecord>> Store::Judgements(Drills drills) const {
  Result<std::vector<JudgementRecord>> rows = impl_->ScanRows<JudgementRecord>({Family::kJudgements, {}, {}});
  if (rows.ok() && drills == Drills::kLeftOut) {
    std::erase_if(*rows, [](const JudgementRecord& row) { return IsOfDrill(row.story); });
  }
  return rows;
}

Result<std::vector<JudgementRecord>> Store::JudgementsOfDrill(int64_t drill) const {
  const std::string prefix = DrillIdsOf(drill);
  return impl_->ScanRows<JudgementRecord>({Family::kJudgements, prefix, PrefixEnd(prefix)});
}

Result<std::vector<RuleBaseline>> Store::Baselines() const {
  return impl_->ScanRows<RuleBaseline>({Family::kBaselines, {}, {}});
}

Result<GradeOptions> Store::FindGradeOptions(uint64_t id) const {
  return impl_->Find<GradeOptions>(Family::kGradeOptions, Hex64(id));
}

Result<void> Store::ForEachGrading(const std::function<bool(const GradingRecord&)>& visit) const {
  KeyRange range{Family::kGradings, {}, {}};
  return impl_->Scan(Impl::View(*impl_), range, [&](std::string_view key, std::string_view value) -> Result<bool> {
    Result<GradingRecord> row = impl_->Parse<GradingRecord>(Family::kGradings, key, value);
    if (!row.ok()) return row.error();
    return visit(*row);
  });
}

Result<Page<Story>> Store::ListStories(std::string_view cursor, size_t limit) const {
  if (limit == 0) return Invalid("limit: must be at least 1, is 0");
  KeyRange range{Family::kStories, {}, {}};
  if (!cursor.empty()) {
    Result<std::string> last = ReadCursor(PagedList::kStories, cursor);
    if (!last.ok()) return last.error();
    range.lower = *last + '\0';  // the first key behind it
  }
  Page<Story> page;
  Result<void> scanned =
      impl_->Scan(Impl::View(*impl_), range, [&](std::string_view key, std::string_view value) -> Result<bool> {
        if (page.rows.size() == limit) {
          page.next = MakeCursor(PagedList::kStories, page.rows.back().id);
          return false;
        }
        Result<Story> story = impl_->Parse<Story>(Family::kStories, key, value);
        if (!story.ok()) return story.error();
        page.rows.push_back(std::move(*story));
        return true;
      });
  if (!scanned.ok()) return scanned.error();
  return page;
}

Result<StoryRows> Store::LoadStoryIndex(const std::function<bool(const Story&)>& wanted) const {
  Impl::View view(*impl_);
  StoryRows rows;
  KeyRange stories{Family::kStories, {}, {}};
  Result<void> read = impl_->Scan(view, stories, [&](std::string_view key, std::string_view value) -> Result<bool> {
    Result<Story> story = impl_->Parse<Story>(Family::kStories, key, value);
    if (!story.ok()) return story.error();
    if (wanted(*story)) rows.stories.push_back(std::move(*story));
    return true;
  });
  if (!read.ok()) return read.error();
  Result<std::vector<Fingerprint>> fingerprints = impl_->ScanRows<Fingerprint>(view, {Family::kFingerprints, {}, {}});
  if (!fingerprints.ok()) return fingerprints.error();
  rows.fingerprints = std::move(*fingerprints);
  std::map<std::string, double> words;
  KeyRange all_words{Family::kWords, {}, {}};
  Result<void> scanned =
      impl_->Scan(view, all_words, [&](std::string_view key, std::string_view value) -> Result<bool> {
        Result<WordCounts> row = impl_->Parse<WordCounts>(Family::kWords, key, value);
        if (!row.ok()) return row.error();
        rows.words_written += row->counts.size();
        std::optional<int64_t> number = KeyReader(key).TakeNumber();
        if (!number) return Corrupt("words: row \"" + PrintableKey(key) + "\": the key is no number");
        rows.word_rows.push_back(*number);
        for (WordCount& count : row->counts) words[std::move(count.word)] = count.documents;
        return true;
      });
  if (!scanned.ok()) return scanned.error();
  for (auto& [word, documents] : words) {
    if (documents > 0) rows.words.push_back({word, documents});
  }
  Result<IndexTotals> totals = impl_->Find<IndexTotals>(Family::kMeta, kIndexTotalsKey);
  if (!totals.ok() && totals.error().code != ErrorCode::kNotFound) return totals.error();
  if (totals.ok()) {
    rows.documents_total = totals->documents_total;
    rows.decayed_at = totals->decayed_at;
  }
  return rows;
}

}  // namespace fenghuo
