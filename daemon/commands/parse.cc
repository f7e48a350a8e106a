#include "daemon/commands/parse.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>

#include "base/clock.h"
#include "daemon/commands/input_bytes.h"
#include "daemon/config/presets.h"
#include "daemon/crawl/page/read_source.h"
#include "daemon/crawl/page/selector.h"

namespace fenghuo {
namespace {

constexpr const char* kParseExample = R"(Example:
  $ cat feed.xml
  <rss version="2.0"><channel><title>早报</title>
  <item><title>某超市召回问题食品</title><link>http://news.test/1</link></item></channel></rss>
  $ fenghuo parse --source morning --at 2026-07-11T00:30:00Z feed.xml
  {"id":"morning/http://news.test/1","source":"morning","kind":"article","url":"http://news.test/1",
   "title":"某超市召回问题食品","fetched_at":"2026-07-11T00:30:00Z"}          (on one line)
  $ fenghuo parse --type board --list /data --title /name --heat /hot board.json
  $ fenghuo parse --type html --list 'ul.news > li' --title a --link 'a::attr(href)' --url http://news.test/ page.html)";

Json EntryJson(const FeedEntry& entry) {
  Json out = {{"id", entry.id},           {"title", entry.title},     {"link", entry.link},
              {"author", entry.author},   {"published", entry.published}, {"updated", entry.updated},
              {"summary", entry.summary}, {"content", entry.content}};
  out["categories"] = entry.categories;
  out["enclosures"] = Json::array();
  for (const Enclosure& enclosure : entry.enclosures) {
    out["enclosures"].push_back({{"url", enclosure.url}, {"type", enclosure.type}, {"length", enclosure.length}});
  }
  if (entry.rank) out["rank"] = *entry.rank;
  if (entry.heat) out["heat"] = *entry.heat;
  if (entry.comments) out["comments"] = *entry.comments;
  if (entry.views) out["views"] = *entry.views;
  if (entry.likes) out["likes"] = *entry.likes;
  if (entry.reposts) out["reposts"] = *entry.reposts;
  if (entry.pinned) out["pinned"] = true;
  if (entry.advertising) out["advertising"] = true;
  return out;
}

void Print(const Feed& feed, const ParseOptions& options, std::ostream& out) {
  if (options.raw) {
    out << Dump(RawJson(feed)) << '\n';
    return;
  }
  for (const Document& document : ToDocuments(feed, options.source, options.fetched_at, "")) {
    out << Dump(ToJson(document)) << '\n';
  }
}

// 0, 1 or 3 for one input.
int ParseOne(const std::string& path, const ParseOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  Result<std::string> body = ReadInput(path, in);
  if (!body.ok()) {
    err << path << ": " << body.error().message << '\n';
    return body.error().code == ErrorCode::kUnavailable ? 3 : 1;
  }
  FeedHint hint{options.url, options.content_type};
  ParsedBody parsed = ReadSource(options.source, *body, hint);
  if (!parsed.feed) {
    err << path << ": " << Name(parsed.failure->problem) << ": " << parsed.failure->reason << '\n';
    return 1;
  }
  Print(*parsed.feed, options, out);
  return 0;
}

// What the command line gives as text.
struct Words {
  std::string at;
  std::string kind;
  bool pointers = false;  // some were given
};

constexpr const char* kPointerGroup = "Boards and other JSON (pointers, RFC 6901) and pages (CSS selectors, such as \"a::attr(href)\")";

bool GivesPointers(const CLI::App& command) {
  std::vector<const CLI::Option*> options = command.get_options();
  return std::any_of(options.begin(), options.end(),
                     [](const CLI::Option* option) { return option->get_group() == kPointerGroup && option->count() > 0; });
}

// The board's options hold selectors when the input is a page.
bool TakeSelectors(SourceConfig& source, std::ostream& err) {
  const BoardSpec& given = *source.board;
  if (given.list.empty() || given.title.empty()) {
    err << "--type html: needs --list and --title, the selectors of the entries and of an entry's title\n";
    return false;
  }
  if (given.list.size() > 1 || given.rank.size() > 1) {
    err << "--type html: takes one selector for --list and one for --rank\n";
    return false;
  }
  PageSpec& page = source.page.Edit();
  page.entries = given.list.front();
  page.title = given.title;
  page.url = given.url;
  page.text = given.text;
  page.author = given.author;
  page.published = given.published;
  page.heat = given.heat;
  page.comments = given.comments;
  if (!given.rank.empty()) page.rank = given.rank.front();
  page.pinned = given.pinned;
  page.advertising = given.advertising;
  std::vector<std::string> all = {page.entries};
  for (const std::vector<std::string>* field :
       {&page.title, &page.url, &page.text, &page.author, &page.published, &page.heat, &page.comments}) {
    all.insert(all.end(), field->begin(), field->end());
  }
  for (const std::string* one : {&page.rank, &page.pinned, &page.advertising}) {
    if (!one->empty()) all.push_back(*one);
  }
  for (const std::string& text : all) {
    Result<Selector> selector = Selector::Parse(text);
    if (selector.ok()) continue;
    err << "--type html: " << selector.error().message << '\n';
    return false;
  }
  return true;
}

std::vector<std::string> KnownTypes() {
  std::vector<std::string> types = {Name(SourceType::kFeed), Name(SourceType::kBoard), Name(SourceType::kJson), Name(SourceType::kPage)};
  for (const Preset& preset : Presets()) types.push_back(preset.id);
  return types;
}

// A type, or a preset, which says the type and all pointers.
bool TakeType(const Words& words, ParseOptions& options, std::ostream& err) {
  for (const Preset& preset : Presets()) {
    if (preset.id != options.type) continue;
    if (words.pointers) {
      err << "--type " << options.type << ": is a preset, which has pointers of its own; none may be given\n";
      return false;
    }
    SourceConfig given = std::move(options.source);
    options.source = preset.source;
    options.source.id = given.id;
    if (!given.lang.empty()) options.source.lang = given.lang;
    return true;
  }
  for (SourceType type : {SourceType::kFeed, SourceType::kBoard, SourceType::kJson, SourceType::kPage}) {
    if (options.type == Name(type)) options.source.type = type;
  }
  if (options.source.type == SourceType::kPage) return TakeSelectors(options.source, err);
  BoardSpec& board = options.source.board.Edit();
  board.ranked = options.source.type == SourceType::kBoard;
  if (options.source.type != SourceType::kFeed && board.title.empty() && (board.ranked || board.text.empty())) {
    err << "--type " << options.type << ": needs --title, the pointer to an entry's title\n";
    return false;
  }
  if (board.ranked) options.source.kind = DocumentKind::kHotlist;
  return true;
}

bool TakeWords(const Words& words, ParseOptions& options, std::ostream& err) {
  options.fetched_at = SystemClock().Now();
  if (!words.at.empty()) {
    Result<Timestamp> at = ParseRfc3339(words.at);
    if (!at.ok()) {
      err << "--at: " << at.error().message << '\n';
      return false;
    }
    options.fetched_at = *at;
  }
  if (!TakeType(words, options, err)) return false;
  for (DocumentKind kind : {DocumentKind::kArticle, DocumentKind::kPost, DocumentKind::kHotlist, DocumentKind::kComplaint,
                            DocumentKind::kOfficial}) {
    if (words.kind == Name(kind)) options.source.kind = kind;
  }
  return true;
}

void AddBoardOptions(CLI::App& command, BoardSpec& board) {
  const char* group = kPointerGroup;
  command.add_option("--list", board.list, "to the list, from the root; \"*\" means every element")->group(group);
  command.add_option("--title", board.title, "to the title, from an entry; the first that exists wins")->group(group);
  command.add_option("--id", board.id, "to the id")->group(group);
  command.add_option("--link", board.url, "to the address")->group(group);
  command.add_option("--link-prefix", board.url_prefix, "put in front of a relative address")->group(group);
  command.add_option("--text", board.text, "to the text")->group(group);
  command.add_option("--heat", board.heat, "to the heat: 2721882, \"1149 万热度\", \"2.3k\"")->group(group);
  command.add_option("--comments", board.comments, "to the number of comments or answers")->group(group);
  command.add_option("--views", board.views, "to the number of views")->group(group);
  command.add_option("--likes", board.likes, "to the number of likes")->group(group);
  command.add_option("--reposts", board.reposts, "to the number of reposts")->group(group);
  command.add_option("--author", board.author, "to the author")->group(group);
  command.add_option("--published", board.published, "to the date of publication")->group(group);
  command.add_option("--link-template", board.url_template, "address of an entry without one: https://x.test/{/id}")->group(group);
  command.add_flag("--html", board.html, "titles and texts are HTML")->group(group);
  command.add_option("--rank", board.rank, "to the place; default: the position in the list")->group(group);
  command.add_option("--pinned", board.pinned, "marks a pinned entry when it is there")->group(group);
  command.add_option("--pinned-value", board.pinned_values, "… and holds one of these")->group(group);
  command.add_option("--advertising", board.advertising, "marks an advertisement when it is there")->group(group);
  command.add_option("--advertising-value", board.advertising_values, "… and holds one of these")->group(group);
}

}  // namespace

Json RawJson(const Feed& feed) {
  Json out = {{"version", feed.version}, {"encoding", feed.encoding}, {"title", feed.title},
              {"link", feed.link},       {"language", feed.language}, {"updated", feed.updated}};
  if (!feed.author.empty()) out["author"] = feed.author;
  if (feed.recovered) out["recovered"] = true;
  if (feed.cut) out["cut"] = true;
  out["entries"] = Json::array();
  for (const FeedEntry& entry : feed.entries) out["entries"].push_back(EntryJson(entry));
  return out;
}

int RunParse(const ParseOptions& options, std::istream& in, std::ostream& out, std::ostream& err) {
  std::vector<std::string> files = options.files;
  if (files.empty()) files.emplace_back("-");
  int worst = 0;
  for (const std::string& file : files) worst = std::max(worst, ParseOne(file, options, in, out, err));
  out.flush();
  return out.good() ? worst : 3;
}

void RegisterParse(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("parse", "feeds, boards and list pages to documents, one JSON line each");
  auto options = std::make_shared<ParseOptions>();  // shared by the option bindings and the callback, which outlive this call
  auto words = std::make_shared<Words>();
  options->source.id = "parse";
  command->add_option("FILE", options->files, "feeds; standard input without one");
  command->add_option("--type", options->type, "feed, board, json, html or a preset (fenghuo source types)")
      ->check(CLI::IsMember(KnownTypes()));
  command->add_option("--url", options->url, "where it came from, for relative links");
  command->add_option("--content-type", options->content_type, "the header it came with");
  command->add_flag("--raw", options->raw, "the parsed feed itself as one JSON object");
  command->add_option("--source", options->source.id, "id of the source, in front of every document's id");
  command->add_option("--kind", words->kind, "kind of the documents; default: hotlist for boards, else article")
      ->check(CLI::IsMember({"article", "post", "hotlist", "complaint", "official"}));
  command->add_option("--lang", options->source.lang, "language of the source, such as zh");
  command->add_option("--at", words->at, "time of the fetch, RFC 3339; default: now");
  AddBoardOptions(*command, options->source.board.Edit());
  command->footer(kParseExample);
  command->callback([options, words, command, &exit_code] {
    words->pointers = GivesPointers(*command);
    exit_code = TakeWords(*words, *options, std::cerr) ? RunParse(*options, std::cin, std::cout, std::cerr) : 2;
  });
}

}  // namespace fenghuo
