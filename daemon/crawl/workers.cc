#include "daemon/crawl/workers.h"

#include <utility>

#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/fetch.h"
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

Intake ReadBehind(const Document& entry, const FetchedBody& fetched, const Classifier& classifier, const std::string& author_key) {
  Intake intake;
  intake.fetch.source = entry.source;
  ArticleReport& report = intake.article.emplace(ArticleReport{.document = entry.id, .failure = ""});
  if (!WantsParsing(fetched.report)) {
    report.failure = WhyNoPage(fetched);
    return intake;
  }
  PageHint hint{fetched.response.final_url, TypeOf(fetched), fetched.report.finished_at};
  ReadPage page = ReadArticle(entry, fetched.response.body, hint, {fetched.source, author_key});
  report.failure = std::move(page.failure);
  if (report.failure.empty()) intake.documents.push_back(classifier.Judge(std::move(page.document)));
  return intake;
}

}  // namespace

Intake ReadFetched(const FetchedBody& fetched, const Classifier& classifier, const std::string& author_key) {
  if (fetched.article) return ReadBehind(*fetched.article, fetched, classifier, author_key);
  Intake intake;
  intake.fetch = fetched.report;
  if (!WantsParsing(fetched.report)) return intake;
  FeedHint hint{.url = fetched.response.final_url, .content_type = TypeOf(fetched)};
  ParsedBody parsed = ReadSource(fetched.source, fetched.response.body, hint);
  intake.fetch = NoteParsed(fetched.report, parsed);
  if (!parsed.feed) return intake;
  for (Document& document : ToDocuments(*parsed.feed, fetched.source, fetched.report.finished_at, author_key)) {
    intake.documents.push_back(classifier.Judge(std::move(document)));
  }
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
