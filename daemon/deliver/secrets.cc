#include "daemon/deliver/secrets.h"

#include <algorithm>
#include <fstream>

#include "daemon/deliver/hmac.h"
#include "daemon/deliver/signature.h"

namespace fenghuo {
namespace {

constexpr size_t kFileBytesMax = 64 * 1024;
constexpr size_t kSecretLeast = 4;

std::string_view Trimmed(std::string_view line) {
  const size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return "";
  return line.substr(begin, line.find_last_not_of(" \t\r") - begin + 1);
}

bool HasControl(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

}  // namespace

Result<std::vector<std::string>> ReadSecretFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in.is_open()) return Unavailable(path + ": cannot be read");
  std::string bytes(kFileBytesMax + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad()) return Unavailable(path + ": cannot be read");
  bytes.resize(static_cast<size_t>(in.gcount()));
  if (bytes.size() > kFileBytesMax) return Unavailable(path + ": must be at most 64 KiB");
  std::vector<std::string> lines;
  for (size_t at = 0; at < bytes.size();) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = Trimmed(std::string_view(bytes).substr(at, end - at));
    if (HasControl(line)) return Unavailable(path + ": holds control characters");
    if (!line.empty()) lines.emplace_back(line);
    at = end + 1;
  }
  if (lines.empty()) return Unavailable(path + ": is empty");
  return lines;
}

void Redactor::Add(std::string_view secret) {
  if (secret.size() < kSecretLeast) return;
  for (std::string form : {std::string(secret), PercentEncode(secret), Base64(secret)}) {
    if (std::find(forms_.begin(), forms_.end(), form) == forms_.end()) forms_.push_back(std::move(form));
  }
  std::stable_sort(forms_.begin(), forms_.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::string Redactor::Redact(std::string_view text) const {
  std::string out(text);
  for (const std::string& form : forms_) {
    for (size_t at = out.find(form); at != std::string::npos; at = out.find(form, at + 3)) out.replace(at, form.size(), "***");
  }
  return out;
}

}  // namespace fenghuo
