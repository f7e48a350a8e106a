#include <optional>
#include <utility>

#include "daemon/serve/handlers.h"
#include "daemon/serve/page_query.h"
#include "daemon/serve/problem.h"
#include "daemon/serve/shown_names.h"

namespace fenghuo {
namespace {

// Pages of the store looked at for one page of a filtered list; what is left comes with the next cursor.
constexpr int kPagesRead = 20;

std::optional<DeliveryState> StateNamed(const std::string& word) {
  for (int state = 0; state <= static_cast<int>(DeliveryState::kMerged); ++state) {
    if (word == Name(static_cast<DeliveryState>(state))) return static_cast<DeliveryState>(state);
  }
  return std::nullopt;
}

}  // namespace

Reply ListDeliveries(const Call& call) {
  Result<PageQuery> page = ReadPageQuery(call.target);
  if (!page.ok()) return BadQuery(page.error());
  std::optional<DeliveryState> only;
  if (const std::string* word = call.target.Find("state")) {
    only = StateNamed(*word);
    if (!only) return Problem(400, "state 无此取值：" + *word);
  }
  Json items = Json::array();
  std::string cursor = page->cursor;
  for (int read = 0; read < kPagesRead; ++read) {
    Result<Page<Notification>> rows = call.store().ListNotifications(cursor, page->limit - items.size());
    if (!rows.ok()) return BadQuery(rows.error());
    for (const Notification& row : rows->rows) {
      if (!only || row.state == *only) items.push_back(NotificationJson(*call.bureau, row));
    }
    cursor = rows->next;
    if (cursor.empty() || items.size() == page->limit) break;
  }
  return PageReply(std::move(items), cursor);
}

Reply ShowDelivery(const Call& call) {
  Result<Notification> row = call.store().FindNotification(call.params[0]);
  if (!row.ok() && row.error().code == ErrorCode::kNotFound) return Problem(404, "没有这条通知");
  return row.ok() ? JsonReply(NotificationJson(*call.bureau, *row)) : ProblemOf(row.error());
}

void ReplayDelivery(const Call& call, Respond respond) {
  call.state.commands->ReplayDeadLetter(call.params[0], call.person->id, [respond, bureau = call.bureau](Result<Notification> done) {
    respond(done.ok() ? JsonReply(NotificationJson(*bureau, *done), 201) : ProblemOf(done.error()));
  });
}

}  // namespace fenghuo
