#include "daemon/crawl/table/table_text.h"

#include <algorithm>
#include <utility>

#include "daemon/crawl/feed/formats.h"

namespace fenghuo {
namespace {

char SeparatorOf(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  char best = ',';
  for (char candidate : {'\t', ';'}) {
    if (std::count(line.begin(), line.end(), candidate) > std::count(line.begin(), line.end(), best)) best = candidate;
  }
  return best;
}

class TableReader {
 public:
  explicit TableReader(std::string_view text) : text_(text), separator_(SeparatorOf(text)) {}

  // The next row that is not blank; nothing at the end.
  Result<std::optional<std::vector<std::string>>> Next() {
    while (at_ < text_.size()) {
      row_line_ = line_;
      Result<std::vector<std::string>> cells = Row();
      if (!cells.ok()) return cells.error();
      if (cells->size() > 1 || !cells->front().empty()) return std::optional(*std::move(cells));
    }
    return std::optional<std::vector<std::string>>();
  }
  size_t row_line() const { return row_line_; }

 private:
  Result<std::vector<std::string>> Row() {
    std::vector<std::string> cells;
    while (true) {
      Result<std::string> cell = Cell();
      if (!cell.ok()) return cell.error();
      cells.push_back(*std::move(cell));
      if (cells.size() > kTableColumnsMax) return Invalid(Line() + "more than " + std::to_string(kTableColumnsMax) + " cells");
      if (at_ >= text_.size()) return cells;
      char c = text_[at_++];
      if (c == separator_) continue;
      if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return cells;
    }
  }

  // Up to the separator or the end of the line, neither taken.
  Result<std::string> Cell() {
    if (at_ < text_.size() && text_[at_] == '"') return Quoted();
    size_t end = at_;
    while (end < text_.size() && text_[end] != separator_ && text_[end] != '\n' && text_[end] != '\r') ++end;
    std::string cell = Trimmed(std::string(text_.substr(at_, end - at_)));
    at_ = end;
    return cell;
  }

  // What follows the closing quote belongs to the cell as well: people edit such files by hand.
  Result<std::string> Quoted() {
    std::string begun = Line();
    std::string cell;
    ++at_;
    while (true) {
      size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos) return Invalid(begun + "a quote is never closed");
      std::string_view piece = text_.substr(at_, quote - at_);
      line_ += static_cast<size_t>(std::count(piece.begin(), piece.end(), '\n'));
      cell += piece;
      at_ = quote + 1;
      if (at_ >= text_.size() || text_[at_] != '"') break;
      cell += '"';
      ++at_;
    }
    size_t end = at_;
    while (end < text_.size() && text_[end] != separator_ && text_[end] != '\n' && text_[end] != '\r') ++end;
    cell += text_.substr(at_, end - at_);
    at_ = end;
    return Trimmed(std::move(cell));
  }

  std::string Line() const { return "line " + std::to_string(line_) + ": "; }

  std::string_view text_;
  char separator_;
  size_t at_ = 0;
  size_t line_ = 1;
  size_t row_line_ = 1;
};

}  // namespace

std::optional<size_t> Table::Column(std::string_view name) const {
  for (size_t i = 0; i < header.size(); ++i) {
    if (header[i] == name) return i;
  }
  return std::nullopt;
}

Result<Table> ReadTable(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  TableReader reader(text);
  Table table;
  Result<std::optional<std::vector<std::string>>> header = reader.Next();
  if (!header.ok()) return header.error();
  if (!*header) return Invalid("the table is empty");
  table.header = **std::move(header);
  while (true) {
    Result<std::optional<std::vector<std::string>>> row = reader.Next();
    if (!row.ok()) return row.error();
    if (!*row) return table;
    if (table.rows.size() == kTableRowsMax) return Invalid("more than " + std::to_string(kTableRowsMax) + " rows");
    table.rows.push_back(**std::move(row));
    table.lines.push_back(reader.row_line());
    if (table.rows.back().size() < table.header.size()) table.rows.back().resize(table.header.size());
  }
}

}  // namespace fenghuo
