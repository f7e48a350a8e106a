// An HtmlPage is a page as a flat list of its nodes in document order.
//
//   Result<HtmlPage> page = HtmlPage::Parse(decoded->text());
//   for (size_t i = 0; i < page->size(); i = page->node(i).end) ...   // the top nodes; i + 1 enters one
//
// A node's subtree is [i, node(i).end), so whoever walks needs no recursion. libxml2's HTML parser builds it and loads
// nothing: whatever the bytes are a page comes out, linear in time and memory (an HTML5 parser with adoption and scope
// rules is not: one needs minutes for 300 KB of "<x>"). Caps: 8 MiB of text, elements nested 256 deep, 500 attributes, 300,000 nodes;
// the rest of a page beyond one is left out and cut() says so.
//
// Immutable once parsed: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_PAGE_HTML_PAGE_H_
#define FENGHUO_DAEMON_CRAWL_PAGE_HTML_PAGE_H_

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct _xmlDoc;
struct _xmlNode;

namespace fenghuo {

class HtmlPage {
 public:
  static constexpr size_t kNone = static_cast<size_t>(-1);

  struct Node {
    size_t parent = kNone;
    size_t end = 0;         // one past the last node of its subtree
    std::string_view name;  // of an element, lower case; empty for text
    std::string_view text;  // of a text node
    const _xmlNode* origin = nullptr;
  };

  // kInvalid: `no HTML in it` when nothing at all could be read.
  static Result<HtmlPage> Parse(std::string_view html);

  size_t size() const { return nodes_.size(); }
  const Node& node(size_t i) const { return nodes_[i]; }
  bool cut() const { return cut_; }
  bool Contains(size_t outer, size_t inner) const { return outer <= inner && inner < nodes_[outer].end; }

  // The decoded value; empty when absent as when empty.
  std::string_view Attribute(size_t i, const char* name) const;
  bool HasAttribute(size_t i, const char* name) const;

  // The place of an element or text of this page; nothing for one that was left out.
  std::optional<size_t> IndexOf(const _xmlNode* origin) const;

  // The text below a node on one line; of a long one the first 2,000 bytes and a little.
  std::string LineOf(size_t i) const;

 private:
  struct Closer {
    void operator()(_xmlDoc* document) const;
  };

  void TakeNodes();

  std::unique_ptr<_xmlDoc, Closer> document_;
  std::vector<Node> nodes_;
  bool cut_ = false;
};

// What relative addresses on the page start from: its <base href>, else its own `url`.
std::string BaseOf(const HtmlPage& page, std::string_view url);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_PAGE_HTML_PAGE_H_
