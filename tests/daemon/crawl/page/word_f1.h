// How well one text repeats the words of another: the share of words in common, each as often as it stands in both.
//
//   double f1 = WordF1(found, expected);   // 1 when both hold the same words
//
// A word is a run of letters and digits; every Chinese character is one.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_TESTS_DAEMON_CRAWL_PAGE_WORD_F1_H_
#define FENGHUO_TESTS_DAEMON_CRAWL_PAGE_WORD_F1_H_

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "keywords/text/utf8.h"

namespace fenghuo {

inline std::map<std::string, int> CountWords(std::string_view text) {
  std::map<std::string, int> words;
  std::string word;
  auto end_word = [&] {
    if (!word.empty()) ++words[word];
    word.clear();
  };
  for (size_t at = 0; at < text.size();) {
    char32_t c = NextCodePoint(text, at);
    bool letter = c < 0x80 ? (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') : c >= 0xC0;
    bool punctuation = (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3040) || c >= 0xFF00;
    bool han = c >= 0x3400 && c < 0xA000;
    if (!letter || punctuation || han) end_word();
    if (!letter || punctuation) continue;
    AppendUtf8(c, word);
    if (han) end_word();
  }
  end_word();
  return words;
}

inline double WordF1(std::string_view found, std::string_view expected) {
  std::map<std::string, int> a = CountWords(found);
  std::map<std::string, int> b = CountWords(expected);
  double both = 0;
  double all = 0;
  for (const auto& [word, count] : a) {
    all += count;
    auto other = b.find(word);
    if (other != b.end()) both += std::min(count, other->second);
  }
  for (const auto& [word, count] : b) all += count;
  return all == 0 ? 1 : 2 * both / all;
}

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_CRAWL_PAGE_WORD_F1_H_
