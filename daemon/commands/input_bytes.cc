#include "daemon/commands/input_bytes.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vector>

namespace fenghuo {
namespace {

constexpr size_t kInputBytesMax = 64 * 1024 * 1024;

Result<std::string> ReadStream(std::istream& from) {
  std::string body;
  std::vector<char> piece(64 * 1024);
  while (from.read(piece.data(), static_cast<std::streamsize>(piece.size())) || from.gcount() > 0) {
    body.append(piece.data(), static_cast<size_t>(from.gcount()));
    if (body.size() > kInputBytesMax) return Invalid("is larger than 64 MiB");
  }
  if (WasCutShort(from)) return Unavailable("cannot be read");
  return body;
}

}  // namespace

bool WasCutShort(const std::istream& in) {
  // What standard input reads through stdio takes an error for the end.
  return in.bad() || (&in == &std::cin && std::ferror(stdin) != 0);
}

Result<std::string> ReadInput(const std::string& path, std::istream& standard_input) {
  if (path == "-") return ReadStream(standard_input);
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return Unavailable("is a directory");
  std::ifstream file(path, std::ios::binary);
  if (!file) return Unavailable(std::string("cannot be opened: ") + std::strerror(errno));
  return ReadStream(file);
}

}  // namespace fenghuo
