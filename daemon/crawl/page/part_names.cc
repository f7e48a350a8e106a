#include "daemon/crawl/page/part_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace fenghuo {
namespace {

constexpr size_t kNameMax = 100;  // bytes of a class or id that are looked at

template <size_t N>
bool IsOneOf(std::string_view name, const std::array<std::string_view, N>& sorted) {
  return std::binary_search(sorted.begin(), sorted.end(), name);
}

// Whole words, sorted.
constexpr auto kAsideWords = std::to_array<std::string_view>({"ad",
                                                              "addthis",
                                                              "ads",
                                                              "adsense",
                                                              "adv",
                                                              "advert",
                                                              "advertisement",
                                                              "advertisements",
                                                              "advertising",
                                                              "adverts",
                                                              "authorbio",
                                                              "banner",
                                                              "bio",
                                                              "bookmarks",
                                                              "breadcrumb",
                                                              "breadcrumbs",
                                                              "breaker",
                                                              "buttons",
                                                              "byline",
                                                              "bylines",
                                                              "caption",
                                                              "captions",
                                                              "consent",
                                                              "contributors",
                                                              "cookie",
                                                              "cookies",
                                                              "copyright",
                                                              "credit",
                                                              "credits",
                                                              "crumbs",
                                                              "cta",
                                                              "dateline",
                                                              "disclaimer",
                                                              "donate",
                                                              "donation",
                                                              "erweima",
                                                              "ewm",
                                                              "fenxiang",
                                                              "figcaption",
                                                              "follow",
                                                              "footer",
                                                              "footnotes",
                                                              "gdpr",
                                                              "imagecaption",
                                                              "infobox",
                                                              "keywords",
                                                              "kicker",
                                                              "latest",
                                                              "legal",
                                                              "like",
                                                              "login",
                                                              "masthead",
                                                              "menu",
                                                              "meta",
                                                              "modal",
                                                              "morestories",
                                                              "mostread",
                                                              "nav",
                                                              "navbar",
                                                              "navbox",
                                                              "navigation",
                                                              "newsletter",
                                                              "newsletters",
                                                              "nextprev",
                                                              "noprint",
                                                              "offscreen",
                                                              "outbrain",
                                                              "pager",
                                                              "pagination",
                                                              "paywall",
                                                              "permalink",
                                                              "photocredit",
                                                              "pinglun",
                                                              "poll",
                                                              "popular",
                                                              "popup",
                                                              "promo",
                                                              "promos",
                                                              "promoted",
                                                              "promotion",
                                                              "pullquote",
                                                              "qrcode",
                                                              "rating",
                                                              "ratings",
                                                              "recirc",
                                                              "recirculation",
                                                              "recommend",
                                                              "recommendation",
                                                              "recommendations",
                                                              "recommended",
                                                              "register",
                                                              "related",
                                                              "relatedposts",
                                                              "share",
                                                              "sharebar",
                                                              "sharedaddy",
                                                              "shares",
                                                              "sharing",
                                                              "sidebar",
                                                              "signup",
                                                              "skip",
                                                              "skyscraper",
                                                              "social",
                                                              "sponsor",
                                                              "sponsored",
                                                              "subnav",
                                                              "subscribe",
                                                              "subscribebox",
                                                              "subscription",
                                                              "syndication",
                                                              "taboola",
                                                              "tabs",
                                                              "taglist",
                                                              "tags",
                                                              "teaser",
                                                              "teasers",
                                                              "timestamp",
                                                              "tipjar",
                                                              "toc",
                                                              "toolbar",
                                                              "tools",
                                                              "topnav",
                                                              "trending",
                                                              "tuijian",
                                                              "tweets",
                                                              "upsell",
                                                              "vcard",
                                                              "viral",
                                                              "visuallyhidden",
                                                              "widget",
                                                              "widgets",
                                                              "xiangguan",
                                                              "yarpp",
                                                              "zebian",
                                                              "zlylin"});
constexpr auto kCommentWords =
    std::to_array<std::string_view>({"comment", "commentlist", "comments", "commentsbox", "disqus", "livefyre",
                                     "replies", "reply", "respond", "usercomments"});
constexpr auto kPictureWords = std::to_array<std::string_view>({"carousel", "galleries", "gallery", "slideshow"});
static_assert(std::ranges::is_sorted(kAsideWords) && std::ranges::is_sorted(kCommentWords));
static_assert(std::ranges::is_sorted(kPictureWords));

// Parts of a name without its punctuation: unmistakable even inside a longer one.
constexpr auto kAsideParts = std::to_array<std::string_view>(
    {"aboutauthor", "aboutheauthor", "articleinfo",    "articlemeta",   "articletool",  "authorbox",
     "authorinfo",  "mostpopular",   "newslettersign", "readmore",      "readnext",     "relatedart",
     "relatedlink", "relatednews",   "relatedpost",    "relatedstor",   "screenreader", "sharebutton",
     "sidebar",     "socialshare",   "sronly",         "visuallyhidden"});
constexpr auto kBodyParts = std::to_array<std::string_view>(
    {"artcontent",    "artcontext",       "artibody",     "articlebody", "articlecon",     "articlecontent",
     "articlecopy",   "articledetail",    "articlemain",  "articlepage", "articletext",    "blogcontent",
     "bodycontent",   "bodycopy",         "bodytext",     "cntbd",       "contentarticle", "contentbody",
     "contentdetail", "contentmain",      "conttext",     "detailcon",   "detailcontent",  "entrybody",
     "entrycontent",  "fullarticle",      "fulltext",     "jscontent",   "leftzw",         "mainarticle",
     "newsarticle",   "newsbody",         "newscon",      "newscontent", "newsdetail",     "newstext",
     "newstxt",       "pagecontent",      "pagescontent", "postbody",    "postcontent",    "postentry",
     "posttext",      "richmediacontent", "rmtxtcon",     "storybody",   "storycontent",   "storytext",
     "textarea1",     "textcontent",      "trseditor",    "txtcon",      "ucapcontent",    "wparticlecontent",
     "zoomcon"});

// Names that say nothing of the part: topics that blog programs write into classes, and what page builders call
// everything.
bool IsTopic(std::string_view name) {
  static constexpr auto kBeginnings =
      std::to_array<std::string_view>({"category-", "elementor", "format-", "has-", "hidden-", "hide-", "js-", "no-",
                                       "status-", "tag-", "topic-", "type-", "with-"});
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [name](std::string_view one) { return name.starts_with(one); });
}

// Hidden until a script shows it, or made for paper.
bool IsHiddenName(std::string_view name) {
  return name == "hidden" || name == "hide" || name == "is-hidden" || name == "print" || name == "print-only";
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsSmall(char c) { return c >= 'a' && c <= 'z'; }

// One class or id: its words, and all of it without punctuation.
struct Name {
  std::vector<std::string> words;
  std::string joined;
};

Name Split(std::string_view text) {
  Name name;
  bool open = false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (!IsUpper(c) && !IsSmall(c)) {
      open = false;
      continue;
    }
    bool capital = IsUpper(c) && i > 0 && IsSmall(text[i - 1]);
    if (!open || capital) name.words.emplace_back();
    open = true;
    name.words.back() += Lower(c);
    name.joined += Lower(c);
  }
  return name;
}

template <size_t N>
bool HoldsOneOf(std::string_view text, const std::array<std::string_view, N>& parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [text](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

Part PartOfName(std::string_view text) {
  if (IsHiddenName(text)) return Part::kAside;
  if (IsTopic(text)) return Part::kPlain;
  Name name = Split(text);
  Part part = HoldsOneOf(name.joined, kBodyParts) ? Part::kBody : Part::kPlain;
  for (const std::string& word : name.words) {
    if (IsOneOf(word, kCommentWords)) return Part::kComments;
    if (IsOneOf(word, kPictureWords)) part = Part::kPictures;
    if (IsOneOf(word, kAsideWords)) part = Part::kAside;
  }
  return HoldsOneOf(name.joined, kAsideParts) ? Part::kAside : part;
}

// An id that repeats a heading ("sharing-with-several-developers-at-once") is an anchor for links and names no part.
bool IsSlug(std::string_view id) { return Split(id.substr(0, kNameMax)).words.size() > 4; }

void Weigh(std::string_view names, Part& part) {
  while (!names.empty()) {
    size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    if (end > 0) {
      Part found = PartOfName(names.substr(0, std::min(end, kNameMax)));
      if (found > part) part = found;
    }
    names.remove_prefix(std::min(end + 1, names.size()));
  }
}

bool StyledAway(std::string_view style) {
  std::string squeezed;
  for (char c : style.substr(0, 300)) {
    if (c != ' ') squeezed += Lower(c);
  }
  return squeezed.find("display:none") != std::string::npos || squeezed.find("visibility:hidden") != std::string::npos;
}

}  // namespace

Part PartOf(const HtmlPage& page, size_t i) {
  std::string_view property = page.Attribute(i, "itemprop");
  if (property == "articleBody" || property == "reviewBody") return Part::kBody;
  Part part = Part::kPlain;
  Weigh(page.Attribute(i, "class"), part);
  std::string_view id = page.Attribute(i, "id");
  if (!IsSlug(id)) Weigh(id, part);
  std::string_view role = page.Attribute(i, "role");
  if (role == "navigation" || role == "complementary" || role == "banner" || role == "contentinfo" ||
      role == "search") {
    part = Part::kAside;
  }
  return part;
}

bool IsUnread(const HtmlPage& page, size_t i) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"applet",     "area",   "aside", "audio", "button",   "canvas",   "datalist", "dialog", "embed",  "fieldset",
       "figcaption", "footer", "form",  "frame", "frameset", "head",     "iframe",   "input",  "label",  "link",
       "map",        "math",   "menu",  "meta",  "nav",      "noframes", "noscript", "object", "option", "progress",
       "script",     "select", "style", "svg",   "template", "textarea", "title",    "track",  "video"});
  static_assert(std::ranges::is_sorted(kNames));
  std::string_view name = page.node(i).name;
  if (name.empty()) return false;
  if (IsOneOf(name, kNames)) return name != "form" && name != "label" && name != "fieldset";
  return page.HasAttribute(i, "hidden") || page.Attribute(i, "aria-hidden") == "true" ||
         StyledAway(page.Attribute(i, "style"));
}

bool IsBlock(std::string_view element) {
  static constexpr auto kNames = std::to_array<std::string_view>(
      {"address", "article", "aside", "blockquote", "body", "br",       "caption",    "center",  "dd",
       "details", "dir",     "div",   "dl",         "dt",   "fieldset", "figcaption", "figure",  "footer",
       "form",    "h1",      "h2",    "h3",         "h4",   "h5",       "h6",         "header",  "hr",
       "html",    "li",      "main",  "nav",        "ol",   "p",        "pre",        "section", "summary",
       "table",   "tbody",   "td",    "th",         "tr",   "ul",       "xmp"});
  static_assert(std::ranges::is_sorted(kNames));
  return IsOneOf(element, kNames);
}

}  // namespace fenghuo
