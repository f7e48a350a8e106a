// Folding and matching on generated Chinese text, in thread-CPU time, each against a named baseline in the same run.

#include <benchmark/benchmark.h>
#include <re2/re2.h>
#include <re2/set.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <memory>
#include <string>
#include <vector>

#include "keywords/rules/matcher.h"
#include "keywords/text/fold.h"
#include "tests/bench/corpus.h"
#include "tests/bench/ratios.h"

namespace fenghuo {
namespace {

constexpr size_t kTerms = 10000;
constexpr size_t kTermsOfARule = 20;

void SetBytes(benchmark::State& state) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * Corpus::Of(kTerms).bytes());
}

void FoldOurs(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& text : Corpus::Of(kTerms).texts()) benchmark::DoNotOptimize(Fold(text));
  }
  SetBytes(state);
}

void FoldOursWithOffsets(benchmark::State& state) {
  for (auto _ : state) {
    for (const std::string& text : Corpus::Of(kTerms).texts()) benchmark::DoNotOptimize(FoldWithOffsets(text));
  }
  SetBytes(state);
}

// Half of the work: no traditional to simplified, no white space.
void FoldIcu(benchmark::State& state) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  for (auto _ : state) {
    for (const std::string& text : Corpus::Of(kTerms).texts()) {
      std::string out;
      icu::StringByteSink<std::string> sink(&out, static_cast<int32_t>(text.size()));
      normalizer->normalizeUTF8(0, text, sink, nullptr, status);
      benchmark::DoNotOptimize(out);
    }
  }
  SetBytes(state);
}

RuleSet Rules() {
  RuleSet set;
  for (size_t i = 0; i < Corpus::Of(kTerms).terms().size(); ++i) {
    if (i % kTermsOfARule == 0) {
      set.rules.push_back({});
      set.rules.back().id = "r" + std::to_string(i);
    }
    set.rules.back().any.terms.push_back(Corpus::Of(kTerms).terms()[i]);
  }
  return set;
}

// The whole of it: fold, scan, fold again with offsets where something was found, sentences, rules, places.
void MatchOurs(benchmark::State& state) {
  Result<Matcher> matcher = Matcher::Compile(Rules());
  std::vector<Document> documents(Corpus::Of(kTerms).texts().size());
  for (size_t i = 0; i < documents.size(); ++i) documents[i].text = Corpus::Of(kTerms).texts()[i];
  size_t matches = 0;
  for (auto _ : state) {
    for (const Document& document : documents) matches += matcher->Find(document).size();
  }
  state.counters["matches_per_document"] =
      static_cast<double>(matches) / static_cast<double>(state.iterations()) / static_cast<double>(documents.size());
  SetBytes(state);
}

// Which terms stand in a folded text, without places or rules, by RE2::Set, whose automaton has not seen the texts before.
void MatchRe2Set(benchmark::State& state) {
  for (auto _ : state) {
    state.PauseTiming();
    RE2::Options options;
    options.set_max_mem(256 << 20);
    RE2::Set set(options, RE2::UNANCHORED);
    for (const std::string& term : Corpus::Of(kTerms).terms()) set.Add(RE2::QuoteMeta(term), nullptr);
    set.Compile();
    state.ResumeTiming();
    std::vector<int> found;
    for (const std::string& text : Corpus::Of(kTerms).texts()) {
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
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * Corpus::Of(kTerms).terms().size()));
}

BENCHMARK(FoldOurs)->Name("fold/ours");
BENCHMARK(FoldOursWithOffsets)->Name("fold/ours_with_offsets");
BENCHMARK(FoldIcu)->Name("fold/icu_normalizeUTF8");
BENCHMARK(MatchOurs)->Name("match/ours")->Unit(benchmark::kMillisecond);
BENCHMARK(MatchRe2Set)->Name("match/re2_set_unseen_text")->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK(CompileOurs)->Name("compile/ours")->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  return fenghuo::RunWithRatios(
      argc, argv,
      {{"fold/ours", "fold/icu_normalizeUTF8", 1.0, "NFKC_CF, Hant-Hans and white space against NFKC_CF alone"},
       {"match/ours", "match/re2_set_unseen_text", 30, "rules with places against RE2::Set with neither"}});
}
