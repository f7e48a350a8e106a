#include "daemon/crawl/workers.h"

#include <utility>

#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/fetch.h"
#include "daemon/crawl/page/read_source.h"

namespace fenghuo {
namespace {

constexpr size_t kBodiesQueuedMax = 16;

}  // namespace

Intake ReadFetched(const FetchedBody& fetched, const Classifier& classifier, const std::string& author_key) {
  Intake intake;
  intake.fetch = fetched.report;
  if (!WantsParsing(fetched.report)) return intake;
  std::string content_type;
  if (const std::string* header = fetched.response.headers.Find("content-type")) content_type = *header;
  FeedHint hint{.url = fetched.response.final_url, .content_type = content_type};
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
