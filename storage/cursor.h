// A cursor says where the next page of a list starts. For others it is opaque text of [A-Za-z0-9_-].
//
//   std::string next = MakeCursor(PagedList::kDocuments, last_key);
//   Result<std::string> key = ReadCursor(PagedList::kDocuments, next);
//
// It names its list and ends in a check sum, so one that was cut, changed or taken from another list is kInvalid instead of a
// page from somewhere. It is no secret and proves nothing about who made it. Pure functions.

#ifndef FENGHUO_STORAGE_CURSOR_H_
#define FENGHUO_STORAGE_CURSOR_H_

#include <string>
#include <string_view>

#include "base/result.h"

namespace fenghuo {

enum class PagedList : char { kDocuments = 'd', kStories = 's', kIncidents = 'i', kNotifications = 'n', kTray = 't' };

std::string MakeCursor(PagedList list, std::string_view last_key);

// The key of the last row of the page before. kInvalid: no cursor of this list.
Result<std::string> ReadCursor(PagedList list, std::string_view cursor);

}  // namespace fenghuo

#endif  // FENGHUO_STORAGE_CURSOR_H_
