#include "alerts/incident/signatory.h"

#include "alerts/incident/words.h"

namespace fenghuo {

Result<void> CheckSignatory(const Signatory& by, const Roster& roster, Timestamp now) {
  for (const std::string& id : {by.person, by.entered_by.empty() ? by.person : by.entered_by}) {
    if (id.empty()) return Invalid("必须写明经办人");
    if (roster.FindPerson(id) == nullptr) return Invalid("人员名单中没有“" + id + "”");
  }
  if (by.entered_by.empty() || by.entered_by == by.person || roster.IsAtDesk(by.entered_by, now)) return {};
  return Invalid("只有当班值班员可以代他人登记，" + ShownPerson(roster, by.entered_by) + "现不当班；请由" + ShownPerson(roster, by.person) +
                 "本人登记");
}

std::string ShownSignatory(const Signatory& by, const Roster& roster) {
  const std::string name = ShownPerson(roster, by.person);
  if (by.entered_by.empty() || by.entered_by == by.person) return name;
  return name + "（" + ShownPerson(roster, by.entered_by) + "代录）";
}

bool IsBlank(std::string_view text) {
  constexpr std::string_view kWideSpace = "　";
  for (size_t i = 0; i < text.size();) {
    if (text.substr(i, kWideSpace.size()) == kWideSpace) {
      i += kWideSpace.size();
    } else if (text[i] == ' ' || text[i] == '\t' || text[i] == '\r' || text[i] == '\n') {
      ++i;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace fenghuo
