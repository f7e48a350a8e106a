#include "daemon/crawl/xml_builder.h"

#include <algorithm>
#include <limits>

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

}  // namespace

XmlSpace SpaceOfUri(std::string_view uri) {
  struct Row {
    std::string_view uri;
    XmlSpace space;
  };
  constexpr Row kRows[] = {
      {"http://www.w3.org/2005/atom", XmlSpace::kAtom},
      {"https://www.w3.org/2005/atom", XmlSpace::kAtom},
      {"http://purl.org/atom/ns#", XmlSpace::kAtom03},
      {"http://example.com/newformat#", XmlSpace::kAtom03},  // what Atom was called in its drafts
      {"http://purl.org/net/rss1.1#", XmlSpace::kRss1},
      {"http://purl.org/rss/1.0/", XmlSpace::kRss1},
      {"http://my.netscape.com/rdf/simple/0.9/", XmlSpace::kRss090},
      {"http://channel.netscape.com/rdf/simple/0.9/", XmlSpace::kRss090},
      {"http://www.w3.org/1999/02/22-rdf-syntax-ns#", XmlSpace::kRdf},
      {"http://purl.org/dc/elements/1.1/", XmlSpace::kDublinCore},
      {"http://purl.org/dc/elements/1.0/", XmlSpace::kDublinCore},
      {"http://purl.org/dc/terms/", XmlSpace::kDublinCore},
      {"http://purl.org/rss/1.0/modules/content/", XmlSpace::kContent},
      {"http://www.itunes.com/dtds/podcast-1.0.dtd", XmlSpace::kItunes},
      {"http://example.com/dtds/podcast-1.0.dtd", XmlSpace::kItunes},
      {"http://search.yahoo.com/mrss/", XmlSpace::kMedia},
      {"http://search.yahoo.com/mrss", XmlSpace::kMedia},
      {"http://www.w3.org/1999/xhtml", XmlSpace::kXhtml},
      {"http://www.w3.org/xml/1998/namespace", XmlSpace::kXml},
      {"http://backend.userland.com/rss2", XmlSpace::kNone},
      {"http://blogs.law.harvard.edu/tech/rss", XmlSpace::kNone},
      {"http://cyber.law.harvard.edu/rss/rss.html", XmlSpace::kNone},
      {"http://backend.userland.com/rss", XmlSpace::kNone},
      {"http://www.rssboard.org/rss-specification", XmlSpace::kNone},
  };
  std::string lower = LowerTrimmed(uri);
  if (lower.empty()) return XmlSpace::kNone;
  for (const Row& row : kRows) {
    if (row.uri == lower) return row.space;
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
  if (depth_ > kXmlDepthMax || depth_ == 0 || text.empty()) return;
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
