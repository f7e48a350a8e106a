#include "daemon/commands/decode.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "daemon/commands/input_bytes.h"
#include "daemon/crawl/charset/charset.h"

namespace fenghuo {
namespace {

constexpr const char* kDecodeExample = R"(Example:
  $ fenghuo decode --explain page.html
  gb18030 (declared)
  <html> …
  $ fenghuo decode --charset big5 old.txt > new.txt)";

}  // namespace

int RunDecode(const DecodeOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  Result<std::string> body = ReadInput(options.file, in);
  if (!body.ok()) {
    err << options.file << ": " << body.error().message << '\n';
    return body.error().code == ErrorCode::kUnavailable ? 3 : 1;
  }
  bool by_label = !options.charset.empty();
  Result<DecodedText> decoded = by_label ? DecodeAs(*body, options.charset) : Decode(*body, options.content_type);
  if (!decoded.ok()) {
    err << (by_label ? std::string("--charset") : options.file) << ": " << decoded.error().message << '\n';
    return by_label ? 2 : 1;
  }
  if (options.explain) {
    err << decoded->Explain();
    if (decoded->replaced > 0) err << ", " << decoded->replaced << " bad sequences replaced";
    err << '\n';
  }
  out << decoded->text();
  out.flush();
  return out.good() ? 0 : 3;
}

void RegisterDecode(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("decode", "bytes to UTF-8");
  auto options = std::make_shared<DecodeOptions>();  // shared by the option bindings and the callback, which outlive this call
  command->add_option("FILE", options->file, "standard input without one");
  command->add_option("--charset", options->charset, "label such as gb2312; default: the crawler's own decision");
  command->add_option("--content-type", options->content_type, "the header it came with, for that decision");
  command->add_flag("--explain", options->explain, "say on standard error which charset it was and how that was decided");
  command->footer(kDecodeExample);
  command->callback([options, &exit_code] { exit_code = RunDecode(*options, std::cin, std::cout, std::cerr); });
}

}  // namespace fenghuo
