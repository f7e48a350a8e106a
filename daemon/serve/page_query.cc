#include "daemon/serve/page_query.h"

#include <charconv>
#include <optional>
#include <utility>

#include "daemon/deliver/hmac.h"
#include "daemon/serve/problem.h"

namespace fenghuo {

Result<PageQuery> ReadPageQuery(const Target& target) {
  PageQuery page;
  if (const std::string* cursor = target.Find("cursor")) page.cursor = *cursor;
  const std::string* limit = target.Find("limit");
  if (limit == nullptr) return page;
  auto [end, error] = std::from_chars(limit->data(), limit->data() + limit->size(), page.limit);
  bool whole = error == std::errc() && end == limit->data() + limit->size();
  if (!whole || page.limit < 1 || page.limit > 1000) return Invalid("limit 应为 1 到 1000 的整数");
  return page;
}

Reply PageReply(Json items, const std::string& next) {
  Json json = {{"items", std::move(items)}};
  if (!next.empty()) json["next"] = next;
  return JsonReply(json);
}

std::string WrapCursor(const std::string& key) { return Base64Url(key); }

Result<std::string> UnwrapCursor(const std::string& cursor) {
  std::optional<std::string> key = FromBase64Url(cursor);
  if (!key) return Invalid("cursor 无效");
  return *key;
}

Reply BadQuery(const Error& error) {
  return error.code == ErrorCode::kInvalid ? Problem(400, error.message) : ProblemOf(error);
}

}  // namespace fenghuo
