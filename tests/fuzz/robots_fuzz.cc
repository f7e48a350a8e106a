// Any bytes as a robots.txt: the first line is the URL, the rest the file. Judged alike twice, and what is shown can be shown.

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "daemon/crawl/robots.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  size_t end = std::min(input.find('\n'), input.size());
  std::string_view url = input.substr(0, std::min<size_t>(end, 2048));
  std::string_view body = input.substr(std::min(end + 1, input.size()));

  CHECK(fenghuo::RobotsPath(url).starts_with('/'), "a path begins with a slash");
  std::string escaped = fenghuo::EscapeRobotsPattern(body);
  CHECK(fenghuo::EscapeRobotsPattern(escaped) == escaped, "escaped once is escaped twice");
  for (std::string_view agent : {"fenghuo", ""}) {
    fenghuo::Robots robots = fenghuo::Robots::Parse(body, agent);
    fenghuo::RobotsVerdict verdict = robots.Judge(url);
    CHECK(verdict.allowed || verdict.line > 0, "a refusal has its line");
    CHECK(verdict.rule.size() <= 200, "a rule is short");
    CHECK(std::all_of(verdict.rule.begin(), verdict.rule.end(), [](char c) { return c >= ' ' && c <= '~'; }), "a rule can be shown");
    if (robots.crawl_delay() && robots.crawl_delay()->length) {
      CHECK(*robots.crawl_delay()->length >= fenghuo::Duration(0), "a delay is no time travel");
      CHECK(*robots.crawl_delay()->length <= fenghuo::hours(24), "a delay ends within a day");
    }
  }
  return 0;
}
