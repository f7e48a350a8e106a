#include "daemon/serve/json_body.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

namespace fenghuo {
namespace {

constexpr int kDepthMax = 32;

// Watches the parser: what is too deep is not kept, and two equal keys are remembered.
class Watch {
 public:
  bool Keep(int depth, Json::parse_event_t event, const Json& parsed) {
    if (depth > kDepthMax) too_deep_ = true;
    if (event == Json::parse_event_t::object_start) keys_.emplace_back();
    if (event == Json::parse_event_t::object_end && !keys_.empty()) keys_.pop_back();
    if (event == Json::parse_event_t::key && !keys_.empty()) {
      auto [place, first] = keys_.back().insert(parsed.get<std::string>());
      if (!first && twice_.empty()) twice_ = *place;
    }
    return !too_deep_;
  }
  bool too_deep() const { return too_deep_; }
  const std::string& twice() const { return twice_; }

 private:
  std::vector<std::set<std::string>> keys_;
  std::string twice_;
  bool too_deep_ = false;
};

}  // namespace

Result<Json> ParseJsonBody(std::string_view text) {
  if (text.empty()) return Json(Json::object());
  Watch watch;
  Json body = Json::parse(
      text.begin(), text.end(),
      [&](int depth, Json::parse_event_t event, Json& parsed) { return watch.Keep(depth, event, parsed); }, false);
  if (watch.too_deep()) return Invalid("请求内容嵌套过深");
  if (body.is_discarded()) return Invalid("请求内容不是合法的 JSON");
  if (!watch.twice().empty()) return Invalid("请求内容中字段重复：" + watch.twice());
  if (!body.is_object()) return Invalid("请求内容应为 JSON 对象");
  return body;
}

}  // namespace fenghuo
