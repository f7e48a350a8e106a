#include "daemon/commands/parse.h"

#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <sstream>

#include "daemon/commands/decode.h"

namespace fenghuo {
namespace {

constexpr const char* kFeed =
    "<rss version=\"2.0\"><channel><title>早报</title><link>http://news.test/</link>"
    "<item><title>某超市召回&lt;b&gt;问题食品&lt;/b&gt;</title><link>http://news.test/1</link><author>记者</author>"
    "<pubDate>Fri, 11 Jul 2025 08:30:00 +0800</pubDate></item></channel></rss>";

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

Ran RunParse(const ParseOptions& options, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  int code = RunParse(options, in, out, err);
  return {code, out.str(), err.str()};
}

ParseOptions SomeOptions() {
  ParseOptions options;
  options.source.id = "morning";
  options.fetched_at = *ParseRfc3339("2026-07-11T00:30:00Z");
  return options;
}

Ran RunDecode(const DecodeOptions& options, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  int code = RunDecode(options, in, out, err);
  return {code, out.str(), err.str()};
}

TEST(ParseCommandTest, WritesOneDocumentALine) {
  Ran run = RunParse(SomeOptions(), kFeed);

  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out,
            R"({"id":"morning/http://news.test/1","source":"morning","kind":"article","url":"http://news.test/1",)"
            R"("title":"某超市召回问题食品","published_at":"2025-07-11T00:30:00Z","fetched_at":"2026-07-11T00:30:00Z"})"
            "\n");
  EXPECT_EQ(run.err, "");
}

TEST(ParseCommandTest, RawWritesTheFeedAsItCame) {
  ParseOptions options = SomeOptions();
  options.raw = true;

  Ran run = RunParse(options, kFeed);

  EXPECT_EQ(run.out,
            R"x({"version":"rss 2.0","encoding":"utf-8 (detected)","title":"早报","link":"http://news.test/","language":"",)x"
            R"("updated":"","entries":[{"id":"","title":"某超市召回<b>问题食品</b>","link":"http://news.test/1","author":"记者",)"
            R"("published":"Fri, 11 Jul 2025 08:30:00 +0800","updated":"","summary":"","content":"","categories":[],"enclosures":[]}]})"
            "\n");
}

TEST(ParseCommandTest, SaysWhyAnInputIsNoFeedAndGoesOn) {
  ParseOptions options = SomeOptions();
  options.files = {"/nowhere/at/all.xml", "-"};

  Ran run = RunParse(options, "<html><title>登录</title></html>");

  EXPECT_EQ(run.code, 3);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err,
            "/nowhere/at/all.xml: cannot be opened: No such file or directory\n"
            "-: login_wall: a login page instead of a feed, titled \"登录\"\n");
  options.files = {};
  EXPECT_EQ(RunParse(options, "").code, 1);
}

TEST(ParseCommandTest, ReadsABoardByPointers) {
  ParseOptions options = SomeOptions();
  options.source.type = SourceType::kBoard;
  options.source.kind = DocumentKind::kHotlist;
  options.source.board.Edit().list = {"/data"};
  options.source.board.Edit().title = {"/name"};
  options.source.board.Edit().heat = {"/hot"};

  Ran run = RunParse(options, R"({"data":[{"name":"上榜","hot":"12 万"}]})");

  EXPECT_EQ(run.out,
            R"({"id":"morning/上榜","source":"morning","kind":"hotlist","title":"上榜","fetched_at":"2026-07-11T00:30:00Z",)"
            R"("observation":{"at":"2026-07-11T00:30:00Z","rank":1,"heat":120000}})"
            "\n");
}

TEST(ParseCommandTest, HelpHasAWorkedExample) {
  CLI::App app;
  int code = 0;
  RegisterParse(app, code);
  RegisterDecode(app, code);

  for (CLI::App* command : app.get_subcommands({})) {
    EXPECT_NE(command->help().find("Example:\n  $ "), std::string::npos) << command->get_name();
  }
}

TEST(ParseCommandTest, APresetTakesALanguageAndNoPointers) {
  CLI::App app;
  int code = 0;
  RegisterParse(app, code);
  testing::internal::CaptureStderr();
  app.parse("parse --type weibo-hot --title /word", false);
  std::string refusal = testing::internal::GetCapturedStderr();
  const std::string body = R"({"data": {"realtime": [{"word": "某地奶茶店被查", "num": 1}]}})";
  const std::string path = testing::TempDir() + "fenghuo_preset.json";
  std::ofstream(path) << body;
  CLI::App again;
  RegisterParse(again, code);
  testing::internal::CaptureStdout();
  again.parse("parse --type weibo-hot --lang en " + path, false);
  std::string documents = testing::internal::GetCapturedStdout();

  EXPECT_EQ(refusal, "--type weibo-hot: is a preset, which has pointers of its own; none may be given\n");
  EXPECT_NE(documents.find("\"lang\":\"en\""), std::string::npos) << documents;
}

TEST(ParseCommandTest, RefusesATypeThatItDoesNotKnow) {
  CLI::App app;
  int code = 0;
  RegisterParse(app, code);

  EXPECT_THROW(app.parse("parse --type video", false), CLI::ValidationError);
}

DecodeOptions WithCharset(const std::string& label) {
  DecodeOptions options;
  options.charset = label;
  return options;
}

DecodeOptions Explaining() {
  DecodeOptions options;
  options.explain = true;
  return options;
}

TEST(DecodeCommandTest, DecidesOrTakesTheLabel) {
  std::string gb = "<?xml version='1.0' encoding='gb2312'?><t>\xCA\xB3\xC6\xB7</t>";

  Ran decided = RunDecode(Explaining(), gb);
  Ran labelled = RunDecode(WithCharset("gbk"), "\xCA\xB3\xC6\xB7");

  EXPECT_EQ(decided.out, "<?xml version='1.0' encoding='gb2312'?><t>食品</t>");
  EXPECT_EQ(decided.err, "gb18030 (declared)\n");
  EXPECT_EQ(labelled.out, "食品");
  EXPECT_EQ(labelled.err, "");
}

TEST(DecodeCommandTest, SaysWhatItCannotDo) {
  EXPECT_EQ(RunDecode(WithCharset("klingon"), "x").err, "--charset: unknown charset \"klingon\"\n");
  EXPECT_EQ(RunDecode(WithCharset("klingon"), "x").code, 2);
  EXPECT_EQ(RunDecode({}, "<?xml version='1.0' encoding='utf-7'?>").code, 1);
  EXPECT_EQ(RunDecode({}, "<?xml version='1.0' encoding='utf-7'?>").err, "-: the charset \"utf-7\" is refused\n");
  DecodeOptions nowhere;
  nowhere.file = "/nowhere";
  EXPECT_EQ(RunDecode(nowhere, "").code, 3);
  EXPECT_EQ(RunDecode(Explaining(), "食品安全的文字里有一个坏\xFF字节，其余都好好的").err,
            "utf-8 (detected), 1 bad sequences replaced\n");
}

TEST(ParseCommandTest, ReadsAListPageBySelectors) {
  ParseOptions options = SomeOptions();
  options.source.type = SourceType::kPage;
  options.url = "http://news.test/";
  options.source.page.Edit().entries = "li";
  options.source.page.Edit().title = {"a"};
  options.source.page.Edit().url = {"a::attr(href)"};

  Ran run = RunParse(options, "<ul><li><a href=/1>问题食品</a></ul>");

  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out,
            "{\"id\":\"morning/http://news.test/1\",\"source\":\"morning\",\"kind\":\"article\",\"url\":\"http://news.test/1\","
            "\"title\":\"问题食品\",\"fetched_at\":\"2026-07-11T00:30:00Z\"}\n");
}

}  // namespace
}  // namespace fenghuo
