#include "daemon/crawl/feed/opml.h"

#include <map>
#include <set>

#include "daemon/crawl/charset/charset.h"
#include "daemon/crawl/feed/formats.h"
#include "daemon/crawl/feed/html_text.h"
#include "daemon/crawl/feed/urls.h"
#include "daemon/crawl/feed/xml.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kAttributeBytesMax = 10'000;  // more than any address that is taken
constexpr size_t kOpmlTitleBytesMax = 300;
constexpr size_t kOpmlFolderBytesMax = 1000;  // the file has them once, the list once for each feed

// Attributes are written xmlUrl, xmlurl and XMLURL.
std::string AttributeOf(XmlElement outline, std::initializer_list<std::string_view> names) {
  for (std::string_view name : names) {
    // Cut before it is looked at: the outlines around many feeds are asked once for each feed.
    if (std::string text = CollapseSpaces(CutBytes(outline.Attribute(name), kAttributeBytesMax, "")); !text.empty()) return text;
  }
  return {};
}

std::string TitleOf(XmlElement outline) { return CutBytes(AttributeOf(outline, {"text", "title"}), kOpmlTitleBytesMax, "…"); }

std::string FolderOf(XmlElement outline) {
  std::string folder;
  for (XmlElement up = outline.parent(); up && folder.size() < kOpmlFolderBytesMax; up = up.parent()) {
    if (!SameName(up.name(), "outline")) break;
    std::string title = TitleOf(up);
    if (!title.empty()) folder = folder.empty() ? title : title + "/" + folder;
  }
  return folder;
}

// Depth first without recursion: the tree may be deep.
std::vector<XmlElement> Outlines(XmlElement body) {
  std::vector<XmlElement> found;
  std::vector<XmlElement> waiting = {body};
  while (!waiting.empty()) {
    XmlElement at = waiting.back();
    waiting.pop_back();
    if (SameName(at.name(), "outline")) found.push_back(at);
    std::vector<XmlElement> children;
    for (XmlElement child : at.children()) children.push_back(child);
    waiting.insert(waiting.end(), children.rbegin(), children.rend());
  }
  return found;
}

std::string Escaped(std::string_view text) {
  std::string out;
  AppendXmlEscaped(text, true, out);
  return out;
}

}  // namespace

Result<std::vector<OpmlFeed>> ReadOpml(std::string_view bytes) {
  Result<DecodedText> decoded = Decode(bytes, "");
  if (!decoded.ok()) return decoded.error();
  XmlTree tree = XmlTree::Parse(decoded->text());
  if (!SameName(tree.root().name(), "opml")) return Invalid("no OPML: the root element is \"" + std::string(tree.root().name()) + "\"");
  std::vector<OpmlFeed> feeds;
  std::set<std::string> seen;
  for (XmlElement outline : Outlines(tree.root())) {
    std::string url = WebUrl(AttributeOf(outline, {"xmlUrl", "xmlurl", "XMLURL"}));
    if (url.empty() || !seen.insert(url).second) continue;
    if (feeds.size() == kOpmlFeedsMax) return Invalid("more than " + std::to_string(kOpmlFeedsMax) + " feeds");
    std::string title = TitleOf(outline);
    feeds.push_back({title.empty() ? url : title, url, FolderOf(outline)});
  }
  return feeds;
}

std::string WriteOpml(const std::string& title, const std::vector<SourceConfig>& sources) {
  std::map<std::string, std::string> folders;
  for (const SourceConfig& source : sources) {
    if (source.type != SourceType::kFeed) continue;
    std::string& folder = folders[source.region];
    folder += std::string(source.region.empty() ? "    " : "      ") + "<outline type=\"rss\" text=\"" + Escaped(source.name) +
              "\" xmlUrl=\"" + Escaped(source.url) + "\"/>\n";
  }
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head><title>" + Escaped(title) +
                    "</title></head>\n  <body>\n";
  for (const auto& [region, outlines] : folders) {
    if (region.empty()) {
      out += outlines;
      continue;
    }
    out += "    <outline text=\"" + Escaped(region) + "\">\n" + outlines + "    </outline>\n";
  }
  return out + "  </body>\n</opml>\n";
}

}  // namespace fenghuo
