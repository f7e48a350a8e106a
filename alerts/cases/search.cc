#include "alerts/cases/search.h"

#include <algorithm>

#include "alerts/cases/similar.h"
#include "keywords/text/fold.h"

namespace fenghuo {

CaseQuery::CaseQuery(std::string_view text) {
  const std::string folded = Fold(text);
  for (size_t at = 0; at < folded.size();) {
    const size_t end = std::min(folded.find(' ', at), folded.size());
    if (end > at) words_.push_back(folded.substr(at, end - at));
    at = end + 1;
  }
}

bool CaseQuery::Finds(const Incident& incident) const {
  if (!IsCase(incident)) return false;
  // A line end between the fields: no word is found across two of them.
  const std::string text = Fold(incident.id) + "\n" + Fold(incident.title) + "\n" + Fold(incident.category) + "\n" +
                           Fold(incident.close_reason) + "\n" + Fold(incident.lessons);
  return std::all_of(words_.begin(), words_.end(), [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

}  // namespace fenghuo
