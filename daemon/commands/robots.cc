#include "daemon/commands/robots.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "daemon/commands/input_bytes.h"
#include "daemon/crawl/robots.h"

namespace fenghuo {
namespace {

constexpr const char* kRobotsExample = R"(Example:
  $ printf 'User-agent: *\nDisallow: /\nAllow: /feed\nCrawl-delay: 5\n' > robots.txt
  $ fenghuo robots --agent fenghuo --url https://news.example/feed.xml robots.txt
  allowed by line 3: Allow: /feed
  crawl-delay by line 4: 5 seconds
  $ fenghuo robots --agent fenghuo --url https://news.example/ robots.txt
  disallowed by line 2: Disallow: /
  crawl-delay by line 4: 5 seconds

The URL is taken as it stands: percent-encode it first.)";

std::string Sentence(const RobotsVerdict& verdict) {
  if (verdict.line == 0) return "allowed: no rule for this agent matches the URL";
  return (verdict.allowed ? "allowed by line " : "disallowed by line ") + std::to_string(verdict.line) + ": " + verdict.rule;
}

std::string Sentence(const CrawlDelay& delay) {
  std::string start = "crawl-delay by line " + std::to_string(delay.line) + ": ";
  if (!delay.length) return start + "\"" + delay.value + "\" is no number of seconds and is not obeyed";
  if (*delay.length == hours(24)) return start + "24 hours, the longest that is read";
  return start + delay.value + " seconds";
}

}  // namespace

int RunRobots(const RobotsOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  Result<std::string> body = ReadInput(options.file, in);
  if (!body.ok()) {
    err << options.file << ": " << body.error().message << '\n';
    return body.error().code == ErrorCode::kUnavailable ? 3 : 2;
  }
  Robots robots = Robots::Parse(*body, options.agent);
  RobotsVerdict verdict = robots.Judge(options.url);
  out << Sentence(verdict) << '\n';
  if (robots.crawl_delay()) out << Sentence(*robots.crawl_delay()) << '\n';
  out.flush();
  if (!out.good()) return 3;
  return verdict.allowed ? 0 : 1;
}

void RegisterRobots(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("robots", "whether a robots.txt lets a crawler read a URL, and the line that decides");
  auto options = std::make_shared<RobotsOptions>();  // shared by the option bindings and the callback, which outlive this call
  command->add_option("ROBOTS.txt", options->file, "standard input without one");
  command->add_option("--agent", options->agent, "product name of the crawler, such as fenghuo; no version")->required();
  command->add_option("--url", options->url, "what it wants to read: a URL, or a path")->required();
  command->footer(kRobotsExample);
  command->callback([options, &exit_code] { exit_code = RunRobots(*options, std::cin, std::cout, std::cerr); });
}

}  // namespace fenghuo
