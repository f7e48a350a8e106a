// gofeed's pairs of feeds and expected results: every field that both have.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "daemon/crawl/dates/dates.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/feed/html_text.h"
#include "tests/daemon/crawl/feed/conformance.h"
#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

using nlohmann::json;

const std::string kRdfAbout = "gofeed gives RDF items no id; ours is rdf:about, which names them";

const std::map<std::string, std::string> kReasons = {
    {"parser/atom/entry_id_xml_base.json", "gofeed resolves atom:id against xml:base; RFC 4287 4.2.6.1 compares ids as they are"},
    {"translator/atom/feed_item_updated_-_atom03_feed_entry_modified.json",
     "gofeed fills a missing date of publication with the date of change; we keep it absent"},
    {"translator/json/json10_full_expected.json", "JSON Feed has no date of the feed; gofeed takes an entry's"},
    {"translator/json/json11_full_expected.json", "JSON Feed has no date of the feed; gofeed takes an entry's"},
    {"extensions/dublincore/dublincore_item_fields.json",
     "gofeed's RSS level keeps dc:date apart; its model takes it for publication and change, as we do"},
    {"extensions/media/feed_item_image_-_rss_channel_item_media.json", "gofeed keeps Media RSS apart; its content is an enclosure here"},
    {"translator/rss/feed_item_fallbacks_-_rss_channel_item_extensions.json",
     "gofeed keeps Media RSS apart; its content is an enclosure here"},
    {"parser/atom/issue_275_extensions_and_source.json", "gofeed escapes XML content once more"},
    {"parser/rss/issue_275_channel_item_extensions.json", "gofeed keeps dc:subject apart; it is a category here, as in its model"},
    {"parser/rss/rss_channel_item_category_naked_markup.json", "gofeed keeps markup in a category; ours is its text"},
    {"parser/rss/rdf_item_description.json", kRdfAbout},
    {"parser/rss/rdf_item_description_cdata_escaped_markup.json", kRdfAbout},
    {"parser/rss/rdf_item_description_cdata_naked_markup.json", kRdfAbout},
    {"parser/rss/rdf_item_description_escaped_markup.json", kRdfAbout},
    {"parser/rss/rdf_item_description_naked_markup.json", kRdfAbout},
    {"parser/rss/rdf_item_link.json", kRdfAbout},
    {"parser/rss/rdf_item_links.json", kRdfAbout},
    {"parser/rss/rdf_item_title.json", kRdfAbout},
    {"parser/rss/rdf_item_title_cdata_escaped_markup.json", kRdfAbout},
    {"parser/rss/rdf_item_title_cdata_naked_markup.json", kRdfAbout},
    {"parser/rss/rdf_item_title_escaped_markup.json", kRdfAbout},
    {"parser/rss/rdf_item_title_naked_markup.json", kRdfAbout},
    {"translator/rss/feed_item_description_-_rdf_item_description.json", kRdfAbout},
    {"translator/rss/feed_item_link_-_rdf_item_link.json", kRdfAbout},
    {"translator/rss/feed_item_title_-_rdf_item_title.json", kRdfAbout},
};

std::string Text(const json& from, const char* name) {
  auto found = from.find(name);
  return found != from.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const json& List(const json& from, const char* name) {
  static const json empty = json::array();
  auto found = from.find(name);
  return found != from.end() && found->is_array() ? *found : empty;
}

// What our Feed is compared with, in its words.
struct Expected {
  std::string title, link, updated, author;
  struct Entry {
    std::string id, title, link, published, updated, author, summary, content, categories, enclosures;
  };
  std::vector<Entry> entries;
};

std::string People(const json& list) {
  std::string joined;
  for (const json& person : list) {
    std::string shown;
    for (const char* part : {"name", "email", "uri", "url"}) {
      if (shown.empty()) shown = Text(person, part);
    }
    if (!shown.empty()) joined += (joined.empty() ? "" : ", ") + shown;
  }
  return joined;
}

std::string Alternate(const json& links) {
  for (const json& link : links) {
    std::string rel = Text(link, "rel");
    if (rel.empty() || rel == "alternate") return Text(link, "href");
  }
  return {};
}

std::string First(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts) {
    if (!text.empty()) return text;
  }
  return {};
}

// "a | b" of strings, or of one member of objects.
std::string Joined(const json& list, std::initializer_list<const char*> members) {
  std::string joined;
  for (const json& one : list) {
    std::string text = one.is_string() ? one.get<std::string>() : std::string();
    for (const char* member : members) {
      if (text.empty() && one.is_object()) text = Text(one, member);
    }
    if (!text.empty()) joined += (joined.empty() ? "" : " | ") + text;
  }
  return joined;
}

json EnclosureLinks(const json& links) {
  json enclosures = json::array();
  for (const json& link : links) {
    if (Text(link, "rel") == "enclosure") enclosures.push_back(link);
  }
  return enclosures;
}

std::string OfObject(const json& from, const char* name, const char* member) {
  return from.contains(name) ? Text(from[name], member) : std::string();
}

// What gofeed's RSS level keeps apart as extensions; its model falls back on them as we do.
std::string Extension(const json& from, const char* kind, const char* name) {
  auto found = from.find(kind);
  if (found == from.end() || !found->contains(name)) return {};
  const json& value = (*found)[name];
  if (value.is_string()) return value.get<std::string>();
  std::string joined;
  for (const json& one : value) joined += (joined.empty() ? "" : ", ") + one.get<std::string>();
  return joined;
}

Expected FromRss(const json& feed) {
  auto author = [](const json& from) {
    return First({Extension(from, "dcExt", "author"), Extension(from, "dcExt", "creator"), Extension(from, "itunesExt", "author")});
  };
  Expected expected{Text(feed, "title"), Text(feed, "link"),
                    First({Text(feed, "lastBuildDate"), Text(feed, "pubDate"), Extension(feed, "dcExt", "date")}),
                    First({Text(feed, "managingEditor"), Text(feed, "webMaster"), author(feed)}), {}};
  for (const json& item : List(feed, "items")) {
    std::string id = item.contains("guid") ? Text(item["guid"], "value") : std::string();
    expected.entries.push_back({id, Text(item, "title"), Text(item, "link"),
                                First({Text(item, "pubDate"), Extension(item, "dcExt", "date")}), "",
                                First({Text(item, "author"), author(item)}),
                                First({Text(item, "description"), Extension(item, "dcExt", "description"),
                                       Extension(item, "itunesExt", "summary"), Extension(item, "itunesExt", "subtitle")}),
                                Text(item, "content"), Joined(List(item, "categories"), {"value"}),
                                Joined(List(item, "enclosures"), {"url"})});
  }
  return expected;
}

Expected FromAtom(const json& feed) {
  Expected expected{Text(feed, "title"), Alternate(List(feed, "links")), Text(feed, "updated"), People(List(feed, "authors")), {}};
  for (const json& entry : List(feed, "entries")) {
    std::string author = People(List(entry, "authors"));
    if (author.empty() && entry.contains("source")) author = People(List(entry["source"], "authors"));
    expected.entries.push_back({Text(entry, "id"), Text(entry, "title"), Alternate(List(entry, "links")),
                                Text(entry, "published"), Text(entry, "updated"), author, Text(entry, "summary"),
                                OfObject(entry, "content", "value"), Joined(List(entry, "categories"), {"label", "term"}),
                                Joined(EnclosureLinks(List(entry, "links")), {"href"})});
  }
  return expected;
}

std::string JsonPeople(const json& from) {
  std::string people = People(List(from, "authors"));
  return people.empty() && from.contains("author") ? People(json::array({from["author"]})) : people;
}

Expected FromJsonFeed(const json& feed) {
  Expected expected{Text(feed, "title"), Text(feed, "home_page_url"), "", JsonPeople(feed), {}};
  for (const json& item : List(feed, "items")) {
    expected.entries.push_back({Text(item, "id"), Text(item, "title"), Text(item, "url"), Text(item, "date_published"),
                                Text(item, "date_modified"), JsonPeople(item), Text(item, "summary"),
                                First({Text(item, "content_html"), Text(item, "content_text")}), Joined(List(item, "tags"), {}),
                                Joined(List(item, "attachments"), {"url"})});
  }
  return expected;
}

// gofeed's own model, made of any format. RSS people are taken apart there; ours are verbatim.
Expected FromTranslator(const json& feed) {
  Expected expected{Text(feed, "title"), Text(feed, "link"), First({Text(feed, "updated"), Text(feed, "published")}),
                    People(List(feed, "authors")), {}};
  for (const json& item : List(feed, "items")) {
    expected.entries.push_back({Text(item, "guid"), Text(item, "title"), Text(item, "link"), Text(item, "published"),
                                Text(item, "updated"), People(List(item, "authors")), Text(item, "description"),
                                Text(item, "content"), Joined(List(item, "categories"), {}),
                                Joined(List(item, "enclosures"), {"url"})});
  }
  return expected;
}

Expected Read(const std::string& path, const json& expected) {
  if (path.find("/translator/") != std::string::npos) return FromTranslator(expected);
  if (path.find("/parser/atom/") != std::string::npos) return FromAtom(expected);
  if (path.find("/parser/json/") != std::string::npos) return FromJsonFeed(expected);
  return FromRss(expected);
}

class Comparison {
 public:
  Comparison(Conformance& conformance, std::string file) : conformance_(conformance), file_(std::move(file)) {}

  void Compare(const Expected& expected, const Feed& feed) {
    Equal("title", HtmlToLine(expected.title), HtmlToLine(feed.title));
    Equal("link", expected.link, feed.link);
    Equal("updated", expected.updated, feed.updated);
    Equal("author", Person(expected.author), Person(feed.author));
    Equal("entries", std::to_string(expected.entries.size()), std::to_string(feed.entries.size()));
    for (size_t i = 0; i < std::min(expected.entries.size(), feed.entries.size()); ++i) {
      const Expected::Entry& theirs = expected.entries[i];
      const FeedEntry& ours = feed.entries[i];
      Equal("entry id", theirs.id, ours.id);
      Equal("entry title", HtmlToLine(theirs.title), HtmlToLine(ours.title));
      Equal("entry link", theirs.link, ours.link);
      Equal("entry published", theirs.published, ours.published);
      Equal("entry updated", theirs.updated, ours.updated);
      Equal("entry author", Person(theirs.author), Person(ours.author));
      Equal("entry summary", HtmlToLine(theirs.summary), HtmlToLine(ours.summary));
      Equal("entry content", HtmlToLine(theirs.content), HtmlToLine(ours.content));
      Equal("entry categories", theirs.categories, Joined(json(ours.categories), {}));
      Equal("entry enclosures", theirs.enclosures, Urls(ours.enclosures));
    }
  }

  void Equal(const char* field, const std::string& expected, const std::string& ours) {
    conformance_.Compare(file_, field, expected, ours);
  }

  static std::string Urls(const std::vector<Enclosure>& enclosures) {
    std::string joined;
    for (const Enclosure& enclosure : enclosures) joined += (joined.empty() ? "" : " | ") + enclosure.url;
    return joined;
  }

  // Of "Jane (jane@example.org)" and "jane@example.org (Jane)" gofeed's model keeps "Jane": the same person.
  std::string Person(const std::string& person) const {
    if (file_.find("translator/rss/") == std::string::npos) return person;
    size_t open = person.find(" (");
    if (open == std::string::npos || person.back() != ')') return person;
    std::string outside = person.substr(0, open);
    std::string inside = person.substr(open + 2, person.size() - open - 3);
    return outside.find('@') == std::string::npos ? outside : inside;
  }

 private:
  Conformance& conformance_;
  std::string file_;
};

std::string InputOf(const SharedFiles& files, const std::string& expected_path) {
  std::string stem = expected_path.substr(0, expected_path.size() - 5);
  if (stem.ends_with("_expected")) return stem.substr(0, stem.size() - 9) + ".json";
  return files.contains(stem + ".xml") ? stem + ".xml" : std::string();
}

TEST(GofeedConformanceTest, EveryExpectedFieldAgrees) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/feeds/gofeed-testdata.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  Conformance conformance("gofeed", kReasons);

  for (const auto& [path, content] : *files) {
    std::string input = path.ends_with(".json") ? InputOf(*files, path) : std::string();
    if (input.empty() || !files->contains(input)) continue;
    json expected = json::parse(content, nullptr, false);
    if (expected.is_discarded()) continue;
    std::string file = path.substr(path.find("testdata/testdata/") + 18);
    Comparison comparison(conformance, file);
    ParsedBody parsed = ParseFeed(files->at(input), {});
    if (parsed.feed) {
      comparison.Compare(Read(path, expected), *parsed.feed);
    } else {
      comparison.Equal("feed", "a feed", parsed.failure->reason);
    }
  }

  conformance.Judge(0.99);
}

}  // namespace
}  // namespace fenghuo
