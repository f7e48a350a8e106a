#include <algorithm>
#include <string>

#include "daemon/commands/source.h"
#include "daemon/crawl/fetch.h"
#include "daemon/crawl/health.h"
#include "daemon/crawl/manners.h"
#include "daemon/crawl/next_page.h"
#include "daemon/crawl/page/read_source.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kDocumentsShown = 5;
constexpr size_t kTitleShown = 60;  // code points

// One fetch with its manners, as the crawler has them (daemon/crawl/crawler.h), but at once.
class Visit {
 public:
  Visit(const SourceConfig& source, const CrawlConfig& crawl, HttpTransport& transport, Timestamp now)
      : source_(source), crawl_(crawl), transport_(transport), now_(now) {}

  // Asks for the robots.txt of the URL's host unless that is known.
  RobotsRuling Ask(const std::string& url) {
    if (!source_.robots_waiver.empty()) return {};
    RobotsRuling ruling = cache_.Ask(url, now_);
    if (ruling.say != RobotsSay::kAskFirst) return ruling;
    HttpResponse answer = Perform(transport_, BuildRobotsFetch(crawl_, ruling.origin, PurposeOf(source_, ruling.origin)));
    cache_.Note(ruling.origin, ReadRobots(answer, RobotsAgent(crawl_.user_agent), now_), now_);
    return cache_.Ask(url, now_);
  }

  // Follows redirects only where the next host lets it; `ruling` becomes that of the one that does not.
  HttpResponse Fetch(RobotsRuling& ruling) {
    HttpResponse response = FetchOnce();
    for (int stops = 0; response.error == TransportError::kNotFollowed && stops < kRedirectStopsMax; ++stops) {
      RobotsRuling next = Ask(response.not_followed);
      if (next.say != RobotsSay::kMayRead) {
        ruling = std::move(next);
        return response;
      }
      response = FetchOnce();
    }
    return response;
  }

 private:
  HttpResponse FetchOnce() {
    HttpRequest request = BuildFetch(crawl_, source_, SourceRecord(), now_);
    if (source_.robots_waiver.empty()) {
      // On the transport's thread, while this one waits for it.
      request.may_follow = [this](const std::string& url) { return cache_.Ask(url, now_).say == RobotsSay::kMayRead; };
    }
    return Perform(transport_, std::move(request));
  }

  const SourceConfig& source_;
  const CrawlConfig& crawl_;
  HttpTransport& transport_;
  const Timestamp now_;
  RobotsCache cache_;
};

std::string RobotsLine(const Trial& trial) {
  if (!trial.source.robots_waiver.empty()) return "not asked: " + trial.source.robots_waiver;
  const RobotsVerdict& verdict = trial.robots.verdict;
  std::string by = verdict.line == 0 ? "" : ", by line " + std::to_string(verdict.line) + ": " + verdict.rule;
  switch (trial.robots.say) {
    case RobotsSay::kMayRead: return "may be read" + by;
    case RobotsSay::kMustNot: return "must not be read" + by;
    case RobotsSay::kAskFirst:
    case RobotsSay::kUnreachable: break;
  }
  return "cannot be had, so nothing may be read";
}

std::string Milliseconds(Duration length) { return std::to_string(length.count()) + " ms"; }

void PrintAnswer(const HttpResponse& response, std::ostream& out) {
  out << "answer: ";
  if (response.error != TransportError::kNone) {
    out << Name(response.error) << ": " << response.error_sentence << '\n';
    return;
  }
  const std::string* type = response.headers.Find("content-type");
  out << "HTTP " << response.status << ", " << (type == nullptr ? "no Content-Type" : *type) << ", " << response.wire_bytes
      << " bytes on the wire, " << response.decoded_bytes << " decoded, " << response.redirects << " redirects\n";
  out << "time: " << Milliseconds(response.connect_duration) << " to connect, " << Milliseconds(response.total_duration) << " in all\n";
  if (!response.moved_to.empty()) out << "moved for good to: " << response.moved_to << '\n';
}

void PrintDocuments(const std::vector<Document>& documents, std::ostream& out) {
  out << "documents: " << documents.size() << '\n';
  for (size_t i = 0; i < std::min(documents.size(), kDocumentsShown); ++i) {
    const Document& document = documents[i];
    out << "  " << (document.published_at ? FormatRfc3339(*document.published_at) : "no date") << "  "
        << CutCodePoints(document.title, kTitleShown, "…") << "  " << document.url << '\n';
  }
  if (documents.size() > kDocumentsShown) out << "  …\n";
}

}  // namespace

Trial TrySource(const SourceConfig& source, const CrawlConfig& crawl, HttpTransport& transport, Timestamp now) {
  Trial trial;
  trial.source = source;
  Visit visit(source, crawl, transport, now);
  trial.robots = visit.Ask(source.url);
  if (trial.robots.say == RobotsSay::kMayRead) trial.response = visit.Fetch(trial.robots);
  if (trial.robots.say != RobotsSay::kMayRead) {
    trial.report = JudgeRobots(source, trial.robots, now);
    return trial;
  }
  trial.report = JudgeFetch(source, *trial.response, SourceRecord(), now);
  if (!WantsParsing(trial.report)) return trial;
  const std::string* type = trial.response->headers.Find("content-type");
  ParsedBody parsed = ReadSource(source, trial.response->body,
                                 {.url = trial.response->final_url, .content_type = type == nullptr ? "" : *type});
  trial.report = NoteParsed(trial.report, parsed);
  trial.failure = std::move(parsed.failure);
  if (!parsed.feed) return trial;
  trial.documents = ToDocuments(*parsed.feed, source, now, "");
  trial.feed = std::move(parsed.feed);
  return trial;
}

int PrintTrial(const Trial& trial, std::ostream& out) {
  out << "source: " << trial.source.id << ", type " << Name(trial.source.type) << '\n' << "url: " << trial.source.url << '\n';
  out << "robots.txt: " << RobotsLine(trial) << '\n';
  if (trial.response) PrintAnswer(*trial.response, out);
  out << "health: " << Name(trial.report.health) << (trial.report.reason.empty() ? "" : ", " + trial.report.reason) << '\n';
  if (trial.failure) {
    out << "found: " << trial.failure->reason << '\n';
    for (const std::string& feed : trial.failure->feeds) out << "feed on this page: " << feed << '\n';
  }
  if (trial.feed) {
    out << "format: " << trial.feed->version << ", charset " << trial.feed->encoding << (trial.feed->recovered ? ", ill-formed" : "")
        << (trial.feed->cut ? ", cut" : "") << '\n';
    PrintDocuments(trial.documents, out);
    ListPage here{.url = trial.response->final_url, .number = 1};
    if (std::optional<ListPage> next = NextPage(trial.source, *trial.feed, here)) out << "goes on at: " << next->url << '\n';
  }
  return trial.documents.empty() ? 1 : 0;
}

}  // namespace fenghuo
