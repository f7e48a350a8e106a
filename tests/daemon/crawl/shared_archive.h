// Archives of real data beside the project, for tests that skip when it is absent. Nothing of it is in the tree.
//
//   std::optional<SharedFiles> files = ReadSharedArchive("data/feeds/gofeed-testdata.tar.gz");
//   if (!files) GTEST_SKIP() << kNoSharedData;
//
// One thread.

#ifndef FENGHUO_TESTS_DAEMON_CRAWL_SHARED_ARCHIVE_H_
#define FENGHUO_TESTS_DAEMON_CRAWL_SHARED_ARCHIVE_H_

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace fenghuo {

constexpr const char* kNoSharedData = "the data folder is absent: set FENGHUO_SHARED to try";

using SharedFiles = std::map<std::string, std::string>;  // path in the archive -> bytes

inline std::string SharedPath(const std::string& name) {
  const char* folder = std::getenv("FENGHUO_SHARED");
  return (folder != nullptr ? std::string(folder) : std::string(FENGHUO_SOURCE_DIR "/../shared")) + "/" + name;
}

// The unpacked bytes of a gzip file.
inline std::optional<std::string> ReadSharedGzip(const std::string& name) {
  std::string path = SharedPath(name);
  if (!std::filesystem::exists(path)) return std::nullopt;
  FILE* pipe = popen(("gzip -dc '" + path + "'").c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string bytes;
  char piece[65536];
  for (size_t got = 0; (got = fread(piece, 1, sizeof(piece), pipe)) > 0;) bytes.append(piece, got);
  pclose(pipe);
  return bytes;
}

// The regular files of a tar.gz (POSIX ustar headers, GNU and pax long names).
inline std::optional<SharedFiles> ReadSharedArchive(const std::string& name) {
  std::optional<std::string> tar = ReadSharedGzip(name);
  if (!tar) return std::nullopt;
  SharedFiles files;
  std::string long_name;
  for (size_t at = 0; at + 512 <= tar->size() && (*tar)[at] != '\0';) {
    const char* header = tar->data() + at;
    size_t size = std::strtoul(std::string(header + 124, 12).c_str(), nullptr, 8);
    std::string path = long_name.empty() ? std::string(header, strnlen(header, 100)) : long_name;
    if (long_name.empty() && header[345] != '\0') path = std::string(header + 345, strnlen(header + 345, 155)) + "/" + path;
    std::string content = tar->substr(at + 512, size);
    char type = header[156];
    long_name.clear();
    if (type == 'L') long_name = content.c_str();
    if (type == 'x' && content.find("path=") != std::string::npos) {
      size_t begin = content.find("path=") + 5;
      long_name = content.substr(begin, content.find('\n', begin) - begin);
    }
    if (type == '0' || type == '\0') files[path] = std::move(content);
    at += 512 + (size + 511) / 512 * 512;
  }
  return files;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_CRAWL_SHARED_ARCHIVE_H_
