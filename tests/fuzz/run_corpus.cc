// Runs a fuzz target over its corpus and over seeded mutations of it, where libFuzzer is not linked.
//
//   feed_fuzz tests/fuzz/corpus/feed_fuzz
//
// Every file is tried as it is, then 200 times with bytes changed, cut, doubled or inserted. The seed is the file's name, so a
// failing input comes again; the last input is kept in <target>.last for the debugger.

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "base/hash.h"
#include "base/rng.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr int kMutationsPerFile = 200;

std::string ReadFile(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string Mutate(std::string input, fenghuo::Rng& rng) {
  for (uint64_t changes = 1 + rng.Below(8); changes > 0; --changes) {
    if (input.empty()) input = "x";
    size_t at = rng.Below(input.size());
    switch (rng.Below(5)) {
      case 0: input[at] = static_cast<char>(rng.Below(256)); break;
      case 1: input.erase(at, 1 + rng.Below(32)); break;
      case 2: input.insert(at, input.substr(at, 1 + rng.Below(64))); break;
      case 3: input.insert(at, 1, static_cast<char>(rng.Below(256))); break;
      case 4: input.resize(at); break;
    }
  }
  return input;
}

void Try(const std::string& input, const std::string& last) {
  std::ofstream(last, std::ios::binary) << input;
  LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
    std::fprintf(stderr, "usage: %s CORPUS_DIRECTORY\n", argv[0]);
    return 2;
  }
  std::string last = std::string(argv[0]) + ".last";
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1])) files.insert(entry.path());
  int tried = 0;
  for (const auto& path : files) {
    std::string input = ReadFile(path);
    Try(input, last);
    fenghuo::Rng rng(fenghuo::Hash64(path.filename().string()));
    for (int i = 0; i < kMutationsPerFile; ++i) Try(Mutate(input, rng), last);
    tried += 1 + kMutationsPerFile;
  }
  std::printf("%d inputs from %zu files\n", tried, files.size());
  return files.empty() ? 1 : 0;
}
