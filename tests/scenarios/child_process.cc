#include "tests/scenarios/child_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/check.h"

namespace fenghuo {
namespace {

constexpr int kLineMillisMax = 60'000;
constexpr Duration kLookEvery = milliseconds(5);

}  // namespace

ChildProcess::ChildProcess(std::vector<std::string> arguments, const std::string& log) {
  const std::string program = FENGHUO_BUILD_DIR "/fenghuo";
  arguments.insert(arguments.begin(), program);
  std::vector<char*> argv;
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  int ends[2];
  CHECK(pipe2(ends, O_CLOEXEC) == 0, "no pipe");
  int errors = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  CHECK(errors >= 0, "the log cannot be opened");
  process_ = fork();
  CHECK(process_ >= 0, "no process");
  if (process_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);  // a test that is ended leaves no daemon behind
    dup2(ends[1], STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    execv(program.c_str(), argv.data());
    _exit(127);
  }
  close(errors);
  close(ends[1]);
  out_ = ends[0];
}

ChildProcess::~ChildProcess() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  close(out_);
}

std::string ChildProcess::AwaitLine() {
  std::string line;
  while (true) {
    pollfd readable{out_, POLLIN, 0};
    char c = 0;
    if (poll(&readable, 1, kLineMillisMax) <= 0 || read(out_, &c, 1) != 1) return {};
    if (c == '\n') return line;
    line += c;
  }
}

std::string ChildProcess::AwaitEnd() {
  std::string text;
  while (true) {
    pollfd readable{out_, POLLIN, 0};
    char part[4096];
    ssize_t count = poll(&readable, 1, kLineMillisMax) <= 0 ? 0 : read(out_, part, sizeof(part));
    if (count <= 0) return text;
    text.append(part, static_cast<size_t>(count));
  }
}

void ChildProcess::Signal(int signal) const {
  CHECK(process_ > 0, "it was awaited already");
  kill(process_, signal);
}

std::optional<int> ChildProcess::Await(Duration longest) {
  for (Duration waited{}; process_ > 0; waited += kLookEvery) {
    int status = 0;
    if (waitpid(process_, &status, WNOHANG) == process_) {
      process_ = -1;
      return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
    }
    if (waited >= longest) break;
    Sleep(kLookEvery);
  }
  return std::nullopt;
}

void Sleep(Duration length) {
  if (length > Duration(0)) usleep(static_cast<useconds_t>(std::chrono::duration_cast<std::chrono::microseconds>(length).count()));
}

std::string ReadWholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

}  // namespace fenghuo
