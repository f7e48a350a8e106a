#include "tests/house/source_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace fenghuo {

std::string SourceFile::Code(size_t number) const {
  const std::string& line = lines[number];
  std::string code;
  char quote = '\0';
  for (size_t i = 0; i < line.size(); ++i) {
    if (quote != '\0') {
      if (line[i] == '\\') {
        ++i;
      } else if (line[i] == quote) {
        quote = '\0';
      }
      continue;
    }
    bool digit_separator = line[i] == '\'' && i > 0 && std::isalnum(static_cast<unsigned char>(line[i - 1])) != 0;
    if ((line[i] == '"' || line[i] == '\'') && !digit_separator) {
      quote = line[i];
      code += '"';
      continue;
    }
    if (line.compare(i, 2, "//") == 0) break;
    code += line[i];
  }
  return code;
}

std::vector<SourceFile> ReadSources(bool with_tests) {
  std::vector<std::string> folders = {"base", "keywords", "storage", "alerts", "daemon"};
  if (with_tests) folders.push_back("tests");
  std::vector<SourceFile> files;
  const std::filesystem::path root = FENGHUO_SOURCE_DIR;
  for (const std::string& folder : folders) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      std::string extension = entry.path().extension();
      if (extension != ".h" && extension != ".cc") continue;
      if (entry.path().string().find("node_modules") != std::string::npos) continue;
      SourceFile file{.path = std::filesystem::relative(entry.path(), root), .lines = {}};
      std::ifstream in(entry.path());
      for (std::string line; std::getline(in, line);) file.lines.push_back(line);
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(), [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace fenghuo
