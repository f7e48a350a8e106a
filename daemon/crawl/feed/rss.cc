// RSS 0.90, 0.91, 0.92, 0.93, 0.94, 1.0 and 2.0, and CDF, with Dublin Core, content, Atom, iTunes and Media RSS where the plain element is
// missing. Sources: rssboard.org/rss-specification, web.resource.org/rss/1.0/spec, and what other readers' test files expect.

#include <algorithm>

#include "daemon/crawl/feed/formats.h"
#include "daemon/crawl/feed/urls.h"

namespace fenghuo {
namespace {

bool IsPlain(XmlSpace space) {
  return space == XmlSpace::kNone || space == XmlSpace::kRss1 || space == XmlSpace::kRss090;
}

bool IsPlain(XmlElement element, std::string_view name) { return IsPlain(element.space()) && SameName(element.name(), name); }

bool IsAtom(XmlElement element, std::string_view name) {
  return element.name() == name && (element.space() == XmlSpace::kAtom || element.space() == XmlSpace::kAtom03);
}

void AppendCapped(std::vector<std::string>& list, std::string text) {
  if (!text.empty() && list.size() < kListMax) list.push_back(std::move(text));
}

void TakeFirst(std::string& field, std::string text) {
  if (field.empty()) field = std::move(text);
}

// What plain elements leave open; taken when they stay silent.
struct Fallbacks {
  std::string title;
  std::string link;
  std::string date;
  std::string updated;
  std::string any_date;  // dc:date, "of an event in the life": of the change when no other date says that
  std::string language;
  std::string authors;  // several are joined by ", "
  std::string summary;
  std::vector<std::string> categories;
  std::vector<Enclosure> enclosures;

  void AddAuthor(std::string name) {
    if (name.empty()) return;
    authors += (authors.empty() ? "" : ", ") + name;
  }
};

std::string AtomPerson(XmlElement person) {
  for (std::string_view part : {"name", "email", "uri"}) {
    for (XmlElement child : person.children()) {
      if (child.name() != part) continue;
      if (std::string text = Trimmed(child.Text()); !text.empty()) return text;
    }
  }
  return Trimmed(person.Text());
}

// A person as RSS writes one: a line. Some write Atom's <name> inside, some markup.
std::string PersonOf(XmlElement person) {
  for (XmlElement child : person.children()) {
    if (child.name() == "name" || child.name() == "email") return AtomPerson(person);
  }
  return Trimmed(person.Markup());
}

void TakeDublinCore(XmlElement child, Fallbacks& other) {
  std::string_view name = child.name();
  std::string text = Trimmed(child.Text());
  if (name == "title") TakeFirst(other.title, text);
  if (name == "creator" || name == "author") other.AddAuthor(text);
  if (name == "date" || name == "created" || name == "issued") TakeFirst(other.date, text);
  if (name == "date") TakeFirst(other.any_date, text);
  if (name == "modified") TakeFirst(other.updated, text);
  if (name == "language") TakeFirst(other.language, text);
  if (name == "description" || name == "abstract") TakeFirst(other.summary, text);
  if (name == "subject") AppendCapped(other.categories, text);
}

// "a, b, c"
void TakeKeywords(std::string_view keywords, std::vector<std::string>& categories) {
  while (!keywords.empty()) {
    size_t comma = keywords.find(',');
    AppendCapped(categories, Trimmed(std::string(keywords.substr(0, comma))));
    keywords = comma == std::string_view::npos ? std::string_view() : keywords.substr(comma + 1);
  }
}

void TakeItunes(XmlElement child, Fallbacks& other) {
  std::string_view name = child.name();
  if (name == "title") TakeFirst(other.title, Trimmed(child.Text()));
  if (name == "author" && other.authors.empty()) other.AddAuthor(Trimmed(child.Text()));
  if (name == "summary" || name == "subtitle") TakeFirst(other.summary, Trimmed(child.Text()));
  if (name == "category") AppendCapped(other.categories, std::string(child.Attribute("text")));
  if (name == "keywords") TakeKeywords(Trimmed(child.Text()), other.categories);
}

// Cheap beyond the cap: an entry may have as many as it likes.
void AddEnclosure(XmlElement child, std::string_view target, std::string_view url, std::vector<Enclosure>& enclosures) {
  if (target.empty() || enclosures.size() >= kListMax) return;
  std::string absolute = ResolveUrl(child.Base(url), target);
  if (absolute.empty()) return;
  enclosures.push_back({std::move(absolute), std::string(child.Attribute("type")), std::string(child.Attribute("length"))});
}

void TakeAtom(XmlElement child, std::string_view url, Fallbacks& other) {
  std::string_view name = child.name();
  if (name == "link") {
    std::string_view rel = child.Attribute("rel");
    bool alternate = rel.empty() || rel == "alternate";
    if (alternate && other.link.empty()) other.link = ResolveUrl(child.Base(url), child.Attribute("href"));
    if (rel == "enclosure") AddEnclosure(child, child.Attribute("href"), url, other.enclosures);
  }
  if (name == "title") TakeFirst(other.title, Trimmed(child.Markup()));
  if (name == "author") other.AddAuthor(AtomPerson(child));
  if (name == "published") TakeFirst(other.date, Trimmed(child.Text()));
  if (name == "updated") TakeFirst(other.updated, Trimmed(child.Text()));
  if (name == "summary") TakeFirst(other.summary, Trimmed(child.Markup()));
  if (name == "category") AppendCapped(other.categories, std::string(child.Attribute("term")));
}

void TakeMedia(XmlElement child, Fallbacks& other) {
  std::string_view name = child.name();
  if (name == "group" || name == "content") {  // a group holds contents, both may hold titles and descriptions
    for (XmlElement inner : child.children()) {
      bool deeper = inner.name() == "group" || (name == "content" && inner.name() == "content");
      if (inner.space() == XmlSpace::kMedia && !deeper) TakeMedia(inner, other);
    }
  }
  if (name == "title") TakeFirst(other.title, Trimmed(child.Text()));
  if (name == "description") TakeFirst(other.summary, Trimmed(child.Text()));
  if (name == "content" && !child.Attribute("url").empty() && other.enclosures.size() < kListMax) {
    other.enclosures.push_back({Trimmed(std::string(child.Attribute("url"))), std::string(child.Attribute("type")),
                                std::string(child.Attribute("fileSize"))});
  }
}

void TakeExtension(XmlElement child, std::string_view url, Fallbacks& other) {
  switch (child.space()) {
    case XmlSpace::kDublinCore: return TakeDublinCore(child, other);
    case XmlSpace::kItunes: return TakeItunes(child, other);
    case XmlSpace::kAtom:
    case XmlSpace::kAtom03: return TakeAtom(child, url, other);
    case XmlSpace::kMedia: return TakeMedia(child, other);
    default: return;
  }
}

// Microsoft's Channel Definition Format is RSS's older cousin: its channels and items name themselves by attributes, in capitals.
std::string_view CdfAttribute(XmlElement element, std::string_view name) {
  if (element.HasAttribute(name)) return element.Attribute(name);
  std::string lower(name);
  for (char& c : lower) c = static_cast<char>(c - 'A' + 'a');
  return element.Attribute(lower);
}

std::string CdfLink(XmlElement element, std::string_view url) {
  std::string_view href = CdfAttribute(element, "HREF");
  return href.empty() ? std::string() : ResolveUrl(element.Base(url), href);
}

// The text of a <link>, or its href where somebody mixed formats up. One is allowed; of several the last that says something counts,
// as other readers have it. It is made absolute only then: there may be very many.
class LastLink {
 public:
  void Note(XmlElement link) {
    std::string text = Trimmed(link.Text());
    if (text.empty()) text = link.Attribute("href");
    if (text.empty()) return;
    link_ = link;
    text_ = std::move(text);
  }

  std::string Resolve(std::string_view url) const {
    return text_.empty() ? std::string() : ResolveUrl(link_.Base(url), text_);
  }

 private:
  XmlElement link_;
  std::string text_;
};

void TakePlain(XmlElement child, std::string_view url, LastLink& link, FeedEntry& entry) {
  std::string_view name = child.name();
  auto is = [name](std::string_view wanted) { return SameName(name, wanted); };
  if (is("title")) {
    TakeFirst(entry.title, Trimmed(child.Markup()));
  } else if (is("description") || is("abstract")) {
    TakeFirst(entry.summary, Trimmed(child.Markup()));
  } else if (is("link")) {
    link.Note(child);
  } else if (is("guid")) {
    TakeFirst(entry.id, Trimmed(child.Markup()));
  } else if (is("author")) {
    TakeFirst(entry.author, PersonOf(child));
  } else if (is("pubDate")) {
    TakeFirst(entry.published, Trimmed(child.Text()));
  } else if (is("category")) {
    AppendCapped(entry.categories, Trimmed(child.Text()));
  } else if (is("enclosure")) {
    AddEnclosure(child, child.Attribute("url"), url, entry.enclosures);
  }
}

// A guid is the entry's address unless it says that it is none (RSS 2.0); only a web address can be opened.
std::string Permalink(XmlElement item, const std::string& id) {
  for (XmlElement child : item.children()) {
    if (IsPlain(child, "guid")) return child.Attribute("isPermaLink") == "false" ? std::string() : WebUrl(id);
  }
  return {};
}

FeedEntry ReadItem(XmlElement item, std::string_view url) {
  FeedEntry entry;
  Fallbacks other;
  LastLink link;
  for (XmlElement child : item.children()) {
    if (IsPlain(child.space())) {
      TakePlain(child, url, link, entry);
    } else if (child.Is(XmlSpace::kContent, "encoded")) {
      TakeFirst(entry.content, Trimmed(child.Markup()));
    } else if (child.Is(XmlSpace::kXhtml, "body") || IsAtom(child, "content")) {
      TakeFirst(entry.content, Trimmed(child.Markup()));
    } else {
      TakeExtension(child, url, other);
    }
  }
  entry.link = link.Resolve(url);
  TakeFirst(entry.id, std::string(item.Attribute("about", XmlSpace::kRdf)));
  TakeFirst(other.link, CdfLink(item, url));
  TakeFirst(other.updated, std::string(CdfAttribute(item, "LASTMOD")));
  TakeFirst(entry.title, std::move(other.title));
  TakeFirst(entry.link, std::move(other.link));
  if (entry.link.empty()) entry.link = Permalink(item, entry.id);
  TakeFirst(entry.author, std::move(other.authors));
  TakeFirst(entry.published, std::move(other.date));
  TakeFirst(entry.updated, std::move(other.updated));
  TakeFirst(entry.updated, std::move(other.any_date));
  TakeFirst(entry.summary, std::move(other.summary));
  for (std::string& category : other.categories) AppendCapped(entry.categories, std::move(category));
  if (entry.enclosures.empty()) entry.enclosures = std::move(other.enclosures);
  return entry;
}

std::string DateOf(XmlElement item) {
  for (XmlElement child : item.children()) {
    bool date = SameName(child.name(), "pubDate") || child.name() == "date" || child.name() == "published";
    if (date) return Trimmed(child.Text());
  }
  return {};
}

void ReadChannel(XmlElement channel, std::string_view url, LastLink& link, Feed& feed) {
  Fallbacks other;
  std::string editor;
  std::string web_master;
  std::string published;
  for (XmlElement child : channel.children()) {
    if (IsPlain(child, "title")) {
      TakeFirst(feed.title, Trimmed(child.Markup()));
    } else if (IsPlain(child, "link")) {
      link.Note(child);
    } else if (IsPlain(child, "language")) {
      TakeFirst(feed.language, Trimmed(child.Text()));
    } else if (IsPlain(child, "lastBuildDate")) {
      TakeFirst(feed.updated, Trimmed(child.Text()));
    } else if (IsPlain(child, "pubDate")) {
      TakeFirst(published, Trimmed(child.Text()));
    } else if (IsPlain(child, "managingEditor")) {
      TakeFirst(editor, PersonOf(child));
    } else if (IsPlain(child, "webMaster")) {
      TakeFirst(web_master, PersonOf(child));
    } else if (!IsPlain(child.space())) {
      TakeExtension(child, url, other);
    }
  }
  TakeFirst(feed.title, std::move(other.title));
  TakeFirst(feed.link, std::move(other.link));
  TakeFirst(feed.language, std::move(other.language));
  if (feed.link.empty()) feed.link = CdfLink(channel, url);
  TakeFirst(other.updated, std::string(CdfAttribute(channel, "LASTMOD")));
  for (std::string* date : {&other.updated, &published, &other.date}) TakeFirst(feed.updated, std::move(*date));
  for (std::string* author : {&editor, &web_master, &other.authors}) TakeFirst(feed.author, std::move(*author));
}

std::string Version(XmlElement root) {
  if (SameName(root.name(), "rdf")) {
    for (XmlElement child : root.children()) {
      if (child.space() == XmlSpace::kRss090) return "rss 0.90";
    }
    return "rss 1.0";
  }
  if (root.name() == "CHANNEL") return "cdf";
  std::string version = Trimmed(std::string(root.Attribute("version")));
  return version.empty() || version.size() > 8 ? "rss" : "rss " + version;
}

}  // namespace

Feed ReadRss(XmlElement root, std::string_view url) {
  Feed feed;
  feed.version = Version(root);
  std::vector<XmlElement> items;
  LastLink link;
  auto collect = [&items](XmlElement from) {
    for (XmlElement child : from.children()) {
      if (IsPlain(child, "item") && child.closed()) items.push_back(child);
    }
  };
  bool bare = SameName(root.name(), "channel");
  if (bare) {
    ReadChannel(root, url, link, feed);
  } else {
    for (XmlElement child : root.children()) {
      if (!IsPlain(child, "channel")) continue;
      ReadChannel(child, url, link, feed);
      collect(child);
    }
  }
  collect(root);  // RSS 1.0 has items beside the channel, and some RSS 2.0 feeds have no channel at all
  if (std::string last = link.Resolve(url); !last.empty()) feed.link = std::move(last);
  if (feed.language.empty()) feed.language = root.Language();
  for (XmlElement item : NewestEntries(std::move(items), DateOf, feed.cut)) feed.entries.push_back(ReadItem(item, url));
  return feed;
}

}  // namespace fenghuo
