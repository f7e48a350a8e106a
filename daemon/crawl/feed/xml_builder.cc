#include "daemon/crawl/feed/xml_builder.h"

#include <algorithm>
#include <limits>

#include "daemon/crawl/feed/entities.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

std::string LowerTrimmed(std::string_view text) {
  constexpr std::string_view kSpaces = " \t\r\n";
  size_t first = text.find_first_not_of(kSpaces);
  if (first == std::string_view::npos) return {};
  std::string lower(text.substr(first, text.find_last_not_of(kSpaces) - first + 1));
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

// Without the scheme and the last '/' or '#', which people write as they please.
std::string_view Stem(std::string_view uri) {
  for (std::string_view scheme : {"http://", "https://"}) {
    if (uri.starts_with(scheme)) uri.remove_prefix(scheme.size());
  }
  while (!uri.empty() && (uri.back() == '/' || uri.back() == '#')) uri.remove_suffix(1);
  return uri;
}

// The first C1 control character (U+0080 to U+009F, two bytes).
size_t FindC1(std::string_view text) {
  for (size_t at = text.find('\xC2'); at != std::string_view::npos; at = text.find('\xC2', at + 1)) {
    if (at + 1 < text.size() && static_cast<unsigned char>(text[at + 1]) < 0xA0) return at;
  }
  return std::string_view::npos;
}

}  // namespace

XmlSpace SpaceOfUri(std::string_view uri) {
  struct Row {
    std::string_view uri;
    XmlSpace space;
  };
  constexpr Row kRows[] = {
      {"www.w3.org/2005/atom", XmlSpace::kAtom},
      {"purl.org/atom/ns", XmlSpace::kAtom03},
      {"example.com/newformat", XmlSpace::kAtom03},  // what Atom was called in its drafts
      {"purl.org/net/rss1.1", XmlSpace::kRss1},
      {"purl.org/rss/1.0", XmlSpace::kRss1},
      {"my.netscape.com/rdf/simple/0.9", XmlSpace::kRss090},
      {"channel.netscape.com/rdf/simple/0.9", XmlSpace::kRss090},
      {"www.w3.org/1999/02/22-rdf-syntax-ns", XmlSpace::kRdf},
      {"purl.org/dc/elements/1.1", XmlSpace::kDublinCore},
      {"purl.org/dc/elements/1.0", XmlSpace::kDublinCore},
      {"purl.org/dc/terms", XmlSpace::kDublinCore},
      {"purl.org/rss/1.0/modules/content", XmlSpace::kContent},
      {"www.itunes.com/dtds/podcast-1.0.dtd", XmlSpace::kItunes},
      {"example.com/dtds/podcast-1.0.dtd", XmlSpace::kItunes},
      {"search.yahoo.com/mrss", XmlSpace::kMedia},
      {"video.search.yahoo.com/mrss", XmlSpace::kMedia},
      {"www.w3.org/1999/xhtml", XmlSpace::kXhtml},
      {"www.w3.org/xml/1998/namespace", XmlSpace::kXml},
      {"backend.userland.com/rss2", XmlSpace::kNone},
      {"blogs.law.harvard.edu/tech/rss", XmlSpace::kNone},
      {"cyber.law.harvard.edu/rss/rss.html", XmlSpace::kNone},
      {"backend.userland.com/rss", XmlSpace::kNone},
      {"www.rssboard.org/rss-specification", XmlSpace::kNone},
  };
  std::string written = LowerTrimmed(uri);
  std::string_view stem = Stem(written);
  if (stem.empty()) return XmlSpace::kNone;
  for (const Row& row : kRows) {
    if (row.uri == stem) return row.space;
  }
  return XmlSpace::kOther;
}

XmlSpace SpaceOfPrefix(std::string_view prefix) {
  struct Row {
    std::string_view prefix;
    XmlSpace space;
  };
  constexpr Row kRows[] = {{"", XmlSpace::kNone},          {"atom", XmlSpace::kAtom},      {"atom10", XmlSpace::kAtom},
                           {"dc", XmlSpace::kDublinCore},  {"dcterms", XmlSpace::kDublinCore},
                           {"content", XmlSpace::kContent}, {"itunes", XmlSpace::kItunes}, {"media", XmlSpace::kMedia},
                           {"rdf", XmlSpace::kRdf},         {"xhtml", XmlSpace::kXhtml},   {"xml", XmlSpace::kXml},
                           {"rss", XmlSpace::kNone}};
  for (const Row& row : kRows) {
    if (row.prefix == prefix) return row.space;
  }
  return XmlSpace::kOther;
}

XmlBuilder::XmlBuilder(size_t input_bytes) {
  tree_.bytes_.reserve(input_bytes + input_bytes / 8);
  tree_.nodes_.reserve(input_bytes / 24 + 16);
  tree_.nodes_.emplace_back();
  tree_.nodes_[0].kind = XmlTree::Kind::kElement;
}

XmlTree::Slice XmlBuilder::Keep(std::string_view text) {
  XmlTree::Slice slice{static_cast<uint32_t>(tree_.bytes_.size()), static_cast<uint32_t>(text.size())};
  tree_.bytes_.append(text);
  return slice;
}

uint32_t XmlBuilder::Add(XmlTree::Node node) {
  auto index = static_cast<uint32_t>(tree_.nodes_.size());
  node.parent = open_;
  XmlTree::Node& parent = tree_.nodes_[open_];
  (parent.last_child == 0 ? parent.first_child : tree_.nodes_[parent.last_child].next) = index;
  parent.last_child = index;
  tree_.nodes_.push_back(node);
  return index;
}

void XmlBuilder::Start(std::string_view name, XmlSpace space) {
  if (++depth_ > kXmlDepthMax) return;
  XmlTree::Node node;
  node.kind = XmlTree::Kind::kElement;
  node.space = space;
  node.text = Keep(name);
  node.first_attribute = static_cast<uint32_t>(tree_.attributes_.size());
  open_ = Add(node);
}

void XmlBuilder::Attribute(std::string_view name, XmlSpace space, std::string_view value) {
  if (depth_ > kXmlDepthMax) return;
  XmlTree::Node& node = tree_.nodes_[open_];
  if (node.attributes == std::numeric_limits<uint16_t>::max()) return;
  ++node.attributes;
  if (space == XmlSpace::kXml && name == "base") tree_.has_base_ = true;
  tree_.attributes_.push_back({Keep(name), Keep(value), space});
}

void XmlBuilder::Text(std::string_view text) {
  if (depth_ > kXmlDepthMax || depth_ == 0) return;
  for (size_t c1 = FindC1(text); c1 != std::string_view::npos; c1 = FindC1(text)) {
    AddText(text.substr(0, c1));
    std::string letter;
    AppendUtf8(FromC1(static_cast<unsigned char>(text[c1 + 1])), letter);
    AddText(letter);
    text.remove_prefix(c1 + 2);
  }
  AddText(text);
}

void XmlBuilder::AddText(std::string_view text) {
  if (text.empty()) return;
  uint32_t last = tree_.nodes_[open_].last_child;
  // Pieces of one text come one after the other: no new node while the bytes are still at the end.
  if (last != 0 && tree_.nodes_[last].kind == XmlTree::Kind::kText &&
      tree_.nodes_[last].text.begin + tree_.nodes_[last].text.size == tree_.bytes_.size()) {
    tree_.bytes_.append(text);
    tree_.nodes_[last].text.size += static_cast<uint32_t>(text.size());
    return;
  }
  XmlTree::Node node;
  node.text = Keep(text);
  Add(node);
}

void XmlBuilder::End() {
  if (depth_ == 0) return;
  if (--depth_ >= kXmlDepthMax) return;
  tree_.nodes_[open_].closed = true;
  open_ = tree_.nodes_[open_].parent;
}

void XmlBuilder::Fail(std::string problem) {
  tree_.recovered_ = true;
  if (tree_.problem_.empty()) tree_.problem_ = std::move(problem);
}

XmlTree XmlBuilder::Finish() {
  open_ = 0;
  depth_ = 0;
  return std::move(tree_);
}

}  // namespace fenghuo
