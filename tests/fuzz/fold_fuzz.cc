// Folding any bytes gives valid UTF-8, the same with and without offsets, and nothing more the second time.

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "keywords/text/fold.h"
#include "keywords/text/sentences.h"
#include "keywords/text/utf8.h"

namespace {

using namespace fenghuo;  // NOLINT: a program of one file

void CheckOffsets(std::string_view text, const FoldedText& folded) {
  CHECK(folded.offsets.size() == folded.folded.size() + 1, "an offset for each byte, and one");
  CHECK(folded.offsets.back() == text.size(), "the end came from the end");
  for (size_t i = 0; i < folded.folded.size(); ++i) {
    CHECK(folded.offsets[i] <= folded.offsets[i + 1] && folded.offsets[i] < text.size(), "offsets grow inside the text");
  }
}

void CheckSentences(std::string_view text, const FoldedText& folded) {
  const std::vector<TextRange> sentences = Sentences(text);
  const std::vector<TextRange> ranges = FoldedRanges(folded, sentences);
  CHECK(ranges.size() == sentences.size(), "a folded range for each sentence");
  size_t at = 0, folded_at = 0;
  for (size_t i = 0; i < sentences.size(); ++i) {
    CHECK(sentences[i].begin == at && sentences[i].end > at, "sentences follow each other without gaps");
    CHECK(ranges[i].begin == folded_at && ranges[i].end >= folded_at, "and so do their folded ranges");
    at = sentences[i].end;
    folded_at = ranges[i].end;
  }
  CHECK(at == text.size(), "sentences cover the text");
  // What the last sentence's end cut off would be lost to every rule.
  CHECK(sentences.empty() || folded_at == folded.folded.size(), "folded ranges cover the folded text");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::string folded = Fold(text);
  CHECK(IsValidUtf8(folded), "folded text is valid");
  CHECK(Fold(folded) == folded, "folding folded text changes nothing");
  const FoldedText tracked = FoldWithOffsets(text);
  CHECK(tracked.folded == folded, "offsets change nothing");
  CheckOffsets(text, tracked);
  CheckSentences(text, tracked);
  const std::string cut = CutBytes(folded, size / 2, "…");
  CHECK(cut.size() <= size / 2 || cut == folded, "a cut text keeps its limit");
  CHECK(IsValidUtf8(cut), "a cut breaks no character");
  return 0;
}
