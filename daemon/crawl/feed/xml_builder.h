// An XmlBuilder puts an XmlTree together from start tags, texts and end tags, for both readers of xml.h.
//
//   XmlBuilder builder(input_bytes);
//   builder.Start("title", XmlSpace::kNone); builder.Text("…"); builder.End();
//   XmlTree tree = builder.Finish();
//
// Keeps the depth cap: what lies deeper is counted and left out. One thread.

#ifndef FENGHUO_DAEMON_CRAWL_FEED_XML_BUILDER_H_
#define FENGHUO_DAEMON_CRAWL_FEED_XML_BUILDER_H_

#include <string>
#include <string_view>

#include "daemon/crawl/feed/xml.h"

namespace fenghuo {

constexpr int kXmlDepthMax = 256;

// The namespace for a URI (white space and case around it do not count), or for a prefix that nobody declared.
XmlSpace SpaceOfUri(std::string_view uri);
XmlSpace SpaceOfPrefix(std::string_view prefix);

class XmlBuilder {
 public:
  explicit XmlBuilder(size_t input_bytes);

  void Start(std::string_view name, XmlSpace space);
  // To the element that was started last, before anything else is added.
  void Attribute(std::string_view name, XmlSpace space, std::string_view value);
  // C1 control characters become the letters of Windows-1252 that were meant: feeds that took one charset for another have them.
  void Text(std::string_view text);
  void End();
  int depth() const { return depth_; }
  void Fail(std::string problem);
  // Elements still open stay marked as not closed. The builder is empty afterwards.
  XmlTree Finish();

 private:
  uint32_t Add(XmlTree::Node node);
  void AddText(std::string_view text);
  XmlTree::Slice Keep(std::string_view text);

  XmlTree tree_;
  uint32_t open_ = 0;  // the innermost open element; 0 the document
  int depth_ = 0;      // may pass the cap; then `open_` stays
};

// The two readers. `text` is valid UTF-8 without a DOCTYPE.
XmlTree ReadWellFormed(std::string_view text);  // recovered() when it was not: the tree is then what came before the fault
XmlTree ReadSoup(std::string_view text);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_FEED_XML_BUILDER_H_
