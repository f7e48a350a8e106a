// An XmlTree is what a feed's markup says: elements, attributes and text, nothing loaded and nothing expanded.
//
//   XmlTree tree = XmlTree::Parse(utf8);
//   for (XmlElement child : tree.root().children()) if (child.Is(XmlSpace::kNone, "title")) Use(child.Text());
//
// Well-formed documents are read by libxml2 through callbacks of ours: the DOCTYPE is blanked out before it looks, so there are
// no entities, no external files and no network whatever the document asks for. Others, and those with an element of more than 1,000
// attributes, are read by a forgiving scanner of our own (xml_soup.cc) that closes what was left open, takes HTML's entity names and bare
// ampersands, keeps 256 attributes of an element, and drops control characters; `recovered()` tells. Elements below depth 256 are left
// out. Memory is a small multiple of the input; destruction is flat.
//
// Immutable once parsed: any number of threads. Elements and views live as long as their tree.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_XML_H_
#define FENGHUO_DAEMON_CRAWL_FEED_XML_H_

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace fenghuo {

// Namespaces that feeds use, whatever prefix they gave them; the usual prefixes count when nobody declared them.
enum class XmlSpace : uint8_t { kNone, kRss1, kRss090, kRdf, kAtom, kAtom03, kDublinCore, kContent, kItunes, kMedia, kXhtml, kXml, kOther };

class XmlTree;

class XmlElement {
 public:
  class Children;

  XmlElement() = default;  // no element: no name, no children, no text
  explicit operator bool() const { return tree_ != nullptr; }

  std::string_view name() const;  // local
  XmlSpace space() const;
  bool Is(XmlSpace space, std::string_view name) const { return this->space() == space && this->name() == name; }
  // False when the input ended inside it.
  bool closed() const;

  // The attribute's value with references decoded; empty when absent. `HasAttribute` tells the difference.
  std::string_view Attribute(std::string_view name, XmlSpace space = XmlSpace::kNone) const;
  bool HasAttribute(std::string_view name) const;

  Children children() const;  // elements only
  XmlElement parent() const;
  // The first child element of that name, or none.
  XmlElement Child(XmlSpace space, std::string_view name) const;

  // All text inside, also of child elements.
  std::string Text() const;
  // The markup inside, written again. `Markup` gives just the text when there are no child elements; `EscapedMarkup` is markup
  // always.
  std::string Markup() const;
  std::string EscapedMarkup() const;
  bool HasChildElements() const;

  // What relative URLs inside start from: xml:base of this and its ancestors over `document_base`.
  std::string Base(std::string_view document_base) const;
  // xml:lang of this or the nearest ancestor that has one.
  std::string_view Language() const;

 private:
  friend class XmlTree;
  XmlElement(const XmlTree* tree, uint32_t node) : tree_(tree), node_(node) {}
  uint32_t NextElement(uint32_t node) const;
  void AppendMarkup(std::string& out) const;
  void AppendStartTag(uint32_t node, std::string& out) const;

  const XmlTree* tree_ = nullptr;
  uint32_t node_ = 0;
};

class XmlTree {
 public:
  // Always gives a tree; without one element, root() is no element.
  static XmlTree Parse(std::string_view utf8);

  XmlElement root() const;
  // The first element of one of these names (any namespace) among the first `within` nodes, at any depth: a feed behind the
  // warnings that some servers print in front of it.
  XmlElement FindEarly(std::initializer_list<std::string_view> names, size_t within) const;
  bool recovered() const { return recovered_; }
  // libxml2's first complaint with its line, when recovered.
  const std::string& problem() const { return problem_; }

 private:
  friend class XmlElement;
  friend class XmlBuilder;

  enum class Kind : uint8_t { kElement, kText };
  struct Slice {
    uint32_t begin = 0;
    uint32_t size = 0;
  };
  struct AttributeNode {
    Slice name;
    Slice value;
    XmlSpace space = XmlSpace::kNone;
  };
  struct Node {  // 0 is the document; links of 0 mean none
    Slice text;  // an element's local name, or a text
    uint32_t parent = 0;
    uint32_t next = 0;
    uint32_t first_child = 0;
    uint32_t last_child = 0;
    uint32_t first_attribute = 0;
    uint16_t attributes = 0;
    Kind kind = Kind::kText;
    XmlSpace space = XmlSpace::kNone;
    bool closed = false;
  };

  std::string_view View(Slice slice) const { return std::string_view(bytes_).substr(slice.begin, slice.size); }

  std::string bytes_;  // every name and text
  std::vector<Node> nodes_;
  std::vector<AttributeNode> attributes_;
  bool has_base_ = false;  // an xml:base stands somewhere
  bool recovered_ = false;
  std::string problem_;
};

// The child elements of one element, for range loops.
class XmlElement::Children {
 public:
  class Iterator {
   public:
    XmlElement operator*() const { return at_; }
    Iterator& operator++() {
      at_.node_ = at_.NextElement(at_.node_);
      return *this;
    }
    bool operator!=(const Iterator& other) const { return at_.node_ != other.at_.node_; }

   private:
    friend class Children;
    explicit Iterator(XmlElement at) : at_(at) {}
    XmlElement at_;
  };
  Iterator begin() const { return Iterator(first_); }
  Iterator end() const { return Iterator(XmlElement(first_.tree_, 0)); }

 private:
  friend class XmlElement;
  explicit Children(XmlElement first) : first_(first) {}
  XmlElement first_;
};

// `text` as markup says it: & < > and, in an attribute, ".
void AppendXmlEscaped(std::string_view text, bool in_attribute, std::string& out);

// Makes libxml2 ready for several threads and lets it load nothing. Whoever calls it by hand calls this first: left to itself it makes
// itself ready when two threads come at once. Any number of threads.
void PrepareLibxml();

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_XML_H_
