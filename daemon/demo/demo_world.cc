#include "daemon/demo/demo_world.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <sodium.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <utility>
#include <vector>

#include "daemon/demo/demo_files.h"
#include "daemon/demo/scenario_server.h"

namespace fenghuo {
namespace {

constexpr const char* kConfigPrefix = "config/";

std::string Replace(std::string text, const std::string& mark, const std::string& value) {
  for (size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size())) {
    text.replace(at, mark.size(), value);
  }
  return text;
}

Result<void> WriteFile(const std::filesystem::path& path, const std::string& content, bool secret) {
  std::error_code problem;
  std::filesystem::create_directories(path.parent_path(), problem);
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  if (secret) {
    std::filesystem::permissions(path, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, problem);
  }
  file << content;
  file.close();
  if (!file) return Unavailable(path.string() + ": cannot be written");
  return {};
}

std::string RandomHex(size_t bytes) {
  std::string raw(bytes, '\0');
  randombytes_buf(raw.data(), raw.size());
  std::string hex(bytes * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(raw.data()), raw.size());
  hex.pop_back();
  return hex;
}

std::string WebhookSecret() {
  std::string raw(32, '\0');
  randombytes_buf(raw.data(), raw.size());
  std::string text(sodium_base64_encoded_len(raw.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(raw.data()), raw.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return "whsec_" + text;
}

Result<void> WriteSecrets(const std::filesystem::path& config) {
  const std::vector<std::pair<std::string, std::string>> secrets = {{"wecom.key", RandomHex(16)},
                                                                    {"dingtalk.token", RandomHex(32)},
                                                                    {"dingtalk.secret", "SEC" + RandomHex(32)},
                                                                    {"webhook.secret", WebhookSecret()},
                                                                    {"zhang.token", RandomHex(32)},
                                                                    {"wei.token", RandomHex(32)}};
  for (const auto& [name, value] : secrets) {
    std::filesystem::path path = config / "secrets" / name;
    if (std::filesystem::exists(path)) continue;  // a kept folder keeps its people's tokens
    if (Result<void> written = WriteFile(path, value + "\n", true); !written.ok()) return written;
  }
  return {};
}

// Messages carry links to the console, so its port must be known before it listens.
int FindFreePort() {
  namespace ip = boost::asio::ip;
  boost::asio::io_context context;
  ip::tcp::acceptor acceptor(context, ip::tcp::endpoint(ip::make_address("127.0.0.1"), 0));
  return acceptor.local_endpoint().port();
}

}  // namespace

Result<void> WriteDemoConfig(const std::string& folder, int scenario_port, const std::string& listen) {
  std::filesystem::path config = std::filesystem::path(folder) / "config";
  for (const EmbeddedFile& file : ExampleFiles()) {
    Result<void> written = WriteFile(config / file.name, std::string(file.content), false);
    if (!written.ok()) return written;
  }
  for (const EmbeddedFile& file : DemoFiles()) {
    if (!file.name.starts_with(kConfigPrefix)) continue;
    std::string text = Replace(std::string(file.content), "@PORT@", std::to_string(scenario_port));
    text = Replace(text, "@LISTEN@", listen);
    Result<void> written = WriteFile(config / file.name.substr(std::string(kConfigPrefix).size()), text, false);
    if (!written.ok()) return written;
  }
  return WriteSecrets(config);
}

Result<Scenario> LoadDemoScenario() {
  for (const EmbeddedFile& file : DemoFiles()) {
    if (file.name == "scenario.json") return Scenario::Parse(file.content);
  }
  return Corrupt("this program was built without its scenario");
}

DemoWorld::DemoWorld(DemoOptions options, Scenario scenario)
    : options_(std::move(options)), scenario_(std::move(scenario)) {
  clock_ = std::make_shared<ScaledClock>(scenario_.start(), options_.speed);
}

DemoWorld::DemoWorld(DemoWorld&& other) noexcept
    : options_(std::move(other.options_)),
      scenario_(std::move(other.scenario_)),
      clock_(std::move(other.clock_)),
      hosts_(std::exchange(other.hosts_, -1)),
      to_hosts_(std::exchange(other.to_hosts_, -1)),
      port_(other.port_) {}

DemoWorld::~DemoWorld() {
  if (hosts_ <= 0) return;
  close(to_hosts_);
  kill(hosts_, SIGTERM);
  waitpid(hosts_, nullptr, 0);
}

Result<DemoWorld> DemoWorld::Make(const DemoOptions& options) {
  std::error_code problem;
  std::filesystem::create_directories(options.folder, problem);
  if (problem) return Unavailable(options.folder + ": cannot be made: " + problem.message());
  Result<Scenario> scenario = LoadDemoScenario();
  if (!scenario.ok()) return scenario.error();
  DemoWorld world(options, std::move(*scenario));
  if (Result<void> started = world.StartHosts(); !started.ok()) return started.error();
  int console_port = options.console_port == 0 ? FindFreePort() : options.console_port;
  std::string listen = "127.0.0.1:" + std::to_string(console_port);
  if (Result<void> written = WriteDemoConfig(options.folder, world.port_, listen); !written.ok()) return written.error();
  return world;
}

// The child is this same program, so that it has a life, and a death, of its own; it says its port on its standard output.
Result<void> DemoWorld::StartHosts() {
  int out[2];
  int in[2];
  if (pipe(out) != 0 || pipe(in) != 0) return Unavailable("no pipe to the scenario's process");
  std::vector<std::string> arguments = {"fenghuo",     "scenario-server", "--ledger",
                                        ledger_path(), "--speed",         std::to_string(options_.speed)};
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  hosts_ = fork();
  if (hosts_ == 0) {
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    for (int end : {in[0], in[1], out[0], out[1]}) close(end);
    execv("/proc/self/exe", argv.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  to_hosts_ = in[1];
  char text[16] = {};
  ssize_t got = hosts_ > 0 ? read(out[0], text, sizeof(text) - 1) : -1;
  close(out[0]);
  port_ = got > 0 ? std::atoi(text) : 0;
  if (port_ == 0) return Unavailable("the scenario's hosts cannot listen on 127.0.1.1 to 127.0.1.7 and 127.0.1.100");
  return {};
}

void DemoWorld::Begin() {
  auto began = std::chrono::steady_clock::now();
  clock_->Begin(began);
  std::string line = std::to_string(began.time_since_epoch().count()) + "\n";
  CHECK(write(to_hosts_, line.data(), line.size()) == static_cast<ssize_t>(line.size()), "a pipe that takes no line");
}

std::string DemoWorld::token_path(const std::string& person) const {
  return config_path() + "/secrets/" + person + ".token";
}

std::string DemoWorld::receiver_url() const {
  return std::string("http://") + kReceiverAddress + ":" + std::to_string(port_) + "/";
}

}  // namespace fenghuo
