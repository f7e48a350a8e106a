// The Encoding Standard's decoders written down as the Standard has them, one byte and one state at a time, over its own index
// files: slow, obvious, and only here to check the fast ones.
//
//   StandardDecoder standard(index_json);
//   EXPECT_EQ(standard.Decode("big5", bytes), ours);
//
// One thread.

#ifndef FENGHUO_TESTS_DAEMON_CRAWL_CHARSET_ENCODING_STANDARD_H_
#define FENGHUO_TESTS_DAEMON_CRAWL_CHARSET_ENCODING_STANDARD_H_

#include <deque>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fenghuo {

class StandardDecoder {
 public:
  // `indexes` is https://encoding.spec.whatwg.org/indexes.json.
  explicit StandardDecoder(const nlohmann::json& indexes);

  // UTF-8 with U+FFFD for each error. `encoding` is gb18030, big5, euc-kr, euc-jp, shift_jis, iso-2022-jp or a single-byte index.
  std::string Decode(const std::string& encoding, std::string_view bytes) const;

 private:
  using Index = std::vector<std::optional<char32_t>>;
  struct State {
    std::deque<int> queue;  // bytes to come; empty means end of queue
    int first = 0;
    int second = 0;
    int third = 0;
    bool jis0212 = false;
    std::string set = "ASCII";     // of ISO-2022-JP: the decoder state
    std::string output = "ASCII";  // ... and its output state
    bool output_flag = false;
  };
  static constexpr int kEnd = -1;
  struct Answer {
    enum { kContinue, kError, kCharacters, kFinished } kind = kContinue;
    std::vector<char32_t> characters;
  };

  std::optional<char32_t> At(const std::string& index, int pointer) const;
  std::optional<char32_t> Range(int pointer) const;
  Answer Handle(const std::string& encoding, State& state, int byte) const;
  Answer Gb18030(State& state, int byte) const;
  Answer GbPair(State& state, int byte) const;
  Answer Big5(State& state, int byte) const;
  Answer EucKr(State& state, int byte) const;
  Answer EucJp(State& state, int byte) const;
  Answer ShiftJis(State& state, int byte) const;
  Answer Iso2022Jp(State& state, int byte) const;
  Answer Iso2022JpPair(State& state, int byte) const;
  Answer Iso2022JpEscape(State& state, int byte) const;

  std::map<std::string, Index> indexes_;
  std::vector<std::pair<int, char32_t>> ranges_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_CRAWL_CHARSET_ENCODING_STANDARD_H_
