// An AuditNote is a line that somebody wants in the audit trail: sign-ins, reloads, reading of personal data.
//
// Plain values.

#ifndef FENGHUO_DAEMON_AUDIT_NOTE_H_
#define FENGHUO_DAEMON_AUDIT_NOTE_H_

#include <string>

namespace fenghuo {

struct AuditNote {
  std::string actor = {};
  std::string action = {};  // "document.read"
  std::string object = {};
  std::string detail = {};
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_AUDIT_NOTE_H_
