#include "keywords/stories/story_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/keywords/stories/a_document.h"

namespace fenghuo {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

const Timestamp kStart = FromUnixSeconds(1'800'000'000);

// Feeds titles to an index and remembers who went where.
class StoryIndexTest : public testing::Test {
 protected:
  StoryAssignment Put(const std::string& id, const std::string& title, Duration after, Watched watched = Watched::kNo) {
    return index_.Assign(ADocument(id).Titled(title).At(kStart + after), watched, kStart + after);
  }
  StoryAssignment PutText(const std::string& id, const std::string& text, Duration after) {
    return index_.Assign(ADocument(id).Titled("").Saying(text).At(kStart + after), Watched::kNo, kStart + after);
  }
  std::string StoryOf(const std::string& id) const {
    const Story* story = index_.Find(id);
    return story == nullptr ? "" : story->id;
  }

  StoryIndex index_{StoryOptions{}};
};

TEST_F(StoryIndexTest, NamesAStoryByItsFirstDocument) {
  const StoryAssignment assigned = Put("board/1", "蜂蜜厂用糖浆勾兑蜂蜜", hours(0));

  EXPECT_EQ(assigned.story, "board/1");
  EXPECT_TRUE(assigned.opened);
  EXPECT_EQ(assigned.copy_of, "");
  EXPECT_THAT(assigned.merges, IsEmpty());
}

TEST_F(StoryIndexTest, PutsTitlesOfOneHappeningTogether) {
  Put("board/1", "蜂蜜厂用糖浆勾兑蜂蜜", hours(0));
  EXPECT_EQ(Put("board/2", "糖浆勾兑蜂蜜流向哪里", hours(5)).story, "board/1");
  EXPECT_EQ(Put("board/3", "专家谈勾兑蜂蜜的危害", hours(9)).story, "board/1");
  EXPECT_EQ(Put("board/4", "台风将在今夜登陆", hours(10)).story, "board/4");
}

TEST_F(StoryIndexTest, DoesNotJoinByTheWordsOfEveryHeadline) {
  Put("board/1", "官方回应地铁停运", hours(0));
  EXPECT_TRUE(Put("board/2", "官方回应高考改期", hours(1)).opened);
  EXPECT_TRUE(Put("board/3", "如何看待网友曝光的视频，哪些信息值得关注？", hours(2)).opened);
}

TEST_F(StoryIndexTest, TakesAOneWordTitleIntoTheStoryThatIsFullOfIt) {
  Put("board/1", "蜂蜜厂用糖浆勾兑蜂蜜", hours(0));
  Put("board/2", "糖浆勾兑蜂蜜流向哪里", hours(1));
  EXPECT_EQ(Put("board/3", "蜂蜜", hours(2)).story, "board/1");
}

TEST_F(StoryIndexTest, LetsAnOldStoryRest) {
  Put("board/1", "蜂蜜厂用糖浆勾兑蜂蜜", hours(0));
  EXPECT_TRUE(Put("board/2", "蜂蜜厂用糖浆勾兑蜂蜜一事后续", hours(24 * 13)).opened);
}

TEST_F(StoryIndexTest, KeepsAWatchedStoryOpenForAMonth) {
  Put("board/1", "蜂蜜厂用糖浆勾兑蜂蜜", hours(0), Watched::kYes);
  EXPECT_EQ(Put("board/2", "蜂蜜厂用糖浆勾兑蜂蜜一事后续", hours(24 * 13)).story, "board/1");
  EXPECT_TRUE(Put("board/3", "蜂蜜厂用糖浆勾兑蜂蜜案宣判", hours(24 * 31)).opened);
}

TEST_F(StoryIndexTest, TakesTheTitleOfTheFirstDocumentThatARuleFound) {
  Put("board/1", "一家蜂蜜厂糖浆堆满仓库", hours(0));
  Put("board/2", "蜂蜜厂被曝用糖浆勾兑蜂蜜", hours(1), Watched::kYes);
  Put("board/3", "蜂蜜厂糖浆勾兑蜂蜜被查封", hours(2), Watched::kYes);

  const Story* story = index_.Find("board/1");
  ASSERT_NE(story, nullptr);
  EXPECT_EQ(story->title, "蜂蜜厂被曝用糖浆勾兑蜂蜜");
  EXPECT_TRUE(story->watched);
  EXPECT_EQ(story->documents, 3);
  EXPECT_EQ(story->first_seen, kStart);
  EXPECT_EQ(story->last_seen, kStart + hours(2));
}

TEST_F(StoryIndexTest, CountsACopyAndNamesWhatItRepeats) {
  const std::string text = "昨日傍晚，青石镇一家豆制品作坊被群众举报使用工业明胶，镇市场监管所当晚到场查封原料十二袋。";
  PutText("paper/1", text, hours(0));
  const StoryAssignment assigned = PutText("portal/7", "（转自青石晚报）" + text + "编辑：小林", hours(3));

  EXPECT_EQ(assigned.copy_of, "paper/1");
  EXPECT_EQ(assigned.story, "paper/1");
  EXPECT_EQ(assigned.similarity, 1);
  EXPECT_EQ(index_.Find("paper/1")->documents, 2);
  EXPECT_EQ(index_.Find("paper/1")->copies, 1);
}

TEST_F(StoryIndexTest, DoesNotTakeAChangedDocumentForACopyOfItself) {
  Put("paper/1", "蜂蜜厂用糖浆勾兑蜂蜜被群众举报市监局连夜到场", hours(0));
  const StoryAssignment again = Put("paper/1", "蜂蜜厂用糖浆勾兑蜂蜜被群众举报市监局连夜到场查封", hours(1));

  EXPECT_EQ(again.copy_of, "");
  EXPECT_EQ(again.story, "paper/1");
  EXPECT_FALSE(again.opened);
  EXPECT_EQ(index_.Find("paper/1")->documents, 1);
}

TEST_F(StoryIndexTest, OpensAnotherStoryForADocumentThatReturnsAfterItsOwnClosed) {
  const Document document = ADocument("board/酱油").Titled("酱油").At(kStart);
  EXPECT_EQ(index_.Assign(document, Watched::kNo, kStart).story, "board/酱油");
  const StoryAssignment later = index_.Assign(document, Watched::kNo, kStart + hours(24 * 60));

  EXPECT_TRUE(later.opened);
  EXPECT_EQ(later.story, "board/酱油@1805184000000");
  EXPECT_EQ(later.copy_of, "");
}

TEST_F(StoryIndexTest, OpensTwoStoriesAtOneInstantForADocumentThatChangesTwice) {
  const std::string honey = "某市蜂蜜厂用糖浆勾兑蜂蜜冒充百花蜜流向多家超市，市民要求公布检测结果";
  const std::string bridge = "跨江大桥维修工程昨日完成桥面沥青铺设，交通部门预计月底恢复双向通行";
  const std::string comet = "国家天文台发布新发现彗星轨道参数，爱好者可在黎明前东方低空观测";
  Put("board/1", honey, hours(0));
  Put("board/2", honey, hours(0));  // keeps the first story when the document leaves it
  const std::string second = Put("board/1", bridge, hours(0)).story;
  Put("board/3", bridge, hours(0));

  const std::string third = Put("board/1", comet, hours(0)).story;

  EXPECT_NE(second, "board/1");
  EXPECT_EQ(third, second + "-2");
  EXPECT_EQ(StoryOf(third), third);
}

TEST_F(StoryIndexTest, MergesTheYoungerStoryIntoTheOlderWhenTheyGrowTogether) {
  Put("board/1", "糖浆勾兑蜂蜜流入超市", hours(0), Watched::kYes);
  Put("board/2", "青石镇连夜查封仓库", hours(1));
  const StoryAssignment bridge = Put("board/3", "青石镇查封仓库内糖浆勾兑蜂蜜", hours(2));

  ASSERT_THAT(bridge.merges, SizeIs(1));
  EXPECT_EQ(bridge.merges[0].from, "board/2");
  EXPECT_EQ(bridge.merges[0].into, "board/1");
  EXPECT_EQ(bridge.story, "board/1");
  EXPECT_EQ(StoryOf("board/2"), "board/1");
  EXPECT_EQ(index_.Find("board/2")->documents, 3);
}

// The same two exposures, and a title that names both.
std::vector<StoryMerge> MergesAround(Watched bridge) {
  StoryIndex index{StoryOptions{}};
  const auto put = [&](const std::string& id, const std::string& title, Duration after, Watched watched) {
    return index.Assign(ADocument(id).Titled(title).At(kStart + after), watched, kStart + after);
  };
  put("board/1", "糖浆勾兑蜂蜜流入超市", hours(0), Watched::kYes);
  put("board/2", "糖浆勾兑蜂蜜已经封存", hours(1), Watched::kYes);
  put("board/3", "木薯冒充红薯粉条", hours(1), Watched::kYes);
  put("board/4", "红薯粉条掺入木薯", hours(2), Watched::kYes);
  return put("board/5", "谁能拒绝蜂蜜拌红薯粉条呢", hours(3), bridge).merges;
}

TEST_F(StoryIndexTest, LetsOnlyADocumentThatARuleFoundBridgeTwoStories) {
  EXPECT_THAT(MergesAround(Watched::kYes), SizeIs(1));
  EXPECT_THAT(MergesAround(Watched::kNo), IsEmpty());
}

TEST_F(StoryIndexTest, TakesAShortTitleByTheNameOfAWatchedStoryThatTwoDocumentsTold) {
  Put("board/1", "沂桥", hours(0));
  Put("board/2", "沂桥五万元的蜂蜜只加了薄荷", hours(1), Watched::kYes);
  EXPECT_EQ(Put("board/3", "沂桥道歉", hours(3)).story, "board/1");
}

TEST_F(StoryIndexTest, DoesNotJoinByTheYear) {
  Put("board/1", "2031年蜂蜜糖浆", hours(0));
  EXPECT_TRUE(Put("board/2", "2031年台风登陆", hours(1)).opened);
}

TEST_F(StoryIndexTest, MergesByHandAndStaysWatched) {
  Put("board/1", "糖浆勾兑蜂蜜流入超市", hours(0));
  Put("board/2", "风暴潮越过青石海堤", hours(1), Watched::kYes);

  EXPECT_TRUE(index_.Merge("board/2", "board/1"));
  EXPECT_EQ(StoryOf("board/2"), "board/1");
  EXPECT_TRUE(index_.Find("board/1")->watched);
  EXPECT_EQ(index_.Find("board/1")->title, "风暴潮越过青石海堤");
  EXPECT_FALSE(index_.Merge("board/2", "board/1")) << "they are one already";
  EXPECT_FALSE(index_.Merge("board/9", "board/1")) << "board/9 is unknown";
  EXPECT_EQ(Put("board/3", "青石海堤风暴潮", hours(2)).story, "board/1");
}

TEST_F(StoryIndexTest, HandMergesAnOlderStoryIntoAYoungerOne) {
  Put("board/1", "糖浆勾兑蜂蜜流入超市", hours(0));
  Put("board/2", "台风将在今夜登陆", hours(1));

  ASSERT_TRUE(index_.Merge("board/1", "board/2"));
  EXPECT_EQ(index_.Find("board/1")->id, "board/2");
  EXPECT_EQ(index_.Find("board/2")->first_seen, kStart);
  EXPECT_EQ(Put("board/3", "糖浆勾兑蜂蜜", hours(2)).story, "board/2");
}

// The second title of the fetch shares one word with the story, which is little before the third makes that word the story's own.
TEST_F(StoryIndexTest, LooksAgainAtTheEndOfAFetchForWhatItOpened) {
  Put("board/1", "暗访作坊糖浆勾兑蜂蜜", hours(0), Watched::kYes);
  Put("board/2", "作坊糖浆勾兑流入商超货架", hours(1), Watched::kYes);
  index_.TakeChanges();
  ASSERT_EQ(Put("board/3", "蜂蜜掺假屡禁不止", hours(2), Watched::kYes).story, "board/3");
  ASSERT_EQ(Put("board/4", "作坊勾兑蜂蜜当事人致歉", hours(2), Watched::kYes).story, "board/1");

  const std::vector<StoryMerge> merges = index_.LookAgain(kStart + hours(2));

  ASSERT_THAT(merges, SizeIs(1));
  EXPECT_EQ(merges[0].from, "board/3");
  EXPECT_EQ(merges[0].into, "board/1");
  EXPECT_THAT(index_.LookAgain(kStart + hours(2)), IsEmpty());
}

TEST_F(StoryIndexTest, GivesEachChangeOnce) {
  Put("board/1", "糖浆勾兑蜂蜜流入超市", hours(0));
  const StoryChanges first = index_.TakeChanges();
  EXPECT_THAT(first.stories, SizeIs(1));
  EXPECT_THAT(first.fingerprints, SizeIs(1));
  EXPECT_EQ(first.documents_total, 1);
  const StoryChanges second = index_.TakeChanges();
  EXPECT_THAT(second.stories, IsEmpty());
  EXPECT_THAT(second.fingerprints, IsEmpty());
  EXPECT_THAT(second.words, IsEmpty());
}

TEST_F(StoryIndexTest, ForgetsWhatIsTooOldToMatter) {
  Put("board/1", "糖浆勾兑蜂蜜流入超市", hours(0));
  index_.TakeChanges();

  index_.Forget(kStart + hours(24 * 20));

  EXPECT_EQ(index_.Find("board/1"), nullptr);
  EXPECT_THAT(index_.TakeChanges().forgotten_documents, testing::ElementsAre("board/1"));
  index_.Forget(kStart + hours(24 * 400));
  const StoryChanges changes = index_.TakeChanges();
  EXPECT_THAT(changes.words, testing::Not(IsEmpty()));
  for (const WordCount& count : changes.words) EXPECT_EQ(count.documents, 0) << count.word;
}

TEST_F(StoryIndexTest, GivesAllItsWordsWhenAsked) {
  Put("board/1", "糖浆勾兑蜂蜜流入超市", hours(0));
  const StoryChanges first = index_.TakeChanges();
  Put("board/2", "暴雨致列车晚点", hours(1));

  const StoryChanges all = index_.TakeChanges(WordsTaken::kAll);

  EXPECT_GT(all.words.size(), first.words.size());
  EXPECT_THAT(index_.TakeChanges().words, IsEmpty());
}

TEST_F(StoryIndexTest, PutsACopyWithoutWordsBesideWhatItRepeats) {
  Put("board/1", "20240702 20240708 20240709", hours(0));

  const StoryAssignment copy = Put("board/2", "20240702 20240708 20240709", hours(1));

  EXPECT_EQ(copy.copy_of, "board/1");
  EXPECT_EQ(copy.story, "board/1");
}

TEST_F(StoryIndexTest, MovesADocumentThatBecameACopyToWhatItRepeats) {
  Put("board/1", "糖浆勾兑蜂蜜流入超市", hours(0));
  ASSERT_EQ(Put("board/2", "糖浆勾兑蜂蜜流入多家超市", hours(0)).story, "board/1");
  Put("board/3", "20240702 20240708 20240709", hours(0));

  EXPECT_EQ(Put("board/2", "20240702 20240708 20240709", hours(1)).story, "board/3");
}

TEST_F(StoryIndexTest, TakesADocumentWithoutWords) {
  EXPECT_EQ(Put("board/1", "", hours(0)).story, "board/1");
  EXPECT_EQ(Put("board/2", "!!!", hours(0)).story, "board/2");
  EXPECT_EQ(Put("board/3", "2024", hours(0)).story, "board/3");
}

TEST_F(StoryIndexTest, TakesAStreamOfASpacedScriptByAnyWordAndAChineseOneByItsOwn) {
  EXPECT_EQ(StoryOptionsFor(ADocument("1").Titled("Tanker carried cooking oil")).evidence, JoinEvidence::kAnyWord);
  EXPECT_EQ(StoryOptionsFor(ADocument("1").Titled("罐车混装食用油")).evidence, JoinEvidence::kOwnWords);
  EXPECT_EQ(StoryOptionsFor(ADocument("1").Titled("UC浏览器致歉")).evidence, JoinEvidence::kOwnWords);
}

TEST_F(StoryIndexTest, JoinsEnglishHeadlinesByWhatTheyNameInAnyForm) {
  StoryIndex index(StoryOptionsFor(ADocument("1").Titled("The tankers carried cooking oil")));
  const auto put = [&](const std::string& id, const std::string& title, Duration after) {
    return index.Assign(ADocument(id).Titled(title).At(kStart + after), Watched::kNo, kStart + after).story;
  };
  put("feed/1", "The tankers carried cooking oil after fuel", hours(0));
  EXPECT_EQ(put("feed/2", "China's tanker that carries cooking oil is stopped", hours(1)), "feed/1");
  EXPECT_EQ(put("feed/3", "After the storm: what it is that the king says", hours(2)), "feed/3");
}

}  // namespace
}  // namespace fenghuo
