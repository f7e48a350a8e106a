// The story that holds the documents of another one now.
//
//   std::string story = CurrentStory(store, record.story);   // through every merge
//
// The id itself when the store does not know it.
//
// Thread-safe, as the store's reads are.

#ifndef FENGHUO_STORAGE_CURRENT_STORY_H_
#define FENGHUO_STORAGE_CURRENT_STORY_H_

#include <string>

#include "storage/store.h"

namespace fenghuo {

std::string CurrentStory(const Store& store, const std::string& id);

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_CURRENT_STORY_H_
