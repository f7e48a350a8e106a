// Secrets of channels: read from their files at every attempt, so that a new one counts at once, and kept out of every sentence.
//
//   Result<std::vector<std::string>> tokens = ReadSecretFile(channel.token_file);
//   Redactor redactor;
//   redactor.Add((*tokens)[0]);
//   answer.error = redactor.Redact(answer.error);
//
// One thread, like any value.

#ifndef FENGHUO_DAEMON_DELIVER_SECRETS_H_
#define FENGHUO_DAEMON_DELIVER_SECRETS_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace fenghuo {

// The lines of the file that are not blank, without blanks at their ends, at least one. kUnavailable: the file cannot be read
// or is empty, larger than 64 KiB or holds control characters; the message names the file and never what is in it.
Result<std::vector<std::string>> ReadSecretFile(const std::string& path);

// Takes known secrets out of text, also where they stand percent-encoded or in Base64.
class Redactor {
 public:
  // Shorter than 4 characters: nothing is added, it would take ordinary words apart.
  void Add(std::string_view secret);
  // Every occurrence becomes "***".
  std::string Redact(std::string_view text) const;

 private:
  std::vector<std::string> forms_;  // longest first
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_DELIVER_SECRETS_H_
