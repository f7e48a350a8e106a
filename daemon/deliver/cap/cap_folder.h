// The directory that CAP alerts are published in: a file an alert, and feed.xml, the newest of them as an Atom feed (RFC 4287).
//
//   std::vector<std::string> references = FindReferences(directory, row);
//   Answer answer = PublishAlert(channel, row, {rendered.body, !references.empty()});
//
//   2026-0711-03.20260710T182600Z.Alert.2026-0711-03-1-2-0.xml     incident, sent, type, identifier
//
// Whoever reads the directory, or has it served by a web server, never sees half a file: each is written beside its place, synced and
// renamed. A second attempt writes the same file again. The directory is made when it is not there, and keeps the newest 1,000
// alerts; files with other names are not touched.
//
// One thread for each directory; of one process.

#ifndef FENGHUO_DAEMON_DELIVER_CAP_CAP_FOLDER_H_
#define FENGHUO_DAEMON_DELIVER_CAP_CAP_FOLDER_H_

#include <string>
#include <vector>

#include "alerts/notify/channel.h"
#include "alerts/notify/notification.h"
#include "alerts/notify/outcome.h"

namespace fenghuo {

inline constexpr size_t kCapFilesKept = 1000;

// "sender,identifier,sent" of the alerts about the row's incident, oldest first: those since its last Cancel, without the row itself,
// the newest 50. Empty for a row that is about no incident.
std::vector<std::string> FindReferences(const std::string& directory, const Notification& row);

struct CapAlert {
  const std::string& file;
  bool something_stood;  // FindReferences found something: it is no first Alert
};

// kAnswered with kCapWritten once file and feed are on the disk, else kNotSent with what the system said.
Answer PublishAlert(const ChannelSpec& channel, const Notification& row, const CapAlert& alert);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_CAP_CAP_FOLDER_H_
