#include "daemon/crawl/charset.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "daemon/crawl/charset_labels.h"
#include "daemon/crawl/gb18030.h"
#include "keywords/text/utf8.h"
#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

// 食品安全问题通报 in GB2312.
const std::string kGbNews = "\xCA\xB3\xC6\xB7\xB0\xB2\xC8\xAB\xCE\xCA\xCC\xE2\xCD\xA8\xB1\xA8";
const std::string kNews = "食品安全问题通报";

std::string Xml(const std::string& declared, const std::string& text) {
  return "<?xml version=\"1.0\" encoding=\"" + declared + "\"?><t>" + text + "</t>";
}

// The text and how it was decided, or the error.
std::string Decided(std::string_view body, std::string_view header = "") {
  Result<DecodedText> decoded = Decode(body, header);
  return decoded.ok() ? decoded->Explain() : decoded.error().message;
}

std::string Text(std::string_view body, std::string_view header = "") {
  Result<DecodedText> decoded = Decode(body, header);
  return decoded.ok() ? std::string(decoded->text()) : decoded.error().message;
}

TEST(CharsetTest, ByteOrderMarkBeatsHeaderBeatsDeclaration) {
  EXPECT_EQ(Decided("\xEF\xBB\xBF" + Xml("gb2312", kNews), "text/xml; charset=big5"), "utf-8 (byte order mark)");
  EXPECT_EQ(Decided(Xml("big5", kGbNews), "text/xml; charset=GBK"), "gb18030 (header)");
  EXPECT_EQ(Decided(Xml("gb2312", kGbNews)), "gb18030 (declared)");
  EXPECT_EQ(Text(Xml("gb2312", kGbNews)), Xml("gb2312", kNews));
}

TEST(CharsetTest, ReadsMetaTagsToo) {
  EXPECT_EQ(Decided("<html><meta charset=\"gbk\"><p>" + kGbNews), "gb18030 (declared)");
  EXPECT_EQ(Decided("<html><meta http-equiv='Content-Type' content='text/html; charset=gb2312'>" + kGbNews), "gb18030 (declared)");
}

TEST(CharsetTest, DetectsWhatNobodyDeclared) {
  EXPECT_EQ(Decided("plain ascii"), "utf-8 (detected)");
  EXPECT_EQ(Decided(kNews), "utf-8 (detected)");
  EXPECT_EQ(Decided("<rss><t>" + kGbNews + "</t></rss>"), "gb18030 (detected)");
  EXPECT_EQ(Decided("caf\xE9 cr\xE8me br\xFBl\xE9" "e et les \xE9" "lections"), "windows-1252 (detected)");
  EXPECT_EQ(Decided(std::string("<\0r\0s\0s\0>\0", 10)), "utf-16le (detected)");
  EXPECT_EQ(Text(std::string("\0<\0a\0>", 6)), "<a>");
}

TEST(CharsetTest, DoesNotBelieveADeclarationThatTheBytesContradict) {
  EXPECT_EQ(Decided(Xml("utf-8", kGbNews)), "gb18030 (detected, not utf-8)");
  EXPECT_EQ(Text(Xml("utf-8", kGbNews)), Xml("utf-8", kNews));
  EXPECT_EQ(Decided(Xml("gb2312", kNews)), "utf-8 (detected, not gb18030)");
  EXPECT_EQ(Decided(Xml("iso-8859-1", kNews)), "utf-8 (detected, not windows-1252)");
  EXPECT_EQ(Decided(Xml("utf-16", "ascii")), "utf-8 (detected, not utf-16le)");
  EXPECT_EQ(Decided(Xml("gb2312", kGbNews), "text/xml; charset=utf-8"), "gb18030 (declared, not utf-8)");
}

TEST(CharsetTest, ADocumentKnowsBetterThanAServersLatin1) {
  EXPECT_EQ(Decided(Xml("gb2312", kGbNews), "text/xml; charset=ISO-8859-1"), "gb18030 (declared, not windows-1252)");
}

// The two characters of 联通 in GB2312 look like UTF-8 to careless detectors.
TEST(CharsetTest, ShortGbTextIsNotTakenForUtf8) {
  EXPECT_EQ(Text("<?xml encoding='gb2312'?>\xC1\xAA\xCD\xA8"), "<?xml encoding='gb2312'?>联通");
}

// Attack row P5.
TEST(CharsetTest, P5BadBytesBecomeReplacementCharactersAndUtf7IsRefused) {
  EXPECT_EQ(Text("ok \xFF\xFE\xC0\xAF bad", "text/xml; charset=utf-8"), "ok \uFFFD\uFFFD\uFFFD\uFFFD bad");
  EXPECT_EQ(Text("lone \xED\xA0\x80", "text/xml; charset=utf-8"), "lone \uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(Text(std::string("a\0b", 3), "text/plain; charset=utf-8"), std::string("a\0b", 3));
  EXPECT_EQ(Decided("+ADw-script+AD4-", "text/html; charset=utf-7"), "the charset \"utf-7\" is refused");
  EXPECT_EQ(Decided(Xml("UTF-7", "+ADw-")), "the charset \"UTF-7\" is refused");
  EXPECT_EQ(Decided(Xml("hz-gb-2312", "~{")), "the charset \"hz-gb-2312\" is refused");
  EXPECT_EQ(Text(std::string("\xFF\xFE<\0\x00\xD8>\0", 8)), "<\uFFFD>");  // a lone surrogate
  EXPECT_TRUE(IsValidUtf8(Text(kNews + kGbNews)));                          // mixed
}

TEST(CharsetTest, ABadGbSequenceLeavesMarkupAlone) {
  std::string text;
  EXPECT_EQ(AppendGb18030("\xB0<b>", text), 1);
  EXPECT_EQ(text, "\uFFFD<b>");
  text.clear();
  EXPECT_EQ(AppendGb18030("\x80\x81\x30\x81\x30\xFF\x94\x39\xDA\x33", text), 1);
  EXPECT_EQ(text, "€\u0080\uFFFD\U0001F4A9");
  text.clear();
  EXPECT_EQ(AppendGb18030("\x81\x30\x81", text), 1);
  EXPECT_EQ(text, "\uFFFD");
}

TEST(CharsetTest, DecodesByALabel) {
  EXPECT_EQ(*DecodeAs("\xA4\xA4\xA4\xE5", "Big5")->owned, "中文");
  EXPECT_EQ(*DecodeAs("\x93\xFA\x96\x7B", "shift_jis")->owned, "日本");
  EXPECT_EQ(*DecodeAs("\xC7\xD1", "euc-kr")->owned, "한");
  EXPECT_EQ(*DecodeAs("\x93x\x94", "latin1")->owned, "“x”");
  EXPECT_EQ(DecodeAs("x", "klingon").error().message, "unknown charset \"klingon\"");
  EXPECT_EQ(DecodeAs("x", "utf-7").error().message, "the charset \"utf-7\" is refused");
}

TEST(CharsetTest, EveryLabelOfTheEncodingStandardIsKnown) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/encodings/whatwg-index.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;

  for (const auto& group : nlohmann::json::parse(files->at("whatwg-encoding-index/encodings.json"))) {
    for (const auto& encoding : group["encodings"]) {
      std::string name = encoding["name"];
      if (name == "x-user-defined" || name == "ISO-8859-16") continue;  // no page; no converter in ICU 72
      std::string lower = name == "GBK" ? "gb18030" : name;
      for (char& c : lower) c = static_cast<char>(std::tolower(c));
      for (const auto& label : encoding["labels"]) {
        const Charset* charset = FindCharset(label.get<std::string>());
        ASSERT_NE(charset, nullptr) << label;
        EXPECT_EQ(charset->name, lower) << label;
        EXPECT_EQ(DecodeAs("text", label.get<std::string>()).ok(), charset->kind != CharsetKind::kRefused) << label;
      }
    }
  }
}

TEST(CharsetTest, Gb18030IsTheEncodingStandards) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/encodings/whatwg-index.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  std::istringstream lines(files->at("whatwg-encoding-index/index-gb18030.txt"));

  int compared = 0;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream row(line);
    int pointer = 0;
    std::string code;
    if (line.empty() || line[0] == '#' || !(row >> pointer >> code)) continue;
    int trail = pointer % 190;
    std::string bytes = {static_cast<char>(0x81 + pointer / 190), static_cast<char>(trail + (trail < 0x3F ? 0x40 : 0x41))};
    std::string expected;
    AppendUtf8(static_cast<char32_t>(std::stoul(code, nullptr, 16)), expected);
    std::string ours;
    AppendGb18030(bytes, ours);
    EXPECT_EQ(ours, expected) << pointer;
    ++compared;
  }
  EXPECT_EQ(compared, 23940);
}

// The ranges file: every four-byte pointer that begins a range, and the one before the next.
TEST(CharsetTest, FourByteGb18030IsTheEncodingStandards) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/encodings/whatwg-index.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;
  std::istringstream lines(files->at("whatwg-encoding-index/index-gb18030-ranges.txt"));

  int compared = 0;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream row(line);
    int pointer = 0;
    std::string code;
    if (line.empty() || line[0] == '#' || !(row >> pointer >> code)) continue;
    std::string bytes = {static_cast<char>(0x81 + pointer / 12600), static_cast<char>(0x30 + pointer / 1260 % 10),
                         static_cast<char>(0x81 + pointer / 10 % 126), static_cast<char>(0x30 + pointer % 10)};
    std::string expected;
    AppendUtf8(static_cast<char32_t>(std::stoul(code, nullptr, 16)), expected);
    std::string ours;
    AppendGb18030(bytes, ours);
    EXPECT_EQ(ours, expected) << pointer;
    ++compared;
  }
  EXPECT_GT(compared, 200);
}

}  // namespace
}  // namespace fenghuo
