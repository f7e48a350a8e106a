// An invented archive of hot lists, and replays of it in processes of their own.
//
//   TemporaryDirectory directory;
//   std::string archive = WriteArchive(directory.Path("archive.jsonl"), {.snapshots = 100});
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_AN_ARCHIVE_H_
#define FENGHUO_TESTS_SCENARIOS_AN_ARCHIVE_H_

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <string>

#include "daemon/replay.h"

namespace fenghuo {

struct ArchiveShape {
  uint64_t seed = 1;
  int snapshots = 60;  // of each of two boards, half an hour apart
  int titles = 12;     // in each
};

void WriteArchive(const std::string& path, const ArchiveShape& shape);

// Replays in a child, so that it can be killed and so that no thread of a store is alive in this process. Exit code 0 when it
// ended well.
pid_t StartReplay(const ReplayOptions& options, const std::function<void()>& before = {});
bool EndedWell(pid_t child);

// The bytes of every output file by name.
std::map<std::string, std::string> ReadOutput(const std::string& out);

// Where files are quick to sync, if the machine has such a place; what is killed is a process, not the machine.
void UseMemoryForTemporaryFiles();

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_AN_ARCHIVE_H_
