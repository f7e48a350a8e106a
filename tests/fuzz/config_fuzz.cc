// Any bytes as any file of a configuration: the first byte chooses the file, the rest is its content.

#include <cstdint>
#include <string>

#include "daemon/config/parse.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const char* const kFiles[] = {"fenghuo.yml",  "levels.yml",   "places.yml",      "staff.yml",
                                       "channels.yml", "policies.yml", "sources/all.yml", "rules/all.yml"};
  if (size == 0) return 0;
  fenghuo::ConfigInput input{
      .directory = "etc",
      .files = {{kFiles[data[0] % 8], std::string(reinterpret_cast<const char*>(data) + 1, size - 1)}},
      .read_secret = [](const std::string&) { return fenghuo::Result<std::string>(std::string("a secret of 26 characters.")); }};
  // Never ok, since the other files are missing; what counts is that nothing falls over and that something is said.
  fenghuo::Result<fenghuo::Config> config = fenghuo::ParseConfig(input);
  if (config.ok() || config.error().message.empty()) __builtin_trap();
  return 0;
}
