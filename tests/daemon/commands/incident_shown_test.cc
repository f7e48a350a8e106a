#include <gtest/gtest.h>

#include "daemon/commands/incident_book.h"

namespace fenghuo {
namespace {

TEST(IncidentShownTest, ShowsWhateverWasAnsweredInItsPlace) {
  Json json = Json::parse(R"({"incident": 7, "level": "x", "peak_level": 99, "state": [], "locality": {}, "acknowledgement": "me",
      "timeline": ["x", {"at": 1, "text": "录入"}], "notifications": [{"receivers": [3], "reason": {}}]})");

  EXPECT_EQ(ShownLine(json, Zone::Utc()).back(), '\n');
  EXPECT_NE(ShownPage(json, Zone::Utc()).find("录入"), std::string::npos);
}

}  // namespace
}  // namespace fenghuo
