#include "daemon/commands/read_presets.h"

#include <gtest/gtest.h>

#include <sstream>

#include "daemon/commands/source.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

const Timestamp kAt = *ParseRfc3339("2026-11-20T08:00:00Z");

TEST(ReadPresetsTest, RemembersTheLastReadingOfEach) {
  TemporaryDirectory data;
  EXPECT_TRUE(PresetsRead(data.Path("")).empty());
  ASSERT_TRUE(NotePresetRead(data.Path(""), "weibo-hot", kAt).ok());
  ASSERT_TRUE(NotePresetRead(data.Path(""), "telegram-channel", kAt).ok());
  ASSERT_TRUE(NotePresetRead(data.Path(""), "weibo-hot", kAt + hours(1)).ok());

  EXPECT_EQ(PresetsRead(data.Path("")),
            (std::map<std::string, Timestamp>{{"telegram-channel", kAt}, {"weibo-hot", kAt + hours(1)}}));
}

TEST(ReadPresetsTest, MakesNoDataDirectory) {
  TemporaryDirectory data;
  EXPECT_EQ(NotePresetRead(data.Path("nowhere"), "weibo-hot", kAt).error().message,
            data.Path("nowhere") + "/presets-read: cannot be written");
}

TEST(ReadPresetsTest, APresetIsUnverifiedUntilARealAnswerWasRead) {
  std::ostringstream before;
  PrintTypes({}, before);
  EXPECT_NE(before.str().find("telegram-channel  Telegram 公开频道（网页预览）（html，未验证 unverified）"), std::string::npos) << before.str();
  EXPECT_NE(before.str().find("zhihu-hot  知乎热榜（board）"), std::string::npos) << before.str();

  std::ostringstream after;
  PrintTypes({{"telegram-channel", kAt}}, after);
  EXPECT_NE(after.str().find("telegram-channel  Telegram 公开频道（网页预览）（html，本机已于 2026-11-20T08:00:00Z 读到真实响应）"),
            std::string::npos)
      << after.str();
}

}  // namespace
}  // namespace fenghuo
