#include "daemon/crawl/page/read_source.h"

#include "daemon/crawl/page/list_page.h"

namespace fenghuo {

ParsedBody ReadSource(const SourceConfig& source, std::string_view body, const FeedHint& hint) {
  switch (source.type) {
    case SourceType::kBoard:
    case SourceType::kJson: return ParseBoard(body, source.board, hint);
    case SourceType::kPage: return ParseListPage(body, source, hint);
    case SourceType::kFeed:
    case SourceType::kPush: break;  // nobody fetches what is pushed
  }
  return ParseFeed(body, hint);
}

}  // namespace fenghuo
