// How much room the disk has that a directory is on.
//
//   WatchRoom(MeasureDisk(config.data_path), core, now);
//
// Any number of threads.

#ifndef FENGHUO_DAEMON_MEASURE_DISK_H_
#define FENGHUO_DAEMON_MEASURE_DISK_H_

#include <string>

#include "daemon/core/disk_room.h"

namespace fenghuo {

// A disk that cannot be asked counts as empty: it is no reason to stop, and writing will show what is wrong.
DiskRoom MeasureDisk(const std::string& directory);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_MEASURE_DISK_H_
