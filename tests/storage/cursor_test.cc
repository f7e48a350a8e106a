#include "storage/cursor.h"

#include <gtest/gtest.h>

#include "base/rng.h"

namespace fenghuo {
namespace {

constexpr char kRefusal[] = "cursor: is not one that this list gave; ask for the first page without a cursor";

TEST(CursorTest, GivesBackTheKeyOfAnyBytes) {
  Rng rng(1);
  for (size_t length = 0; length < 50; ++length) {
    std::string key(length, '\0');
    for (char& c : key) c = static_cast<char>(rng.Below(256));

    std::string cursor = MakeCursor(PagedList::kStories, key);

    EXPECT_EQ(cursor.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"), std::string::npos);
    Result<std::string> back = ReadCursor(PagedList::kStories, cursor);
    ASSERT_TRUE(back.ok()) << back.error().message;
    EXPECT_EQ(*back, key);
  }
}

TEST(CursorTest, RefusesEveryChangeOfOneLetter) {
  std::string cursor = MakeCursor(PagedList::kDocuments, "key");
  for (size_t i = 0; i < cursor.size(); ++i) {
    for (char letter : std::string("Aa0-_=% ")) {
      std::string changed = cursor;
      if (changed[i] == letter) continue;
      changed[i] = letter;
      Result<std::string> read = ReadCursor(PagedList::kDocuments, changed);
      ASSERT_FALSE(read.ok()) << changed;
      EXPECT_EQ(read.error().code, ErrorCode::kInvalid);
      EXPECT_EQ(read.error().message, kRefusal);
    }
  }
}

TEST(CursorTest, RefusesACutOrLongerOne) {
  std::string cursor = MakeCursor(PagedList::kDocuments, "key");
  for (size_t length = 0; length < cursor.size(); ++length) {
    EXPECT_FALSE(ReadCursor(PagedList::kDocuments, cursor.substr(0, length)).ok()) << length;
  }
  EXPECT_FALSE(ReadCursor(PagedList::kDocuments, cursor + "A").ok());
}

TEST(CursorTest, RefusesTheCursorOfAnotherList) {
  std::string cursor = MakeCursor(PagedList::kDocuments, "key");
  EXPECT_EQ(ReadCursor(PagedList::kStories, cursor).error().message, kRefusal);
}

}  // namespace
}  // namespace fenghuo
