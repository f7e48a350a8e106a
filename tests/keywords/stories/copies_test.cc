#include "keywords/stories/copies.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>

#include "base/rng.h"
#include "keywords/stories/fingerprint.h"
#include "keywords/text/utf8.h"
#include "tests/keywords/stories/a_document.h"

namespace fenghuo {
namespace {

const Timestamp kStart = FromUnixSeconds(1'800'000'000);

Fingerprint Of(const std::string& id, const std::string& text, Duration after = hours(0)) {
  return MakeFingerprint(ADocument(id).Saying(text), kStart + after);
}

std::string OriginalIn(const CopyIndex& copies, const Fingerprint& probe) {
  const Fingerprint* original = copies.FindOriginal(probe);
  return original == nullptr ? "" : original->document;
}

TEST(FingerprintTest, IgnoresWhatARepostAdds) {
  const Fingerprint plain = Of("a", "镇上的豆腐坊昨晚被查封");
  EXPECT_EQ(Of("b", "//@阿明:镇上的豆腐坊，昨晚被查封！！[怒] http://t.example/Ab3 @小李").exact, plain.exact);
  EXPECT_EQ(Of("c", "鎮上的豆腐坊昨晚被查封").exact, plain.exact);
  EXPECT_NE(Of("d", "镇上的豆腐坊昨晚被解封").exact, plain.exact);
}

TEST(FingerprintTest, KeepsALongTextSmall) {
  std::string text;
  Rng rng(3);
  for (int i = 0; i < 30'000; ++i) AppendUtf8(static_cast<char32_t>(0x4e00 + rng.Below(5000)), text);
  const Fingerprint made = Of("a", text);
  EXPECT_EQ(made.characters, 20'000u);
  EXPECT_EQ(made.sketch.size(), kSketchSize);
  EXPECT_LE(made.shingles.size(), 200u);
  EXPECT_GE(made.shingles.size(), 40u);
}

TEST(CopyIndexTest, TakesAShortTitleOnlyForTheSameTitleAndOnlyForDays) {
  CopyIndex copies(100, hours(24 * 14));
  copies.Remember(Of("board/1", "酱油"));
  EXPECT_EQ(OriginalIn(copies, Of("board/2", "酱油", hours(24))), "board/1");
  EXPECT_EQ(OriginalIn(copies, Of("board/2", "酱油铺", hours(24))), "");
  EXPECT_EQ(OriginalIn(copies, Of("board/2", "酱油", hours(24 * 4))), "");
}

TEST(CopyIndexTest, DoesNotTakeAQuoteForACopy) {
  CopyIndex copies(100, hours(24 * 14));
  copies.Remember(Of("board/1", "豆腐坊用工业卤水点豆腐被街坊举报"));
  const std::string report =
      "昨天一则“豆腐坊用工业卤水点豆腐被街坊举报”的消息在本地群里传开。记者今天上午来到老街，看见店门紧闭，门口贴着暂停营业的告示。"
      "住在对面的王阿姨说，上个月就有人来拍过照。镇里的工作人员表示，样品已经送检，三天之内会有结论。";
  EXPECT_EQ(OriginalIn(copies, Of("paper/1", report)), "");
}

TEST(CopyIndexTest, NamesTheEarliestOfEqualOriginals) {
  CopyIndex copies(100, hours(24 * 14));
  const std::string text = "豆腐坊用工业卤水点豆腐被街坊举报，店门今天紧闭";
  copies.Remember(Of("b", text, hours(1)));
  copies.Remember(Of("a", text, hours(2)));
  EXPECT_EQ(OriginalIn(copies, Of("c", text, hours(3))), "b");
}

TEST(CopyIndexTest, NeverNamesTheDocumentItself) {
  CopyIndex copies(100, hours(24 * 14));
  copies.Remember(Of("a", "豆腐坊用工业卤水点豆腐被街坊举报"));
  EXPECT_EQ(OriginalIn(copies, Of("a", "豆腐坊用工业卤水点豆腐被街坊举报了", hours(1))), "");
}

TEST(CopyIndexTest, ForgetsAfterTwoWeeksAndOverItsLimit) {
  CopyIndex copies(2, hours(24 * 14));
  for (int i = 0; i < 3; ++i) copies.Remember(Of(std::to_string(i), "豆腐坊用工业卤水" + std::to_string(i), hours(i)));
  copies.Expire(kStart + hours(3));
  EXPECT_EQ(copies.Find("0"), nullptr);
  EXPECT_NE(copies.Find("1"), nullptr);
  copies.Expire(kStart + hours(24 * 15));
  EXPECT_EQ(copies.Find("2"), nullptr);
  StoryChanges changes;
  copies.TakeChanges(changes);
  EXPECT_THAT(changes.forgotten_documents, testing::ElementsAre("0", "1", "2"));
  EXPECT_THAT(changes.fingerprints, testing::IsEmpty());
}

TEST(CopyIndexTest, TextsWithoutCharactersAreNoCopiesOfEachOther) {
  CopyIndex copies(100, hours(24 * 14));
  copies.Remember(Of("a", "！！！"));
  EXPECT_EQ(OriginalIn(copies, Of("b", "？？？")), "");
}

// Generated texts: words of two characters in sentences, each text about its own few words among common ones, all of one
// column with the same closing line. Edited as reprints are (reference: science.md 3).
class ReprintTest : public testing::Test {
 protected:
  using Sentences = std::vector<std::string>;

  std::string Word(size_t number) const {
    std::string word;
    AppendUtf8(static_cast<char32_t>(0x4e00 + number * 7 % 6000), word);
    AppendUtf8(static_cast<char32_t>(0x4e00 + number * 13 % 5000), word);
    return word;
  }

  Sentences Article(size_t sentences) {
    std::vector<size_t> own;
    for (int i = 0; i < 12; ++i) own.push_back(300 + rng_.Below(4000));
    Sentences article;
    for (size_t i = 0; i < sentences; ++i) {
      std::string sentence;
      for (uint64_t words = 6 + rng_.Below(9); words > 0; --words) {
        sentence += rng_.Below(3) == 0 ? Word(own[rng_.Below(own.size())]) : Word(rng_.Below(300));
      }
      article.push_back(sentence + "。");
    }
    return article;
  }

  static std::string Text(const Sentences& sentences) {
    std::string text;
    for (const std::string& sentence : sentences) text += sentence;
    return text;
  }

  static std::string Cut(const std::string& text, double share) {
    return CutCodePoints(text, static_cast<size_t>(static_cast<double>(CountCodePoints(text)) * share), "");
  }

  std::string WithChanges(const std::string& text, double share) {
    std::string changed;
    for (size_t i = 0; i < text.size();) {
      const char32_t character = NextCodePoint(text, i);
      AppendUtf8(rng_.Fraction() < share ? static_cast<char32_t>(0x4e00 + rng_.Below(6000)) : character, changed);
    }
    return changed;
  }

  std::string DroppedAndShuffled(const Sentences& sentences) {
    Sentences left = sentences;
    for (size_t i = left.size(); i > 1; --i) std::swap(left[i - 1], left[rng_.Below(i)]);
    left.resize(left.size() * 7 / 10);
    return Text(left);
  }

  struct Tally {
    int edits = 0;
    int found = 0;
    int wrong = 0;
  };

  void Try(const CopyIndex& copies, const std::string& original, const std::string& edited, Tally& tally) {
    const std::string named = OriginalIn(copies, Of("edited", edited, hours(5)));
    ++tally.edits;
    tally.found += named == original;
    tally.wrong += !named.empty() && named != original;
  }

  void ExpectTheGoal(const std::map<std::string, Tally>& tallies) {
    Tally all;
    for (const auto& [edit, tally] : tallies) {
      RecordProperty(edit, std::to_string(tally.found) + "/" + std::to_string(tally.edits));
      printf("  %-28s found %d of %d, wrong %d\n", edit.c_str(), tally.found, tally.edits, tally.wrong);
      all.edits += tally.edits;
      all.found += tally.found;
      all.wrong += tally.wrong;
    }
    EXPECT_GE(all.found * 1000, all.edits * 980) << "recall";
    EXPECT_LE(all.wrong * 1000, (all.found + all.wrong) * 10) << "precision";
  }

  Rng rng_{11};
};

constexpr char kClosing[] = "本报记者综合报道。未经许可不得转载，违者必究。";

TEST_F(ReprintTest, FindsEditedArticles) {
  CopyIndex copies(10'000, hours(24 * 14));
  std::vector<Sentences> articles;
  for (int i = 0; i < 150; ++i) {
    articles.push_back(Article(10 + rng_.Below(16)));
    copies.Remember(Of(std::to_string(i), Text(articles.back()) + kClosing));
  }
  std::map<std::string, Tally> tallies;
  for (size_t i = 0; i < articles.size(); ++i) {
    const std::string id = std::to_string(i);
    const std::string text = Text(articles[i]);
    Try(copies, id, "（来源：青石晚报）" + text + "编辑：小林 审核：老周", tallies["source line and editor"]);
    Try(copies, id, Article(1)[0] + text + kClosing, tallies["new headline"]);
    Try(copies, id, Cut(text, 0.6), tallies["cut to 60 %"]);
    Try(copies, id, Cut(text, 0.35), tallies["cut to 35 %"]);
    Try(copies, id, Cut(text, 0.5) + Text(Article(articles[i].size() * 3 / 10)) + text.substr(Cut(text, 0.5).size()),
        tallies["30 % inserted"]);
    Try(copies, id, WithChanges(text, 0.03), tallies["3 % of characters changed"]);
    Try(copies, id, WithChanges(text, 0.10), tallies["10 % of characters changed"]);
    Try(copies, id, DroppedAndShuffled(articles[i]), tallies["30 % dropped, shuffled"]);
    Tally strangers;
    Try(copies, "none", Text(Article(15)) + kClosing, strangers);
    tallies["another of the same column"].wrong += strangers.wrong;
  }
  ExpectTheGoal(tallies);
}

TEST_F(ReprintTest, FindsEditedPosts) {
  CopyIndex copies(10'000, hours(24 * 14));
  std::vector<Sentences> posts;
  for (int i = 0; i < 400; ++i) {
    posts.push_back(Article(3 + rng_.Below(3)));
    copies.Remember(Of(std::to_string(i), Text(posts.back())));
  }
  std::map<std::string, Tally> tallies;
  for (size_t i = 0; i < posts.size(); ++i) {
    const std::string id = std::to_string(i);
    const std::string text = Text(posts[i]);
    Try(copies, id, "转发微博//@阿明:" + text + "[泪][泪] http://t.example/x1", tallies["reposted"]);
    Try(copies, id, "太吓人了，大家都看看吧！" + text, tallies["with a remark"]);
    Try(copies, id, Cut(text, 0.6), tallies["cut to 60 %"]);
    Try(copies, id, text + Article(1)[0], tallies["a sentence added"]);
    Try(copies, id, WithChanges(text, 0.05), tallies["5 % of characters changed"]);
    Tally strangers;
    Try(copies, "none", Text(Article(4)), strangers);
    tallies["another post"].wrong += strangers.wrong;
  }
  ExpectTheGoal(tallies);
}

}  // namespace
}  // namespace fenghuo
