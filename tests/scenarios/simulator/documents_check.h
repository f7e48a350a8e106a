// I1: "accepted items = stored + deduplicated + rejected-with-reason".
//
// The world keeps what each acknowledged fetch brought; the store must hold it, in the text it had last, ever after.
//
// One thread.

#ifndef FENGHUO_TESTS_SCENARIOS_SIMULATOR_DOCUMENTS_CHECK_H_
#define FENGHUO_TESTS_SCENARIOS_SIMULATOR_DOCUMENTS_CHECK_H_

#include <map>
#include <string>
#include <vector>

#include "daemon/crawl/intake.h"
#include "daemon/pipeline.h"
#include "storage/store.h"
#include "tests/scenarios/simulator/findings.h"

namespace fenghuo {

class DocumentsCheck {
 public:
  explicit DocumentsCheck(Findings& findings) : findings_(findings) {}

  // The core has answered that these fetches are taken in.
  void NoteAccepted(const std::vector<Intake>& intakes, const IngestReport& report, const Store& store);
  // Everything that was ever accepted.
  void LookAtAll(const Store& store);
  // When the document was accepted first; absent: it never was.
  std::optional<Timestamp> AcceptedAt(const std::string& document) const;
  size_t accepted() const { return accepted_.size(); }

 private:
  struct Accepted {
    std::string title;
    Timestamp first_at;
  };
  void Expect(const Store& store, const std::string& id, const Accepted& accepted);

  Findings& findings_;
  std::map<std::string, Accepted> accepted_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_SCENARIOS_SIMULATOR_DOCUMENTS_CHECK_H_
