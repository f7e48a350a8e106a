#include "daemon/serve/push_body.h"

#include <limits>
#include <string>
#include <utility>

#include "daemon/crawl/dates/dates.h"
#include "daemon/crawl/feed/html_text.h"
#include "daemon/serve/json_body.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kDateBytesMax = 64;

bool IsBlank(const std::string& text) { return CollapseSpaces(text).empty(); }

// Json keeps what is above in an unsigned number of its own, which would come out negative.
bool FitsInt64(const Json& number) {
  return !number.is_number_unsigned() || number.get<uint64_t>() <= static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
}

// One document's fields, each problem with its place.
class DocumentReader {
 public:
  DocumentReader(const Json& json, std::string place, std::vector<FieldProblem>& problems)
      : json_(json), place_(std::move(place)), problems_(problems) {}

  FeedEntry Read() {
    FeedEntry entry;
    entry.title_kind = entry.summary_kind = TextKind::kPlain;
    entry.id = Text("id", kPushedIdMax);
    entry.title = Text("title", kPushedTitleMax);
    entry.summary = Text("text", kPushedTextMax);
    entry.link = Text("url", kPushedUrlMax);
    entry.author = Text("author", kPushedAuthorMax);
    entry.published = Text("published_at", kDateBytesMax);
    if (!entry.published.empty() && !ParseDate(entry.published, {})) Add("published_at", "应为日期时间，例如 2026-07-11T08:30:00+08:00");
    if (!failed_ && IsBlank(entry.title) && IsBlank(entry.summary)) Add("title", "title 与 text 至少应有一项");
    if (auto found = json_.find("observation"); found != json_.end()) ReadObservation(*found, entry);
    return entry;
  }

 private:
  void Add(const std::string& field, const std::string& detail) {
    failed_ = true;
    problems_.push_back({place_ + field, detail});
  }

  std::string Text(const char* field, size_t bytes_max) {
    auto found = json_.find(field);
    if (found == json_.end() || found->is_null()) return {};
    if (found->is_number_integer() && std::string_view(field) == "id") return found->dump();
    if (!found->is_string()) {
      Add(field, "应为文字");
      return {};
    }
    std::string text = found->get<std::string>();
    if (text.size() > bytes_max) Add(field, "超过 " + std::to_string(bytes_max) + " 字节");
    return text;
  }

  void ReadObservation(const Json& json, FeedEntry& entry) {
    if (!json.is_object()) return Add("observation", "应为对象");
    for (auto [field, target] : {std::pair{"rank", &entry.rank}, std::pair{"heat", &entry.heat}, std::pair{"views", &entry.views},
                                 std::pair{"likes", &entry.likes}, std::pair{"reposts", &entry.reposts},
                                 std::pair{"comments", &entry.comments}}) {
      auto found = json.find(field);
      if (found == json.end() || found->is_null()) continue;
      if (found->is_number_integer() && !FitsInt64(*found)) {
        Add(std::string("observation.") + field, "数值过大");
        continue;
      }
      if (!found->is_number_integer() || *found < 0) {
        Add(std::string("observation.") + field, "应为不小于 0 的整数");
        continue;
      }
      *target = found->get<int64_t>();
    }
  }

  const Json& json_;
  std::string place_;
  std::vector<FieldProblem>& problems_;
  bool failed_ = false;
};

void Take(const Json& json, const std::string& place, PushBody& body) {
  if (!json.is_object()) {
    body.problems.push_back({place.empty() ? "documents" : place.substr(0, place.size() - 1), "应为对象"});
    return;
  }
  body.feed.entries.push_back(DocumentReader(json, place, body.problems).Read());
}

void ReadObject(std::string_view text, PushBody& body) {
  Result<Json> json = ParseJsonBody(text);
  if (!json.ok()) {
    body.problems.push_back({"", json.error().message});
    return;
  }
  auto list = json->find("documents");
  if (list == json->end()) return Take(*json, "", body);
  if (!list->is_array()) {
    body.problems.push_back({"documents", "应为列表"});
    return;
  }
  for (size_t i = 0; i < list->size() && i <= kPushedMax; ++i) Take((*list)[i], "documents[" + std::to_string(i) + "].", body);
}

void ReadLines(std::string_view text, PushBody& body) {
  size_t taken = 0;  // also what is no document
  for (size_t number = 1; !text.empty() && taken <= kPushedMax; ++number) {
    size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    ++taken;
    std::string place = "line " + std::to_string(number);
    Result<Json> json = ParseJsonBody(line);
    if (json.ok()) {
      Take(*json, place + ".", body);
    } else {
      body.problems.push_back({place, json.error().message});
    }
  }
}

}  // namespace

PushBody ReadPushBody(std::string_view text, PushForm form) {
  PushBody body;
  body.feed.version = "push";
  if (!IsValidUtf8(text)) {
    body.problems.push_back({"", "请求内容应为 UTF-8"});
    return body;
  }
  form == PushForm::kLines ? ReadLines(text, body) : ReadObject(text, body);
  if (body.feed.entries.size() > kPushedMax) {
    body.problems.push_back({"documents", "一次最多 " + std::to_string(kPushedMax) + " 条"});
  }
  if (body.feed.entries.empty() && body.problems.empty()) body.problems.push_back({"documents", "没有文档"});
  return body;
}

}  // namespace fenghuo
