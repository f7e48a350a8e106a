#include "daemon/crawl/workers.h"

#include <utility>

#include "daemon/crawl/fetch.h"
#include "daemon/crawl/next_page.h"
#include "daemon/crawl/page/read_article.h"
#include "daemon/crawl/page/read_source.h"

namespace fenghuo {
namespace {

constexpr size_t kBodiesQueuedMax = 16;

std::string TypeOf(const FetchedBody& fetched) {
  const std::string* header = fetched.response.headers.Find("content-type");
  return header == nullptr ? std::string() : *header;
}

// Why no page came, where the words for a source would say something else.
std::string WhyNoPage(const FetchedBody& fetched) {
  return fetched.response.error == TransportError::kNotFollowed ? "被转到其他网站，未跟随" : fetched.report.reason;
}

void ReadBehind(const Document& entry, const FetchedBody& fetched, const Reading& reading, Intake& intake) {
  if (!WantsParsing(fetched.report)) {
    intake.errand->failure = WhyNoPage(fetched);
    return;
  }
  PageHint hint{fetched.response.final_url, TypeOf(fetched), fetched.report.finished_at};
  ReadPage page = ReadArticle(entry, fetched.response.body, hint, {*fetched.source, reading.author_key});
  intake.errand->failure = std::move(page.failure);
  if (intake.errand->failure.empty()) intake.documents.push_back(reading.classifier.Judge(std::move(page.document)));
}

// What a list holds, and where it goes on; the report after reading.
FetchReport ReadList(const SourceConfig& source, const FetchedBody& fetched, const Reading& reading, Intake& intake) {
  FeedHint hint{.url = fetched.response.final_url, .content_type = TypeOf(fetched)};
  ParsedBody parsed = ReadSource(source, fetched.response.body, hint);
  if (!parsed.feed) return NoteParsed(fetched.report, parsed);
  ListPage here = fetched.errand ? *fetched.errand->list_page : ListPage{.number = 1};
  here.url = fetched.response.final_url;
  intake.next_page = NextPage(source, *parsed.feed, here);
  for (Document& document : ToDocuments(*parsed.feed, source, fetched.report.finished_at, reading.author_key)) {
    intake.documents.push_back(reading.classifier.Judge(std::move(document)));
  }
  return NoteParsed(fetched.report, parsed);
}

// A page without an entry is the end of the list.
void ReadFurther(const ListPage& page, const FetchedBody& fetched, const Reading& reading, Intake& intake) {
  intake.page = page;
  SourceConfig source = *fetched.source;
  source.id = intake.fetch.source;
  FetchReport report = WantsParsing(fetched.report) ? ReadList(source, fetched, reading, intake) : fetched.report;
  if (report.health == SourceHealth::kOk || report.health == SourceHealth::kEmpty) return;
  intake.errand->failure = "第" + std::to_string(page.number) + "页：" + report.reason;
}

std::optional<RawBody> RawOf(const FetchedBody& fetched, const FetchReport& report) {
  if (report.not_modified) return std::nullopt;
  RawBody raw{.at = report.finished_at, .status = report.status, .url = fetched.response.final_url, .reason = report.reason};
  raw.content_type = TypeOf(fetched);
  raw.bytes_total = fetched.response.body.size();
  raw.bytes = fetched.response.body.substr(0, kRawBytesMax);
  return raw;
}

}  // namespace

Intake ReadPushed(const SourceConfig& source, const Feed& feed, const Reading& reading, Timestamp now) {
  Intake intake;
  intake.fetch.source = source.id;
  intake.fetch.started_at = intake.fetch.finished_at = now;
  intake.fetch.status = 200;
  for (Document& document : ToDocuments(feed, source, now, reading.author_key)) {
    intake.documents.push_back(reading.classifier.Judge(std::move(document)));
  }
  return intake;
}

Intake ReadFetched(const FetchedBody& fetched, const Classifier& classifier, const std::string& author_key) {
  const Reading reading{classifier, author_key};
  Intake intake;
  if (!fetched.errand) {
    intake.fetch = WantsParsing(fetched.report) ? ReadList(*fetched.source, fetched, reading, intake) : fetched.report;
    intake.raw = RawOf(fetched, intake.fetch);
    return intake;
  }
  const Errand& errand = *fetched.errand;
  intake.fetch.source = errand.source;
  intake.errand = ErrandReport{.id = errand.id, .failure = ""};
  if (errand.entry) ReadBehind(*errand.entry, fetched, reading, intake);
  if (errand.list_page) ReadFurther(*errand.list_page, fetched, reading, intake);
  return intake;
}

Workers::Workers(int count, std::shared_ptr<const Classifier> classifier, std::string author_key,
                 std::function<void(Intake)> deliver)
    : queue_(kBodiesQueuedMax),
      classifier_(std::move(classifier)),
      author_key_(std::move(author_key)),
      deliver_(std::move(deliver)) {
  for (int i = 0; i < count; ++i) threads_.emplace_back([this] { Work(); });
}

Workers::~Workers() {
  queue_.Close();
  for (std::thread& thread : threads_) thread.join();
}

void Workers::Use(std::shared_ptr<const Classifier> classifier) {
  std::lock_guard lock(mutex_);
  classifier_ = std::move(classifier);
}

void Workers::Work() {
  while (std::optional<FetchedBody> fetched = queue_.Pop()) {
    std::shared_ptr<const Classifier> classifier;
    {
      std::lock_guard lock(mutex_);
      classifier = classifier_;
    }
    deliver_(ReadFetched(*fetched, *classifier, author_key_));
  }
}

}  // namespace fenghuo
