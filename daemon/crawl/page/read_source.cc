#include "daemon/crawl/page/read_source.h"

#include "daemon/crawl/charset/charset.h"
#include "daemon/crawl/feed/not_a_feed.h"
#include "daemon/crawl/page/alternate.h"
#include "daemon/crawl/page/list_page.h"

namespace fenghuo {
namespace {

// A page where a feed was expected may name the feed.
ParsedBody WithFeedsNamed(ParsedBody parsed, std::string_view body, const FeedHint& hint) {
  if (!parsed.failure || parsed.failure->problem != FeedProblem::kNotAFeed) return parsed;
  Result<DecodedText> decoded = Decode(body, hint.content_type);
  if (!decoded.ok() || !IsHtmlPage(decoded->text())) return parsed;
  parsed.failure->feeds = FeedsNamedBy(decoded->text(), hint.url);
  if (!parsed.failure->feeds.empty()) parsed.failure->reason += "; it names the feed " + parsed.failure->feeds.front();
  return parsed;
}

}  // namespace

ParsedBody ReadSource(const SourceConfig& source, std::string_view body, const FeedHint& hint) {
  switch (source.type) {
    case SourceType::kBoard:
    case SourceType::kJson: return ParseBoard(body, *source.board, hint);
    case SourceType::kPage: return ParseListPage(body, source, hint);
    case SourceType::kFeed:
    case SourceType::kPush: break;  // nobody fetches what is pushed
  }
  return WithFeedsNamed(ParseFeed(body, hint), body, hint);
}

}  // namespace fenghuo
