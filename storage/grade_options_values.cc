#include "base/hash.h"
#include "storage/messages.h"
#include "storage/schema/story.pb.h"
#include "storage/store.h"

namespace fenghuo {

void AppendValue(const GradeOptions& row, std::string& out) {
  schema::GradeOptions message;
  message.set_heat_weight_percent(row.heat_weight_percent);
  message.set_severity_weight_percent(row.severity_weight_percent);
  for (int threshold : row.thresholds) message.add_thresholds(threshold);
  for (Duration hold : row.hold) message.add_hold(hold.count());
  message.set_margin(row.margin);
  message.set_floor_hold(row.floor_hold.count());
  message.set_old_news_after(row.old_news_after.count());
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, GradeOptions& row) {
  schema::GradeOptions message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  if (static_cast<size_t>(message.thresholds_size()) != row.thresholds.size() ||
      static_cast<size_t>(message.hold_size()) != row.hold.size()) {
    return Corrupt("the value has not one threshold and one hold for each level");
  }
  row.heat_weight_percent = message.heat_weight_percent();
  row.severity_weight_percent = message.severity_weight_percent();
  for (int i = 0; i < message.thresholds_size(); ++i) row.thresholds[static_cast<size_t>(i)] = message.thresholds(i);
  for (int i = 0; i < message.hold_size(); ++i) row.hold[static_cast<size_t>(i)] = Duration(message.hold(i));
  row.margin = message.margin();
  row.floor_hold = Duration(message.floor_hold());
  row.old_news_after = Duration(message.old_news_after());
  return {};
}

uint64_t GradeOptionsId(const GradeOptions& options) {
  std::string bytes;
  AppendValue(options, bytes);
  return Hash64(bytes);
}

}  // namespace fenghuo
