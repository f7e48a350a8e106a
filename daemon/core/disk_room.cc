#include "daemon/core/disk_room.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/log.h"
#include "daemon/core/tell.h"

namespace fenghuo {
namespace {

constexpr const char* kStoppedSince = "intake.stopped_since";

// "0.9GB", cut and not rounded: never more than there is.
std::string Shown(int64_t bytes) {
  const int64_t tenths = bytes * 10 / kRoomFloorMax;
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + "GB";
}

void TellBoth(MessageKind kind, std::string line, Urgency urgency, Core& core, Timestamp now) {
  Message message;
  message.kind = kind;
  message.at = now;
  message.desk_phone = core.desk.roster.staff().desk_phone;
  message.lines = {std::move(line)};
  const int priority = kind == MessageKind::kImpaired ? 2 : 4;
  Tell(core, {Role::kDesk, Role::kOperations}, message,
       {.urgency = urgency, .priority = priority, .key = std::string("disk-") + Name(kind)}, now);
}

}  // namespace

bool IntakeStopped(const Core& core) { return core.state.FindMoment(kStoppedSince).has_value(); }

void WatchRoom(const DiskRoom& room, Core& core, Timestamp now) {
  const int64_t floor = std::min(kRoomFloorMax, room.total_bytes / 20);
  const bool stopped = IntakeStopped(core);
  const bool low = room.free_bytes < (stopped ? floor + floor / 2 : floor);
  if (low == stopped) return;
  core.state.PutSetting(kStoppedSince, low ? std::to_string(ToUnixMillis(now)) : "");
  const std::string free = Shown(room.free_bytes);
  if (low) {
    LogError("the disk is nearly full: nothing more is taken in until there is room", {{"free_bytes", std::to_string(room.free_bytes)}});
    TellBoth(MessageKind::kImpaired,
             "【监测中断】数据磁盘仅剩" + free + "可用，已停止收录新信息，已有舆情事件的通知、催办和签收不受影响；"
             "请立即清理磁盘或扩容，空间恢复后自动继续收录",
             Urgency::kRing, core, now);
  } else {
    LogInfo("there is room on the disk again: intake goes on", {{"free_bytes", std::to_string(room.free_bytes)}});
    TellBoth(MessageKind::kRestored, "【监测恢复】数据磁盘已有" + free + "可用，已自动恢复收录", Urgency::kMessage, core, now);
  }
}

}  // namespace fenghuo
