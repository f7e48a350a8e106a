#include "daemon/crawl/feed/xml.h"

#include <algorithm>
#include <cstddef>

#include "daemon/crawl/feed/urls.h"
#include "daemon/crawl/feed/xml_builder.h"

namespace fenghuo {
namespace {

constexpr std::string_view kSpaceCharacters = " \t\r\n";

std::string_view Trim(std::string_view text) {
  size_t first = text.find_first_not_of(kSpaceCharacters);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kSpaceCharacters) - first + 1);
}

// Past the DOCTYPE declaration at `at`: its internal subset may hold quotes, comments and '>'.
size_t EndOfDoctype(std::string_view text, size_t at) {
  bool inside = false;
  for (size_t i = at; i < text.size(); ++i) {
    char c = text[i];
    if (c == '"' || c == '\'') {
      i = text.find(c, i + 1);
      if (i == std::string_view::npos) return text.size();
    } else if (text.substr(i).starts_with("<!--")) {
      i = text.find("-->", i + 4);
      if (i == std::string_view::npos) return text.size();
      i += 2;
    } else if (c == '[') {
      inside = true;
    } else if (c == ']') {
      inside = false;
    } else if (c == '>' && !inside) {
      return i + 1;
    }
  }
  return text.size();
}

// Where a DOCTYPE stands in front of the root element; npos when there is none.
size_t FindDoctype(std::string_view text) {
  size_t at = 0;
  while ((at = text.find('<', at)) != std::string_view::npos) {
    std::string_view rest = text.substr(at);
    if (rest.starts_with("<!--")) {
      at = text.find("-->", at + 4);
    } else if (rest.starts_with("<?")) {
      at = text.find("?>", at + 2);
    } else if (rest.starts_with("<!")) {
      return at;
    } else {
      return std::string_view::npos;
    }
  }
  return std::string_view::npos;
}

// libxml2 compares each attribute of an element with all before it: minutes for a megabyte of them.
constexpr size_t kAttributesMax = 1000;
constexpr size_t kAttributeBytesMin = 5;  // ` a=""`

size_t CountAttributes(std::string_view tag) {
  if (tag.size() < 2 || tag[1] == '!' || tag[1] == '?') return 0;
  size_t count = 0;
  for (size_t i = 1; i < tag.size() && tag[i] != '>'; ++i) {
    if (tag[i] == '"' || tag[i] == '\'') i = tag.find(tag[i], i + 1);
    if (i == std::string_view::npos) break;
    count += tag[i] == '=';
  }
  return count;
}

// Whether a start tag has too many attributes. Inside one no '<' stands in a well-formed document.
bool IsCrowded(std::string_view text) {
  for (size_t at = text.find('<'); at < text.size();) {
    size_t next = std::min(text.find('<', at + 1), text.size());
    bool long_enough = next - at > kAttributesMax * kAttributeBytesMin;
    if (long_enough && CountAttributes(text.substr(at, next - at)) > kAttributesMax) return true;
    at = next;
  }
  return false;
}

}  // namespace

void AppendXmlEscaped(std::string_view text, bool in_attribute, std::string& out) {
  for (char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += in_attribute ? "&quot;" : "\""; break;
      default: out += c;
    }
  }
}

XmlTree XmlTree::Parse(std::string_view utf8) {
  std::string blanked;
  std::string_view text = utf8;
  size_t first = text.find_first_not_of(kSpaceCharacters);
  text.remove_prefix(first == std::string_view::npos ? text.size() : first);
  if (size_t at = FindDoctype(text); at != std::string_view::npos) {
    blanked = text;
    size_t end = EndOfDoctype(text, at);
    // Line breaks stay, so libxml2's line numbers do.
    std::replace_if(blanked.begin() + static_cast<ptrdiff_t>(at), blanked.begin() + static_cast<ptrdiff_t>(end),
                    [](char c) { return c != '\n'; }, ' ');
    text = blanked;
  }
  XmlTree tree;
  if (IsCrowded(text)) {
    tree.problem_ = "an element with more than " + std::to_string(kAttributesMax) + " attributes";
  } else {
    tree = ReadWellFormed(text);
    if (!tree.recovered()) return tree;
  }
  XmlTree soup = ReadSoup(text);
  soup.recovered_ = true;
  soup.problem_ = tree.problem_;
  return soup;
}

XmlElement XmlTree::root() const {
  for (uint32_t node = nodes_.empty() ? 0 : nodes_[0].first_child; node != 0; node = nodes_[node].next) {
    if (nodes_[node].kind == Kind::kElement) return XmlElement(this, node);
  }
  return {};
}

XmlElement XmlTree::FindEarly(std::initializer_list<std::string_view> names, size_t within) const {
  for (uint32_t node = 1; node < std::min(nodes_.size(), within); ++node) {
    if (nodes_[node].kind != Kind::kElement) continue;
    if (std::find(names.begin(), names.end(), View(nodes_[node].text)) != names.end()) return XmlElement(this, node);
  }
  return {};
}

std::string_view XmlElement::name() const {
  return tree_ == nullptr ? std::string_view() : tree_->View(tree_->nodes_[node_].text);
}

XmlSpace XmlElement::space() const { return tree_ == nullptr ? XmlSpace::kNone : tree_->nodes_[node_].space; }

bool XmlElement::closed() const { return tree_ != nullptr && tree_->nodes_[node_].closed; }

std::string_view XmlElement::Attribute(std::string_view name, XmlSpace space) const {
  if (tree_ == nullptr) return {};
  const XmlTree::Node& node = tree_->nodes_[node_];
  for (uint32_t i = node.first_attribute; i < node.first_attribute + node.attributes; ++i) {
    const XmlTree::AttributeNode& attribute = tree_->attributes_[i];
    if (attribute.space == space && tree_->View(attribute.name) == name) return tree_->View(attribute.value);
  }
  return {};
}

bool XmlElement::HasAttribute(std::string_view name) const {
  if (tree_ == nullptr) return false;
  const XmlTree::Node& node = tree_->nodes_[node_];
  for (uint32_t i = node.first_attribute; i < node.first_attribute + node.attributes; ++i) {
    if (tree_->View(tree_->attributes_[i].name) == name) return true;
  }
  return false;
}

uint32_t XmlElement::NextElement(uint32_t node) const {
  if (tree_ == nullptr || node == 0) return 0;
  do {
    node = tree_->nodes_[node].next;
  } while (node != 0 && tree_->nodes_[node].kind != XmlTree::Kind::kElement);
  return node;
}

XmlElement::Children XmlElement::children() const {
  uint32_t node = tree_ == nullptr ? 0 : tree_->nodes_[node_].first_child;
  if (node != 0 && tree_->nodes_[node].kind != XmlTree::Kind::kElement) node = NextElement(node);
  return Children(XmlElement(tree_, node));
}

XmlElement XmlElement::parent() const {
  uint32_t up = tree_ == nullptr ? 0 : tree_->nodes_[node_].parent;
  return up == 0 ? XmlElement() : XmlElement(tree_, up);
}

XmlElement XmlElement::Child(XmlSpace space, std::string_view name) const {
  for (XmlElement child : children()) {
    if (child.Is(space, name)) return child;
  }
  return {};
}

bool XmlElement::HasChildElements() const { return children().begin() != children().end(); }

std::string XmlElement::Text() const {
  std::string text;
  if (tree_ == nullptr) return text;
  // Depth first without recursion: down, else next, else up until there is a next.
  uint32_t node = tree_->nodes_[node_].first_child;
  while (node != 0) {
    const XmlTree::Node& at = tree_->nodes_[node];
    if (at.kind == XmlTree::Kind::kText) text.append(tree_->View(at.text));
    if (at.first_child != 0) {
      node = at.first_child;
      continue;
    }
    while (node != node_ && tree_->nodes_[node].next == 0) node = tree_->nodes_[node].parent;
    node = node == node_ ? 0 : tree_->nodes_[node].next;
  }
  return text;
}

std::string XmlElement::Markup() const { return HasChildElements() ? EscapedMarkup() : Text(); }

std::string XmlElement::EscapedMarkup() const {
  std::string out;
  if (tree_ != nullptr) AppendMarkup(out);
  return out;
}

void XmlElement::AppendStartTag(uint32_t node, std::string& out) const {
  const XmlTree::Node& element = tree_->nodes_[node];
  out.append("<").append(tree_->View(element.text));
  for (uint32_t i = element.first_attribute; i < element.first_attribute + element.attributes; ++i) {
    const XmlTree::AttributeNode& attribute = tree_->attributes_[i];
    if (attribute.space == XmlSpace::kXml) continue;
    out.append(" ").append(tree_->View(attribute.name)).append("=\"");
    AppendXmlEscaped(tree_->View(attribute.value), true, out);
    out += '"';
  }
  out += element.first_child == 0 ? "/>" : ">";
}

void XmlElement::AppendMarkup(std::string& out) const {
  uint32_t node = tree_->nodes_[node_].first_child;
  while (node != 0) {
    const XmlTree::Node& at = tree_->nodes_[node];
    if (at.kind == XmlTree::Kind::kText) {
      AppendXmlEscaped(tree_->View(at.text), false, out);
    } else {
      AppendStartTag(node, out);
    }
    if (at.first_child != 0) {
      node = at.first_child;
      continue;
    }
    while (node != node_ && tree_->nodes_[node].next == 0) {
      node = tree_->nodes_[node].parent;
      if (node != node_) out.append("</").append(tree_->View(tree_->nodes_[node].text)).append(">");
    }
    node = node == node_ ? 0 : tree_->nodes_[node].next;
  }
}

std::string XmlElement::Base(std::string_view document_base) const {
  if (tree_ == nullptr || !tree_->has_base_) return std::string(document_base);
  std::vector<std::string_view> bases;
  for (XmlElement at = *this; at; at = at.parent()) {
    std::string_view base = Trim(at.Attribute("base", XmlSpace::kXml));
    if (!base.empty()) bases.push_back(base);
  }
  std::string resolved(document_base);
  for (auto base = bases.rbegin(); base != bases.rend(); ++base) resolved = ResolveUrl(resolved, *base);
  return resolved;
}

std::string_view XmlElement::Language() const {
  for (XmlElement at = *this; at; at = at.parent()) {
    std::string_view language = Trim(at.Attribute("lang", XmlSpace::kXml));
    if (!language.empty()) return language;
  }
  return {};
}

}  // namespace fenghuo
