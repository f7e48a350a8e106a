// What happens when the disk fills: intake stops while there is still room for what matters more.
//
//   WatchRoom(MeasureDisk(config.data_path), core, now);   // before every tick
//   if (IntakeStopped(core)) …                             // what was read waits, what is pushed is told to come again
//
// Decisions, messages, signatures and the audit trail go on in the room that is left: they are small, and they are why the office has a
// daemon. Desk and operations are told when intake stops and when it goes on by itself. The floor is 1 GiB, on a small disk a twentieth of
// it; intake goes on at one and a half times that, so that it does not flutter.
//
// One thread: the core's.

#ifndef FENGHUO_DAEMON_CORE_DISK_ROOM_H_
#define FENGHUO_DAEMON_CORE_DISK_ROOM_H_

#include <cstdint>

#include "daemon/core/core.h"

namespace fenghuo {

struct DiskRoom {
  int64_t free_bytes = 0;  // for this user
  int64_t total_bytes = 0;
};

constexpr int64_t kRoomFloorMax = 1024 * 1024 * 1024;

void WatchRoom(const DiskRoom& room, Core& core, Timestamp now);

// Since WatchRoom() last looked; also after a restart.
bool IntakeStopped(const Core& core);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CORE_DISK_ROOM_H_
