#include "daemon/commands/extract.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "base/clock.h"
#include "daemon/commands/input_bytes.h"
#include "daemon/crawl/page/article.h"
#include "daemon/wire.h"

namespace fenghuo {
namespace {

constexpr const char* kExtractExample = R"(Example:
  $ fenghuo extract --url http://news.test/2026/07/11/1.html page.html
  {"title":"某超市召回问题食品","author":"本报记者","published":"2026-07-11T00:30:00Z",
   "text":"7月11日，……"}          (on one line; "\n" stands between paragraphs))";

int ExtractOne(const std::string& path, const ExtractOptions& options, std::istream& in, std::ostream& out,
               std::ostream& err) {
  Result<std::string> body = ReadInput(path, in);
  if (!body.ok()) {
    err << path << ": " << body.error().message << '\n';
    return body.error().code == ErrorCode::kUnavailable ? 3 : 1;
  }
  Result<Article> article = ExtractArticle(*body, {options.url, options.content_type, options.now});
  if (!article.ok()) {
    err << path << ": " << article.error().message << '\n';
    return 1;
  }
  Json line = {{"title", article->title}, {"author", article->author}, {"published", nullptr}, {"text", article->text}};
  if (article->published) line["published"] = FormatRfc3339(*article->published);
  out << Dump(line) << '\n';
  return 0;
}

}  // namespace

int RunExtract(const ExtractOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  std::vector<std::string> files = options.files;
  if (files.empty()) files.emplace_back("-");
  int worst = 0;
  for (const std::string& file : files) worst = std::max(worst, ExtractOne(file, options, in, out, err));
  out.flush();
  return out.good() ? worst : 3;
}

void RegisterExtract(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("extract", "a page to title, author, date and text, one JSON line each");
  auto options =
      std::make_shared<ExtractOptions>();  // shared by the option bindings and the callback, which outlive this call
  command->add_option("FILE", options->files, "HTML pages; standard input without one");
  command->add_option("--url", options->url, "where it came from: a date may stand in it");
  command->add_option("--content-type", options->content_type, "the header it came with");
  command->footer(kExtractExample);
  command->callback([options, &exit_code] {
    options->now = SystemClock().Now();
    exit_code = RunExtract(*options, std::cin, std::cout, std::cerr);
  });
}

}  // namespace fenghuo
