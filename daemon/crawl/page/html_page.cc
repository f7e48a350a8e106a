#include "daemon/crawl/page/html_page.h"

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>
#include <libxml/xpath.h>
#include <strings.h>

#include <algorithm>
#include <optional>

#include "daemon/crawl/feed/html_text.h"
#include "daemon/crawl/feed/urls.h"
#include "daemon/crawl/feed/xml.h"
#include "daemon/crawl/page/part_names.h"

namespace fenghuo {
namespace {

constexpr size_t kBytesMax = 8 * 1024 * 1024;
constexpr size_t kNodesMax = 300'000;
constexpr size_t kAttributesMax = 500;  // of one element
constexpr size_t kLineMax = 2000;       // so that asking for the lines of nested elements stays linear

std::string_view View(const xmlChar* text) {
  return text == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(text));
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

// Where the end tag of a script or style stands: what is inside is no markup.
size_t EndOfRaw(std::string_view html, size_t at, std::string_view name) {
  for (at = html.find("</", at); at < html.size(); at = html.find("</", at + 2)) {
    bool ends = at + 2 + name.size() <= html.size() && strncasecmp(html.data() + at + 2, name.data(), name.size()) == 0;
    if (ends) return at;
  }
  return html.size();
}

// Past the start tag whose name begins at `at`, as libxml2 reads it; nothing when it has too many attributes.
std::optional<size_t> EndOfTag(std::string_view html, size_t at) {
  size_t attributes = 0;
  for (bool open = true; at < html.size() && html[at] != '>'; ++at) {
    bool value = html[at] == '=' && at + 1 < html.size();
    if (value) {
      at = std::min(html.find_first_not_of(" \t\n\r\f", at + 1), html.size());
      if (at == html.size()) return at;
      if (html[at] == '"' || html[at] == '\'') at = std::min(html.find(html[at], at + 1), html.size() - 1);
      open = false;
    } else if (IsBlank(html[at])) {
      open = false;
    } else if (!open) {
      open = true;
      if (++attributes > kAttributesMax) return std::nullopt;
    }
  }
  return at;
}

// Where the first start tag stands that has too many attributes: libxml2 compares each with all before it. The end when
// there is none.
size_t CrowdedTag(std::string_view html) {
  for (size_t at = html.find('<'); at < html.size(); at = html.find('<', at)) {
    size_t begin = at++;
    std::string_view rest = html.substr(begin);
    if (rest.starts_with("<!--")) {
      at = html.find("-->", begin + 4);
      continue;
    }
    if (at == html.size() || !IsLetter(html[at])) continue;
    std::optional<size_t> end = EndOfTag(html, at);
    if (!end) return begin;
    at = *end;
    for (std::string_view raw : {"script", "style"}) {
      bool named = rest.size() > 7 && strncasecmp(rest.data() + 1, raw.data(), raw.size()) == 0 &&
                   !IsLetter(rest[raw.size() + 1]);
      if (named) at = EndOfRaw(html, at, raw);
    }
  }
  return html.size();
}

// A cut inside a character would be a bad byte.
std::string_view Fitting(std::string_view html) {
  if (html.size() <= kBytesMax) return html;
  size_t end = kBytesMax;
  while (end > 0 && (static_cast<unsigned char>(html[end]) & 0xC0) == 0x80) --end;
  return html.substr(0, end);
}

// The first part of a text, not cut inside a character.
std::string_view Head(std::string_view text) {
  size_t end = std::min(text.size(), kLineMax);
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return text.substr(0, end);
}

const xmlAttr* FindAttribute(const xmlNode* element, const char* name) {
  for (const xmlAttr* one = element->properties; one != nullptr; one = one->next) {
    if (View(one->name) == name) return one;
  }
  return nullptr;
}

bool IsText(const xmlNode* node) { return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE; }

// The node after `node`'s subtree; leaves parents behind on the way, each of which `leave` is told.
template <typename Leave>
const xmlNode* After(const xmlNode* node, const Leave& leave) {
  while (node != nullptr && node->next == nullptr) {
    node = node->parent;
    if (node == nullptr || node->type != XML_ELEMENT_NODE) return nullptr;
    leave();
  }
  return node == nullptr ? nullptr : node->next;
}

}  // namespace

void HtmlPage::Closer::operator()(_xmlDoc* document) const { xmlFreeDoc(document); }

Result<HtmlPage> HtmlPage::Parse(std::string_view html) {
  HtmlPage page;
  std::string_view fitting = Fitting(html);
  fitting = fitting.substr(0, CrowdedTag(fitting));
  page.cut_ = fitting.size() < html.size();
  PrepareLibxml();
  std::unique_ptr<htmlParserCtxt, void (*)(htmlParserCtxtPtr)> context(htmlNewParserCtxt(), htmlFreeParserCtxt);
  if (context == nullptr) return Unavailable("no memory for a page");
  constexpr int kOptions =
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC;
  page.document_.reset(
      htmlCtxtReadMemory(context.get(), fitting.data(), static_cast<int>(fitting.size()), "", "utf-8", kOptions));
  const xmlError* last = xmlCtxtGetLastError(context.get());
  page.cut_ =
      page.cut_ || (last != nullptr && last->code == XML_ERR_INTERNAL_ERROR);  // too deep: the parser stopped there
  if (page.document_ == nullptr || xmlDocGetRootElement(page.document_.get()) == nullptr)
    return Invalid("no HTML in it");
  page.TakeNodes();
  // So that XPath compares the places of two elements by number, not by walking from one to the other.
  xmlXPathOrderDocElems(page.document_.get());
  return page;
}

void HtmlPage::TakeNodes() {
  size_t parent = kNone;
  auto leave = [&] {
    nodes_[parent].end = nodes_.size();
    parent = nodes_[parent].parent;
  };
  const xmlNode* at = xmlDocGetRootElement(document_.get());
  while (at != nullptr) {
    if (nodes_.size() == kNodesMax) {
      cut_ = true;
      break;
    }
    bool element = at->type == XML_ELEMENT_NODE;
    if (element || IsText(at)) {
      std::string_view name = element ? View(at->name) : std::string_view();
      std::string_view text = element ? std::string_view() : View(at->content);
      nodes_.push_back({parent, nodes_.size() + 1, name, text, at});
      const_cast<xmlNode*>(at)->_private = reinterpret_cast<void*>(nodes_.size());  // libxml2 leaves this field to its users
    }
    if (element && at->children != nullptr) {
      parent = nodes_.size() - 1;
      at = at->children;
    } else {
      at = After(at, leave);
    }
  }
  while (parent != kNone) leave();
}

std::optional<size_t> HtmlPage::IndexOf(const xmlNode* origin) const {
  auto place = reinterpret_cast<size_t>(origin->_private);
  return place == 0 ? std::nullopt : std::optional(place - 1);
}

std::string_view HtmlPage::Attribute(size_t i, const char* name) const {
  if (nodes_[i].name.empty()) return {};
  const xmlAttr* attribute = FindAttribute(nodes_[i].origin, name);
  return attribute == nullptr || attribute->children == nullptr ? std::string_view()
                                                                : View(attribute->children->content);
}

bool HtmlPage::HasAttribute(size_t i, const char* name) const {
  return !nodes_[i].name.empty() && FindAttribute(nodes_[i].origin, name) != nullptr;
}

std::string HtmlPage::LineOf(size_t i) const {
  std::string all;
  for (size_t at = i; at < nodes_[i].end && all.size() < kLineMax; ++at) {
    if (nodes_[at].name == "script" || nodes_[at].name == "style") {
      at = nodes_[at].end - 1;
      continue;
    }
    all += IsBlock(nodes_[at].name) ? std::string_view(" ") : Head(nodes_[at].text);
  }
  return CollapseSpaces(all);
}

std::string BaseOf(const HtmlPage& page, std::string_view url) {
  for (size_t i = 0; i < page.size(); ++i) {
    if (page.node(i).name == "base" && page.HasAttribute(i, "href")) return ResolveUrl(url, page.Attribute(i, "href"));
  }
  return std::string(url);
}

}  // namespace fenghuo
