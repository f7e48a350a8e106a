// XML that is not well formed, read as far as it makes sense. One pass, linear: the search for a matching start tag looks at
// 256 open elements at most.

#include <algorithm>
#include <map>

#include "daemon/crawl/feed/entities.h"
#include "daemon/crawl/feed/formats.h"
#include "daemon/crawl/feed/xml_builder.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool StartsName(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}
bool InName(char c) { return StartsName(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

constexpr size_t kAttributesMax = 256;

bool IsEntry(std::string_view name) {
  name = name.substr(name.find(':') + 1);  // without a prefix all of it: npos + 1 is 0
  return SameName(name, "item") || SameName(name, "entry");
}

// Parts of a feed or an entry that hold text, never one another.
bool IsField(std::string_view name) {
  constexpr std::string_view kFields[] = {
      "title",   "link",      "description", "summary", "language", "pubDate",  "lastBuildDate", "guid",    "copyright", "docs",
      "managingEditor", "webMaster", "generator",   "ttl",     "category", "comments", "enclosure",     "updated", "published", "id"};
  return std::any_of(std::begin(kFields), std::end(kFields), [name](std::string_view field) { return SameName(field, name); });
}

// What holds fields and entries.
bool IsContainer(std::string_view name) {
  name = name.substr(name.find(':') + 1);
  constexpr std::string_view kContainers[] = {"rss", "rdf", "channel", "feed", "items", "item", "entry", "image", "textInput", "source"};
  return std::any_of(std::begin(kContainers), std::end(kContainers),
                     [name](std::string_view container) { return SameName(container, name); });
}

class SoupReader {
 public:
  explicit SoupReader(std::string_view text) : text_(text), builder_(text.size()) {}

  XmlTree Read() {
    while (at_ < text_.size()) {
      if (text_[at_] == '<') {
        AtLess();
      } else {
        size_t end = text_.find('<', at_);
        AddText(text_.substr(at_, end == std::string_view::npos ? end : end - at_));
        at_ = end == std::string_view::npos ? text_.size() : end;
      }
    }
    return builder_.Finish();
  }

 private:
  struct Open {
    std::string_view name;  // with its prefix
    bool is_entry = false;
    size_t field = 0;  // the innermost open field up to this one inside its container: its place in open_ counted from 1; 0: none
  };
  struct Tag {
    std::string_view name;
    std::map<std::string_view, std::string> attributes;
    bool empty = false;
  };

  void AtLess() {
    std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<![CDATA[")) return CharacterData();
    if (rest.starts_with("<!--")) return SkipPast("-->", at_ + 4);
    if (rest.starts_with("<?")) return SkipPast("?>", at_ + 2);
    if (rest.starts_with("<!")) return SkipPast(">", at_ + 2);
    if (rest.size() > 2 && rest[1] == '/' && StartsName(rest[2])) return EndTag();
    if (rest.size() > 1 && StartsName(rest[1])) return StartTag();
    builder_.Text("<");
    ++at_;
  }

  void SkipPast(std::string_view closing, size_t from) {
    size_t end = text_.find(closing, from);
    at_ = end == std::string_view::npos ? text_.size() : end + closing.size();
  }

  void CharacterData() {
    size_t begin = at_ + 9;
    size_t end = text_.find("]]>", begin);
    AddClean(text_.substr(begin, end == std::string_view::npos ? end : end - begin));
    at_ = end == std::string_view::npos ? text_.size() : end + 3;
  }

  // Without control characters, which no XML may hold.
  void AddClean(std::string_view text) {
    size_t begin = 0;
    for (size_t i = 0; i < text.size(); ++i) {
      if (static_cast<unsigned char>(text[i]) >= ' ' || IsSpace(text[i])) continue;
      builder_.Text(text.substr(begin, i - begin));
      begin = i + 1;
    }
    builder_.Text(text.substr(begin));
  }

  void AddText(std::string_view text) {
    if (text.find('&') == std::string_view::npos) return AddClean(text);
    AddClean(DecodeReferences(text));
  }

  std::string_view ReadName() {
    size_t begin = at_;
    while (at_ < text_.size() && InName(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void SkipSpace() {
    while (at_ < text_.size() && IsSpace(text_[at_])) ++at_;
  }

  // The value behind '=': quoted, or up to white space. A quote that never closes ends at the tag's '>'.
  std::string ReadValue() {
    SkipSpace();
    if (at_ >= text_.size()) return {};
    char quote = text_[at_];
    size_t begin = at_;
    size_t end = std::string_view::npos;
    if (quote == '"' || quote == '\'') {
      begin = ++at_;
      end = text_.find(quote, begin);
      at_ = end == std::string_view::npos ? at_ : end + 1;
    }
    if (end == std::string_view::npos) {
      end = std::min(text_.find_first_of(" \t\r\n>", begin), text_.size());
      at_ = end;
    }
    return DecodeReferences(text_.substr(begin, end - begin));
  }

  Tag ReadTag() {
    Tag tag;
    ++at_;
    tag.name = ReadName();
    while (true) {
      SkipSpace();
      if (at_ >= text_.size() || text_[at_] == '<') return tag;
      char c = text_[at_];
      if (c == '>') {
        ++at_;
        return tag;
      }
      if (!StartsName(c)) {
        tag.empty = c == '/' && at_ + 1 < text_.size() && text_[at_ + 1] == '>';
        ++at_;
        continue;
      }
      std::string_view name = ReadName();
      SkipSpace();
      std::string value;
      if (at_ < text_.size() && text_[at_] == '=') {
        ++at_;
        value = ReadValue();
      }
      if (tag.attributes.size() < kAttributesMax) tag.attributes.emplace(name, std::move(value));
    }
  }

  // Prefixes are taken document-wide: a feed that is ill-formed does not play with scopes.
  void LearnSpaces(const Tag& tag) {
    for (const auto& [name, value] : tag.attributes) {
      if (name == "xmlns" && tag.name.find(':') == std::string_view::npos) default_space_[builder_.depth()] = SpaceOfUri(value);
      if (name.starts_with("xmlns:")) prefixes_[name.substr(6)] = SpaceOfUri(value);
    }
  }

  XmlSpace SpaceOf(std::string_view& name, bool is_attribute) const {
    size_t colon = name.find(':');
    if (colon == std::string_view::npos) {
      return is_attribute || default_space_.empty() ? XmlSpace::kNone : default_space_.rbegin()->second;
    }
    std::string_view prefix = name.substr(0, colon);
    name.remove_prefix(colon + 1);
    auto found = prefixes_.find(prefix);
    return found == prefixes_.end() ? SpaceOfPrefix(prefix) : found->second;
  }

  void StartTag() {
    Tag tag = ReadTag();
    bool is_entry = IsEntry(tag.name);
    // An entry inside an entry: the one before was never closed. Its neighbour must not vanish in it.
    if (is_entry) CloseEntry();
    bool is_field = IsField(tag.name);
    if (is_entry || is_field) CloseField();
    LearnSpaces(tag);
    std::string_view local = tag.name;
    XmlSpace space = SpaceOf(local, false);
    builder_.Start(local, space);
    for (const auto& [name, value] : tag.attributes) {
      if (name.starts_with("xmlns")) continue;
      std::string_view attribute = name;
      XmlSpace attribute_space = SpaceOf(attribute, true);
      builder_.Attribute(attribute, attribute_space, value);
    }
    if (tag.empty) {
      Close();
    } else if (open_.size() < static_cast<size_t>(kXmlDepthMax)) {
      Push(tag.name, is_entry, is_field);
    } else {
      Close();  // deeper than the cap: flat from here
    }
  }

  void Close() {
    builder_.End();
    default_space_.erase(default_space_.lower_bound(builder_.depth()), default_space_.end());
  }

  void Push(std::string_view name, bool is_entry, bool is_field) {
    size_t field = open_.empty() ? 0 : open_.back().field;
    if (is_field) field = open_.size() + 1;
    if (IsContainer(name)) field = 0;
    open_.push_back({name, is_entry, field});
  }

  void Pop() {
    open_.pop_back();
    Close();
  }

  void CloseEntry() {
    size_t i = open_.size();
    while (i > 0 && !open_[i - 1].is_entry) --i;
    if (i == 0) return;
    while (open_.size() >= i) Pop();
  }

  // A field inside a field, with any markup between them: the outer one was never closed.
  void CloseField() {
    size_t field = open_.empty() ? 0 : open_.back().field;
    while (field > 0 && open_.size() >= field) Pop();
  }

  // Closes what the tag names and everything inside it; a tag that names nothing open is ignored. The document's root stays open
  // until its own end tag, and no end tag inside an entry closes anything outside it but the feed's own parts.
  void EndTag() {
    at_ += 2;
    std::string_view name = ReadName();
    size_t end = text_.find('>', at_);
    at_ = end == std::string_view::npos ? text_.size() : end + 1;
    size_t i = open_.size();
    while (i > 0 && open_[i - 1].name != name) --i;
    if (i == 0) return;
    while (open_.size() >= i) Pop();
  }

  std::string_view text_;
  size_t at_ = 0;
  XmlBuilder builder_;
  std::vector<Open> open_;
  std::map<std::string_view, XmlSpace> prefixes_;
  std::map<int, XmlSpace> default_space_;  // by the depth that declared it
};

}  // namespace

XmlTree ReadSoup(std::string_view text) { return SoupReader(text).Read(); }

}  // namespace fenghuo
