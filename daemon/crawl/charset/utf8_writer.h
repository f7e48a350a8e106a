// Where the decoders write: UTF-8 in pieces, so that a string grows once for thousands of characters, and a count of what made no
// sense.
//
//   Utf8Writer writer(out);
//   while (at != end) *at < 0x80 ? at = writer.PutAscii(at, end) : writer.Put(NextCharacter(at, end));
//   writer.Flush();
//   return writer.replaced();
//
// One thread.

#ifndef FENGHUO_DAEMON_CRAWL_CHARSET_UTF8_WRITER_H_
#define FENGHUO_DAEMON_CRAWL_CHARSET_UTF8_WRITER_H_

#include <cstdint>
#include <cstring>
#include <string>

#include "daemon/crawl/charset/encoding_index.h"

namespace fenghuo {

class Utf8Writer {
 public:
  explicit Utf8Writer(std::string& out) : out_(out) {}
  Utf8Writer(const Utf8Writer&) = delete;
  Utf8Writer& operator=(const Utf8Writer&) = delete;

  // kNoCharacter becomes U+FFFD and is counted.
  void Put(char32_t character) {
    if (size_ + 4 > sizeof(buffer_)) Flush();
    if (character == kNoCharacter) {
      ++replaced_;
      character = 0xFFFD;
    }
    char* to = buffer_ + size_;
    if (character < 0x80) {
      to[0] = static_cast<char>(character);
      size_ += 1;
    } else if (character < 0x800) {
      to[0] = static_cast<char>(0xC0 | character >> 6);
      to[1] = static_cast<char>(0x80 | (character & 0x3F));
      size_ += 2;
    } else if (character < 0x10000) {
      to[0] = static_cast<char>(0xE0 | character >> 12);
      to[1] = static_cast<char>(0x80 | (character >> 6 & 0x3F));
      to[2] = static_cast<char>(0x80 | (character & 0x3F));
      size_ += 3;
    } else {
      to[0] = static_cast<char>(0xF0 | character >> 18);
      to[1] = static_cast<char>(0x80 | (character >> 12 & 0x3F));
      to[2] = static_cast<char>(0x80 | (character >> 6 & 0x3F));
      to[3] = static_cast<char>(0x80 | (character & 0x3F));
      size_ += 4;
    }
  }

  // Copies the ASCII run at `at` and returns its end.
  const unsigned char* PutAscii(const unsigned char* at, const unsigned char* end) {
    const unsigned char* run = at;
    constexpr uint64_t kHighBits = 0x8080808080808080U;
    for (uint64_t word = 0; end - run >= 8; run += 8) {
      std::memcpy(&word, run, 8);
      if ((word & kHighBits) != 0) break;
    }
    while (run != end && *run < 0x80) ++run;
    Flush();
    out_.append(reinterpret_cast<const char*>(at), static_cast<size_t>(run - at));
    return run;
  }

  void Flush() {
    out_.append(buffer_, size_);
    size_ = 0;
  }

  int64_t replaced() const { return replaced_; }

 private:
  std::string& out_;
  char buffer_[4096];
  size_t size_ = 0;
  int64_t replaced_ = 0;
};

// A whole text by `next`, which is called at a byte that is not ASCII, moves past one character (or bad sequence) and returns it;
// what it must write in front of it goes to the writer.
template <typename Next>
int64_t AppendEach(std::string_view bytes, std::string& out, Next next) {
  const auto* at = reinterpret_cast<const unsigned char*>(bytes.data());
  const unsigned char* end = at + bytes.size();
  out.reserve(out.size() + bytes.size() + bytes.size() / 2);
  Utf8Writer writer(out);
  while (at != end) {
    if (*at < 0x80) {
      at = writer.PutAscii(at, end);
    } else {
      char32_t character = next(at, end, writer);
      writer.Put(character);
    }
  }
  writer.Flush();
  return writer.replaced();
}

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_CHARSET_UTF8_WRITER_H_
