#include "daemon/commands/foreign_fields.h"

#include <limits>

namespace fenghuo {
namespace {

// Null when there is none.
const Json* Find(const Json& object, const char* key) {
  if (!object.is_object()) return nullptr;
  auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

}  // namespace

std::string TextAt(const Json& object, const char* key) {
  const Json* found = Find(object, key);
  return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<int64_t> NumberAt(const Json& object, const char* key) {
  const Json* found = Find(object, key);
  if (found == nullptr || !found->is_number_integer()) return std::nullopt;
  bool fits = !found->is_number_unsigned() || found->get<uint64_t>() <= static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
  return fits ? std::optional<int64_t>(found->get<int64_t>()) : std::nullopt;
}

const Json& ListAt(const Json& object, const char* key) {
  static const Json none = Json::array();
  const Json* found = Find(object, key);
  return found != nullptr && found->is_array() ? *found : none;
}

const Json& ObjectAt(const Json& object, const char* key) {
  static const Json none = Json::object();
  const Json* found = Find(object, key);
  return found != nullptr && found->is_object() ? *found : none;
}

}  // namespace fenghuo
