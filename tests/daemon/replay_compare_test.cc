#include "daemon/replay_compare.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "daemon/replay_differences.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

using Change = ReplayChange;
using Documents = std::vector<std::string>;

const Timestamp kNine = FromUnixSeconds(1'720'400'400);  // 2024-07-08T01:00:00Z, nine o'clock in Shanghai

ReplayedIncident AnIncident(const std::string& id, Level level, Documents documents, Timestamp opened_at = kNine) {
  return {id, "题目" + id, opened_at, level, {{opened_at, level}}, std::move(documents)};
}

// "change live→other" of each.
std::string Changes(const ReplayedRun& live, const ReplayedRun& other) {
  std::string all;
  for (const ReplayDifference& one : CompareReplays(live, other)) {
    all += (all.empty() ? "" : ", ") + std::string(Name(one.change)) + " ";
    if (one.document) {
      all += one.document->id;
    } else {
      all += (one.incident ? one.incident->id : "-") + "→" + (one.compared ? one.compared->id : "-");
    }
  }
  return all;
}

TEST(CompareReplaysTest, SaysNothingOfWhatIsTheSameUnderAnotherId) {
  EXPECT_EQ(Changes({{AnIncident("1", 3, {"a", "b"})}, {{"a", {"food"}}}}, {{AnIncident("7", 3, {"a", "b"})}, {{"a", {"food"}}}}), "");
  EXPECT_EQ(Changes({}, {}), "");
}

TEST(CompareReplaysTest, NamesWhatWouldBeMissedAndWhatIsNew) {
  EXPECT_EQ(Changes({{AnIncident("1", 3, {"a"}), AnIncident("2", 4, {"b"}, kNine + hours(2))}, {}},
                    {{AnIncident("9", 2, {"c"}, kNine + hours(1)), AnIncident("8", 4, {"b"}, kNine + hours(2))}, {}}),
            "missed 1→-, new -→9");
}

TEST(CompareReplaysTest, NamesLevelsThatChange) {
  EXPECT_EQ(Changes({{AnIncident("1", 3, {"a"}), AnIncident("2", 2, {"b"}, kNine + hours(1))}, {}},
                    {{AnIncident("1", 2, {"a"}), AnIncident("2", 4, {"b"}, kNine + hours(1))}, {}}),
            "raised 1→1, lowered 2→2");
}

TEST(CompareReplaysTest, NamesAlertsOfTheSameLevelThatComeAtAnotherTime) {
  EXPECT_EQ(Changes({{AnIncident("1", 3, {"a"}), AnIncident("2", 3, {"b"}, kNine + hours(1))}, {}},
                    {{AnIncident("1", 3, {"a"}, kNine - minutes(5)), AnIncident("2", 3, {"b"}, kNine + hours(3))}, {}}),
            "earlier 1→1, later 2→2");
}

TEST(CompareReplaysTest, NamesOtherStepsToTheSameLevel) {
  ReplayedIncident slow = AnIncident("1", 3, {"a"});
  slow.levels = {{kNine, 4}, {kNine + hours(1), 3}};
  EXPECT_EQ(Changes({{AnIncident("1", 3, {"a"})}, {}}, {{slow}, {}}), "other_steps 1→1");
}

TEST(CompareReplaysTest, PairsIncidentsThatShareMostDocuments) {
  const ReplayedRun live{{AnIncident("1", 3, {"a", "b", "c"}), AnIncident("2", 3, {"d"}, kNine + hours(1))}, {}};
  const ReplayedRun other{{AnIncident("x", 3, {"a"}), AnIncident("y", 2, {"b", "c", "d"}, kNine + hours(2))}, {}};

  EXPECT_EQ(Changes(live, other), "raised 1→y, divided 1→x, joined 2→y");
}

TEST(CompareReplaysTest, NamesDocumentsThatOtherRulesFind) {
  EXPECT_EQ(Changes({{}, {{"a", {"food"}}, {"b", {"food"}}, {"c", {}}}}, {{}, {{"a", {"food"}}, {"b", {}}, {"c", {"price"}}}}),
            "other_rules b, other_rules c");
}

class ReplayDifferencesTest : public testing::Test {
 protected:
  void Write(const std::string& name, const std::string& text) { std::ofstream(folder_.Path(name)) << text; }
  std::string Read(const std::string& name) {
    std::ifstream file(folder_.Path(name));
    std::ostringstream all;
    all << file.rdbuf();
    return all.str();
  }

  TemporaryDirectory folder_;
};

TEST_F(ReplayDifferencesTest, ReadsWhatAReplayLeftWithMergedIncidentsInTheOneThatStayed) {
  Write("documents.jsonl", "{\"id\":\"a\",\"story\":\"s\",\"level\":2,\"rules\":[\"food\",\"price\"]}\n");
  Write("incidents.jsonl",
        R"({"incident":"1","title":"一","opened_at":"2024-07-08T02:00:00Z","level":0,"peak_level":3,"levels":[],"documents":["a"]})" "\n"
        R"({"incident":"2","title":"二","opened_at":"2024-07-08T01:00:00Z","level":0,"peak_level":2,"levels":[],)"
        R"("merged_into":"1","documents":[]})" "\n");

  Result<ReplayedRun> run = ReadReplay(folder_.Path("."));

  ASSERT_TRUE(run.ok()) << run.error().message;
  ASSERT_EQ(run->incidents.size(), 1u);
  EXPECT_EQ(run->incidents[0].id, "1");
  EXPECT_EQ(run->incidents[0].opened_at, kNine);
  EXPECT_EQ(run->incidents[0].level, 2);
  EXPECT_EQ(run->incidents[0].documents, Documents{"a"});
  ASSERT_EQ(run->documents.size(), 1u);
  EXPECT_EQ(run->documents[0].rules, (Documents{"food", "price"}));
}

TEST_F(ReplayDifferencesTest, RefusesALineThatIsNotItsOwn) {
  Write("incidents.jsonl", "{\"incident\":\"1\"}\n");

  Result<ReplayedRun> run = ReadReplay(folder_.Path("."));

  ASSERT_FALSE(run.ok());
  EXPECT_EQ(run.error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(run.error().message, folder_.Path(".") + "/incidents.jsonl:1: is not a line of a replay");
}

TEST_F(ReplayDifferencesTest, WritesALineForEach) {
  const ReplayedIncident one = AnIncident("1", 3, {"a", "b"});
  const ReplayedIncident there = AnIncident("9", 2, {"b", "c"}, kNine + hours(1));

  Result<void> written = WriteDifferences({{Change::kRaised, one, there, {}, {}},
                                           {Change::kMissed, one, {}, {}, {}},
                                           {Change::kNew, {}, there, {}, {}},
                                           {Change::kOtherRules, {}, {}, ReplayedDocument{"a", {"food"}}, {}}},
                                          folder_.Path("differences.jsonl"));

  ASSERT_TRUE(written.ok());
  const std::string here =
      R"("incident":"1","title":"题目1","level":3,"opened_at":"2024-07-08T01:00:00Z","levels":[{"at":"2024-07-08T01:00:00Z","level":3}])";
  const std::string compared = R"("compared_incident":"9","compared_title":"题目9","compared_level":2,"compared_opened_at":)"
                               R"("2024-07-08T02:00:00Z","compared_levels":[{"at":"2024-07-08T02:00:00Z","level":2}])";
  EXPECT_EQ(Read("differences.jsonl"), "{\"change\":\"raised\"," + here + "," + compared +
                                           ",\"documents\":[\"b\"],\"only_here\":[\"a\"],\"only_there\":[\"c\"]}\n"
                                           "{\"change\":\"missed\"," + here + ",\"documents\":[\"a\",\"b\"]}\n"
                                           "{\"change\":\"new\"," + compared + ",\"documents\":[\"b\",\"c\"]}\n"
                                           "{\"change\":\"other_rules\",\"document\":\"a\",\"rules\":[\"food\"],\"compared_rules\":[]}\n");
}

TEST(SayDifferencesTest, CountsAndListsInTheLanguageOfTheOffice) {
  const Zone zone = *Zone::Load("Asia/Shanghai");
  const std::vector<ReplayDifference> differences = {
      {Change::kMissed, AnIncident("1", 3, {"a", "b"}), {}, {}, {}},
      {Change::kRaised, AnIncident("2", 3, {"c"}), AnIncident("9", 2, {"c"}, kNine - minutes(30)), {}, {}},
      {Change::kJoined, AnIncident("3", 4, {"d"}), AnIncident("8", 4, {"d", "e"}), {}, {}},
      {Change::kOtherRules, {}, {}, ReplayedDocument{"a", {"food"}}, {}}};

  EXPECT_EQ(SayDifferences(differences, {"zh", zone}),
            "不再报警1起\n"
            "  Ⅲ级 2024-07-08 09:00:00 +08:00  题目1（2条）\n"
            "等级升高1起\n"
            "  Ⅲ级 2024-07-08 09:00:00 +08:00 → Ⅱ级 2024-07-08 08:30:00 +08:00  题目2（1条）\n"
            "并入他案1起\n"
            "  Ⅳ级 2024-07-08 09:00:00 +08:00 → Ⅳ级 2024-07-08 09:00:00 +08:00  题目3 → 题目8（1条）\n"
            "命中规则不同1条\n");
  EXPECT_EQ(SayDifferences({differences[0], differences[3]}, {"en", zone}),
            "missed: 1 incidents\n"
            "  Ⅲ级 2024-07-08 09:00:00 +08:00  题目1 (2 documents)\n"
            "other rules: 1 documents\n");
}

TEST(SayDifferencesTest, ListsTwentyOfAKind) {
  const Zone zone = Zone::Utc();
  const std::vector<ReplayDifference> many(23, {Change::kNew, {}, AnIncident("1", 3, {"a"}), {}, {}});

  const std::string said = SayDifferences(many, {"zh", zone});

  EXPECT_TRUE(said.starts_with("新增报警23起\n"));
  EXPECT_TRUE(said.ends_with("  另有3起，见 differences.jsonl\n"));
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 22);
}

TEST(SayDifferencesTest, SaysThatThereIsNone) {
  const Zone zone = Zone::Utc();
  EXPECT_EQ(SayDifferences({}, {"zh", zone}), "两套配置报警、定级和命中均无差别\n");
  EXPECT_EQ(SayDifferences({}, {"en", zone}), "the two configurations alert, grade and match alike\n");
}

}  // namespace
}  // namespace fenghuo
