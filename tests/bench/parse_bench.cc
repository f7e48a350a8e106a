// Reading feeds, on one core, each against a named baseline over the same bytes in the same run.

#include <benchmark/benchmark.h>
#include <libxml/parser.h>
#include <simdjson.h>
#include <unicode/ucnv.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/rng.h"
#include "daemon/crawl/charset/charset.h"
#include "daemon/crawl/feed/feed.h"
#include "tests/bench/ratios.h"

namespace fenghuo {
namespace {

constexpr int kEntries = 20;
constexpr int kBoardEntries = 50;

std::string Words(Rng& rng, int count) {
  static constexpr const char* kWords[] = {"食品", "安全", "监管", "通报", "超市", "下架", "问题", "消费者", "投诉", "抽检",
                                           "不合格", "召回", "企业", "公告", "调查", "处罚", "，", "。", "记者", "本市"};
  std::string text;
  for (int i = 0; i < count; ++i) text += kWords[rng.Below(std::size(kWords))];
  return text;
}

// A Chinese RSS feed of about 55 KB, as news sites send them: escaped HTML in descriptions.
const std::string& ChineseRss() {
  static const std::string feed = [] {
    Rng rng(7);
    std::string xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
                      "<channel><title>本市新闻</title><link>http://news.test/</link>\n";
    for (int i = 0; i < kEntries; ++i) {
      std::string number = std::to_string(i);
      xml += "<item>\n  <title>" + Words(rng, 10) + "</title>\n  <link>http://news.test/2026/07/11/" + number +
             ".html</link>\n  <guid isPermaLink=\"true\">http://news.test/2026/07/11/" + number +
             ".html</guid>\n  <pubDate>Sat, 11 Jul 2026 08:30:00 +0800</pubDate>\n  <dc:creator>" + Words(rng, 2) +
             "</dc:creator>\n  <category>社会</category>\n  <description><![CDATA[<p>" + Words(rng, 180) + "</p><p>" +
             Words(rng, 180) + "</p>]]></description>\n</item>\n";
    }
    return xml + "</channel></rss>\n";
  }();
  return feed;
}

const std::string& ChineseJsonFeed() {
  static const std::string feed = [] {
    Rng rng(7);
    std::string json = R"({"version":"https://jsonfeed.org/version/1.1","title":"本市新闻","items":[)";
    for (int i = 0; i < kEntries; ++i) {
      std::string number = std::to_string(i);
      json += (i == 0 ? "" : ",") + std::string(R"({"id":")") + number + R"(","url":"http://news.test/)" + number + R"(","title":")" +
              Words(rng, 10) + R"(","content_html":"<p>)" + Words(rng, 360) + R"(</p>","date_published":"2026-07-11T00:30:00Z"})";
    }
    return json + "]}";
  }();
  return feed;
}

void Bytes(benchmark::State& state, const std::string& body) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(body.size()));
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * kEntries);
}

void ParseRss(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(ParseFeed(ChineseRss(), {}));
  Bytes(state, ChineseRss());
}

// The baseline does not even look at what it has read.
void BareLibxml2(benchmark::State& state) {
  const std::string& body = ChineseRss();
  for (auto _ : state) {
    xmlDocPtr document = xmlReadMemory(body.data(), static_cast<int>(body.size()), nullptr, nullptr,
                                       XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    benchmark::DoNotOptimize(document);
    xmlFreeDoc(document);
  }
  Bytes(state, body);
}

void RssToDocuments(benchmark::State& state) {
  SourceConfig source;
  source.id = "bench";
  for (auto _ : state) {
    ParsedBody parsed = ParseFeed(ChineseRss(), {});
    benchmark::DoNotOptimize(ToDocuments(*parsed.feed, source, FromUnixSeconds(1783730400), "key"));
  }
  Bytes(state, ChineseRss());
}

void ParseJson(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(ParseFeed(ChineseJsonFeed(), {}));
  Bytes(state, ChineseJsonFeed());
}

void BareSimdjson(benchmark::State& state) {
  const std::string& body = ChineseJsonFeed();
  for (auto _ : state) {
    simdjson::dom::parser parser;
    benchmark::DoNotOptimize(parser.parse(body.data(), body.size(), true).error());
  }
  Bytes(state, body);
}

// An hour's board as platforms send it: fifty titles with a dozen fields each, of which we want six.
const std::string& ChineseBoard() {
  static const std::string board = [] {
    Rng rng(7);
    std::string json = R"({"ok":1,"data":{"realtime":[)";
    for (int i = 0; i < kBoardEntries; ++i) {
      std::string number = std::to_string(i);
      json += (i == 0 ? "" : ",") + std::string(R"({"realpos":)") + number + R"(,"mid":"4902)" + number + R"(","word":")" + Words(rng, 6) +
              R"(","word_scheme":"#)" + Words(rng, 6) + R"(#","num":)" + std::to_string(1'000'000 - 7919 * i) +
              R"(,"icon_desc":"新","flag":0,"emoticon":"","note":")" + Words(rng, 6) +
              R"(","topic_flag":1,"category":"社会","onboard_time":1783730400,"channel_type":"Entertainment","subject_label":"","raw_hot":)" +
              std::to_string(900'000 - 7919 * i) + "}";
    }
    return json + "]}}";
  }();
  return board;
}

BoardSpec AHotBoard() {
  BoardSpec spec;
  spec.list = {"/data/realtime"};
  spec.id = {"/mid"};
  spec.title = {"/note", "/word"};
  spec.heat = {"/num"};
  spec.rank = {"/realpos"};
  spec.url_template = "https://s.board.test/weibo?q={/word_scheme}";
  return spec;
}

void ParseHotBoard(benchmark::State& state) {
  const BoardSpec spec = AHotBoard();
  for (auto _ : state) benchmark::DoNotOptimize(ParseBoard(ChineseBoard(), spec, {}));
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * kBoardEntries);
}

void BareSimdjsonBoard(benchmark::State& state) {
  const std::string& body = ChineseBoard();
  for (auto _ : state) {
    simdjson::dom::parser parser;
    benchmark::DoNotOptimize(parser.parse(body.data(), body.size(), true).error());
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * kBoardEntries);
}

// The files that FENGHUO_REAL_FEEDS lists, one a line; nothing without it.
std::vector<std::string> RealFeeds() {
  std::vector<std::string> bodies;
  const char* list = std::getenv("FENGHUO_REAL_FEEDS");
  std::ifstream paths(list == nullptr ? "" : list);
  for (std::string path; std::getline(paths, path);) {
    std::ifstream file(path, std::ios::binary);
    bodies.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return bodies;
}

// Bytes to documents, as feedparser gives entries with dates and texts.
void ParseRealFeeds(benchmark::State& state) {
  const std::vector<std::string> bodies = RealFeeds();
  SourceConfig source;
  source.id = "bench";
  int64_t bytes = 0;
  for (const std::string& body : bodies) bytes += static_cast<int64_t>(body.size());
  for (auto _ : state) {
    for (const std::string& body : bodies) {
      ParsedBody parsed = ParseFeed(body, {});
      CHECK(parsed.feed.has_value(), "a feed that feedparser reads");
      benchmark::DoNotOptimize(ToDocuments(*parsed.feed, source, FromUnixSeconds(1783730400), "key"));
    }
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * bytes);
}

const std::string& GbText() {
  static const std::string text = [] {
    std::string bytes;
    Rng rng(3);
    for (int i = 0; i < 30000; ++i) {
      bytes += static_cast<char>(0xB0 + rng.Below(0x48));
      bytes += static_cast<char>(0xA1 + rng.Below(0x5E));
      if (rng.Below(20) == 0) bytes += "<p>\n";
    }
    return bytes;
  }();
  return text;
}

void DecodeGb18030(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(DecodeAs(GbText(), "gb18030"));
  Bytes(state, GbText());
}

// To UTF-16 and on to UTF-8, as ICU does it.
void DecodeByIcu(benchmark::State& state) {
  std::vector<char> out(GbText().size() * 2);
  for (auto _ : state) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = ucnv_convert("UTF-8", "gb18030", out.data(), static_cast<int32_t>(out.size()), GbText().data(),
                                  static_cast<int32_t>(GbText().size()), &status);
    benchmark::DoNotOptimize(length);
  }
  Bytes(state, GbText());
}

BENCHMARK(ParseRss)->Name("parse/rss");
BENCHMARK(BareLibxml2)->Name("parse/bare_libxml2_dom");
BENCHMARK(RssToDocuments)->Name("parse/rss_to_documents");
BENCHMARK(ParseJson)->Name("parse/json_feed");
BENCHMARK(BareSimdjson)->Name("parse/bare_simdjson_dom");
BENCHMARK(ParseHotBoard)->Name("parse/json_board");
BENCHMARK(BareSimdjsonBoard)->Name("parse/bare_simdjson_board");
BENCHMARK(DecodeGb18030)->Name("decode/gb18030");
BENCHMARK(DecodeByIcu)->Name("decode/icu");

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  if (std::getenv("FENGHUO_REAL_FEEDS") != nullptr) benchmark::RegisterBenchmark("parse/real_feeds", fenghuo::ParseRealFeeds);
  return fenghuo::RunWithRatios(argc, argv,
                                {{"parse/rss", "parse/bare_libxml2_dom", 0.9, "a Feed with its charset against a tree nobody looks at"},
                                 {"parse/rss_to_documents", "parse/bare_libxml2_dom", 0.4, "documents with plain texts and ids"},
                                 {"parse/json_board", "parse/bare_simdjson_board", 0.7, "a board's entries against a tape nobody looks at"},
                                 {"parse/json_feed", "parse/bare_simdjson_dom", 0.7, "a Feed against a tape nobody looks at"},
                                 {"decode/gb18030", "decode/icu", 1.4, "GB18030 to UTF-8 against ICU's converter"}});
}
