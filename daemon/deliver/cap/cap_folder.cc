#include "daemon/deliver/cap/cap_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "alerts/notify/cap/cap.h"
#include "base/result.h"
#include "daemon/deliver/cap/cap_feed.h"

namespace fenghuo {
namespace {

constexpr char kFeedName[] = "feed.xml";
constexpr char kEnding[] = ".xml";
constexpr size_t kFeedEntries = 100;
constexpr size_t kReferencesMax = 50;

// What the name of a file says; no part holds a dot.
struct CapName {
  std::string incident;
  std::string sent;
  std::string type;
  std::string identifier;
};

std::string FileOf(const CapName& name) {
  return name.incident + "." + name.sent + "." + name.type + "." + name.identifier + kEnding;
}

std::optional<CapName> ParseName(const std::string& file) {
  if (file.starts_with('.') || !file.ends_with(kEnding)) return std::nullopt;
  const std::string text = file.substr(0, file.size() - std::strlen(kEnding)) + ".";
  std::vector<std::string> parts;
  for (size_t at = 0; at < text.size();) {
    const size_t dot = text.find('.', at);
    parts.push_back(text.substr(at, dot - at));
    at = dot + 1;
  }
  if (parts.size() != 4) return std::nullopt;
  return CapName{parts[0], parts[1], parts[2], parts[3]};
}

// Fit for a file's name; ids of ours are already.
std::string Plain(std::string text) {
  for (char& c : text) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!fine) c = '_';
  }
  return text;
}

std::string IncidentPart(const Notification& row) { return row.message.incident.empty() ? "notice" : Plain(row.message.incident); }

// "20260710T182600Z".
std::string SentPart(Timestamp at) {
  std::string text = FormatRfc3339(std::chrono::floor<seconds>(at));
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

// Oldest first.
std::vector<CapName> NamesIn(const std::string& directory) {
  std::vector<CapName> names;
  std::error_code problem;
  for (std::filesystem::directory_iterator entry(directory, problem), end; !problem && entry != end; entry.increment(problem)) {
    if (std::optional<CapName> name = ParseName(entry->path().filename())) names.push_back(*std::move(name));
  }
  std::sort(names.begin(), names.end(), [](const CapName& a, const CapName& b) {
    return a.sent != b.sent ? a.sent < b.sent : FileOf(a) < FileOf(b);
  });
  return names;
}

std::string ReadWhole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Error SystemError(const std::string& path) { return Unavailable(path + ": " + std::strerror(errno)); }

// Also of a directory, so that a name in it lasts.
Result<void> Sync(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return SystemError(path);
  const bool synced = fsync(file) == 0;
  const Error error = SystemError(path);
  close(file);
  if (!synced) return error;
  return {};
}

// Nobody ever sees a part of it under its name.
Result<void> WriteWhole(const std::string& directory, const std::string& name, const std::string& text) {
  const std::string part = directory + "/." + name + ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) return SystemError(part);
  if (Result<void> synced = Sync(part); !synced.ok()) return synced;
  const std::string path = directory + "/" + name;
  if (std::rename(part.c_str(), path.c_str()) != 0) return SystemError(path);
  return Sync(directory);
}

void DropOldest(const std::string& directory, std::vector<CapName>& names) {
  if (names.size() <= kCapFilesKept) return;
  const auto last = names.end() - static_cast<std::ptrdiff_t>(kCapFilesKept);
  for (auto name = names.begin(); name != last; ++name) {
    std::error_code ignored;  // the next alert tries again
    std::filesystem::remove(directory + "/" + FileOf(*name), ignored);
  }
  names.erase(names.begin(), last);
}

std::string FeedOf(const ChannelSpec& channel, const std::vector<CapName>& names) {
  std::vector<CapFileText> files;
  for (auto name = names.rbegin(); name != names.rend() && files.size() < kFeedEntries; ++name) {
    CapFileText file{FileOf(*name), ReadWhole(channel.cap.directory + "/" + FileOf(*name))};
    if (!CapElement(file.text, "headline").empty()) files.push_back(std::move(file));
  }
  return CapFeed(channel, files);
}

Result<void> Publish(const ChannelSpec& channel, const Notification& row, const CapAlert& alert) {
  const std::string& directory = channel.cap.directory;
  std::error_code problem;
  std::filesystem::create_directories(directory, problem);
  if (problem) return Unavailable(directory + ": " + problem.message());
  const CapName name{IncidentPart(row), SentPart(row.message.at), CapMessageType(row.message.kind, alert.something_stood),
                     Plain(row.id)};
  if (Result<void> written = WriteWhole(directory, FileOf(name), alert.file); !written.ok()) return written;
  std::vector<CapName> names = NamesIn(directory);
  DropOldest(directory, names);
  return WriteWhole(directory, kFeedName, FeedOf(channel, names));
}

}  // namespace

std::vector<std::string> FindReferences(const std::string& directory, const Notification& row) {
  std::vector<std::string> references;
  if (row.message.incident.empty()) return references;
  const std::string incident = IncidentPart(row);
  const std::string own = Plain(row.id);
  for (const CapName& name : NamesIn(directory)) {
    if (name.incident != incident || name.identifier == own) continue;
    if (name.type == "Cancel") {
      references.clear();
      continue;
    }
    const std::string text = ReadWhole(directory + "/" + FileOf(name));
    const std::string_view sender = CapElement(text, "sender");
    const std::string_view identifier = CapElement(text, "identifier");
    const std::string_view sent = CapElement(text, "sent");
    if (sender.empty() || identifier.empty() || sent.empty()) continue;
    references.push_back(std::string(sender) + "," + std::string(identifier) + "," + std::string(sent));
    if (references.size() > kReferencesMax) references.erase(references.begin());
  }
  return references;
}

Answer PublishAlert(const ChannelSpec& channel, const Notification& row, const CapAlert& alert) {
  Answer answer;
  const Result<void> published = Publish(channel, row, alert);
  answer.transport = published.ok() ? Answer::Transport::kAnswered : Answer::Transport::kNotSent;
  if (published.ok()) {
    answer.status = kCapWritten;
  } else {
    answer.error = published.error().message;
  }
  return answer;
}

}  // namespace fenghuo
