#include "daemon/measure_disk.h"

#include <filesystem>
#include <system_error>

namespace fenghuo {

DiskRoom MeasureDisk(const std::string& directory) {
  std::error_code failed;
  const std::filesystem::space_info space = std::filesystem::space(directory, failed);
  if (failed) return {.free_bytes = 1, .total_bytes = 1};
  return {.free_bytes = static_cast<int64_t>(space.available), .total_bytes = static_cast<int64_t>(space.capacity)};
}

}  // namespace fenghuo
