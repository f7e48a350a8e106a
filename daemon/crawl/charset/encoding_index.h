// The indexes of the WHATWG Encoding Standard, by which every legacy decoder here reads bytes.
//
//   const EncodingIndex& index = FindEncodingIndex("big5");
//   char32_t character = index.At(pointer);   // kNoCharacter where there is none
//
// They are part of the program (encoding_index.txt, with its notice) because ICU and glibc differ from the Standard in hundreds of
// cells.
//
// Immutable, read once at the first use: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_CHARSET_ENCODING_INDEX_H_
#define FENGHUO_DAEMON_CRAWL_CHARSET_ENCODING_INDEX_H_

#include <string_view>
#include <vector>

#include "daemon/embedded_file.h"

namespace fenghuo {

constexpr char32_t kNoCharacter = 0xFFFFFFFF;  // what a decoder gives for bytes that make no sense

class EncodingIndex {
 public:
  char32_t At(int pointer) const {
    auto place = static_cast<size_t>(pointer);
    return place < characters_.size() ? characters_[place] : kNoCharacter;
  }
  int size() const { return static_cast<int>(characters_.size()); }

  // Puts `character` at `pointer`; what lies between the end and it has no character.
  void Set(int pointer, char32_t character);

 private:
  std::vector<char32_t> characters_;
};

// By the Standard's name of the index: "big5", "euc-kr", "gb18030", "jis0208", "jis0212", or a single-byte encoding. The ranges of
// GB18030 are spread out: "gb18030-ranges" has a character for each of the 39,420 four-byte pointers below U+10000. The name
// must be one of them.
const EncodingIndex& FindEncodingIndex(std::string_view name);

// The file itself.
const std::vector<EmbeddedFile>& EncodingFiles();

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_CHARSET_ENCODING_INDEX_H_
