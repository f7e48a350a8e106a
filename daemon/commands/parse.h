// `fenghuo parse`: feeds, JSON boards and list pages to documents, or with --raw to the parsed feed itself.
//
//   RegisterParse(app, exit_code);                       // in main
//   int code = RunParse(options, std::cin, std::cout, std::cerr);
//
// Exit codes: 0 every input was a feed, 1 one was not (its reason is on standard error), 2 usage, 3 an input cannot be read.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_PARSE_H_
#define FENGHUO_DAEMON_COMMANDS_PARSE_H_

#include <CLI/App.hpp>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "base/time.h"
#include "daemon/crawl/feed/feed.h"
#include "daemon/wire.h"

namespace fenghuo {

struct ParseOptions {
  std::vector<std::string> files;  // none: standard input; "-" is standard input too
  std::string type = "feed";       // "feed", "board", "json", "html" or a preset
  std::string url;
  std::string content_type;
  bool raw = false;
  SourceConfig source;             // id, kind, tier, language and pointers; type, too, once the words are taken
  Timestamp fetched_at;
};

int RunParse(const ParseOptions& options, std::istream& in, std::ostream& out, std::ostream& err);

// One JSON object: version, encoding, title, link, language, updated, entries; texts, dates and authors as they came.
Json RawJson(const Feed& feed);

void RegisterParse(CLI::App& app, int& exit_code);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_PARSE_H_
