// The request target: what is accepted has no way up, no NUL, is UTF-8, and reads the same again when it is escaped and put together.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "daemon/serve/json_body.h"
#include "daemon/serve/target.h"
#include "keywords/text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  fenghuo::Result<fenghuo::Target> target = fenghuo::ParseTarget(input);
  if (target.ok()) {
    std::string again;
    for (const std::string& segment : target->path) {
      CHECK(segment != "." && segment != "..", "a segment leads elsewhere");
      CHECK(segment.find('\0') == std::string::npos, "a segment holds a NUL");
      CHECK(fenghuo::IsValidUtf8(segment), "a segment is not UTF-8");
      again += "/" + fenghuo::EscapeSegment(segment);
    }
    if (again.empty()) again = "/";
    if (again.size() <= 8 * 1024) {
      fenghuo::Result<fenghuo::Target> same = fenghuo::ParseTarget(again);
      CHECK(same.ok() && same->path == target->path, "an escaped path reads differently");
    }
    for (const auto& [name, value] : target->query) CHECK(fenghuo::IsValidUtf8(name + value), "a query is not UTF-8");
  }
  fenghuo::Result<fenghuo::Json> body = fenghuo::ParseJsonBody(input);
  if (body.ok()) CHECK(body->is_object(), "a body is no object");
  return 0;
}
