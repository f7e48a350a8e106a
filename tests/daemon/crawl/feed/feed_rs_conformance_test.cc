// feed-rs's pairs of feeds (half of them real) and expected results: title, link, id, dates, authors, texts and categories.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "daemon/crawl/dates/dates.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/feed/html_text.h"
#include "daemon/crawl/feed/urls.h"
#include "tests/daemon/crawl/feed/conformance.h"
#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

using nlohmann::json;

const std::string kOneDate = "feed-rs takes dc:date for publication only; gofeed and feedparser for the change as well";
const std::string kMedia = "feed-rs keeps Media RSS apart; its description is the summary where there is no other";

const std::map<std::string, std::string> kReasons = {
    {"jsonfeed/jsonfeed_elastic_1.1", "feed-rs adds the deprecated \"author\" to \"authors\"; JSON Feed 1.1 says authors replace it"},
    {"atom/atom_example_4", "feed-rs does not take a category's own text for its name"},
    {"atom/atom_mediarss_newscred_1", kMedia},
    {"atom/atom_mediarss_youtube_1", kMedia},
    {"rss1/rss_1.0_biorxiv", kOneDate},
    {"rss1/rss_1.0_debian", kOneDate},
    {"rss1/rss_1.0_example_2", kOneDate},
    {"rss1/rss_1.0_iso8859", kOneDate},
    {"rss2/rss_2.0_spec_1", "feed-rs gives no link where only a guid is; RSS 2.0 says that it is the permalink"},
    {"rss1/rss_1.0_example_1", "feed-rs drops a date whose zone is cut off (+00:0); we read it as UTC"},
    {"rss1/rss_1.0_spec_2", "feed-rs does not read the channel's dc:date"},
    {"rss2/rss_2.0_bbc", "feed-rs does not take itunes:author for an entry's author; gofeed does"},
    {"rss2/rss_2.0_dbengines", "feed-rs does not read the channel's dc:date"},
    {"rss2/rss_2.0_nbcny", "feed-rs cannot read \"Sat, Dec 16 2023 02:02:33 PM\"; we can"},
    {"rss2/rss_2.0_nightvale", "feed-rs does not take itunes:author for an entry's author; gofeed does"},
    {"rss2/rss_2.0_spiegel", "feed-rs does not take itunes:author for an entry's author; gofeed does"},
    {"rss2/rss_2.0_spreaker", "feed-rs does not take itunes:author for an entry's author; gofeed does"},
};

std::string Text(const json& from, const char* name) {
  auto found = from.find(name);
  return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::string Title(const json& from) {
  return from.contains("title") && from["title"].is_object() ? HtmlToLine(Text(from["title"], "content")) : std::string();
}

// feed-rs writes hosts in lower case and gives bare hosts a path.
std::string Normal(const std::string& url) {
  std::string canonical = CanonicalUrl(url);
  return canonical.empty() ? url : canonical;
}

// The links that a reader could open; feed-rs keeps them all in order.
std::string Links(const json& from) {
  std::string links;
  for (const json& link : from["links"]) {
    std::string rel = Text(link, "rel");
    if (rel.empty() || rel == "alternate") links += Normal(Text(link, "href")) + " ";
  }
  return links;
}

// RSS people are {"name": "author", "email": the line as it came}.
std::string People(const json& list) {
  std::string joined;
  for (const json& person : list) {
    std::string shown = Text(person, "name");
    if (shown == "author" || shown == "managingEditor" || shown == "webMaster") shown = Text(person, "email");
    if (!shown.empty()) joined += (joined.empty() ? "" : ", ") + shown;
  }
  return joined;
}

std::string Instant(const std::string& written) {
  std::optional<Timestamp> at = ParseDate(written, {FromUnixSeconds(1767225600), nullptr});
  return at ? FormatRfc3339(std::chrono::floor<std::chrono::seconds>(*at)) : std::string();
}

class Comparison {
 public:
  Comparison(Conformance& conformance, std::string file) : conformance_(conformance), file_(std::move(file)) {}

  void Compare(const json& expected, const Feed& feed) {
    Equal("title", Title(expected), HtmlToLine(feed.title));
    Link("link", Links(expected), feed.link);
    std::string updated = Text(expected, "updated");
    Equal("updated", Instant(updated.empty() ? Text(expected, "published") : updated), Instant(feed.updated));
    feed_author_ = file_.starts_with("json") ? feed.author : "";  // feed-rs lets JSON Feed's entries inherit, the others not
    const json& entries = expected["entries"];
    Equal("entries", std::to_string(entries.size()), std::to_string(feed.entries.size()));
    for (size_t i = 0; i < std::min(entries.size(), feed.entries.size()); ++i) Entry(entries[i], feed.entries[i]);
  }

  void Equal(const char* field, const std::string& expected, const std::string& ours) {
    conformance_.Compare(file_, field, expected, ours);
  }

 private:
  void Entry(const json& expected, const FeedEntry& ours) {
    std::string id = Text(expected, "id");
    bool made_up = id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!ours.id.empty() && !made_up) Equal("entry id", id, ours.id);
    Equal("entry title", Title(expected), HtmlToLine(ours.title));
    Link("entry link", Links(expected), ours.link);
    Equal("entry published", Instant(Text(expected, "published")), Instant(ours.published));
    // feed-rs fills "updated" of RSS 0 and 2 with the date of publication.
    bool filled = ours.updated.empty() && (file_.starts_with("rss0") || file_.starts_with("rss2"));
    Equal("entry updated", Instant(Text(expected, "updated")), Instant(filled ? ours.published : ours.updated));
    Equal("entry author", People(expected["authors"]), ours.author.empty() ? feed_author_ : ours.author);
    Equal("entry summary", Content(expected, "summary", "content"), HtmlToLine(ours.summary));
    Equal("entry content", Content(expected, "content", "body"), HtmlToLine(ours.content));
    Equal("entry categories", Categories(expected["categories"]), Joined(ours.categories));
  }

  static std::string Content(const json& from, const char* name, const char* member) {
    return from.contains(name) && from[name].is_object() ? HtmlToLine(Text(from[name], member)) : std::string();
  }

  static std::string Categories(const json& list) {
    std::vector<std::string> names;
    for (const json& category : list) {
      std::string label = Text(category, "label");
      names.push_back(label.empty() ? Text(category, "term") : label);
    }
    return Joined(names);
  }

  static std::string Joined(const std::vector<std::string>& names) {
    std::string joined;
    for (const std::string& name : names) joined += (joined.empty() ? "" : " | ") + name;
    return joined;
  }

  // Ours must be one of theirs, and none when they have none.
  void Link(const char* field, const std::string& theirs, const std::string& ours) {
    bool one_of_them = ours.empty() ? theirs.empty() : (" " + theirs).find(" " + Normal(ours) + " ") != std::string::npos;
    Equal(field, theirs, one_of_them ? theirs : ours);
  }

  Conformance& conformance_;
  std::string file_;
  std::string feed_author_;
};

TEST(FeedRsConformanceTest, EveryExpectedFieldAgrees) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/feeds/feed-rs-fixtures.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  Conformance conformance("feed-rs", kReasons);

  for (const auto& [path, content] : *files) {
    if (!path.ends_with(".serde.json")) continue;
    std::string stem = path.substr(0, path.size() - 11);
    std::string input = files->contains(stem + ".xml") ? stem + ".xml" : stem + ".json";
    std::string file = stem.substr(stem.find("/fixture/") + 9);
    Comparison comparison(conformance, file);
    ParsedBody parsed = ParseFeed(files->at(input), {});
    if (parsed.feed) {
      comparison.Compare(json::parse(content), *parsed.feed);
    } else {
      comparison.Equal("feed", "a feed", parsed.failure->reason);
    }
  }

  conformance.Judge(0.99);
}

}  // namespace
}  // namespace fenghuo
