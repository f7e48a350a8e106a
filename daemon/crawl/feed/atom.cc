// Atom 1.0 (RFC 4287) and 0.3.

#include <sodium.h>

#include <algorithm>

#include "daemon/crawl/feed/formats.h"
#include "daemon/crawl/feed/urls.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

bool IsAtom(XmlSpace space) {
  return space == XmlSpace::kAtom || space == XmlSpace::kAtom03 || space == XmlSpace::kNone;
}

struct AtomText {
  std::string text;
  TextKind kind = TextKind::kPlain;
};

std::string FromBase64(const std::string& text) {
  std::string bytes(text.size() / 4 * 3 + 3, '\0');
  size_t length = 0;
  int bad = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(), text.size(), " \t\r\n",
                              &length, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (bad != 0) return text;
  bytes.resize(length);
  return ToValidUtf8(bytes);
}

// The one <div> inside, or none.
XmlElement OnlyDiv(XmlElement element) {
  XmlElement only;
  int count = 0;
  for (XmlElement child : element.children()) {
    only = child;
    ++count;
  }
  return count == 1 && only.name() == "div" ? only : XmlElement();
}

// The markup of type="xhtml": what is in its one <div>, which is not part of the text (RFC 4287 section 3.1.1.3).
std::string XhtmlOf(XmlElement element) {
  XmlElement div = OnlyDiv(element);
  return div ? div.EscapedMarkup() : element.EscapedMarkup();
}

// The markup of type="html": escaped, and by some wrapped in a <div> that is not.
std::string HtmlOf(XmlElement element) {
  XmlElement div = OnlyDiv(element);
  return div && !div.HasChildElements() ? div.Text() : element.Markup();
}

// What RFC 4287 section 4.1.3.3 wants in Base64: every media type that is neither text nor XML.
bool IsBinary(std::string_view type) {
  return type.find('/') != std::string_view::npos && !type.starts_with("text/") && !type.ends_with("xml");
}

// A text construct or content. Atom 0.3 says mode="base64|escaped|xml" and a media type where Atom 1.0 says text, html or xhtml.
AtomText ReadText(XmlElement element) {
  std::string_view type = element.Attribute("type");
  std::string_view mode = element.Attribute("mode");
  if (type == "xhtml" || type == "application/xhtml+xml") return {Trimmed(XhtmlOf(element)), TextKind::kHtml};
  bool binary = mode == "base64" || type == "application/octet-stream" || (element.name() == "content" && IsBinary(type));
  if (binary && !element.HasChildElements()) return {Trimmed(FromBase64(element.Text())), TextKind::kHtml};
  bool html = type == "html" || type == "text/html" || element.HasChildElements();
  return {Trimmed(HtmlOf(element)), html ? TextKind::kHtml : TextKind::kPlain};
}

std::string PersonOf(XmlElement person) {
  for (std::string_view part : {"name", "email", "uri", "url", "homepage"}) {
    for (XmlElement child : person.children()) {
      if (child.name() != part) continue;
      if (std::string text = Trimmed(child.Text()); !text.empty()) return text;
    }
  }
  return person.HasChildElements() ? std::string() : Trimmed(person.Text());
}

void AddPerson(std::string person, std::string& author) {
  if (!person.empty()) author += (author.empty() ? "" : ", ") + person;
}

void TakeFirst(std::string& field, std::string text) {
  if (field.empty()) field = std::move(text);
}

// Some write the address between the tags, as RSS does.
std::string HrefOf(XmlElement link, std::string_view url) {
  if (link.HasAttribute("href")) return ResolveUrl(link.Base(url), link.Attribute("href"));
  std::string text = Trimmed(link.Text());
  return text.empty() ? text : ResolveUrl(link.Base(url), text);
}

bool IsAlternate(XmlElement link) {
  std::string_view rel = link.Attribute("rel");
  return rel.empty() || rel == "alternate" || rel == "http://www.iana.org/assignments/relation/alternate";
}

void TakeLink(XmlElement link, std::string_view url, FeedEntry& entry) {
  // Made absolute only when it is wanted: there may be very many.
  if (IsAlternate(link)) {
    if (entry.link.empty()) entry.link = HrefOf(link, url);
  } else if (link.Attribute("rel") == "enclosure" && entry.enclosures.size() < kListMax) {
    std::string href = HrefOf(link, url);
    if (href.empty()) return;
    entry.enclosures.push_back(
        {std::move(href), std::string(link.Attribute("type")), std::string(link.Attribute("length"))});
  }
}

std::string CategoryOf(XmlElement category) {
  std::string_view label = category.Attribute("label");
  if (label.empty()) label = category.Attribute("term");
  return label.empty() ? Trimmed(category.Text()) : std::string(label);
}

void TakeBody(XmlElement child, FeedEntry& entry) {
  if (child.name() == "title" && entry.title.empty()) {
    AtomText text = ReadText(child);
    entry.title = std::move(text.text);
    entry.title_kind = text.kind;
  } else if (child.name() == "summary" && entry.summary.empty()) {
    AtomText text = ReadText(child);
    entry.summary = std::move(text.text);
    entry.summary_kind = text.kind;
  } else if (child.name() == "content" && entry.content.empty()) {
    AtomText text = ReadText(child);
    entry.content = std::move(text.text);
    entry.content_kind = text.kind;
  }
}

std::string AuthorOfSource(XmlElement source) {
  std::string author;
  for (XmlElement child : source.children()) {
    if (IsAtom(child.space()) && child.name() == "author") AddPerson(PersonOf(child), author);
  }
  return author;
}

// Title and description of Media RSS, for entries that have no other; groups hold contents, and both hold those.
struct MediaTexts {
  std::string title;
  std::string description;
};

void TakeMedia(XmlElement child, MediaTexts& media) {
  if (child.name() == "title") TakeFirst(media.title, Trimmed(child.Text()));
  if (child.name() == "description") TakeFirst(media.description, Trimmed(child.Text()));
  if (child.name() != "group" && child.name() != "content") return;
  for (XmlElement inner : child.children()) {
    bool deeper = inner.name() == "group" || (child.name() == "content" && inner.name() == "content");
    if (inner.space() == XmlSpace::kMedia && !deeper) TakeMedia(inner, media);
  }
}

void FillFrom(const MediaTexts& media, FeedEntry& entry) {
  if (entry.title.empty() && !media.title.empty()) {
    entry.title = media.title;
    entry.title_kind = TextKind::kHtml;
  }
  if (entry.summary.empty() && !media.description.empty()) {
    entry.summary = media.description;
    entry.summary_kind = TextKind::kHtml;
  }
}

FeedEntry ReadEntry(XmlElement element, std::string_view url) {
  FeedEntry entry;
  MediaTexts media;
  std::string created;
  std::string of_source;
  for (XmlElement child : element.children()) {
    std::string_view name = child.name();
    if (child.Is(XmlSpace::kDublinCore, "creator")) of_source = Trimmed(child.Text());
    if (child.space() == XmlSpace::kMedia) TakeMedia(child, media);
    if (!IsAtom(child.space())) continue;
    TakeBody(child, entry);
    if (name == "id") TakeFirst(entry.id, Trimmed(child.Text()));
    if (name == "link") TakeLink(child, url, entry);
    if (name == "author") AddPerson(PersonOf(child), entry.author);
    if (name == "published" || name == "issued") TakeFirst(entry.published, Trimmed(child.Text()));
    if (name == "created") TakeFirst(created, Trimmed(child.Text()));
    if (name == "updated" || name == "modified") TakeFirst(entry.updated, Trimmed(child.Text()));
    if (name == "category" && entry.categories.size() < kListMax) entry.categories.push_back(CategoryOf(child));
    if (name == "source") TakeFirst(of_source, AuthorOfSource(child));
  }
  TakeFirst(entry.published, std::move(created));
  TakeFirst(entry.author, std::move(of_source));
  FillFrom(media, entry);
  return entry;
}

std::string DateOf(XmlElement entry) {
  std::string date;
  for (XmlElement child : entry.children()) {
    std::string_view name = child.name();
    if (name == "published" || name == "issued") return Trimmed(child.Text());
    if (name == "updated" || name == "modified") date = Trimmed(child.Text());
  }
  return date;
}

std::string Version(XmlElement root) {
  std::string_view version = root.Attribute("version");
  if (root.space() == XmlSpace::kAtom03 || version.starts_with("0.")) {
    return "atom " + (version.empty() || version.size() > 8 ? "0.3" : std::string(version));
  }
  return "atom 1.0";
}

}  // namespace

Feed ReadAtom(XmlElement root, std::string_view url) {
  Feed feed;
  feed.version = Version(root);
  feed.language = root.Language();
  std::vector<XmlElement> entries;
  if (root.name() == "entry") {
    entries.push_back(root);
  } else {
    for (XmlElement child : root.children()) {
      std::string_view name = child.name();
      if (!IsAtom(child.space())) continue;
      if (name == "entry" && child.closed()) entries.push_back(child);
      if (name == "title" && feed.title.empty()) {
        AtomText text = ReadText(child);
        feed.title = std::move(text.text);
        feed.title_kind = text.kind;
      }
      if (name == "link" && feed.link.empty() && IsAlternate(child)) feed.link = HrefOf(child, url);
      if (name == "updated" || name == "modified") TakeFirst(feed.updated, Trimmed(child.Text()));
      if (name == "author") AddPerson(PersonOf(child), feed.author);
    }
  }
  for (XmlElement entry : NewestEntries(std::move(entries), DateOf, feed.cut)) feed.entries.push_back(ReadEntry(entry, url));
  return feed;
}

}  // namespace fenghuo
