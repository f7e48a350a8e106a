// Folding and matching on generated Chinese text, in thread-CPU time, each against a named baseline in the same run.

#include <benchmark/benchmark.h>
#include <re2/re2.h>
#include <re2/set.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <cstring>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "keywords/rules/matcher.h"
#include "keywords/rules/term_scanner.h"
#include "keywords/text/fold.h"
#include "keywords/text/utf8.h"
#include "tests/bench/ratios.h"

namespace fenghuo {
namespace {

constexpr size_t kTerms = 10000;
constexpr size_t kDocuments = 400;
constexpr size_t kTermsOfARule = 20;

// Text of words, common ones more often, with punctuation, some digits and Latin letters, and now and then a watched term.
class Corpus {
 public:
  static const Corpus& Get() {
    static const Corpus corpus;
    return corpus;
  }

  const std::vector<std::string>& terms() const { return terms_; }
  const std::vector<std::string>& texts() const { return texts_; }
  int64_t bytes() const { return bytes_; }

 private:
  Corpus() {
    std::set<std::string> terms;
    while (terms.size() < kTerms) terms.insert(Fold(Word(2 + rng_.Below(3))));
    for (const std::string& term : terms) {
      if (CountCodePoints(term) >= 2) terms_.push_back(term);
    }
    for (int i = 0; i < 8000; ++i) words_.push_back(Word(1 + rng_.Below(3)));
    for (size_t i = 0; i < kDocuments; ++i) {
      texts_.push_back(Text());
      bytes_ += static_cast<int64_t>(texts_.back().size());
    }
  }

  // The square makes low numbers common: a rough Zipf.
  uint64_t Common(uint64_t bound) {
    const double fraction = rng_.Fraction();
    return static_cast<uint64_t>(fraction * fraction * static_cast<double>(bound));
  }

  // Simplified characters, as nearly all of our texts; one word in fifty traditional or rare.
  std::string Word(uint64_t characters) {
    std::string word;
    for (; characters > 0; --characters) AppendUtf8(static_cast<char32_t>(0x4E00 + Common(3000) * 7), word);
    return rng_.Below(50) == 0 ? word : Fold(word);
  }

  std::string Text() {
    std::string text;
    while (text.size() < 2500) {
      for (uint64_t words = 3 + rng_.Below(8); words > 0; --words) text += words_[Common(words_.size())];
      if (rng_.Below(40) == 0) text += terms_[rng_.Below(terms_.size())];
      if (rng_.Below(5) == 0) text += std::to_string(rng_.Below(2000));
      if (rng_.Below(20) == 0) text += "App";
      text += rng_.Below(3) == 0 ? "。" : "，";
    }
    return text;
  }

  Rng rng_{20240708};
  std::vector<std::string> terms_;
  std::vector<std::string> words_;
  std::vector<std::string> texts_;
  int64_t bytes_ = 0;
};

void SetBytes(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * Corpus::Get().bytes());
}

void FoldOurs(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& text : Corpus::Get().texts()) benchmark::DoNotOptimize(Fold(text));
  }
  SetBytes(state);
}

void FoldOursWithOffsets(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& text : Corpus::Get().texts()) benchmark::DoNotOptimize(FoldWithOffsets(text));
  }
  SetBytes(state);
}

// Half of the work: no traditional to simplified, no white space.
void FoldIcu(benchmark::State& state) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  for (auto _ : state) {
    for (const std::string& text : Corpus::Get().texts()) {
      std::string out;
      icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
      normalizer->normalizeUTF8(0, text, sink, nullptr, status);
      benchmark::DoNotOptimize(out);
    }
  }
  SetBytes(state);
}

void ScanOurs(benchmark::State& state) {
  const TermScanner scanner(Corpus::Get().terms());
  std::vector<TermHit> hits;
  for (auto _ : state) {
    for (const std::string& text : Corpus::Get().texts()) {
      hits.clear();
      scanner.Scan(text, hits);
      benchmark::DoNotOptimize(hits.data());
    }
  }
  SetBytes(state);
}

// What any scheme by characters must do: step over UTF-8 (here only ASCII and three-byte characters), load a window, multiply.
void ScanStepLimit(benchmark::State& state) {
  for (auto _ : state) {
    uint64_t sum = 0;
    for (const std::string& text : Corpus::Get().texts()) {
      for (const char *at = text.data(), *end = at + text.size() - 8; at <= end;) {
        uint64_t window;
        std::memcpy(&window, at, sizeof(window));
        sum += ((window & 0xFFFFFFFFFFFFu) * 0x9E3779B97F4A7C15u) >> 45;
        if (static_cast<signed char>(*at) < 0) [[likely]] {
          at += 3;
          continue;
        }
        ++at;
      }
    }
    benchmark::DoNotOptimize(sum);
  }
  SetBytes(state);
}

void ScanMemmem(benchmark::State& state) {
  const std::string& text = Corpus::Get().texts()[0];
  for (auto _ : state) {
    size_t found = 0;
    for (const std::string& term : Corpus::Get().terms()) {
      found += memmem(text.data(), text.size(), term.data(), term.size()) != nullptr;
    }
    benchmark::DoNotOptimize(found);
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}

RuleSet Rules() {
  RuleSet set;
  for (size_t i = 0; i < Corpus::Get().terms().size(); ++i) {
    if (i % kTermsOfARule == 0) {
      set.rules.push_back({});
      set.rules.back().id = "r" + std::to_string(i);
    }
    set.rules.back().any.terms.push_back(Corpus::Get().terms()[i]);
  }
  return set;
}

// The whole of it: fold, scan, fold again with offsets where something was found, sentences, rules, places.
void MatchOurs(benchmark::State& state) {
  Result<Matcher> matcher = Matcher::Compile(Rules());
  std::vector<Document> documents(kDocuments);
  for (size_t i = 0; i < kDocuments; ++i) documents[i].text = Corpus::Get().texts()[i];
  size_t matches = 0;
  for (auto _ : state) {
    for (const Document& document : documents) matches += matcher->Find(document).size();
  }
  state.counters["matches_per_document"] =
      static_cast<double>(matches) / static_cast<double>(state.iterations()) / static_cast<double>(kDocuments);
  SetBytes(state);
}

// Which terms stand in a folded text, without places or rules, by RE2::Set, whose automaton has not seen the texts before.
void MatchRe2Set(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    RE2::Options options;
    options.set_max_mem(256 << 20);
    RE2::Set set(options, RE2::UNANCHORED);
    for (const std::string& term : Corpus::Get().terms()) set.Add(RE2::QuoteMeta(term), nullptr);
    set.Compile();
    state.ResumeTiming();
    std::vector<int> found;
    for (const std::string& text : Corpus::Get().texts()) {
      RE2::Set::ErrorInfo error;
      if (!set.Match(Fold(text), &found, &error) && error.kind != RE2::Set::kNoError) {
        state.SkipWithError("RE2::Set is out of memory");
        return;
      }
    }
  }
  SetBytes(state);
}

void CompileOurs(benchmark::State& state) {
  const RuleSet rules = Rules();
  for (auto _ : state) {
    Result<Matcher> matcher = Matcher::Compile(rules);
    benchmark::DoNotOptimize(matcher);
  }
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * Corpus::Get().terms().size()));
}

BENCHMARK(FoldOurs)->Name("fold/ours");
BENCHMARK(FoldOursWithOffsets)->Name("fold/ours_with_offsets");
BENCHMARK(FoldIcu)->Name("fold/icu_normalizeUTF8");
BENCHMARK(ScanOurs)->Name("scan/ours");
BENCHMARK(ScanStepLimit)->Name("scan/step_limit");
BENCHMARK(ScanMemmem)->Name("scan/memmem")->Unit(benchmark::kMillisecond);
BENCHMARK(MatchOurs)->Name("match/ours")->Unit(benchmark::kMillisecond);
BENCHMARK(MatchRe2Set)->Name("match/re2_set_unseen_text")->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(CompileOurs)->Name("compile/ours")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  return fenghuo::RunWithRatios(
      argc, argv,
      {{"fold/ours", "fold/icu_normalizeUTF8", 1.0, "NFKC_CF, Hant-Hans and white space against NFKC_CF alone"},
       {"scan/ours", "scan/step_limit", 0.25, "10,000 terms against stepping over the text"},
       {"scan/ours", "scan/memmem", 300, "10,000 terms at once against one after the other"},
       {"match/ours", "match/re2_set_unseen_text", 30, "rules with places against RE2::Set with neither"}});
}
