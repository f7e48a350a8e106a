// The decoders against the Encoding Standard: against its own words for every short sequence of bytes, and against its index files.

#include "daemon/crawl/charset/decoders.h"

#include <gtest/gtest.h>

#include <random>

#include "daemon/crawl/charset/charset.h"
#include "daemon/crawl/charset/encoding_index.h"
#include "tests/daemon/crawl/charset/encoding_standard.h"
#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

const std::vector<std::string> kPairEncodings = {"gb18030", "big5", "euc-kr", "euc-jp", "shift_jis"};
const std::vector<std::string> kSingleByteEncodings = {
    "ibm866",       "iso-8859-2",   "iso-8859-3",   "iso-8859-4",   "iso-8859-5",   "iso-8859-6",   "iso-8859-7",
    "iso-8859-8",   "iso-8859-10",  "iso-8859-13",  "iso-8859-14",  "iso-8859-15",  "iso-8859-16",  "koi8-r",
    "koi8-u",       "macintosh",    "windows-874",  "windows-1250", "windows-1251", "windows-1252", "windows-1253",
    "windows-1254", "windows-1255", "windows-1256", "windows-1257", "windows-1258", "x-mac-cyrillic"};

std::string Byte(int value) { return {static_cast<char>(value)}; }

std::string Ours(const std::string& label, std::string_view bytes) {
  Result<DecodedText> decoded = DecodeAs(bytes, label);
  return decoded.ok() ? std::string(decoded->text()) : decoded.error().message;
}

// Counts the differences and shows the first ones: a wrong table would drown the output.
class Comparison {
 public:
  void Compare(const std::string& encoding, const std::string& bytes, const std::string& expected) {
    ++compared_;
    std::string ours = Ours(encoding, bytes);
    if (ours == expected || ++different_ > 10) return;
    std::string hex;
    for (char c : bytes) hex += nlohmann::json(static_cast<unsigned char>(c)).dump() + " ";
    ADD_FAILURE() << encoding << " " << hex << ": expected \"" << expected << "\", ours \"" << ours << "\"";
  }
  ~Comparison() { EXPECT_EQ(different_, 0) << "of " << compared_; }
  int compared() const { return compared_; }

 private:
  int compared_ = 0;
  int different_ = 0;
};

std::optional<StandardDecoder> ReadStandard() {
  std::optional<SharedFiles> files = ReadSharedArchive("data/encodings/whatwg-index.tar.gz");
  if (!files) return std::nullopt;
  return StandardDecoder(nlohmann::json::parse(files->at("whatwg-encoding-index/indexes.json")));
}

TEST(DecodersTest, EveryOneAndTwoByteSequenceIsTheStandards) {
  std::optional<StandardDecoder> standard = ReadStandard();
  if (!standard) GTEST_SKIP() << kNoSharedData;
  Comparison comparison;

  for (const std::string& encoding : kPairEncodings) {
    for (int first = 0; first < 256; ++first) {
      comparison.Compare(encoding, Byte(first), standard->Decode(encoding, Byte(first)));
      for (int second = 0; second < 256; ++second) {
        std::string bytes = Byte(first) + Byte(second);
        comparison.Compare(encoding, bytes, standard->Decode(encoding, bytes));
        comparison.Compare(encoding, bytes + "<", standard->Decode(encoding, bytes + "<"));
      }
    }
  }

  EXPECT_EQ(comparison.compared(), 5 * 256 * (1 + 2 * 256));
}

TEST(DecodersTest, EveryByteOfTheSingleByteEncodingsIsTheStandards) {
  std::optional<StandardDecoder> standard = ReadStandard();
  if (!standard) GTEST_SKIP() << kNoSharedData;
  Comparison comparison;

  for (const std::string& encoding : kSingleByteEncodings) {
    for (int byte = 0; byte < 256; ++byte) comparison.Compare(encoding, Byte(byte), standard->Decode(encoding, Byte(byte)));
  }

  EXPECT_EQ(comparison.compared(), 27 * 256);
}

// Every four-byte pointer below U+10000, the gap behind them in steps, and every 16th of those above.
TEST(DecodersTest, EveryFourByteSequenceOfGb18030IsTheStandards) {
  std::optional<StandardDecoder> standard = ReadStandard();
  if (!standard) GTEST_SKIP() << kNoSharedData;
  Comparison comparison;

  for (int pointer = 0; pointer < 126 * 12600; pointer += pointer < 39500 ? 1 : 16) {
    std::string bytes = Byte(0x81 + pointer / 12600) + Byte(0x30 + pointer / 1260 % 10) + Byte(0x81 + pointer / 10 % 126) +
                        Byte(0x30 + pointer % 10);
    comparison.Compare("gb18030", bytes, standard->Decode("gb18030", bytes));
  }

  EXPECT_GT(comparison.compared(), 130000);
}

// Where each class of byte meets each other class, up to five in a row: cut, broken and doubled sequences.
TEST(DecodersTest, EveryMixtureOfByteClassesIsTheStandards) {
  std::optional<StandardDecoder> standard = ReadStandard();
  if (!standard) GTEST_SKIP() << kNoSharedData;
  Comparison comparison;
  const std::string pairs("<09A\x7F\x80\x81\x8E\x8F\xA0\xA1\xB0\xFC\xFE\xFF", 15);
  const std::string escapes("\x1B$(BJI@!~\\0\x0E\xA1", 13);

  for (const std::string& encoding : {std::string("gb18030"), std::string("euc-jp"), std::string("iso-2022-jp")}) {
    const std::string& classes = encoding == "iso-2022-jp" ? escapes : pairs;
    size_t total = 1;
    for (int i = 0; i < 5; ++i) total *= classes.size();
    for (size_t number = 0; number < total; ++number) {
      std::string bytes;
      for (size_t i = 0, rest = number; i < 5; ++i, rest /= classes.size()) bytes += classes[rest % classes.size()];
      comparison.Compare(encoding, bytes, standard->Decode(encoding, bytes));
    }
  }
}

TEST(DecodersTest, LongRandomTextsAreTheStandards) {
  std::optional<StandardDecoder> standard = ReadStandard();
  if (!standard) GTEST_SKIP() << kNoSharedData;
  Comparison comparison;
  std::minstd_rand random(7);
  std::vector<std::string> encodings = kPairEncodings;
  encodings.push_back("iso-2022-jp");

  for (const std::string& encoding : encodings) {
    for (int round = 0; round < 40; ++round) {
      std::string bytes;
      for (int i = 0; i < 9000; ++i) {
        bytes += encoding == "iso-2022-jp" && random() % 9 == 0 ? "\x1B$B" : Byte(static_cast<int>(random() >> 8 & 0xFF));
      }
      comparison.Compare(encoding, bytes, standard->Decode(encoding, bytes));
    }
  }
}

TEST(DecodersTest, TheIndexInTheProgramIsTheStandards) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/encodings/whatwg-index.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  nlohmann::json indexes = nlohmann::json::parse(files->at("whatwg-encoding-index/indexes.json"));

  for (const auto& [name, values] : indexes.items()) {
    if (name == "gb18030-ranges" || name == "iso-2022-jp-katakana") continue;
    const EncodingIndex& ours = FindEncodingIndex(name);
    int pointer = 0;
    for (const auto& value : values) {
      EXPECT_EQ(ours.At(pointer), value.is_null() ? kNoCharacter : value.get<char32_t>()) << name << " " << pointer;
      ++pointer;
    }
    EXPECT_LE(ours.size(), pointer) << name;
  }
}

TEST(DecodersTest, GbkAndGb2312AreReadByTheGb18030Decoder) {
  const std::string bytes = "\x80\xA3\xA0\xFE\x59\x81\x35\xF4\x37\xA8\xBC";  // one of each that older tables have otherwise
  for (const char* label : {"gbk", "gb2312", "GB_2312-80", "chinese", "x-gbk", "iso-ir-58", "gb18030"}) {
    EXPECT_EQ(Ours(label, bytes), "€\u3000\u9FB4\uE7C7\u1E3F") << label;
  }
}

TEST(DecodersTest, FourCellsOfBig5HoldALetterAndAMark) {
  EXPECT_EQ(Ours("big5", "\x88\x62\x88\x64\x88\xA3\x88\xA5"), "\u00CA\u0304\u00CA\u030C\u00EA\u0304\u00EA\u030C");
  EXPECT_EQ(Ours("big5-hkscs", "\x87\x40\xA4\xA4\xA4\xE5\x81\x3C"), "䏰中文\uFFFD<");
}

TEST(DecodersTest, BrokenUtf8GivesOneReplacementForAsMuchAsCouldHaveBeenACharacter) {
  EXPECT_EQ(Ours("utf-8", "a\xE4\xB8<\xE4\xB8\xADz"), "a\uFFFD<中z");
  EXPECT_EQ(Ours("utf-8", "\xF0\x9F\x98\xF0\x9F\x98\x80"), "\uFFFD😀");
  EXPECT_EQ(Ours("utf-8", "\xC0\xAF\xE0\x80\xAF\xF4\x90\x80\x80"), "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(Ours("utf-8", "\xED\xA0\x80\xF8"), "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(DecodersTest, Utf16PairsItsSurrogates) {
  EXPECT_EQ(Ours("utf-16be", std::string("\xFE\xFF\x4E\x2D\xD8\x3D\xDE\x00", 8)), "中😀");
  EXPECT_EQ(Ours("utf-16le", std::string("\x3D\xD8<\0\x00\xDE\x2D", 7)), "\uFFFD<\uFFFD\uFFFD");
  EXPECT_EQ(Ours("utf-16", std::string("\x3D\xD8\x3D\xD8\x00\xDE", 6)), "\uFFFD😀");
}

// U+FEFF is a byte order mark in UTF-8 and UTF-16 and nowhere else.
TEST(DecodersTest, AMarkInAnotherEncodingStays) { EXPECT_EQ(Ours("gb18030", "\x84\x31\x95\x33" "a"), "\uFEFFa"); }

TEST(DecodersTest, UserDefinedBytesGoToThePrivateUseArea) { EXPECT_EQ(Ours("x-user-defined", "a\x80\xFF"), "a\uF780\uF7FF"); }

}  // namespace
}  // namespace fenghuo
