#include "daemon/crawl/charset/encoding_index.h"

#include <charconv>
#include <map>
#include <string>

#include "base/check.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr std::string_view kRanges = "gb18030-ranges";
constexpr int kRangesEnd = 39420;       // one past the last four-byte pointer below U+10000
constexpr int kPrivateUsePointer = 7457;  // its character is no part of a range (Standard, "index gb18030 ranges code point")
constexpr char32_t kPrivateUse = 0xE7C7;

using Indexes = std::map<std::string, EncodingIndex, std::less<>>;

int Number(std::string_view text, int base) {
  int number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  CHECK(error == std::errc() && end == text.data() + text.size(), "a row of the encoding index has no number");
  return number;
}

// From the last range's end up to `pointer` characters follow one another.
void SpreadRange(int pointer, EncodingIndex& ranges) {
  while (ranges.size() < pointer) ranges.Set(ranges.size(), ranges.At(ranges.size() - 1) + 1);
}

void AddRow(std::string_view row, bool range, EncodingIndex& index) {
  size_t tab = row.find('\t');
  CHECK(tab != std::string_view::npos, "a row of the encoding index has no TAB");
  int pointer = Number(row.substr(0, tab), 10);
  std::string_view rest = row.substr(tab + 1);
  if (range) {
    if (pointer >= kRangesEnd) return;  // beyond U+FFFF pointers are counted, not looked up
    SpreadRange(pointer, index);
    index.Set(pointer, static_cast<char32_t>(Number(rest, 16)));
    return;
  }
  for (size_t at = 0; at < rest.size();) index.Set(pointer++, NextCodePoint(rest, at));
}

Indexes ReadIndexes() {
  CHECK(EncodingFiles().size() == 1, "the encoding index is one file");
  std::string_view text = EncodingFiles()[0].content;
  Indexes indexes;
  EncodingIndex* index = nullptr;
  bool range = false;
  while (!text.empty()) {
    size_t end = text.find('\n');
    std::string_view row = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    if (row.empty() || row[0] == '#') continue;
    if (row[0] == '@') {
      range = row.substr(1) == kRanges;
      index = &indexes[std::string(row.substr(1))];
      continue;
    }
    CHECK(index != nullptr, "the encoding index begins with a name");
    AddRow(row, range, *index);
  }
  EncodingIndex& ranges = indexes[std::string(kRanges)];
  SpreadRange(kRangesEnd, ranges);
  ranges.Set(kPrivateUsePointer, kPrivateUse);
  return indexes;
}

}  // namespace

void EncodingIndex::Set(int pointer, char32_t character) {
  auto place = static_cast<size_t>(pointer);
  if (place >= characters_.size()) characters_.resize(place + 1, kNoCharacter);
  characters_[place] = character;
}

const EncodingIndex& FindEncodingIndex(std::string_view name) {
  static const Indexes indexes = ReadIndexes();
  auto found = indexes.find(name);
  CHECK(found != indexes.end(), "an index that the Encoding Standard does not have");
  return found->second;
}

}  // namespace fenghuo
