#include "storage/keys.h"

#include <gtest/gtest.h>

#include <limits>
#include <set>
#include <vector>

#include "base/rng.h"

namespace fenghuo {
namespace {

const std::vector<int64_t> kNumbers = {std::numeric_limits<int64_t>::min(), -1'000'000, -256, -1, 0, 1, 255, 256, 1 << 20,
                                       std::numeric_limits<int64_t>::max()};

std::string ShortText(Rng& rng) {
  // Few letters and short, so that equal parts, prefixes and NULs are common.
  std::string text(rng.Below(4), '\0');
  for (char& c : text) c = static_cast<char>(rng.Below(3) == 0 ? 0 : 254 + rng.Below(2));
  return text;
}

TEST(KeysTest, SortNumbersAsNumbers) {
  for (int64_t a : kNumbers) {
    for (int64_t b : kNumbers) {
      std::string key_a;
      std::string key_b;
      AppendNumber(a, key_a);
      AppendNumber(b, key_b);
      EXPECT_EQ(key_a < key_b, a < b) << a << " and " << b;
    }
  }
}

TEST(KeysTest, GiveNumbersAndTextsBack) {
  std::string key;
  AppendText(std::string("a\0b", 3), key);
  AppendTime(FromUnixMillis(-7), key);
  AppendNumber(42, key);
  key.append("rest");

  KeyReader reader(key);

  EXPECT_EQ(reader.TakeText(), std::string_view("a\0b", 3));
  EXPECT_EQ(reader.TakeTime(), FromUnixMillis(-7));
  EXPECT_EQ(reader.TakeNumber(), 42);
  EXPECT_EQ(reader.rest(), "rest");
}

TEST(KeysTest, ReadNothingFromAKeyThatIsTooShort) {
  EXPECT_EQ(KeyReader("1234567").TakeNumber(), std::nullopt);
  EXPECT_EQ(KeyReader("123").TakeText(), std::nullopt);
  EXPECT_EQ(KeyReader(std::string_view("\0\0\0\5four", 8)).TakeText(), std::nullopt);
  EXPECT_EQ(KeyReader("\xff\xff\xff\xff").TakeText(), std::nullopt);
}

TEST(KeysTest, HaveTheBytesThatTheReadmeDocuments) {
  EXPECT_EQ(TimedKey(FromUnixMillis(1), "id"), std::string("\x80\0\0\0\0\0\0\x01id", 10));
  EXPECT_EQ(NumberedKey("ab", 3), std::string("\0\0\0\x02"
                                              "ab\x80\0\0\0\0\0\0\x03",
                                              14));
  EXPECT_EQ(MemberKey("s", "d"), std::string("\0\0\0\x01sd", 6));
  EXPECT_EQ(DueKey(0, FromUnixMillis(-1), "n"), std::string("\x80\0\0\0\0\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xffn", 17));
  EXPECT_EQ(OutageKey(std::nullopt, FromUnixMillis(0), "s"),
            std::string("\xff\xff\xff\xff\xff\xff\xff\xff\x80\0\0\0\0\0\0\0s", 17));
}

// Hostile ids must never make two rows one.
TEST(KeysTest, AreDifferentForDifferentRows) {
  Rng rng(1);
  std::set<std::pair<std::string, std::string>> rows;
  std::set<std::string> members;
  std::set<std::string> notifications;
  for (int i = 0; i < 2000; ++i) {
    auto row = std::make_pair(ShortText(rng), ShortText(rng));
    rows.insert(row);
    members.insert(MemberKey(row.first, row.second));
    notifications.insert(OwnedTimedKey(row.first, FromUnixMillis(5), row.second));
  }
  EXPECT_EQ(members.size(), rows.size());
  EXPECT_EQ(notifications.size(), rows.size());
}

TEST(KeysTest, OfOneOwnerLieBetweenItsPrefixAndThePrefixEnd) {
  Rng rng(2);
  for (int i = 0; i < 2000; ++i) {
    std::string owner = ShortText(rng);
    std::string other = ShortText(rng);
    std::string prefix = OwnerPrefix(owner);
    std::string key = MemberKey(other, ShortText(rng));
    EXPECT_EQ(prefix <= key && key < PrefixEnd(prefix), owner == other);
  }
}

TEST(KeysTest, HaveNoEndBehindPrefixesOfHighBytes) {
  EXPECT_EQ(PrefixEnd("a\xff"), "b");
  EXPECT_EQ(PrefixEnd("\xff\xff"), "");
  EXPECT_EQ(PrefixEnd(""), "");
}

TEST(KeysTest, AreShownWithoutAnythingThatCouldForgeALine) {
  EXPECT_EQ(PrintableKey("saw-news/42"), "saw-news/42");
  EXPECT_EQ(PrintableKey(std::string_view("a\0\n\"\\\xe7", 6)), "a\\x00\\x0a\\x22\\x5c\\xe7");
  EXPECT_EQ(PrintableKey(std::string(500, 'k')), std::string(120, 'k') + "…");
}

}  // namespace
}  // namespace fenghuo
