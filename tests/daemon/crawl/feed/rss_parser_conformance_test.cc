// rss-parser's real feeds and its expected output: every field that both have.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/feed/html_text.h"
#include "tests/daemon/crawl/feed/conformance.h"
#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

using nlohmann::json;

const std::string kPodcast =
    "rss-parser shows dc:creator, ours is <author>; it takes itunes:keywords for no category";
const std::string kOrder = "rss-parser writes text in front of the elements that stood before it";

const std::map<std::string, std::string> kReasons = {
    {"itunes-category", kPodcast},
    {"itunes-keywords", kPodcast},
    {"reddit-atom", kOrder},
    {"reddit-home", kOrder},
    {"uolNoticias", "rss-parser reads Latin-1 as UTF-8"},
    {"xml2js-options", "its test asks for \"EMPTY\" in the place of empty elements"},
};

std::string Text(const json& from, const char* name) {
  auto found = from.find(name);
  return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// Categories are strings, or objects of the XML reader below it.
std::string Categories(const json& item) {
  std::string joined;
  if (!item.contains("categories")) return joined;
  for (const json& category : item["categories"]) {
    std::string name = category.is_string() ? category.get<std::string>() : Text(category, "_");
    if (!name.empty()) joined += (joined.empty() ? "" : " | ") + CollapseSpaces(name);
  }
  return joined;
}

std::string Joined(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : " | ") + CollapseSpaces(name);
  return joined;
}

class Comparison {
 public:
  Comparison(Conformance& conformance, std::string file) : conformance_(conformance), file_(std::move(file)) {}

  void Compare(const json& expected, const Feed& feed) {
    Equal("title", HtmlToLine(Text(expected, "title")), HtmlToLine(feed.title));
    Equal("link", Text(expected, "link"), feed.link);
    Equal("entries", std::to_string(expected["items"].size()), std::to_string(feed.entries.size()));
    for (size_t i = 0; i < std::min(expected["items"].size(), feed.entries.size()); ++i) {
      Entry(expected["items"][i], feed.entries[i], feed.version.starts_with("atom"));
    }
  }

  // What it leaves out is no expectation: it has no field for half of what feeds hold.
  void Equal(const char* field, const std::string& expected, const std::string& ours) {
    if (!expected.empty()) conformance_.Compare(file_, field, CollapseSpaces(expected), CollapseSpaces(ours));
  }

 private:
  void Entry(const json& expected, const FeedEntry& ours, bool atom) {
    Equal("entry title", HtmlToLine(Text(expected, "title")), HtmlToLine(ours.title));
    Equal("entry link", Text(expected, "link"), ours.link);
    Equal("entry id", Text(expected, atom ? "id" : "guid"), ours.id);
    Equal("entry author", Text(expected, atom ? "author" : "creator"), ours.author);
    if (!atom) Equal("entry date", Text(expected, "pubDate"), ours.published);
    const std::string& body = ours.content.empty() || !atom ? ours.summary : ours.content;
    Equal("entry body", HtmlToLine(Text(expected, "content")), HtmlToLine(body));
    Equal("entry content", HtmlToLine(Text(expected, "content:encoded")), HtmlToLine(ours.content));
    if (!atom) Equal("entry categories", Categories(expected), Joined(ours.categories));
    if (!expected.contains("enclosure")) return;
    Equal("entry enclosure", Text(expected["enclosure"], "url"), ours.enclosures.empty() ? "" : ours.enclosures[0].url);
  }

  Conformance& conformance_;
  std::string file_;
};

TEST(RssParserConformanceTest, EveryExpectedFieldAgrees) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/feeds/rss-parser-tests.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  Conformance conformance("rss-parser", kReasons);

  for (const auto& [path, content] : *files) {
    size_t folder = path.find("/input/");
    if (folder == std::string::npos) continue;
    std::string name = path.substr(folder + 7, path.rfind('.') - folder - 7);
    auto output = files->find(path.substr(0, folder) + "/output/" + name + ".json");
    if (output == files->end()) continue;
    json expected = json::parse(output->second, nullptr, false);
    if (expected.is_discarded()) continue;  // written in the feed's own charset
    Comparison comparison(conformance, name);
    ParsedBody parsed = ParseFeed(content, {});
    if (parsed.feed) {
      comparison.Compare(expected["feed"], *parsed.feed);
    } else {
      comparison.Equal("feed", "a feed", parsed.failure->reason);
    }
  }

  conformance.Judge(0.97);  // its own faults are the rest
}

}  // namespace
}  // namespace fenghuo
