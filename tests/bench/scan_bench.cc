// Finding terms in folded text, in thread-CPU time: TermScanner against Hyperscan's matcher of many literals, memmem and what any
// scheme by characters must do, in the same run. Before it is measured, Hyperscan and the scanner find the same ends of the same terms
// in every text. pyahocorasick is measured by baseline_scan.py over the same terms and texts:
//
//   scan_bench --write-texts DIR            writes them for it, to DIR/<number of terms>.json
//   scan_bench [Google Benchmark's options]

#include <benchmark/benchmark.h>
#include <hs.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/check.h"
#include "keywords/rules/term_scanner.h"
#include "tests/bench/corpus.h"
#include "tests/bench/ratios.h"

namespace fenghuo {
namespace {

constexpr size_t kFew = 1'000;
constexpr size_t kMany = 10'000;
constexpr size_t kVeryMany = 100'000;

using End = std::pair<uint32_t, uint64_t>;  // number of a term, and where it ends

class Hyperscan {
 public:
  explicit Hyperscan(const std::vector<std::string>& terms) {
    std::vector<const char*> texts;
    std::vector<size_t> lengths;
    std::vector<unsigned> ids;
    for (const std::string& term : terms) {
      ids.push_back(static_cast<unsigned>(texts.size()));
      texts.push_back(term.data());
      lengths.push_back(term.size());
    }
    const std::vector<unsigned> flags(terms.size(), 0);
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    const auto count = static_cast<unsigned>(terms.size());
    const hs_error_t compiled =
        hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(), count, HS_MODE_BLOCK, nullptr, &database, &error);
    CHECK(compiled == HS_SUCCESS, error == nullptr ? "hs_compile_lit_multi" : error->message);
    database_.reset(database);
    hs_scratch_t* scratch = nullptr;
    CHECK(hs_alloc_scratch(database, &scratch) == HS_SUCCESS, "hs_alloc_scratch");
    scratch_.reset(scratch);
  }

  void Scan(const std::string& text, std::vector<End>& ends) {
    const auto take = [](unsigned id, unsigned long long, unsigned long long to, unsigned, void* out) {
      static_cast<std::vector<End>*>(out)->emplace_back(id, to);
      return 0;
    };
    const auto size = static_cast<unsigned>(text.size());
    CHECK(hs_scan(database_.get(), text.data(), size, 0, scratch_.get(), take, &ends) == HS_SUCCESS, "hs_scan");
  }

 private:
  struct Free {
    void operator()(hs_database_t* database) const { hs_free_database(database); }
    void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
  };
  std::unique_ptr<hs_database_t, Free> database_;
  std::unique_ptr<hs_scratch_t, Free> scratch_;
};

void SetBytes(benchmark::State& state, const Corpus& corpus) {
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * corpus.bytes());
}

void ScanOurs(benchmark::State& state, size_t terms) {
  const Corpus& corpus = Corpus::Of(terms);
  const TermScanner scanner(corpus.terms());
  std::vector<TermHit> hits;
  for (auto _ : state) {
    for (const std::string& text : corpus.texts()) {
      hits.clear();
      scanner.Scan(text, hits);
      benchmark::DoNotOptimize(hits.data());
    }
  }
  SetBytes(state, corpus);
}

// The oracle: the same ends of the same terms in every text.
void CheckBoth(const Corpus& corpus, Hyperscan& hyperscan) {
  const TermScanner scanner(corpus.terms());
  for (const std::string& text : corpus.texts()) {
    std::vector<TermHit> hits;
    scanner.Scan(text, hits);
    std::vector<End> ours;
    for (const TermHit& hit : hits) ours.emplace_back(hit.term, hit.end);
    std::vector<End> theirs;
    hyperscan.Scan(text, theirs);
    std::sort(ours.begin(), ours.end());
    std::sort(theirs.begin(), theirs.end());
    CHECK(ours == theirs, "Hyperscan finds other terms");
  }
}

void ScanHyperscan(benchmark::State& state, size_t terms) {
  const Corpus& corpus = Corpus::Of(terms);
  Hyperscan hyperscan(corpus.terms());
  CheckBoth(corpus, hyperscan);
  std::vector<End> ends;
  for (auto _ : state) {
    for (const std::string& text : corpus.texts()) {
      ends.clear();
      hyperscan.Scan(text, ends);
      benchmark::DoNotOptimize(ends.data());
    }
  }
  SetBytes(state, corpus);
}

// What any scheme by characters must do: step over UTF-8 (here only ASCII and three-byte characters), load a window, multiply.
void ScanStepLimit(benchmark::State& state) {
  const Corpus& corpus = Corpus::Of(kMany);
  for (auto _ : state) {
    uint64_t sum = 0;
    for (const std::string& text : corpus.texts()) {
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
  SetBytes(state, corpus);
}

void ScanMemmem(benchmark::State& state) {
  const Corpus& corpus = Corpus::Of(kMany);
  const std::string& text = corpus.texts()[0];
  for (auto _ : state) {
    size_t found = 0;
    for (const std::string& term : corpus.terms()) found += memmem(text.data(), text.size(), term.data(), term.size()) != nullptr;
    benchmark::DoNotOptimize(found);
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text.size()));
}

// From a list of terms to what finds them: what a reload costs.
void BuildOurs(benchmark::State& state) {
  const Corpus& corpus = Corpus::Of(kVeryMany);
  for (auto _ : state) benchmark::DoNotOptimize(TermScanner(corpus.terms()));
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * corpus.terms().size()));
}

void BuildHyperscan(benchmark::State& state) {
  const Corpus& corpus = Corpus::Of(kVeryMany);
  for (auto _ : state) benchmark::DoNotOptimize(Hyperscan(corpus.terms()));
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * corpus.terms().size()));
}

void Register(size_t terms) {
  const std::string name = "scan_" + std::to_string(terms);
  benchmark::RegisterBenchmark((name + "/ours").c_str(), ScanOurs, terms);
  benchmark::RegisterBenchmark((name + "/hyperscan").c_str(), ScanHyperscan, terms);
}

int WriteTexts(const std::string& folder) {
  for (size_t terms : {kFew, kMany, kVeryMany}) {
    const Corpus& corpus = Corpus::Of(terms);
    std::ofstream out(folder + "/" + std::to_string(terms) + ".json");
    out << nlohmann::json{{"terms", corpus.terms()}, {"texts", corpus.texts()}};
    if (!out.flush()) return 3;
  }
  return 0;
}

BENCHMARK(ScanStepLimit)->Name("scan/step_limit");
BENCHMARK(ScanMemmem)->Name("scan/memmem")->Unit(benchmark::kMillisecond);
BENCHMARK(BuildOurs)->Name("build_100000/ours")->Unit(benchmark::kMillisecond);
BENCHMARK(BuildHyperscan)->Name("build_100000/hyperscan")->Iterations(1)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace fenghuo

int main(int argc, char** argv) {
  using namespace fenghuo;
  if (argc == 3 && std::strcmp(argv[1], "--write-texts") == 0) return WriteTexts(argv[2]);
  for (size_t terms : {kFew, kMany, kVeryMany}) Register(terms);
  return RunWithRatios(argc, argv,
                       {{"scan_1000/ours", "scan_1000/hyperscan", 0.9, "1,000 terms with their places against Hyperscan's ends of them"},
                        {"scan_10000/ours", "scan_10000/hyperscan", 1.8, "10,000 terms"},
                        {"scan_100000/ours", "scan_100000/hyperscan", 2.3, "100,000 terms"},
                        {"build_100000/ours", "build_100000/hyperscan", 10, "100,000 terms from a list to what finds them"},
                        {"scan_10000/ours", "scan/step_limit", 0.25, "10,000 terms against stepping over the text"},
                        {"scan_10000/ours", "scan/memmem", 300, "10,000 terms at once against one after the other"}});
}
