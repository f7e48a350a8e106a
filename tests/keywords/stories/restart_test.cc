// A restart in the middle of a stream must change nothing: the rows that TakeChanges() gave, kept in maps as storage
// keeps them, make an index that goes on exactly as the one that was never stopped.

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <map>
#include <memory>

#include "base/rng.h"
#include "keywords/stories/story_index.h"
#include "tests/keywords/stories/a_document.h"

namespace fenghuo {
namespace {

const Timestamp kStart = FromUnixSeconds(1'800'000'000);

// Storage, as far as the index can tell.
struct Rows {
  std::map<std::string, Story> stories;
  std::map<std::string, Fingerprint> fingerprints;
  std::map<std::string, double> words;
  double documents_total = 0;
  Timestamp decayed_at;

  void Apply(const StoryChanges& changes) {
    for (const Story& story : changes.stories) stories[story.id] = story;
    for (const Fingerprint& fingerprint : changes.fingerprints) fingerprints[fingerprint.document] = fingerprint;
    for (const std::string& document : changes.forgotten_documents) fingerprints.erase(document);
    for (const WordCount& count : changes.words) {
      words[count.word] = count.documents;
      if (count.documents == 0) words.erase(count.word);
    }
    documents_total = changes.documents_total;
    decayed_at = changes.decayed_at;
  }

  // In an order of its own.
  StoryChanges All(Rng& rng) const {
    StoryChanges all;
    for (const auto& [id, story] : stories) all.stories.push_back(story);
    for (const auto& [id, fingerprint] : fingerprints) all.fingerprints.push_back(fingerprint);
    for (const auto& [word, documents] : words) all.words.push_back({word, documents});
    const auto shuffle = [&rng](auto& rows) {
      for (size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[rng.Below(i)]);
    };
    shuffle(all.stories);
    shuffle(all.fingerprints);
    shuffle(all.words);
    all.documents_total = documents_total;
    all.decayed_at = decayed_at;
    return all;
  }
};

void AppendBits(std::string& out, double value) { out += std::to_string(std::bit_cast<uint64_t>(value)) + " "; }

// Every byte of the changes, floating point by its bits.
std::string Written(const StoryChanges& changes) {
  std::string out;
  for (const Story& story : changes.stories) {
    out += story.id + "|" + story.title + "|" + FormatRfc3339(story.first_seen) + FormatRfc3339(story.last_seen) +
           std::to_string(story.documents) + "," + std::to_string(story.copies) + (story.watched ? "w" : "-") +
           story.merged_into + ":";
    std::vector<StoryTerm> terms = story.centroid;  // in no order
    std::sort(terms.begin(), terms.end(), [](const StoryTerm& a, const StoryTerm& b) { return a.word < b.word; });
    for (const StoryTerm& term : terms) {
      out += term.word + "=" + std::to_string(term.weight) + " ";
    }
    out += "\n";
  }
  for (const Fingerprint& fingerprint : changes.fingerprints) {
    out += fingerprint.document + ">" + fingerprint.story + std::to_string(fingerprint.exact) + "\n";
  }
  for (const std::string& document : changes.forgotten_documents) out += "forgotten " + document + "\n";
  std::vector<WordCount> words = changes.words;  // in no order
  std::sort(words.begin(), words.end(), [](const WordCount& a, const WordCount& b) { return a.word < b.word; });
  for (const WordCount& count : words) {
    out += count.word + "=";
    AppendBits(out, count.documents);
  }
  AppendBits(out, changes.documents_total);
  return out + FormatRfc3339(changes.decayed_at);
}

std::string Written(const StoryAssignment& assigned) {
  std::string out = assigned.story + " " + assigned.copy_of + (assigned.opened ? " opened " : " ");
  AppendBits(out, assigned.similarity);
  for (const StoryMerge& merge : assigned.merges) out += merge.from + ">" + merge.into + " ";
  return out;
}

struct Step {
  Document document;
  Watched watched = Watched::kNo;
  Timestamp now;
};

// Titles made of the words of a few happenings that come and go, with reprints, changed documents and quiet weeks.
std::vector<Step> Stream(uint64_t seed, size_t length) {
  static const std::vector<std::vector<std::string>> kHappenings = {
      {"蜂蜜厂", "糖浆", "勾兑", "青石镇", "查封", "蜂蜜"},   {"台风", "登陆", "停课", "海堤", "风暴潮"},
      {"泰丰酱铺", "工业盐", "酱油", "下架", "青石镇"},       {"电梯", "坠落", "幸福里", "维保", "被困"},
      {"幼儿园", "食堂", "呕吐", "送医", "阳光里", "冷藏柜"}, {"充电宝", "自燃", "召回", "航班", "锂电池"}};
  static const std::vector<std::string> kFrame = {"回应", "官方", "网友", "如何看待", "曝光", "致歉", "调查", "最新"};
  Rng rng(seed);
  std::vector<Step> steps;
  Timestamp now = kStart;
  for (size_t i = 0; i < length; ++i) {
    now += minutes(static_cast<int64_t>(rng.Below(240)));
    if (rng.Below(60) == 0) now += hours(24 * static_cast<int64_t>(rng.Below(20)));
    const size_t happening = (i / 40 + rng.Below(3)) % kHappenings.size();
    std::string title;
    for (uint64_t words = 1 + rng.Below(4); words > 0; --words) {
      title += kHappenings[happening][rng.Below(kHappenings[happening].size())];
    }
    title += kFrame[rng.Below(kFrame.size())];
    Step step;
    step.document =
        ADocument("board/" + std::to_string(rng.Below(10) == 0 ? rng.Below(i + 1) : i)).Titled(title).At(now);
    if (rng.Below(4) == 0 && !steps.empty())
      step.document.text = steps[rng.Below(steps.size())].document.title + title + title;
    step.watched = rng.Below(12) == 0 ? Watched::kYes : Watched::kNo;
    step.now = now;
    steps.push_back(std::move(step));
  }
  return steps;
}

// How often what must survive a restart happened at all.
struct Happened {
  int merges = 0;
  int copies = 0;
  int joins = 0;
};

void ExpectARestartChangesNothing(uint64_t seed, const StoryOptions& options, Happened& happened) {
  Rng rng(seed);
  StoryIndex never_stopped(options);
  auto restarted = std::make_unique<StoryIndex>(options);
  Rows rows;
  for (const Step& step : Stream(seed, 400)) {
    const StoryAssignment expected = never_stopped.Assign(step.document, step.watched, step.now);
    ASSERT_EQ(Written(restarted->Assign(step.document, step.watched, step.now)), Written(expected)) << "seed " << seed;
    happened.merges += static_cast<int>(expected.merges.size());
    happened.copies += expected.copy_of.empty() ? 0 : 1;
    happened.joins += expected.opened ? 0 : 1;
    if (rng.Below(30) == 0) {
      never_stopped.Forget(step.now);
      restarted->Forget(step.now);
    }
    if (rng.Below(8) != 0) continue;
    const StoryChanges changes = never_stopped.TakeChanges();
    ASSERT_EQ(Written(restarted->TakeChanges()), Written(changes)) << "seed " << seed;
    rows.Apply(changes);
    if (rng.Below(2) != 0) continue;
    restarted = std::make_unique<StoryIndex>(options);
    restarted->Restore(rows.All(rng));
  }
}

TEST(StoryIndexRestartTest, GoesOnAsIfItHadNeverStopped) {
  Happened happened;
  for (uint64_t seed = 1; seed <= 12; ++seed) ExpectARestartChangesNothing(seed, StoryOptions{}, happened);
  EXPECT_GT(happened.merges, 20);
  EXPECT_GT(happened.copies, 100);
  EXPECT_GT(happened.joins, 1000);
}

TEST(StoryIndexRestartTest, GoesOnTheSameWayWhenItsLimitsAreReached) {
  const StoryOptions tight{.terms_max = 8, .fingerprints_max = 20, .words_max = 24};
  Happened happened;
  for (uint64_t seed = 1; seed <= 12; ++seed) ExpectARestartChangesNothing(seed, tight, happened);
  EXPECT_GT(happened.joins, 500);
}

TEST(StoryIndexRestartTest, KeepsNoMoreRowsThanItsLimits) {
  const StoryOptions tight{.stories_max = 12, .fingerprints_max = 20, .words_max = 24};
  StoryIndex index(tight);
  Rows rows;
  Timestamp now;
  for (const Step& step : Stream(7, 500)) {
    index.Assign(step.document, step.watched, step.now);
    rows.Apply(index.TakeChanges());
    now = step.now;
  }
  index.Forget(now);
  rows.Apply(index.TakeChanges());

  EXPECT_LE(rows.fingerprints.size(), 21u);
  EXPECT_LE(rows.words.size(), 24u);
}

}  // namespace
}  // namespace fenghuo
