#include "daemon/crawl/raw_body.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

RawBody ABody(const std::string& bytes) {
  RawBody raw{.at = *ParseRfc3339("2026-11-20T08:00:00Z"), .status = 200, .url = "https://saw.example/list", .reason = ""};
  raw.content_type = "text/html";
  raw.bytes_total = bytes.size();
  raw.bytes = bytes;
  return raw;
}

TEST(RawBodyTest, GivesBackWhatWasKeptByteForByte) {
  TemporaryDirectory data;
  RawBody raw = ABody(std::string("\0\n\r\xff{}\n", 7));
  raw.reason = "返回登录页";
  ASSERT_TRUE(KeepRaw(data.Path(""), "saw", RawKind::kBad, raw).ok());

  Result<RawBody> found = FindRaw(data.Path(""), "saw", RawKind::kBad);

  ASSERT_TRUE(found.ok()) << found.error().message;
  EXPECT_EQ(found->bytes, raw.bytes);
  EXPECT_EQ(found->at, raw.at);
  EXPECT_EQ(found->status, 200);
  EXPECT_EQ(found->url, "https://saw.example/list");
  EXPECT_EQ(found->content_type, "text/html");
  EXPECT_EQ(found->reason, "返回登录页");
  EXPECT_EQ(FindRaw(data.Path(""), "saw", RawKind::kGood).error().code, ErrorCode::kNotFound);
}

TEST(RawBodyTest, TheNextOfItsKindTakesThePlace) {
  TemporaryDirectory data;
  ASSERT_TRUE(KeepRaw(data.Path(""), "saw", RawKind::kGood, ABody("first")).ok());
  ASSERT_TRUE(KeepRaw(data.Path(""), "saw", RawKind::kGood, ABody("next")).ok());
  EXPECT_EQ(FindRaw(data.Path(""), "saw", RawKind::kGood)->bytes, "next");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(data.Path("raw")), {}), 1);
}

TEST(RawBodyTest, KeepsTheFirstMebibyteAndSaysHowMuchThereWas) {
  TemporaryDirectory data;
  ASSERT_TRUE(KeepRaw(data.Path(""), "saw", RawKind::kGood, ABody(std::string(3 * kRawBytesMax, 'x'))).ok());
  Result<RawBody> found = FindRaw(data.Path(""), "saw", RawKind::kGood);
  EXPECT_EQ(found->bytes.size(), kRawBytesMax);
  EXPECT_EQ(found->bytes_total, 3 * kRawBytesMax);
}

TEST(RawBodyTest, IsForTheDaemonsOwnUserAlone) {
  TemporaryDirectory data;
  ASSERT_TRUE(KeepRaw(data.Path(""), "saw", RawKind::kGood, ABody("x")).ok());
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(data.Path("raw")).permissions(), perms::owner_all);
  EXPECT_EQ(std::filesystem::status(data.Path("raw/saw.good")).permissions(), perms::owner_read | perms::owner_write);
}

TEST(RawBodyTest, RemovesWhatCameBeforeATimeWhoeverSentIt) {
  TemporaryDirectory data;
  EXPECT_EQ(*RemoveRawBefore(data.Path(""), *ParseRfc3339("2026-11-20T08:00:00Z")), 0u) << "nothing was ever kept";
  RawBody older = ABody("x");
  older.at = *ParseRfc3339("2026-11-20T07:59:59Z");
  ASSERT_TRUE(KeepRaw(data.Path(""), "gone", RawKind::kGood, older).ok());
  ASSERT_TRUE(KeepRaw(data.Path(""), "saw", RawKind::kBad, older).ok());
  ASSERT_TRUE(KeepRaw(data.Path(""), "saw", RawKind::kGood, ABody("y")).ok());
  std::ofstream(data.Path("raw/none-of-ours")) << "?";
  std::filesystem::last_write_time(data.Path("raw/none-of-ours"), {});

  EXPECT_EQ(*RemoveRawBefore(data.Path(""), *ParseRfc3339("2026-11-20T08:00:00Z")), 2u);

  EXPECT_EQ(FindRaw(data.Path(""), "gone", RawKind::kGood).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(FindRaw(data.Path(""), "saw", RawKind::kBad).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(FindRaw(data.Path(""), "saw", RawKind::kGood)->bytes, "y");
  EXPECT_TRUE(std::filesystem::exists(data.Path("raw/none-of-ours")));
}

TEST(RawBodyTest, WhatHasComeAgainIsAsOldAsThat) {
  TemporaryDirectory data;
  RawBody raw = ABody("the same for months");
  ASSERT_TRUE(KeepRaw(data.Path(""), "saw", RawKind::kGood, raw).ok());

  NoteRawCame(data.Path(""), "saw", RawKind::kGood, raw.at + hours(24 * 90));
  NoteRawCame(data.Path(""), "saw", RawKind::kBad, raw.at);

  EXPECT_EQ(*RemoveRawBefore(data.Path(""), raw.at + hours(24 * 90)), 0u);
  EXPECT_EQ(FindRaw(data.Path(""), "saw", RawKind::kGood)->at, raw.at) << "when it was received";
  EXPECT_FALSE(HasRaw(data.Path(""), "saw", RawKind::kBad));
  EXPECT_EQ(*RemoveRawBefore(data.Path(""), raw.at + hours(24 * 90) + seconds(1)), 1u);
  EXPECT_FALSE(HasRaw(data.Path(""), "saw", RawKind::kGood));
}

TEST(RawBodyTest, WhatCannotBeRemovedIsNamedAndTheOthersAreRemoved) {
  TemporaryDirectory data;
  for (const char* source : {"a", "m", "z"}) ASSERT_TRUE(KeepRaw(data.Path(""), source, RawKind::kGood, ABody("x")).ok());
  std::filesystem::create_directories(data.Path("raw/stuck.good/full"));
  const auto long_ago = std::chrono::file_clock::from_sys(std::chrono::sys_seconds());
  std::filesystem::last_write_time(data.Path("raw/stuck.good"), long_ago);

  Result<size_t> removed = RemoveRawBefore(data.Path(""), ABody("").at + seconds(1));

  EXPECT_EQ(removed.error().code, ErrorCode::kUnavailable);
  EXPECT_EQ(removed.error().message, data.Path("") + "raw/stuck.good: Directory not empty");
  for (const char* source : {"a", "m", "z"}) EXPECT_FALSE(HasRaw(data.Path(""), source, RawKind::kGood)) << source;
}

TEST(RawBodyTest, SaysWhatCannotBeWrittenOrRead) {
  TemporaryDirectory data;
  EXPECT_EQ(KeepRaw(data.Path("nowhere"), "saw", RawKind::kGood, ABody("x")).error().code, ErrorCode::kUnavailable);
  ASSERT_TRUE(KeepRaw(data.Path(""), "saw", RawKind::kGood, ABody("x")).ok());
  std::ofstream(data.Path("raw/saw.good"), std::ios::trunc) << "something else";
  EXPECT_EQ(FindRaw(data.Path(""), "saw", RawKind::kGood).error().message, data.Path("") + "raw/saw.good: is no kept answer");
}

}  // namespace
}  // namespace fenghuo
