#include "daemon/crawl/raw_body.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace fenghuo {
namespace {

// The file: one line of JSON about the answer, then its bytes.
using Json = nlohmann::ordered_json;
using FileTime = std::filesystem::file_time_type;

std::filesystem::path Folder(const std::string& data_path) { return std::filesystem::path(data_path) / "raw"; }

// An id holds no "/".
std::filesystem::path FileOf(const std::string& data_path, const std::string& source, RawKind kind) {
  return Folder(data_path) / (source + "." + Name(kind));
}

std::string FileText(const RawBody& raw) {
  Json about = {{"at", FormatRfc3339(raw.at)},
                {"status", raw.status},
                {"url", raw.url},
                {"content_type", raw.content_type},
                {"reason", raw.reason},
                {"bytes_total", raw.bytes_total}};
  return about.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n" + raw.bytes.substr(0, kRawBytesMax);
}

Error Failed(const std::filesystem::path& path, const std::error_code& why) { return Unavailable(path.string() + ": " + why.message()); }
Error Failed(const std::filesystem::path& path) { return Failed(path, std::error_code(errno, std::generic_category())); }

// A file of which the writing was cut off is ours as well.
bool IsOurs(const std::filesystem::path& path) {
  const std::string end = path.extension();
  return end == ".good" || end == ".bad" || end == ".new";
}

Result<void> WriteFile(const std::filesystem::path& path, const std::string& text) {
  int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return Failed(path);
  size_t written = 0;
  while (written < text.size()) {
    ssize_t more = write(file, text.data() + written, text.size() - written);
    if (more < 0) break;
    written += static_cast<size_t>(more);
  }
  Result<void> result = written == text.size() ? Result<void>() : Failed(path);
  if (close(file) != 0 && result.ok()) result = Failed(path);
  return result;
}

// What stands before the bytes; nothing when it is none of ours.
std::optional<RawBody> ReadAbout(const std::string& line) {
  try {
    Json about = Json::parse(line);
    Result<Timestamp> at = ParseRfc3339(about.at("at").get<std::string>());
    if (!at.ok()) return std::nullopt;
    RawBody raw{.at = *at, .status = about.at("status"), .url = about.at("url"), .content_type = about.at("content_type")};
    raw.reason = about.at("reason");
    raw.bytes_total = about.at("bytes_total");
    return raw;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

Result<void> KeepRaw(const std::string& data_path, const std::string& source, RawKind kind, const RawBody& raw) {
  std::filesystem::path folder = Folder(data_path);
  std::error_code problem;
  if (std::filesystem::create_directory(folder, problem)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, problem);
  }
  if (problem) return Failed(folder, problem);
  std::filesystem::path path = FileOf(data_path, source, kind);
  std::filesystem::path fresh = path.string() + ".new";
  if (Result<void> written = WriteFile(fresh, FileText(raw)); !written.ok()) {
    std::filesystem::remove(fresh, problem);
    return written;
  }
  std::filesystem::rename(fresh, path, problem);
  if (problem) return Failed(path, problem);
  NoteRawCame(data_path, source, kind, raw.at);
  return {};
}

bool HasRaw(const std::string& data_path, const std::string& source, RawKind kind) {
  std::error_code problem;
  return std::filesystem::exists(FileOf(data_path, source, kind), problem);
}

void NoteRawCame(const std::string& data_path, const std::string& source, RawKind kind, Timestamp at) {
  std::error_code absent;
  std::filesystem::last_write_time(FileOf(data_path, source, kind), FileTime::clock::from_sys(at), absent);
}

Result<size_t> RemoveRawBefore(const std::string& data_path, Timestamp before) {
  size_t removed = 0;
  std::error_code problem;
  std::filesystem::directory_iterator files(Folder(data_path), problem);
  if (problem == std::errc::no_such_file_or_directory) return removed;
  std::vector<std::filesystem::path> old;
  for (; !problem && files != std::filesystem::directory_iterator(); files.increment(problem)) {
    std::error_code gone;
    const FileTime came = files->last_write_time(gone);
    if (!gone && IsOurs(files->path()) && FileTime::clock::to_sys(came) < before) old.push_back(files->path());
  }
  std::optional<Error> first;
  if (problem) first = Failed(Folder(data_path), problem);
  for (const std::filesystem::path& path : old) {
    if (std::filesystem::remove(path, problem)) ++removed;
    if (problem && !first) first = Failed(path, problem);
  }
  if (first) return *first;
  return removed;
}

Result<RawBody> FindRaw(const std::string& data_path, const std::string& source, RawKind kind) {
  std::filesystem::path path = FileOf(data_path, source, kind);
  std::ifstream file(path, std::ios::binary);
  if (!file) return NotFound(path.string() + ": nothing was kept");
  std::string line;
  std::getline(file, line);
  std::optional<RawBody> about = ReadAbout(line);
  if (!about) return Corrupt(path.string() + ": is no kept answer");
  RawBody raw = *std::move(about);
  raw.bytes.assign(std::istreambuf_iterator<char>(file), {});
  return raw;
}

}  // namespace fenghuo
