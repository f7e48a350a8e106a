// Who may include whom: README, "The house".

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <map>
#include <set>
#include <string>

#include "tests/house/source_tree.h"

namespace fenghuo {
namespace {

const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"base", {"base"}},
    {"keywords", {"base", "keywords"}},
    {"alerts", {"base", "keywords", "alerts"}},
    {"storage", {"base", "keywords", "alerts", "storage"}},
    {"daemon", {"base", "keywords", "alerts", "storage", "daemon"}},
};

// First part of a foreign header's name -> layers that may use it.
const std::map<std::string, std::set<std::string>> kForeign = {
    {"spdlog", {"base"}},
    {"fmt", {"base"}},
    {"xxhash.h", {"base"}},
    {"unicode", {"base", "keywords", "daemon"}},
    {"re2", {"keywords", "daemon"}},
    {"nlohmann", {"alerts", "daemon"}},
    {"rocksdb", {"storage"}},
    {"google", {"storage"}},
    {"curl", {"daemon"}},
    {"idn2.h", {"daemon"}},
    {"libxml", {"daemon"}},
    {"simdjson.h", {"daemon"}},
    {"yaml-cpp", {"daemon"}},
    {"prometheus", {"daemon"}},
    {"boost", {"daemon"}},
    {"CLI", {"daemon"}},
    {"sodium.h", {"base", "daemon"}},
};

// The folders of `keywords`, in data-path order: each may look left.
const std::vector<std::string> kDataPath = {"text", "rules", "relevance", "stories", "heat", "grading"};

struct Include {
  std::string name;
  bool own = false;
};

std::vector<Include> IncludesOf(const SourceFile& file) {
  static const RE2 pattern("^\\s*#include ([<\"])([^>\"]+)[>\"]");
  std::vector<Include> includes;
  for (const std::string& line : file.lines) {
    std::string bracket;
    std::string name;
    if (RE2::PartialMatch(line, pattern, &bracket, &name)) includes.push_back({name, bracket == "\""});
  }
  return includes;
}

std::string FirstPart(const std::string& path) { return path.substr(0, path.find('/')); }

TEST(LayersTest, PointDownOnly) {
  for (const SourceFile& file : ReadSources(false)) {
    for (const Include& include : IncludesOf(file)) {
      if (!include.own) continue;
      EXPECT_TRUE(kMayInclude.at(file.layer()).contains(FirstPart(include.name)))
          << file.path << " includes " << include.name;
    }
  }
}

TEST(LayersTest, KeepEachForeignLibraryInItsRoom) {
  for (const SourceFile& file : ReadSources(false)) {
    for (const Include& include : IncludesOf(file)) {
      auto foreign = kForeign.find(FirstPart(include.name));
      if (include.own || foreign == kForeign.end()) continue;
      EXPECT_TRUE(foreign->second.contains(file.layer())) << file.path << " includes " << include.name;
    }
  }
}

TEST(LayersTest, LetStorageSeeOnlyThePlainDataOfAlerts) {
  std::set<std::string> with_code;
  for (const SourceFile& file : ReadSources(false)) {
    if (file.path.ends_with(".cc")) with_code.insert(file.path.substr(0, file.path.size() - 3) + ".h");
  }
  for (const SourceFile& file : ReadSources(false)) {
    if (file.layer() != "storage") continue;
    for (const Include& include : IncludesOf(file)) {
      if (FirstPart(include.name) != "alerts") continue;
      EXPECT_FALSE(with_code.contains(include.name)) << file.path << " includes " << include.name << ", which has code";
    }
  }
}

TEST(LayersTest, FollowTheDataPathInsideTheClassifier) {
  auto place = [](const std::string& path) {
    std::string folder = path.substr(9, path.find('/', 9) - 9);
    return std::find(kDataPath.begin(), kDataPath.end(), folder) - kDataPath.begin();
  };
  for (const SourceFile& file : ReadSources(false)) {
    if (file.layer() != "keywords" || file.path.find('/', 9) == std::string::npos) continue;
    for (const Include& include : IncludesOf(file)) {
      if (!include.name.starts_with("keywords/") || include.name.find('/', 9) == std::string::npos) continue;
      EXPECT_LE(place(include.name), place(file.path)) << file.path << " includes " << include.name;
    }
  }
}

TEST(LayersTest, KeepProtobufOutOfHeaders) {
  for (const SourceFile& file : ReadSources(false)) {
    for (const Include& include : IncludesOf(file)) {
      if (include.name.ends_with(".pb.h")) {
        EXPECT_EQ(file.layer(), "storage") << file.path;
      }
    }
  }
}

}  // namespace
}  // namespace fenghuo
