#include "daemon/crawl/drift.h"

#include <algorithm>

namespace fenghuo {
namespace {

constexpr int64_t kReadsToRely = 10;
constexpr int64_t kReadsRemembered = 16;  // a new one counts so much less than the mean
constexpr int64_t kUsualShare = 800;      // thousandths
constexpr int64_t kLostShare = 100;
constexpr int kEntriesToJudge = 5;
constexpr int64_t kManyEntries = 20'000;  // thousandths of an entry
constexpr int64_t kEntriesLeft = 10;      // a tenth
constexpr int32_t kArticlesMissed = 5;
constexpr Duration kNewUsualAfter = hours(24 * 7);

struct Field {
  const char* name;
  int64_t SourceShape::*usual;
  int ShapeSeen::*seen;
};

constexpr Field kFields[] = {
    {"时间", &SourceShape::dated, &ShapeSeen::dated},
    {"链接", &SourceShape::addressed, &ShapeSeen::addressed},
    {"正文", &SourceShape::texted, &ShapeSeen::texted},
    {"位次或热度", &SourceShape::measured, &ShapeSeen::measured},
};

std::string Difference(const SourceShape& usual, const ShapeSeen& seen, Length length) {
  if (length == Length::kFixed && usual.entries >= kManyEntries && seen.entries * 1000 * kEntriesLeft <= usual.entries) {
    return "以往每次约" + std::to_string((usual.entries + 500) / 1000) + "条，这次只有" + std::to_string(seen.entries) + "条";
  }
  if (seen.entries < kEntriesToJudge) return "";
  for (const Field& field : kFields) {
    const int64_t share = int64_t{1000} * (seen.*field.seen) / seen.entries;
    if (usual.*field.usual < kUsualShare || share > kLostShare) continue;
    return std::string("以往多数条目有") + field.name + "，这次" + std::to_string(seen.entries) + "条中只有" +
           std::to_string(seen.*field.seen) + "条有";
  }
  return "";
}

void Learn(SourceShape& shape, const ShapeSeen& seen) {
  const int64_t weight = std::min(shape.reads, kReadsRemembered - 1) + 1;
  shape.entries += (int64_t{1000} * seen.entries - shape.entries) / weight;
  for (const Field& field : kFields) {
    shape.*field.usual += (int64_t{1000} * (seen.*field.seen) / seen.entries - shape.*field.usual) / weight;
  }
  ++shape.reads;
}

}  // namespace

ShapeSeen ShapeOf(const std::vector<JudgedIntake>& documents) {
  ShapeSeen seen;
  for (const JudgedIntake& judged : documents) {
    const Document& document = judged.document;
    ++seen.entries;
    seen.dated += document.published_at.has_value();
    seen.addressed += !document.url.empty();
    seen.texted += !document.text.empty();
    seen.measured += document.observation.has_value();
  }
  return seen;
}

Length LengthOf(const SourceConfig& source) {
  const bool fixed = source.type == SourceType::kBoard || source.type == SourceType::kPage;
  return fixed ? Length::kFixed : Length::kVaries;
}

std::string NoteShape(SourceShape& shape, const ShapeSeen& seen, Length length, Timestamp at) {
  std::string difference = shape.reads < kReadsToRely ? "" : Difference(shape, seen, length);
  if (difference.empty()) {
    shape.other_since.reset();
  } else {
    if (!shape.other_since) shape.other_since = at;
    if (at - *shape.other_since < kNewUsualAfter) return difference;
    shape = {};
  }
  Learn(shape, seen);
  return "";
}

void NoteArticle(ArticleTally& articles, const std::string& failure, Timestamp at) {
  if (failure.empty()) {
    ++articles.read;
    articles.misses = 0;
    return;
  }
  ++articles.failed;
  ++articles.misses;
  articles.last_failure = failure;
  articles.last_failure_at = at;
}

std::string ArticleDrift(const ArticleTally& articles) {
  if (articles.read == 0 || articles.misses < kArticlesMissed) return "";
  return "条目可读，但最近" + std::to_string(articles.misses) + "篇的网页都没有读到正文：" + articles.last_failure;
}

}  // namespace fenghuo
