// Which presets have read a real answer here: `fenghuo source test` notes it, `fenghuo source types` shows it.
//
//   NotePresetRead(config.data_path, source.preset, now);
//   std::map<std::string, Timestamp> read = PresetsRead(config.data_path);
//
// One line a preset in the file "presets-read" of the data directory, "weibo-hot 2026-11-20T08:00:00Z". The daemon does not look at it.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_READ_PRESETS_H_
#define FENGHUO_DAEMON_COMMANDS_READ_PRESETS_H_

#include <map>
#include <string>

#include "base/result.h"
#include "base/time.h"

namespace fenghuo {

// kUnavailable: the data directory is not there yet, or not ours to write. It is never made here: it would belong to somebody else than
// the daemon.
Result<void> NotePresetRead(const std::string& data_path, const std::string& preset, Timestamp at);

// By preset, the last time. Empty when nothing was noted.
std::map<std::string, Timestamp> PresetsRead(const std::string& data_path);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_READ_PRESETS_H_
