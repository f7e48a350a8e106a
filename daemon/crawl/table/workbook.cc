#include "daemon/crawl/table/workbook.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/crawl/feed/formats.h"
#include "daemon/crawl/feed/xml.h"
#include "daemon/crawl/table/zip_members.h"

namespace fenghuo {
namespace {

constexpr double kSerialMax = 2'958'466;  // the first day of the year 10000
constexpr size_t kRowsOfSheetMax = 1'048'576;

std::vector<XmlElement> ChildrenNamed(XmlElement parent, std::string_view name) {
  std::vector<XmlElement> found;
  for (XmlElement child : parent.children()) {
    if (child.name() == name) found.push_back(child);
  }
  return found;
}

XmlElement ChildNamed(XmlElement parent, std::string_view name) {
  for (XmlElement child : parent.children()) {
    if (child.name() == name) return child;
  }
  return {};
}

template <typename Number>
std::optional<Number> ReadNumber(std::string_view text) {
  Number value{};
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

// The text of a string item: plain or in runs; readings (rPh) are not part of it.
std::string StringOf(XmlElement item) {
  std::string text = ChildNamed(item, "t").Text();
  for (XmlElement run : ChildrenNamed(item, "r")) text += ChildNamed(run, "t").Text();
  // 22.4.2.4: characters that XML cannot hold; in practice a carriage return before each line break.
  for (size_t at = text.find("_x000D_"); at != std::string::npos; at = text.find("_x000D_", at)) text.erase(at, 7);
  return text;
}

// 18.8.30: the built-in formats of dates and times, also the East Asian ones, and codes with a letter of a date outside quotes.
bool IsDateFormat(int64_t id, const std::map<int64_t, std::string>& codes) {
  auto code = codes.find(id);
  if (code == codes.end()) return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
  bool quoted = false;
  bool bracketed = false;
  for (size_t i = 0; i < code->second.size(); ++i) {
    char c = code->second[i];
    if (c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == '[' || c == ']') {
      bracketed = c == '[';
    } else if (!quoted && !bracketed && std::string_view("yYmMdDhHsS").find(c) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

// 18.17.4.1: days since 30 December 1899, which makes up for the 29 February 1900 that never was; or since 1904.
std::string DateOf(double serial, bool since_1904) {
  using std::chrono::days;
  const std::chrono::sys_days epoch = since_1904 ? std::chrono::year(1904) / 1 / 1 : std::chrono::year(1899) / 12 / 30;
  const auto at = epoch + std::chrono::seconds(std::llround(serial * 86400));
  const auto day = std::chrono::floor<days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(at - day);
  char text[32];
  int size = std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                           static_cast<unsigned>(date.day()));
  if (at != day) {
    std::snprintf(text + size, sizeof text - static_cast<size_t>(size), " %02d:%02d:%02d", static_cast<int>(time.hours().count()),
                  static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  }
  return text;
}

// "C12" -> 2. Nothing for what is no reference.
std::optional<size_t> ColumnOf(std::string_view reference) {
  size_t column = 0;
  size_t letters = 0;
  for (; letters < reference.size() && reference[letters] >= 'A' && reference[letters] <= 'Z' && letters < 4; ++letters) {
    column = column * 26 + static_cast<size_t>(reference[letters] - 'A') + 1;
  }
  return letters == 0 ? std::nullopt : std::optional(column - 1);
}

// What the cells of one workbook need to be read.
class CellReader {
 public:
  explicit CellReader(const ZipMembers& members) {
    if (Result<std::string> strings = members.Read("xl/sharedStrings.xml"); strings.ok()) {
      XmlTree tree = XmlTree::Parse(*strings);
      for (XmlElement item : ChildrenNamed(tree.root(), "si")) strings_.push_back(StringOf(item));
    }
    if (Result<std::string> styles = members.Read("xl/styles.xml"); styles.ok()) TakeStyles(XmlTree::Parse(*styles));
  }

  void CountFrom1904() { since_1904_ = true; }

  std::string Read(XmlElement cell) const {
    std::string_view type = cell.Attribute("t");
    if (type == "inlineStr") return StringOf(ChildNamed(cell, "is"));
    std::string value = ChildNamed(cell, "v").Text();
    if (type == "s") {
      std::optional<size_t> place = ReadNumber<size_t>(value);
      return place && *place < strings_.size() ? strings_[*place] : "";
    }
    if (!type.empty() && type != "n") return type == "e" ? "" : value;  // str, b, d
    return NumberOf(value, ReadNumber<size_t>(cell.Attribute("s")).value_or(0));
  }

 private:
  void TakeStyles(const XmlTree& tree) {
    std::map<int64_t, std::string> codes;
    for (XmlElement format : ChildrenNamed(ChildNamed(tree.root(), "numFmts"), "numFmt")) {
      std::optional<int64_t> id = ReadNumber<int64_t>(format.Attribute("numFmtId"));
      if (id) codes[*id] = format.Attribute("formatCode");
    }
    for (XmlElement style : ChildrenNamed(ChildNamed(tree.root(), "cellXfs"), "xf")) {
      is_date_.push_back(IsDateFormat(ReadNumber<int64_t>(style.Attribute("numFmtId")).value_or(0), codes));
    }
  }

  std::string NumberOf(const std::string& value, size_t style) const {
    std::optional<double> number = ReadNumber<double>(value);
    if (!number) return value;
    bool date = style < is_date_.size() && is_date_[style] && *number >= 0 && *number < kSerialMax;
    if (date) return DateOf(*number, since_1904_);
    // Ids are kept as numbers: not 1.3800138E10.
    bool whole = value.find_first_of("eE") != std::string::npos && std::abs(*number) < 1e15 && *number == std::floor(*number);
    return whole ? std::to_string(static_cast<int64_t>(*number)) : value;
  }

  std::vector<std::string> strings_;
  std::vector<bool> is_date_;  // by style
  bool since_1904_ = false;
};

// Where the first sheet is, by the relations of the workbook (part 2, 9.3).
Result<std::string> FirstSheet(const ZipMembers& members, XmlElement workbook) {
  std::vector<XmlElement> sheets = ChildrenNamed(ChildNamed(workbook, "sheets"), "sheet");
  if (sheets.empty()) return Invalid("the workbook has no sheet");
  std::string_view id = sheets.front().Attribute("id", XmlSpace::kOther);
  Result<std::string> relations = members.Read("xl/_rels/workbook.xml.rels");
  if (!relations.ok()) return Invalid("no workbook: " + relations.error().message);
  XmlTree tree = XmlTree::Parse(*relations);
  for (XmlElement relation : tree.root().children()) {
    if (relation.Attribute("Id") != id) continue;
    std::string target(relation.Attribute("Target"));
    return target.starts_with('/') ? target.substr(1) : "xl/" + target;
  }
  return Invalid("the first sheet is not in the workbook");
}

Result<std::vector<std::string>> ReadRow(XmlElement row, const CellReader& cells) {
  std::vector<std::string> values;
  for (XmlElement cell : ChildrenNamed(row, "c")) {
    size_t column = ColumnOf(cell.Attribute("r")).value_or(values.size());
    if (column >= kTableColumnsMax) return Invalid("more than " + std::to_string(kTableColumnsMax) + " cells");
    if (column >= values.size()) values.resize(column + 1);
    values[column] = Trimmed(cells.Read(cell));
  }
  return values;
}

bool IsBlank(const std::vector<std::string>& values) {
  return std::all_of(values.begin(), values.end(), [](const std::string& value) { return value.empty(); });
}

Result<Table> ReadSheet(const XmlTree& sheet, const CellReader& cells) {
  Table table;
  size_t line = 0;
  for (XmlElement row : ChildrenNamed(ChildNamed(sheet.root(), "sheetData"), "row")) {
    line = ReadNumber<size_t>(row.Attribute("r")).value_or(line + 1);
    if (line > kRowsOfSheetMax) return Invalid("a row with the number " + std::to_string(line) + ", which no sheet has");
    Result<std::vector<std::string>> values = ReadRow(row, cells);
    if (!values.ok()) return values.error().In("row " + std::to_string(line));
    if (IsBlank(*values)) continue;
    if (table.header.empty()) {
      table.header = *std::move(values);
      continue;
    }
    if (table.rows.size() == kTableRowsMax) return Invalid("more than " + std::to_string(kTableRowsMax) + " rows");
    if (values->size() < table.header.size()) values->resize(table.header.size());
    table.rows.push_back(*std::move(values));
    table.lines.push_back(line);
  }
  if (table.header.empty()) return Invalid("the first sheet is empty");
  return table;
}

}  // namespace

bool IsWorkbook(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

Result<Table> ReadWorkbook(std::string_view bytes) {
  Result<ZipMembers> members = ZipMembers::Open(bytes);
  if (!members.ok()) return members.error();
  Result<std::string> workbook = members->Read("xl/workbook.xml");
  if (!workbook.ok()) return Invalid("no workbook: " + workbook.error().message);
  XmlTree tree = XmlTree::Parse(*workbook);
  Result<std::string> place = FirstSheet(*members, tree.root());
  if (!place.ok()) return place.error();
  CellReader cells(*members);
  std::string_view since_1904 = ChildNamed(tree.root(), "workbookPr").Attribute("date1904");
  if (since_1904 == "1" || since_1904 == "true") cells.CountFrom1904();
  Result<std::string> sheet = members->Read(*place);
  if (!sheet.ok()) return Invalid(sheet.error().message);
  return ReadSheet(XmlTree::Parse(*sheet), cells);
}

}  // namespace fenghuo
