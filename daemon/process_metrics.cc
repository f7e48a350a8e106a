#include "daemon/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string>

namespace fenghuo {
namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

// Fields of /proc/self/stat that come after the command name (proc(5) numbers them from 3).
struct Stat {
  double cpu_seconds = 0;
  double threads = 0;
  double start_seconds_after_boot = 0;
  double virtual_bytes = 0;
  double resident_bytes = 0;
};

std::optional<Stat> ReadStat() {
  std::ifstream file("/proc/self/stat");
  std::string line((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  // The command name may hold blanks and brackets; the last bracket ends it.
  size_t end = line.rfind(')');
  if (end == std::string::npos) return std::nullopt;
  std::istringstream rest(line.substr(end + 1));
  std::string word;
  double ticks_a_second = static_cast<double>(sysconf(_SC_CLK_TCK));
  double page_bytes = static_cast<double>(sysconf(_SC_PAGESIZE));
  Stat stat;
  for (int field = 3; field <= 24 && rest >> word; ++field) {
    double value = field == 3 ? 0 : static_cast<double>(std::strtoll(word.c_str(), nullptr, 10));
    if (field == 14 || field == 15) stat.cpu_seconds += value / ticks_a_second;
    if (field == 20) stat.threads = value;
    if (field == 22) stat.start_seconds_after_boot = value / ticks_a_second;
    if (field == 23) stat.virtual_bytes = value;
    if (field == 24) stat.resident_bytes = value * page_bytes;
  }
  return stat;
}

std::optional<double> BootTimeSeconds() {
  std::ifstream file("/proc/stat");
  std::string word;
  int64_t value = 0;
  while (file >> word) {
    if (word == "btime" && file >> value) return static_cast<double>(value);
  }
  return std::nullopt;
}

std::optional<double> OpenDescriptors() {
  std::error_code error;
  std::filesystem::directory_iterator entries("/proc/self/fd", error);
  if (error) return std::nullopt;
  return static_cast<double>(std::distance(entries, std::filesystem::directory_iterator()));
}

}  // namespace

MetricFamily OneGauge(const char* name, const char* help, double value) {
  MetricFamily family{name, help, MetricType::Gauge, {}};
  family.metric.emplace_back();
  family.metric.back().gauge.value = value;
  return family;
}

std::vector<MetricFamily> ProcessMetrics::Collect() const {
  std::vector<MetricFamily> families;
  if (std::optional<Stat> stat = ReadStat()) {
    MetricFamily cpu{"process_cpu_seconds_total", "User and system processor time.", MetricType::Counter, {}};
    cpu.metric.emplace_back();
    cpu.metric.back().counter.value = stat->cpu_seconds;
    families.push_back(std::move(cpu));
    families.push_back(OneGauge("process_resident_memory_bytes", "Memory that is in RAM.", stat->resident_bytes));
    families.push_back(OneGauge("process_virtual_memory_bytes", "Address space in use.", stat->virtual_bytes));
    families.push_back(OneGauge("process_threads", "Threads of the process.", stat->threads));
    if (std::optional<double> boot = BootTimeSeconds()) {
      families.push_back(OneGauge("process_start_time_seconds", "When the process started, Unix time.",
                                  *boot + stat->start_seconds_after_boot));
    }
  }
  if (std::optional<double> open = OpenDescriptors()) {
    families.push_back(OneGauge("process_open_fds", "Open file descriptors.", *open));
  }
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    families.push_back(OneGauge("process_max_fds", "Most file descriptors that may be open.",
                                static_cast<double>(limit.rlim_cur)));
  }
  return families;
}

}  // namespace fenghuo
