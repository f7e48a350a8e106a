// Workbooks as Excel and WPS write them, packed by libzip.

#include "daemon/crawl/table/workbook.h"

#include <gtest/gtest.h>
#include <zip.h>

#include <map>
#include <string>

namespace fenghuo {
namespace {

using Members = std::map<std::string, std::string>;
using Row = std::vector<std::string>;

std::string Packed(const Members& members) {
  zip_source_t* source = zip_source_buffer_create(nullptr, 0, 0, nullptr);
  zip_source_keep(source);
  zip_t* archive = zip_open_from_source(source, ZIP_TRUNCATE, nullptr);
  for (const auto& [name, text] : members) {
    zip_file_add(archive, name.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0), ZIP_FL_ENC_UTF_8);
  }
  EXPECT_EQ(zip_close(archive), 0);
  zip_source_open(source);
  zip_source_seek(source, 0, SEEK_END);
  std::string bytes(static_cast<size_t>(zip_source_tell(source)), '\0');
  zip_source_seek(source, 0, SEEK_SET);
  zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  zip_source_free(source);
  return bytes;
}

constexpr const char* kWorkbook =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")"
    R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr/><sheets>)"
    R"(<sheet name="工单" sheetId="4" r:id="rId2"/><sheet name="说明" sheetId="1" r:id="rId1"/></sheets></workbook>)";
constexpr const char* kRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x" Target="worksheets/sheet2.xml"/>)"
    R"(</Relationships>)";
constexpr const char* kStyles =
    R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="3">)"
    R"(<numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="177" formatCode="0.00&quot;元/day&quot;"/>)"
    R"(<numFmt numFmtId="178" formatCode="[Red]#,##0\d"/></numFmts>)"
    R"(<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="176"/><xf numFmtId="177"/><xf numFmtId="178"/></cellXfs></styleSheet>)";

Members Workbook(const std::string& rows) {
  return {{"xl/workbook.xml", kWorkbook},
          {"xl/_rels/workbook.xml.rels", kRelations},
          {"xl/styles.xml", kStyles},
          {"xl/sharedStrings.xml",
           R"(<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>工单编号</t></si><si><t xml:space="preserve"> 诉求标题 </t></si>)"
           R"(<si><r><rPr><b/></rPr><t>酸</t></r><r><t>奶过期</t></r><rPh sb="0" eb="1"><t>suan</t></rPh></si><si><t>甲_x000D_)"
           "\n"
           R"(乙 &lt;b&gt;</t></si></sst>)"},
          {"xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"},
          {"xl/worksheets/sheet2.xml",
           R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>)" + rows + "</sheetData></worksheet>"}};
}

constexpr const char* kHeader = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)";

Table Read(const std::string& rows) {
  Result<Table> table = ReadWorkbook(Packed(Workbook(rows)));
  EXPECT_TRUE(table.ok()) << table.error().message;
  return table.ok() ? *std::move(table) : Table();
}

// The first cell of the only row.
std::string Cell(const std::string& cell) {
  Table table = Read(std::string(kHeader) + R"(<row r="2">)" + cell + "</row>");
  return table.rows.size() == 1 ? table.rows[0][0] : "(" + std::to_string(table.rows.size()) + " rows)";
}

std::string Refusal(const Members& members) {
  Result<Table> table = ReadWorkbook(Packed(members));
  return table.ok() ? "a table" : table.error().message;
}

TEST(WorkbookTest, ReadsTheSheetThatStandsFirstWhateverItsFile) {
  Table table = Read(std::string(kHeader) + R"(<row r="2"><c r="A2"><v>10001</v></c><c r="B2" t="s"><v>2</v></c></row>)" +
                     R"(<row r="5"><c r="A5" t="inlineStr"><is><t>X-7</t></is></c><c r="B5" t="s"><v>3</v></c></row>)");

  EXPECT_EQ(table.header, (Row{"工单编号", "诉求标题"}));
  ASSERT_EQ(table.rows.size(), 2U);
  EXPECT_EQ(table.rows[0], (Row{"10001", "酸奶过期"}));
  EXPECT_EQ(table.rows[1], (Row{"X-7", "甲\n乙 <b>"}));
  EXPECT_EQ(table.lines, (std::vector<size_t>{2, 5}));
}

TEST(WorkbookTest, CellsThatAreLeftOutAreEmpty) {
  Table table = Read(std::string(kHeader) + R"(<row r="2"><c r="B2"><v>2</v></c></row><row r="3"/><row r="4"><c r="A4"/></row>)");
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.rows[0], (Row{"", "2"}));
}

TEST(WorkbookTest, NumbersInTheFormatOfADateAreDates) {
  EXPECT_EQ(Cell(R"(<c r="A2" s="1"><v>46214.354166666664</v></c>)"), "2026-07-11 08:30:00");
  EXPECT_EQ(Cell(R"(<c r="A2" s="2"><v>46214</v></c>)"), "2026-07-11");
  EXPECT_EQ(Cell(R"(<c r="A2" s="2"><v>61</v></c>)"), "1900-03-01");
  EXPECT_EQ(Cell(R"(<c r="A2" s="2"><v>-3</v></c>)"), "-3");       // no date
  EXPECT_EQ(Cell(R"(<c r="A2" s="2"><v>1e300</v></c>)"), "1e300");
}

TEST(WorkbookTest, AWorkbookMayCountFrom1904) {
  Members members = Workbook(std::string(kHeader) + R"(<row r="2"><c r="A2" s="2"><v>44752</v></c></row>)");
  std::string& workbook = members["xl/workbook.xml"];
  workbook.replace(workbook.find("<workbookPr/>"), 13, "<workbookPr date1904=\"1\"/>");
  Result<Table> table = ReadWorkbook(Packed(members));
  ASSERT_TRUE(table.ok());
  EXPECT_EQ(table->rows[0][0], "2026-07-11");
}

TEST(WorkbookTest, OtherNumbersStayAsTheyAreKept) {
  EXPECT_EQ(Cell(R"(<c r="A2" s="3"><v>12.5</v></c>)"), "12.5");  // the format's letters of a date are quoted
  EXPECT_EQ(Cell(R"(<c r="A2" s="4"><v>12</v></c>)"), "12");
  EXPECT_EQ(Cell(R"(<c r="A2"><v>1.3800138E10</v></c>)"), "13800138000");
  EXPECT_EQ(Cell(R"(<c r="A2" s="99"><v>7</v></c>)"), "7");
}

TEST(WorkbookTest, OfAFormulaTheLastValueCounts) {
  EXPECT_EQ(Cell(R"(<c r="A2" t="str"><f>A1&amp;"x"</f><v>工单编号x</v></c>)"), "工单编号x");
  EXPECT_EQ(Cell(R"(<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B2"><v>1</v></c>)"), "");
}

TEST(WorkbookTest, AStringThatIsNotThereIsEmpty) {
  EXPECT_EQ(Cell(R"(<c r="A2" t="s"><v>99999999999999999999</v></c><c r="B2"><v>1</v></c>)"), "");
  EXPECT_EQ(Cell(R"(<c r="A2" t="s"><v>4</v></c><c r="B2"><v>1</v></c>)"), "");
}

TEST(WorkbookTest, SaysWhatIsWrong) {
  Members no_sheet = Workbook(kHeader);
  no_sheet.erase("xl/worksheets/sheet2.xml");

  EXPECT_EQ(Refusal({{"word/document.xml", "<w/>"}}), "no workbook: xl/workbook.xml is missing");
  EXPECT_EQ(Refusal({{"xl/workbook.xml", "<workbook/>"}}), "the workbook has no sheet");
  EXPECT_EQ(Refusal(no_sheet), "xl/worksheets/sheet2.xml is missing");
  EXPECT_EQ(Refusal(Workbook("")), "the first sheet is empty");
  EXPECT_EQ(Refusal(Workbook(R"(<row r="3"><c r="ZZZ3"><v>1</v></c></row>)")), "row 3: more than 500 cells");
  EXPECT_EQ(Refusal(Workbook(R"(<row r="4294967296"><c><v>1</v></c></row>)")), "a row with the number 4294967296, which no sheet has");
  EXPECT_TRUE(ReadWorkbook("PK\x03\x04 and nothing more").error().message.starts_with("a damaged archive: "));
}

TEST(WorkbookTest, ASheetThatUnpacksToAnythingIsRefused) {
  Members members = Workbook(kHeader);
  members["xl/worksheets/sheet2.xml"] = std::string(65 * 1024 * 1024, ' ');
  std::string bytes = Packed(members);
  ASSERT_LT(bytes.size(), 200'000U);
  EXPECT_EQ(ReadWorkbook(bytes).error().message, "xl/worksheets/sheet2.xml: unpacks to more than 64 MiB");
}

}  // namespace
}  // namespace fenghuo
