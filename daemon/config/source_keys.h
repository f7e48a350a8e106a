// The keys that sources, the `defaults` of their file and presets have in common.
//
//   MapReader map(place);
//   ReadSharedKeys(map, source);
//   ReadSpec(map, source);
//
// One thread.

#ifndef FENGHUO_DAEMON_CONFIG_SOURCE_KEYS_H_
#define FENGHUO_DAEMON_CONFIG_SOURCE_KEYS_H_

#include "daemon/config/config.h"
#include "daemon/config/reader.h"

namespace fenghuo {

inline constexpr Word<DocumentKind> kDocumentKinds[] = {{"article", DocumentKind::kArticle},
                                         {"post", DocumentKind::kPost},
                                         {"hotlist", DocumentKind::kHotlist},
                                         {"complaint", DocumentKind::kComplaint},
                                         {"official", DocumentKind::kOfficial}};
inline constexpr Word<Tier> kDocumentTiers[] = {{"central", Tier::kCentral},      {"provincial", Tier::kProvincial},
                                 {"portal", Tier::kPortal},        {"city", Tier::kCity},
                                 {"platform", Tier::kPlatform},    {"self_media", Tier::kSelfMedia},
                                 {"personal", Tier::kPersonal},    {"unknown", Tier::kUnknown}};

// type, kind, tier, region, lang, tags, every, every_max, silent_after, official, national_board, follow.
void ReadSharedKeys(MapReader& map, SourceConfig& source);

// `board`, `json` or `html`, as the type wants it. Without one the specification that the source has already stays; it is a problem when
// there is none.
void ReadSpec(MapReader& map, SourceConfig& source);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_SOURCE_KEYS_H_
