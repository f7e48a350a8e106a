#include "daemon/wire.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

std::string Refusal(std::string_view line) {
  Result<WireDocument> document = ParseDocumentLine(line, LineOf::kArchive);
  return document.ok() ? "accepted" : document.error().message;
}

std::string ThroughAndBack(std::string_view line) {
  Result<WireDocument> document = ParseDocumentLine(line);
  return document.ok() ? FormatDocumentLine(*document) : document.error().message;
}

constexpr const char* kWhole =
    R"({"id":"saw-news/1","source":"saw-news","kind":"hotlist","url":"http://x.test/1","title":"标题","text":"正文","author":"报社",)"
    R"("author_hash":"ab","tier":"city","followers":12,"published_at":"2026-11-20T08:00:00Z","fetched_at":"2026-11-20T09:00:00Z",)"
    R"("lang":"zh","region":"我市","tags":["a","b"],"observation":{"at":"2026-11-20T09:00:00Z","rank":3,"heat":2721882,"views":0,)"
    R"("likes":1,"reposts":2,"comments":3}})";

TEST(WireTest, ReadsEveryField) {
  Result<WireDocument> line = ParseDocumentLine(kWhole);

  ASSERT_TRUE(line.ok()) << line.error().message;
  const Document& document = line->document;
  EXPECT_EQ(document.id, "saw-news/1");
  EXPECT_EQ(document.kind, DocumentKind::kHotlist);
  EXPECT_EQ(document.tier, Tier::kCity);
  EXPECT_EQ(document.followers, 12);
  EXPECT_EQ(FormatRfc3339(*document.published_at), "2026-11-20T08:00:00Z");
  EXPECT_EQ(document.tags, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(document.observation->heat, 2721882);
  EXPECT_EQ(document.observation->views, 0);
}

TEST(WireTest, AWholeLineComesBackAsItWas) { EXPECT_EQ(ThroughAndBack(kWhole), kWhole); }

TEST(WireTest, UnknownFieldsPassThroughInTheirPlaces) {
  constexpr const char* kLine =
      R"({"z":{"y":[1,2.5,null]},"id":"s/1","seen_by":"邻市","source":"s","fetched_at":"2026-11-20T09:00:00Z","a":true})";
  EXPECT_EQ(ThroughAndBack(kLine), kLine);
}

TEST(WireTest, AbsentStaysAbsent) {
  constexpr const char* kLine = R"({"id":"s/1","source":"s","observation":{"rank":1,"extra":"x"},"fetched_at":"2026-11-20T09:00:00Z"})";
  constexpr const char* kObserved = R"({"id":"s/1","source":"s","observation":{"at":"2026-11-20T09:00:00Z","rank":1}})";

  EXPECT_EQ(ThroughAndBack(kLine), kLine);
  EXPECT_EQ(ThroughAndBack(kObserved), kObserved);
  EXPECT_EQ(ParseDocumentLine(kLine)->document.observation->at, *ParseRfc3339("2026-11-20T09:00:00Z"));
  EXPECT_EQ(ParseDocumentLine(kObserved)->document.fetched_at, *ParseRfc3339("2026-11-20T09:00:00Z"));
  EXPECT_FALSE(ParseDocumentLine(kLine)->document.followers);
}

TEST(WireTest, AChangedFieldIsWrittenOverTheOldOne) {
  WireDocument line = *ParseDocumentLine(R"({"id":"s/1","title":"旧","source":"s","fetched_at":"2026-11-20T09:00:00Z"})");
  line.document.title = "新";
  line.rest["story"] = "st-1";

  EXPECT_EQ(FormatDocumentLine(line),
            R"({"id":"s/1","title":"新","source":"s","fetched_at":"2026-11-20T09:00:00Z","story":"st-1"})");
}

TEST(WireTest, LetsAFilterTakeALineThatHasLittleMoreThanAnId) {
  for (const char* line : {R"({"id":"1","title":"A fire in the harbour"})", R"({"id":"1","observation":{"rank":3}})",
                           R"({"id":"1","published_at":"2026-11-20T08:00:00Z"})"}) {
    EXPECT_EQ(ThroughAndBack(line), line);
  }
  Document dated = ParseDocumentLine(R"({"id":"1","published_at":"2026-11-20T08:00:00Z"})")->document;
  EXPECT_EQ(dated.fetched_at, *dated.published_at);
  Document undated = ParseDocumentLine(R"({"id":"1","observation":{"rank":3}})")->document;
  TakeTimeOf(*dated.published_at, undated);
  EXPECT_EQ(undated.fetched_at, *dated.published_at);
  EXPECT_EQ(undated.observation->at, *dated.published_at);
}

TEST(WireTest, SaysWhichFieldIsWrongAndWhatWasFound) {
  EXPECT_EQ(Refusal("not json"), "no JSON: byte 2 of the line makes no sense");
  EXPECT_EQ(Refusal(""), "no JSON: byte 1 of the line makes no sense");
  EXPECT_EQ(Refusal("[1]"), "must be a JSON object, is [1]");
  EXPECT_EQ(Refusal(R"({"source":"s"})"), "id: is missing");
  EXPECT_EQ(Refusal(R"({"id":"1"})"), "source: is missing");
  EXPECT_EQ(Refusal(R"({"id":7,"source":"s"})"), "id: must be a string, is 7");
  EXPECT_EQ(Refusal(R"({"id":"1","source":"s"})"), "fetched_at: is missing, and so is observation.at");
  EXPECT_EQ(Refusal(R"({"id":"1","source":"s","fetched_at":"yesterday"})"),
            "fetched_at: must be a time such as 2026-11-20T08:00:00Z, is \"yesterday\"");
  EXPECT_EQ(Refusal(R"({"id":"1","source":"s","kind":"blog"})"),
            "kind: must be one of article, post, hotlist, complaint, official, is \"blog\"");
  EXPECT_EQ(Refusal(R"({"id":"1","source":"s","tier":5})"),
            "tier: must be one of central, provincial, portal, city, platform, self_media, personal, is 5");
  EXPECT_EQ(Refusal(R"({"id":"1","source":"s","followers":1.5})"), "followers: must be a whole number, is 1.5");
  EXPECT_EQ(Refusal(R"({"id":"1","source":"s","followers":18446744073709551615})"),
            "followers: must be a whole number, is 18446744073709551615");
  EXPECT_EQ(Refusal(R"({"id":"1","source":"s","tags":["a",1]})"), "tags: must be a list of strings, is [\"a\",1]");
  EXPECT_EQ(Refusal(R"({"id":"1","source":"s","observation":3})"), "observation: must be an object, is 3");
  EXPECT_EQ(Refusal(R"({"id":"1","source":"s","observation":{"rank":"first"}})"),
            "observation.rank: must be a whole number, is \"first\"");
}

TEST(WireTest, NullMeansAbsent) {
  Result<WireDocument> line = ParseDocumentLine(
      R"({"id":"1","source":"s","title":null,"followers":null,"observation":null,"fetched_at":"2026-11-20T09:00:00Z"})");
  ASSERT_TRUE(line.ok());
  EXPECT_EQ(line->document.title, "");
  EXPECT_FALSE(line->document.observation);
}

TEST(WireTest, DepthIsCappedSoThatWritingCannotRunOutOfStack) {
  std::string deep = R"({"id":"1","source":"s","x":)" + std::string(100000, '[') + std::string(100000, ']') + "}";
  EXPECT_EQ(Refusal(deep), "nested deeper than 128 levels");
  EXPECT_EQ(Refusal(R"({"id":"1","source":"s","fetched_at":"2026-11-20T09:00:00Z","x":"[[[[\"[["})"), "accepted");
}

TEST(WireTest, WritesValidUtf8OnOneLine) {
  EXPECT_EQ(Dump(Json("a\xFF" "b\n\u2028\u2029“")), "\"a\uFFFDb\\n\\u2028\\u2029“\"");
}

TEST(WireTest, WritesWhatTheStagesFound) {
  std::vector<Match> matches = {{.rule = "meals", .spans = {{Span::Field::kTitle, 4, 16}, {Span::Field::kText, 0, 3}},
                                 .must_report = true, .damped = false}};
  std::vector<Fact> facts = {{FactKind::kDeaths, 2, "造成2人死亡"}};

  EXPECT_EQ(Dump(ToJson(matches)), R"([{"rule":"meals","spans":[["title",4,16],["text",0,3]],"must_report":true}])");
  EXPECT_EQ(Dump(ToJson(facts)), R"([{"kind":"deaths","count":2,"sentence":"造成2人死亡"}])");
}

TEST(WireTest, WritesPointsAsDecimalsOfThousandths) {
  ScoreCard card;
  card.heat_milli = 61400;
  card.risk_milli = 40001;
  card.at = *ParseRfc3339("2026-11-20T09:00:00Z");

  Json json = ToJson(card);

  EXPECT_EQ(Dump(json["heat"]), "61.4");
  EXPECT_EQ(Dump(json["risk"]), "40.001");
  EXPECT_EQ(json["at"], "2026-11-20T09:00:00Z");
}

TEST(WireTest, WritesAnIncidentWithoutWhatItDoesNotHave) {
  Incident incident;
  incident.id = "2026-0711-03";
  incident.number = "0711-03";
  incident.title = "标题";
  incident.level = 3;
  incident.peak_level = 2;
  incident.levels = {{*ParseRfc3339("2026-07-11T00:00:00Z"), 3, "新发现"}};

  Json json = ToJson(incident);

  EXPECT_EQ(json["incident"], "2026-0711-03");
  EXPECT_EQ(json["state"], "detected");
  EXPECT_EQ(json["peak_level"], 2);
  EXPECT_EQ(Dump(json["levels"]), R"([{"at":"2026-07-11T00:00:00Z","level":3,"reason":"新发现"}])");
  EXPECT_FALSE(json.contains("story"));
  EXPECT_FALSE(json.contains("closed_at"));
  EXPECT_FALSE(json.contains("acknowledgement"));
}

}  // namespace
}  // namespace fenghuo
