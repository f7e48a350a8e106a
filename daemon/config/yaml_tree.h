// A YamlNode is one file of YAML as a tree that keeps the line of everything, equal keys included.
//
//   std::optional<YamlNode> root = ParseYaml("staff.yml", bytes, problems);   // nothing: the reason is in `problems`
//
// Anchors and aliases are read; limits keep a small file from becoming a large tree: 1 MiB of bytes, 100,000 nodes after
// aliases, 24 levels. Tags are ignored; one document a file.
//
// Values: one thread.

#ifndef FENGHUO_DAEMON_CONFIG_YAML_TREE_H_
#define FENGHUO_DAEMON_CONFIG_YAML_TREE_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "daemon/config/problems.h"

namespace fenghuo {

struct YamlEntry;

struct YamlNode {
  enum class Kind { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  int line = 1;
  std::string text;                // of a scalar, as written
  bool literal = false;            // a scalar written as a block behind "|": its lines are those of the file, from line + 1
  std::vector<YamlNode> items;     // of a list
  std::vector<YamlEntry> entries;  // of a map, in file order
};

struct YamlEntry {
  std::string key;
  int line = 1;
  YamlNode value;
};

constexpr size_t kYamlBytesMax = 1024 * 1024;
constexpr size_t kYamlNodesMax = 100'000;
constexpr size_t kYamlDepthMax = 24;

std::optional<YamlNode> ParseYaml(const std::string& file, const std::string& bytes, Problems& problems);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_YAML_TREE_H_
