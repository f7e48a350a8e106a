#include "storage/current_story.h"

#include <set>

namespace fenghuo {

std::string CurrentStory(const Store& store, const std::string& id) {
  std::string story = id;
  std::set<std::string> seen = {id};  // rows that name each other in a ring must not hold the reader
  while (true) {
    Result<Story> row = store.FindStory(story);
    if (!row.ok() || row->merged_into.empty() || !seen.insert(row->merged_into).second) return story;
    story = row->merged_into;
  }
}

}  // namespace fenghuo
