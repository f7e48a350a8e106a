#include "daemon/crawl/charset/charset.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "daemon/crawl/charset/charset_labels.h"
#include "daemon/crawl/charset/decoders.h"
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

// What a header, a declaration and the bytes say, and who is believed. "-" is nothing said.
TEST(CharsetTest, BelievesTheRightOneWhenHeaderDeclarationAndBytesDisagree) {
  const std::string big5 = "\xAD\xB9\xAB\x7E\xA6\x77\xA5\xFE";         // 食品安全 in Big5
  const std::string latin = "caf\xE9 br\xFBl\xE9 d'\xE9t\xE9";            // windows-1252
  const std::string cyrillic = "\xCD\xEE\xE2\xEE\xF1\xF2\xE8 \xE4\xED\xFF";  // Новости дня in windows-1251
  const std::string short_utf8 = "食品";
  struct Case {
    std::string bytes, header, declaration, decision;
  };
  const std::vector<Case> cases = {
      // All agree, or one is silent.
      {kGbNews, "gb2312", "gb2312", "gb18030 (header)"},
      {kGbNews, "gbk", "gb2312", "gb18030 (header)"},
      {kGbNews, "-", "gbk", "gb18030 (declared)"},
      {big5, "big5", "-", "big5 (header)"},
      {kNews, "utf-8", "-", "utf-8 (header)"},
      // One is wrong, the other right.
      {kGbNews, "utf-8", "gb2312", "gb18030 (declared, not utf-8)"},
      {kGbNews, "gbk", "utf-8", "gb18030 (header)"},
      {kGbNews, "iso-8859-1", "gb2312", "gb18030 (declared, not windows-1252)"},
      {kGbNews, "big5", "gb2312", "gb18030 (declared, not big5)"},
      {big5, "utf-8", "big5", "big5 (declared, not utf-8)"},
      {big5, "iso-8859-1", "big5", "big5 (declared, not windows-1252)"},
      {big5, "big5", "utf-8", "big5 (header)"},
      {kNews, "utf-8", "gb2312", "utf-8 (header)"},
      {kNews, "gbk", "utf-8", "utf-8 (declared, not gb18030)"},
      {short_utf8, "gbk", "utf-8", "utf-8 (declared, not gb18030)"},
      {short_utf8, "utf-8", "gbk", "utf-8 (header)"},
      {kNews, "iso-8859-1", "utf-8", "utf-8 (declared, not windows-1252)"},
      {latin, "utf-8", "iso-8859-1", "windows-1252 (declared, not utf-8)"},
      {latin, "gb2312", "iso-8859-1", "windows-1252 (declared, not gb18030)"},
      {cyrillic, "windows-1251", "utf-8", "windows-1251 (header)"},
      // Both are wrong, or the only one is.
      {kGbNews, "utf-8", "utf-8", "gb18030 (detected, not utf-8)"},
      {kGbNews, "utf-8", "big5", "gb18030 (detected, not utf-8)"},
      {kGbNews, "big5", "-", "gb18030 (detected, not big5)"},
      {kNews, "gbk", "big5", "utf-8 (detected, not gb18030)"},
      {kNews, "iso-8859-1", "gb2312", "utf-8 (detected, not windows-1252)"},
      {latin, "-", "utf-8", "windows-1252 (detected, not utf-8)"},
      // Two that could both be: the header is believed.
      {kGbNews, "euc-kr", "gb2312", "euc-kr (header)"},
      {big5, "gbk", "big5", "gb18030 (header)"},
      // Labels that nobody knows say nothing.
      {kGbNews, "klingon", "gbk", "gb18030 (declared)"},
      {kGbNews, "", "x-unknown", "gb18030 (detected)"},
      // Plain ASCII is whatever they say.
      {"notice", "gb2312", "utf-8", "gb18030 (header)"},
  };

  for (const Case& c : cases) {
    std::string header = c.header == "-" ? "text/xml" : "text/xml; charset=" + c.header;
    std::string body = c.declaration == "-" ? "<t>" + c.bytes + "</t>" : Xml(c.declaration, c.bytes);
    EXPECT_EQ(Decided(body, header), c.decision) << "header " << c.header << ", declared " << c.declaration;
  }
}

TEST(CharsetTest, ZeroBytesOfMarkupAreUtf16WhateverTheHeaderSays) {
  EXPECT_EQ(Decided(std::string("<\0?\0x\0>\0", 8), "text/xml; charset=utf-8"), "utf-16le (detected, not utf-8)");
  EXPECT_EQ(Decided(std::string("\0<\0?\0x\0>", 8), "text/xml; charset=utf-16"), "utf-16le (header)");
}

TEST(CharsetTest, DetectsAShortTitleInBig5) {
  EXPECT_EQ(Decided("<t>\xAD\xB9\xAB\x7E\xA6\x77\xA5\xFE</t>"), "big5 (detected)");
}

TEST(CharsetTest, DetectionReadsTheFirstFourKibibytesOfText) {
  std::string gb;
  while (gb.size() < 5000) gb += kGbNews;
  std::string body = "<rss>" + std::string(100000, ' ') + gb + "\xFF\xFF\xFF";

  Result<DecodedText> decoded = Decode(body, "");

  EXPECT_EQ(decoded->Explain(), "gb18030 (detected)");
  EXPECT_EQ(decoded->replaced, 3);
}

TEST(CharsetTest, DamageInALongUtf8TextIsNoOtherCharset) {
  EXPECT_EQ(Decided("<t>" + kNews + kNews + "\xFF</t>"), "utf-8 (detected)");
  EXPECT_EQ(Decided("<t>" + kNews + kNews + "\xFF</t>", "text/xml; charset=utf-8"), "utf-8 (header)");
}

TEST(CharsetTest, ReadsADeclarationBehindAnXmlPrologOfAPage) {
  EXPECT_EQ(Decided("<?xml version=\"1.0\"?><html><head><meta charset=gb2312><p>" + kGbNews), "gb18030 (declared)");
}

TEST(CharsetTest, ADocumentKnowsBetterThanAServersLatin1) {
  EXPECT_EQ(Decided(Xml("gb2312", kGbNews), "text/xml; charset=ISO-8859-1"), "gb18030 (declared, not windows-1252)");
}

TEST(CharsetTest, ABodyThatWasCutInTheMiddleOfACharacterIsNoOtherCharset) {
  EXPECT_EQ(Decided("<t>" + kNews.substr(0, kNews.size() - 1)), "utf-8 (detected)");
  EXPECT_EQ(Decided("<t>" + kNews.substr(0, kNews.size() - 2)), "utf-8 (detected)");
  EXPECT_EQ(Decided("<t>" + kGbNews.substr(0, kGbNews.size() - 1)), "gb18030 (detected)");
  EXPECT_EQ(Decided("<?xml version='1.0' encoding='utf-8'?>" + kGbNews.substr(0, kGbNews.size() - 1)),
            "gb18030 (detected, not utf-8)");
  EXPECT_EQ(Decided("caf\xE9"), "windows-1252 (detected)");
}

TEST(CharsetTest, AFewChineseCharactersThatNobodyDeclaredAreNotTakenForUtf8) {
  EXPECT_EQ(Text("<p>\xC1\xAA\xCD\xA8</p>"), "<p>联通</p>");
  EXPECT_EQ(Text("<p>\xCD\xA3\xCB\xAE\xCD\xA8\xD6\xAA</p>"), "<p>停水通知</p>");
  EXPECT_EQ(Text("<p>été à Köln, øre – §5</p>"), "<p>été à Köln, øre – §5</p>");
  EXPECT_EQ(Text("<p>Привет</p>"), "<p>Привет</p>");
  EXPECT_EQ(Text("<p>שלום</p>"), "<p>שלום</p>");
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

}  // namespace
}  // namespace fenghuo
