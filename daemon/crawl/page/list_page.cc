#include "daemon/crawl/page/list_page.h"

#include <utility>

#include "base/check.h"
#include "daemon/crawl/charset/charset.h"
#include "daemon/crawl/feed/formats.h"
#include "daemon/crawl/feed/json_text.h"
#include "daemon/crawl/feed/not_a_feed.h"
#include "daemon/crawl/page/html_page.h"
#include "daemon/crawl/page/selector.h"
#include "daemon/crawl/feed/urls.h"

namespace fenghuo {
namespace {

ParsedBody Failed(FeedProblem problem, std::string reason) {
  return {std::nullopt, FeedFailure{problem, std::move(reason)}};
}

Selector Compiled(const std::string& text) {
  Result<Selector> selector = Selector::Parse(text);
  CHECK(selector.ok(), "a selector was not checked when it was loaded");
  return *std::move(selector);
}

// Of several selectors the first that finds something counts.
class Field {
 public:
  explicit Field(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) selectors_.push_back(Compiled(text));
  }
  explicit Field(const std::string& text) {
    if (!text.empty()) selectors_.push_back(Compiled(text));
  }
  bool given() const { return !selectors_.empty(); }
  std::string Value(const HtmlPage& page, size_t entry) const {
    for (const Selector& selector : selectors_) {
      std::string value = selector.Value(page, entry);
      if (!value.empty()) return value;
    }
    return {};
  }
  bool Finds(const HtmlPage& page, size_t entry) const {
    return given() && !selectors_.front().Find(page, entry).empty();
  }

 private:
  std::vector<Selector> selectors_;
};

class EntryReader {
 public:
  EntryReader(const HtmlPage& page, const SourceConfig& source, std::string base)
      : page_(page),
        base_(std::move(base)),
        hot_list_(source.kind == DocumentKind::kHotlist),
        title_(source.page->title),
        url_(source.page->url),
        text_(source.page->text),
        author_(source.page->author),
        published_(source.page->published),
        heat_(source.page->heat),
        comments_(source.page->comments),
        views_(source.page->views),
        rank_(source.page->rank),
        pinned_(source.page->pinned),
        advertising_(source.page->advertising) {}

  // Nothing without a title; where the source has none, without a text.
  std::optional<FeedEntry> Read(size_t node) {
    FeedEntry entry;
    entry.title = title_.Value(page_, node);
    if (title_.given() && entry.title.empty()) return std::nullopt;
    entry.title_kind = TextKind::kPlain;
    entry.link = ResolveUrl(base_, url_.Value(page_, node));
    entry.summary = text_.Value(page_, node);
    if (entry.title.empty() && entry.summary.empty()) return std::nullopt;
    entry.summary_kind = TextKind::kPlain;
    entry.author = author_.Value(page_, node);
    entry.published = published_.Value(page_, node);
    entry.heat = ParseCount(heat_.Value(page_, node));
    entry.comments = ParseCount(comments_.Value(page_, node));
    entry.views = ParseCount(views_.Value(page_, node));
    entry.pinned = pinned_.Finds(page_, node);
    entry.advertising = advertising_.Finds(page_, node);
    if (hot_list_ && !entry.pinned && !entry.advertising) {
      ++place_;
      entry.rank = rank_.given() ? ParseCount(rank_.Value(page_, node)) : place_;
    }
    return entry;
  }

 private:
  const HtmlPage& page_;
  std::string base_;
  bool hot_list_;
  int64_t place_ = 0;
  Field title_, url_, text_, author_, published_, heat_, comments_, views_, rank_, pinned_, advertising_;
};

// A login page says so itself; every other page simply does not hold what it should.
ParsedBody NoEntry(std::string_view text, const SourceConfig& source, size_t found) {
  FeedFailure failure = ExplainNoFeed(text, "html");
  if (failure.problem == FeedProblem::kLoginWall) return {std::nullopt, std::move(failure)};
  std::string selector = " \"" + source.page->entries + "\"";
  return Failed(FeedProblem::kEmptyBody,
                found == 0 ? "no element of the page is an entry by" + selector
                           : "none of the " + std::to_string(found) + " entries by" + selector + " has a title");
}

Feed ReadEntries(const HtmlPage& page, const SourceConfig& source, const FeedHint& hint,
                 const std::vector<size_t>& nodes) {
  Feed feed;
  feed.version = "html";
  feed.link = hint.url;
  feed.language = page.Attribute(0, "lang");
  std::vector<size_t> title = Compiled("title").Find(page, 0);
  if (!title.empty()) feed.title = page.LineOf(title.front());
  feed.title_kind = TextKind::kPlain;
  EntryReader reader(page, source, BaseOf(page, hint.url));
  for (size_t node : nodes) {
    std::optional<FeedEntry> entry = reader.Read(node);
    if (!entry) continue;
    feed.cut = feed.entries.size() == kEntriesMax;
    if (feed.cut) break;
    feed.entries.push_back(*std::move(entry));
  }
  return feed;
}

}  // namespace

ParsedBody ParseListPage(std::string_view body, const SourceConfig& source, const FeedHint& hint) {
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return Failed(FeedProblem::kEmptyBody, "the body is empty");
  if (std::optional<FeedFailure> binary = ExplainBinary(body)) return {std::nullopt, std::move(binary)};
  Result<DecodedText> decoded = Decode(body, hint.content_type);
  if (!decoded.ok()) return Failed(FeedProblem::kBadCharset, decoded.error().message);
  Result<HtmlPage> page = HtmlPage::Parse(decoded->text());
  if (!page.ok()) return Failed(FeedProblem::kNotAFeed, page.error().message);
  std::vector<size_t> nodes = Compiled(source.page->entries).Find(*page, 0);
  Feed feed = ReadEntries(*page, source, hint, nodes);
  if (feed.entries.empty()) return NoEntry(decoded->text(), source, nodes.size());
  feed.encoding = decoded->Explain();
  return {std::move(feed), std::nullopt};
}

}  // namespace fenghuo
