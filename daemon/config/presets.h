// Presets are sources of which everything but the name is known: the boards and APIs that many offices read.
//
//   for (const Preset& preset : Presets()) Print(preset.id, preset.about);
//
// They are written in presets.yml, in the words of sources/*.yml, which is part of the program. A preset without a recorded
// answer among the tests is called unverified: its shape was taken from public descriptions.
//
// Immutable, read once at the first use: any number of threads.

#ifndef FENGHUO_DAEMON_CONFIG_PRESETS_H_
#define FENGHUO_DAEMON_CONFIG_PRESETS_H_

#include <string>
#include <vector>

#include "daemon/config/config.h"
#include "daemon/embedded_file.h"

namespace fenghuo {

struct Preset {
  std::string id;
  std::string about;     // one line, Chinese
  std::string address;   // the shape of the URL, when the office has to fill it in
  bool recorded = false;  // tried on an answer that the site gave
  SourceConfig source;   // type, url (empty: see `address`), kind, tier, lang, every, national_board, board
};

// In the order of the file.
const std::vector<Preset>& Presets();

// The file itself.
const std::vector<EmbeddedFile>& PresetFiles();

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_PRESETS_H_
