#include "daemon/crawl/feed/feed.h"

#include <algorithm>
#include <numeric>

#include "daemon/crawl/charset/charset.h"
#include "daemon/crawl/dates/dates.h"
#include "daemon/crawl/feed/formats.h"
#include "daemon/crawl/feed/not_a_feed.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr size_t kJunkNodesMax = 64;  // nodes in front of the root of a feed that begins with a server's warnings

ParsedBody Failed(FeedProblem problem, std::string reason) { return {std::nullopt, FeedFailure{problem, std::move(reason)}}; }
ParsedBody Failed(FeedFailure failure) { return {std::nullopt, std::move(failure)}; }

bool IsRss(std::string_view name) { return SameName(name, "rss") || SameName(name, "rdf") || SameName(name, "channel"); }
bool IsAtomRoot(XmlElement root) {
  return root.name() == "feed" || (root.name() == "entry" && (root.space() == XmlSpace::kAtom || root.space() == XmlSpace::kAtom03));
}

XmlElement FeedRoot(const XmlTree& tree) {
  XmlElement root = tree.root();
  if (IsRss(root.name()) || IsAtomRoot(root) || !tree.recovered()) return root;
  XmlElement found = tree.FindEarly({"rss", "RDF", "feed"}, kJunkNodesMax);
  return found ? found : root;
}

ParsedBody ParseXml(std::string_view text, const FeedHint& hint) {
  if (IsHtmlPage(text)) return Failed(ExplainNoFeed(text, ""));
  XmlTree tree = XmlTree::Parse(text);
  XmlElement root = FeedRoot(tree);
  ParsedBody parsed;
  if (IsRss(root.name())) {
    parsed.feed = ReadRss(root, hint.url);
  } else if (IsAtomRoot(root)) {
    parsed.feed = ReadAtom(root, hint.url);
  } else if (SameName(root.name(), "urlset") || SameName(root.name(), "sitemapindex")) {
    Result<Feed> sitemap = ReadSitemap(root);
    if (!sitemap.ok()) return Failed(FeedProblem::kNotAFeed, sitemap.error().message);
    parsed.feed = std::move(*sitemap);
  } else {
    return Failed(ExplainNoFeed(text, root.name()));
  }
  if (tree.recovered() && parsed.feed->entries.empty() && !root.closed()) {
    return Failed(FeedProblem::kIllFormed, "the feed breaks off before its first whole entry: " + tree.problem());
  }
  parsed.feed->recovered = tree.recovered();
  return parsed;
}

ParsedBody ParseJson(std::string_view text, const FeedHint& hint) {
  Result<Feed> feed = ReadJsonFeed(text, hint.url);
  if (feed.ok()) return {std::move(*feed), std::nullopt};
  if (feed.error().code == ErrorCode::kNotFound) return Failed(ExplainJson(text, feed.error().message));
  return Failed(FeedProblem::kIllFormed, feed.error().message);
}

// Of what cannot be decoded something else may be said first: that it is a ZIP archive, or that there is nothing.
std::optional<FeedFailure> CheckBytes(std::string_view body) {
  if (body.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    return FeedFailure{FeedProblem::kEmptyBody, body.empty() ? "the body is empty" : "the body holds white space only"};
  }
  return ExplainBinary(body);
}

// More than one character in ten makes no sense.
std::optional<FeedFailure> CheckDecoded(const DecodedText& decoded) {
  if (decoded.replaced == 0) return std::nullopt;
  auto characters = static_cast<int64_t>(CountCodePoints(decoded.text()));
  if (decoded.replaced * 10 < characters) return std::nullopt;
  return FeedFailure{FeedProblem::kBadCharset, "the text is not " + decoded.charset + ": " + std::to_string(decoded.replaced) +
                                                   " of " + std::to_string(characters) + " characters make no sense"};
}

// Bytes to text, then `parse`; the encoding is noted in the feed.
template <typename Parse>
ParsedBody Decoded(std::string_view body, const FeedHint& hint, Parse parse) {
  if (std::optional<FeedFailure> failure = CheckBytes(body)) return Failed(*std::move(failure));
  Result<DecodedText> decoded = Decode(body, hint.content_type);
  if (!decoded.ok()) return Failed(FeedProblem::kBadCharset, decoded.error().message);
  if (std::optional<FeedFailure> failure = CheckDecoded(*decoded)) return Failed(*std::move(failure));
  ParsedBody parsed = parse(decoded->text());
  if (parsed.feed) parsed.feed->encoding = decoded->Explain();
  return parsed;
}

bool BeginsAsJson(std::string_view text) {
  size_t first = text.find_first_not_of(kBlanks);
  return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

// What is JSON of a text: the whole, or what stands in the brackets of a call, as old scripts want it: jQuery123_4({…}); nothing when none
// is.
std::string_view JsonIn(std::string_view text) {
  if (BeginsAsJson(text)) return text;
  constexpr std::string_view kName = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$.";
  size_t begin = text.find_first_not_of(kBlanks);
  if (begin != std::string_view::npos && text.substr(begin).starts_with("/**/")) begin = text.find_first_not_of(kBlanks, begin + 4);
  const size_t name_end = begin == std::string_view::npos ? begin : text.find_first_not_of(kName, begin);
  const size_t open = name_end == begin ? std::string_view::npos : text.find_first_not_of(kBlanks, name_end);
  const size_t close = text.find_last_not_of(" \t\r\n;");
  const bool is_call = open != std::string_view::npos && text[open] == '(' && close > open && text[close] == ')';
  std::string_view inside = is_call ? text.substr(open + 1, close - open - 1) : std::string_view();
  return BeginsAsJson(inside) ? inside : std::string_view();
}

}  // namespace

const char* Name(FeedProblem problem) {
  switch (problem) {
    case FeedProblem::kNotAFeed: return "not_a_feed";
    case FeedProblem::kLoginWall: return "login_wall";
    case FeedProblem::kEmptyBody: return "empty_body";
    case FeedProblem::kBadCharset: return "bad_charset";
    case FeedProblem::kIllFormed: return "ill_formed";
  }
  return "";
}

ParsedBody ParseFeed(std::string_view body, const FeedHint& hint) {
  return Decoded(body, hint, [&hint](std::string_view text) {
    const std::string_view json = JsonIn(text);
    return json.empty() ? ParseXml(text, hint) : ParseJson(json, hint);
  });
}

ParsedBody ParseBoard(std::string_view body, const BoardSpec& spec, const FeedHint& hint) {
  return Decoded(body, hint, [&spec](std::string_view text) -> ParsedBody {
    const std::string_view json = JsonIn(text);
    if (json.empty()) {
      FeedFailure failure = ExplainNoFeed(text, "");
      if (failure.problem == FeedProblem::kNotAFeed && text.find('<') != std::string_view::npos && !IsHtmlPage(text)) {
        failure.reason = "XML or other markup instead of a JSON board";
      }
      return Failed(std::move(failure));
    }
    Result<Feed> feed = ReadBoard(json, spec);
    if (feed.ok()) return {std::move(*feed), std::nullopt};
    if (feed.error().code == ErrorCode::kNotFound) return Failed(ExplainJson(text, feed.error().message));
    return Failed(FeedProblem::kIllFormed, feed.error().message);
  });
}

std::vector<XmlElement> NewestEntries(std::vector<XmlElement> entries, std::string (*date_of)(XmlElement), bool& cut) {
  cut = entries.size() > kEntriesMax;
  if (!cut) return entries;
  std::vector<std::optional<Timestamp>> dates;
  dates.reserve(entries.size());
  for (XmlElement entry : entries) dates.push_back(ParseDate(date_of(entry), {}));
  std::vector<size_t> order(entries.size());
  std::iota(order.begin(), order.end(), size_t{0});
  // The dated, newest first, then the undated; feeds put the newest on top, so place decides between equals.
  std::sort(order.begin(), order.end(), [&dates](size_t a, size_t b) { return dates[a] != dates[b] ? dates[b] < dates[a] : a < b; });
  order.resize(kEntriesMax);
  std::sort(order.begin(), order.end());
  std::vector<XmlElement> kept;
  for (size_t index : order) kept.push_back(entries[index]);
  return kept;
}

bool SameName(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [lower](char x, char y) { return lower(x) == lower(y); });
}

std::string Trimmed(std::string text) {
  constexpr std::string_view kSpaces = " \t\r\n\f\v";
  size_t last = text.find_last_not_of(kSpaces);
  text.resize(last == std::string::npos ? 0 : last + 1);
  text.erase(0, text.find_first_not_of(kSpaces));
  return text;
}

}  // namespace fenghuo
