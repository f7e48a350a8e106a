#include "daemon/commands/read_presets.h"

#include <filesystem>
#include <fstream>
#include <sstream>

namespace fenghuo {
namespace {

std::filesystem::path FileIn(const std::string& data_path) { return std::filesystem::path(data_path) / "presets-read"; }

}  // namespace

Result<void> NotePresetRead(const std::string& data_path, const std::string& preset, Timestamp at) {
  std::map<std::string, Timestamp> read = PresetsRead(data_path);
  read[preset] = at;
  const std::filesystem::path path = FileIn(data_path);
  std::ofstream file(path, std::ios::trunc);
  for (const auto& [id, when] : read) file << id << ' ' << FormatRfc3339(when) << '\n';
  file.flush();
  if (!file) return Unavailable(path.string() + ": cannot be written");
  return {};
}

std::map<std::string, Timestamp> PresetsRead(const std::string& data_path) {
  std::map<std::string, Timestamp> read;
  std::ifstream file(FileIn(data_path));
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string id;
    std::string when;
    words >> id >> when;
    if (Result<Timestamp> at = ParseRfc3339(when); at.ok()) read[id] = *at;
  }
  return read;
}

}  // namespace fenghuo
