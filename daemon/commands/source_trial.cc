#include <algorithm>
#include <string>

#include "daemon/commands/source.h"
#include "daemon/crawl/fetch.h"
#include "daemon/crawl/health.h"
#include "daemon/crawl/page/read_source.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kDocumentsShown = 5;
constexpr size_t kTitleShown = 60;  // code points

RobotsRuling AskRobots(const SourceConfig& source, const CrawlConfig& crawl, HttpTransport& transport, Timestamp now) {
  if (!source.robots_waiver.empty()) return {};
  RobotsCache cache;
  RobotsRuling ruling = cache.Ask(source.url, now);
  if (ruling.say != RobotsSay::kAskFirst) return ruling;
  HttpResponse answer = Perform(transport, BuildRobotsFetch(crawl, ruling.origin));
  cache.Note(ruling.origin, ReadRobots(answer, RobotsAgent(crawl.user_agent), now), now);
  return cache.Ask(source.url, now);
}

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
  trial.robots = AskRobots(source, crawl, transport, now);
  if (trial.robots.say != RobotsSay::kMayRead) {
    trial.report = JudgeRobots(source, trial.robots, now);
    return trial;
  }
  SourceRecord nothing_known;
  trial.response = Perform(transport, BuildFetch(crawl, source, nothing_known, now));
  trial.report = JudgeFetch(source, *trial.response, nothing_known, now);
  if (!WantsParsing(trial.report)) return trial;
  const std::string* type = trial.response->headers.Find("content-type");
  ParsedBody parsed = ReadSource(source, trial.response->body,
                                 {.url = trial.response->final_url, .content_type = type == nullptr ? "" : *type});
  trial.report = NoteParsed(trial.report, parsed);
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
  if (trial.feed) {
    out << "format: " << trial.feed->version << ", charset " << trial.feed->encoding << (trial.feed->recovered ? ", ill-formed" : "")
        << (trial.feed->cut ? ", cut" : "") << '\n';
    PrintDocuments(trial.documents, out);
  }
  return trial.documents.empty() ? 1 : 0;
}

}  // namespace fenghuo
