// B-cubed figures (Amigó et al. 2009) on labelled short texts (../shared/data/stories), beside the 0.76 of science.md 4.

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>

#include "keywords/stories/story_index.h"
#include "tests/keywords/stories/a_document.h"

namespace fenghuo {
namespace {

struct Labelled {
  std::string text;
  std::string label;
};

// Between `before` and the next `after`; the file has no escapes.
std::string Between(const std::string& line, const std::string& before, char after) {
  const size_t begin = line.find(before);
  if (begin == std::string::npos) return "";
  const size_t from = begin + before.size();
  return line.substr(from, line.find(after, from) - from);
}

std::vector<Labelled> Read(const std::filesystem::path& gz, size_t documents_max) {
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(("gzip -dc '" + gz.string() + "'").c_str(), "r"), pclose);
  std::vector<Labelled> documents;
  char buffer[4096];
  while (documents.size() < documents_max && fgets(buffer, sizeof buffer, pipe.get()) != nullptr) {
    documents.push_back({Between(buffer, "\"textCleaned\": \"", '"'), Between(buffer, "\"clusterNo\": ", ',')});
  }
  return documents;
}

TEST(LabelledStreamTest, ReachesTheAnchorOnTweets) {
  const char* configured = std::getenv("FENGHUO_SHARED");
  const std::filesystem::path shared = configured != nullptr ? configured : std::string(FENGHUO_SOURCE_DIR) + "/../shared";
  const std::filesystem::path path = shared / "data/stories/mstream-tweets.jsonl.gz";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no labelled stream at " << path;

  const std::vector<Labelled> documents = Read(path, 12'000);  // of 30,322: all take as long as all other tests of stories together
  StoryIndex index(StoryOptionsFor(ADocument("first").Titled(documents.front().text)));
  std::vector<std::string> placed;
  for (size_t i = 0; i < documents.size(); ++i) {
    const Timestamp now = FromUnixSeconds(1'300'000'000 + static_cast<int64_t>(i) * 30);
    const Document document = ADocument(std::to_string(i)).Titled(documents[i].text).At(now);
    placed.push_back(index.Assign(document, Watched::kNo, now).story);
  }
  std::map<std::string, double> of_label;
  std::map<std::string, double> of_story;
  std::map<std::pair<std::string, std::string>, double> both;
  for (size_t i = 0; i < documents.size(); ++i) {
    if (const Story* story = index.Find(placed[i]); story != nullptr) placed[i] = story->id;
    ++of_label[documents[i].label];
    ++of_story[placed[i]];
    ++both[{documents[i].label, placed[i]}];
  }
  double precision = 0;
  double recall = 0;
  for (size_t i = 0; i < documents.size(); ++i) {
    const double shared_members = both[{documents[i].label, placed[i]}];
    precision += shared_members / of_story[placed[i]] / static_cast<double>(documents.size());
    recall += shared_members / of_label[documents[i].label] / static_cast<double>(documents.size());
  }
  const double f1 = 2 * precision * recall / (precision + recall);
  printf("  %zu tweets: B-cubed precision %.3f recall %.3f F1 %.3f\n", documents.size(), precision, recall, f1);
  EXPECT_GE(f1, 0.76);
}

}  // namespace
}  // namespace fenghuo
