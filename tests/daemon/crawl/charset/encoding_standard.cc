#include "tests/daemon/crawl/charset/encoding_standard.h"

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

bool In(int byte, int low, int high) { return byte >= low && byte <= high; }
bool IsAscii(int byte) { return In(byte, 0x00, 0x7F); }

}  // namespace

StandardDecoder::StandardDecoder(const nlohmann::json& indexes) {
  for (const auto& [name, values] : indexes.items()) {
    for (const auto& value : values) {
      if (name == "gb18030-ranges") {
        ranges_.emplace_back(value[0].get<int>(), value[1].get<char32_t>());
      } else if (value.is_null()) {
        indexes_[name].emplace_back(std::nullopt);
      } else {
        indexes_[name].emplace_back(value.get<char32_t>());
      }
    }
  }
}

std::optional<char32_t> StandardDecoder::At(const std::string& index, int pointer) const {
  const Index& table = indexes_.at(index);
  return pointer >= 0 && pointer < static_cast<int>(table.size()) ? table[static_cast<size_t>(pointer)] : std::nullopt;
}

std::optional<char32_t> StandardDecoder::Range(int pointer) const {
  if ((pointer > 39419 && pointer < 189000) || pointer > 1237575) return std::nullopt;
  if (pointer == 7457) return 0xE7C7;
  std::pair<int, char32_t> last;
  for (const auto& range : ranges_) {
    if (range.first <= pointer) last = range;
  }
  return last.second + static_cast<char32_t>(pointer - last.first);
}

std::string StandardDecoder::Decode(const std::string& encoding, std::string_view bytes) const {
  State state;
  for (char c : bytes) state.queue.push_back(static_cast<unsigned char>(c));
  std::string out;
  while (true) {
    int byte = kEnd;
    if (!state.queue.empty()) {
      byte = state.queue.front();
      state.queue.pop_front();
    }
    Answer answer = Handle(encoding, state, byte);
    if (answer.kind == Answer::kFinished) return out;
    if (answer.kind == Answer::kError) AppendUtf8(0xFFFD, out);
    for (char32_t character : answer.characters) AppendUtf8(character, out);
  }
}

StandardDecoder::Answer StandardDecoder::Handle(const std::string& encoding, State& state, int byte) const {
  if (encoding == "gb18030") return Gb18030(state, byte);
  if (encoding == "big5") return Big5(state, byte);
  if (encoding == "euc-kr") return EucKr(state, byte);
  if (encoding == "euc-jp") return EucJp(state, byte);
  if (encoding == "shift_jis") return ShiftJis(state, byte);
  if (encoding == "iso-2022-jp") return Iso2022Jp(state, byte);
  if (byte == kEnd) return {Answer::kFinished, {}};
  if (IsAscii(byte)) return {Answer::kCharacters, {static_cast<char32_t>(byte)}};
  if (auto character = At(encoding, byte - 0x80)) return {Answer::kCharacters, {*character}};
  return {Answer::kError, {}};
}

// 10.2.1
StandardDecoder::Answer StandardDecoder::Gb18030(State& state, int byte) const {
  if (byte == kEnd && state.first == 0 && state.second == 0 && state.third == 0) return {Answer::kFinished, {}};
  if (byte == kEnd) {
    state.first = state.second = state.third = 0;
    return {Answer::kError, {}};
  }
  if (state.third != 0) {
    int pointer = ((state.first - 0x81) * 10 * 126 * 10) + ((state.second - 0x30) * 10 * 126) + ((state.third - 0x81) * 10) + byte - 0x30;
    bool digit = In(byte, 0x30, 0x39);
    if (!digit) state.queue.insert(state.queue.begin(), {state.second, state.third, byte});
    state.first = state.second = state.third = 0;
    auto character = digit ? Range(pointer) : std::nullopt;
    if (!character) return {Answer::kError, {}};
    return {Answer::kCharacters, {*character}};
  }
  if (state.second != 0) {
    if (In(byte, 0x81, 0xFE)) {
      state.third = byte;
      return {};
    }
    state.queue.insert(state.queue.begin(), {state.second, byte});
    state.first = state.second = 0;
    return {Answer::kError, {}};
  }
  if (state.first != 0) return GbPair(state, byte);
  if (IsAscii(byte)) return {Answer::kCharacters, {static_cast<char32_t>(byte)}};
  if (byte == 0x80) return {Answer::kCharacters, {0x20AC}};
  if (!In(byte, 0x81, 0xFE)) return {Answer::kError, {}};
  state.first = byte;
  return {};
}

StandardDecoder::Answer StandardDecoder::GbPair(State& state, int byte) const {
  if (In(byte, 0x30, 0x39)) {
    state.second = byte;
    return {};
  }
  int lead = state.first;
  state.first = 0;
  int offset = byte < 0x7F ? 0x40 : 0x41;
  if (In(byte, 0x40, 0x7E) || In(byte, 0x80, 0xFE)) {
    if (auto character = At("gb18030", (lead - 0x81) * 190 + byte - offset)) return {Answer::kCharacters, {*character}};
  }
  if (IsAscii(byte)) state.queue.push_front(byte);
  return {Answer::kError, {}};
}

// 11.1.1
StandardDecoder::Answer StandardDecoder::Big5(State& state, int byte) const {
  if (byte == kEnd && state.first != 0) {
    state.first = 0;
    return {Answer::kError, {}};
  }
  if (byte == kEnd) return {Answer::kFinished, {}};
  if (state.first != 0) {
    int lead = state.first;
    state.first = 0;
    if (In(byte, 0x40, 0x7E) || In(byte, 0xA1, 0xFE)) {
      int pointer = (lead - 0x81) * 157 + byte - (byte < 0x7F ? 0x40 : 0x62);
      if (pointer == 1133) return {Answer::kCharacters, {0x00CA, 0x0304}};
      if (pointer == 1135) return {Answer::kCharacters, {0x00CA, 0x030C}};
      if (pointer == 1164) return {Answer::kCharacters, {0x00EA, 0x0304}};
      if (pointer == 1166) return {Answer::kCharacters, {0x00EA, 0x030C}};
      if (auto character = At("big5", pointer)) return {Answer::kCharacters, {*character}};
    }
    if (IsAscii(byte)) state.queue.push_front(byte);
    return {Answer::kError, {}};
  }
  if (IsAscii(byte)) return {Answer::kCharacters, {static_cast<char32_t>(byte)}};
  if (!In(byte, 0x81, 0xFE)) return {Answer::kError, {}};
  state.first = byte;
  return {};
}

// 13.1.1
StandardDecoder::Answer StandardDecoder::EucKr(State& state, int byte) const {
  if (byte == kEnd && state.first != 0) {
    state.first = 0;
    return {Answer::kError, {}};
  }
  if (byte == kEnd) return {Answer::kFinished, {}};
  if (state.first != 0) {
    int lead = state.first;
    state.first = 0;
    if (In(byte, 0x41, 0xFE)) {
      if (auto character = At("euc-kr", (lead - 0x81) * 190 + (byte - 0x41))) return {Answer::kCharacters, {*character}};
    }
    if (IsAscii(byte)) state.queue.push_front(byte);
    return {Answer::kError, {}};
  }
  if (IsAscii(byte)) return {Answer::kCharacters, {static_cast<char32_t>(byte)}};
  if (!In(byte, 0x81, 0xFE)) return {Answer::kError, {}};
  state.first = byte;
  return {};
}

// 12.1.1
StandardDecoder::Answer StandardDecoder::EucJp(State& state, int byte) const {
  if (byte == kEnd && state.first != 0) {
    state.first = 0;
    return {Answer::kError, {}};
  }
  if (byte == kEnd) return {Answer::kFinished, {}};
  if (state.first == 0x8E && In(byte, 0xA1, 0xDF)) {
    state.first = 0;
    return {Answer::kCharacters, {static_cast<char32_t>(0xFF61 - 0xA1 + byte)}};
  }
  if (state.first == 0x8F && In(byte, 0xA1, 0xFE)) {
    state.jis0212 = true;
    state.first = byte;
    return {};
  }
  if (state.first != 0) {
    int lead = state.first;
    state.first = 0;
    std::optional<char32_t> character;
    if (In(lead, 0xA1, 0xFE) && In(byte, 0xA1, 0xFE)) {
      character = At(state.jis0212 ? "jis0212" : "jis0208", (lead - 0xA1) * 94 + byte - 0xA1);
    }
    state.jis0212 = false;
    if (character) return {Answer::kCharacters, {*character}};
    if (IsAscii(byte)) state.queue.push_front(byte);
    return {Answer::kError, {}};
  }
  if (IsAscii(byte)) return {Answer::kCharacters, {static_cast<char32_t>(byte)}};
  if (byte != 0x8E && byte != 0x8F && !In(byte, 0xA1, 0xFE)) return {Answer::kError, {}};
  state.first = byte;
  return {};
}

// 12.3.1
StandardDecoder::Answer StandardDecoder::ShiftJis(State& state, int byte) const {
  if (byte == kEnd && state.first != 0) {
    state.first = 0;
    return {Answer::kError, {}};
  }
  if (byte == kEnd) return {Answer::kFinished, {}};
  if (state.first != 0) {
    int lead = state.first;
    state.first = 0;
    if (In(byte, 0x40, 0x7E) || In(byte, 0x80, 0xFC)) {
      int pointer = (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 188 + byte - (byte < 0x7F ? 0x40 : 0x41);
      if (In(pointer, 8836, 10715)) return {Answer::kCharacters, {static_cast<char32_t>(0xE000 - 8836 + pointer)}};
      if (auto character = At("jis0208", pointer)) return {Answer::kCharacters, {*character}};
    }
    if (IsAscii(byte)) state.queue.push_front(byte);
    return {Answer::kError, {}};
  }
  if (IsAscii(byte) || byte == 0x80) return {Answer::kCharacters, {static_cast<char32_t>(byte)}};
  if (In(byte, 0xA1, 0xDF)) return {Answer::kCharacters, {static_cast<char32_t>(0xFF61 - 0xA1 + byte)}};
  if (!In(byte, 0x81, 0x9F) && !In(byte, 0xE0, 0xFC)) return {Answer::kError, {}};
  state.first = byte;
  return {};
}

// 12.2.1
StandardDecoder::Answer StandardDecoder::Iso2022Jp(State& state, int byte) const {
  if (state.set == "escape start" || state.set == "escape") return Iso2022JpEscape(state, byte);
  if (state.set == "lead byte" || state.set == "trail byte") return Iso2022JpPair(state, byte);
  if (byte == 0x1B) {
    state.set = "escape start";
    return {};
  }
  if (byte == kEnd) return {Answer::kFinished, {}};
  state.output_flag = false;
  if (state.set == "katakana") {
    if (In(byte, 0x21, 0x5F)) return {Answer::kCharacters, {static_cast<char32_t>(0xFF61 - 0x21 + byte)}};
    return {Answer::kError, {}};
  }
  if (state.set == "Roman" && byte == 0x5C) return {Answer::kCharacters, {0x00A5}};
  if (state.set == "Roman" && byte == 0x7E) return {Answer::kCharacters, {0x203E}};
  if (!IsAscii(byte) || byte == 0x0E || byte == 0x0F) return {Answer::kError, {}};
  return {Answer::kCharacters, {static_cast<char32_t>(byte)}};
}

StandardDecoder::Answer StandardDecoder::Iso2022JpPair(State& state, int byte) const {
  if (state.set == "lead byte") {
    if (byte == 0x1B) {
      state.set = "escape start";
      return {};
    }
    if (byte == kEnd) return {Answer::kFinished, {}};
    state.output_flag = false;
    if (!In(byte, 0x21, 0x7E)) return {Answer::kError, {}};
    state.first = byte;
    state.set = "trail byte";
    return {};
  }
  if (byte == 0x1B) {
    state.set = "escape start";
    return {Answer::kError, {}};
  }
  state.set = "lead byte";
  if (!In(byte, 0x21, 0x7E)) return {Answer::kError, {}};
  auto character = At("jis0208", (state.first - 0x21) * 94 + byte - 0x21);
  if (!character) return {Answer::kError, {}};
  return {Answer::kCharacters, {*character}};
}

StandardDecoder::Answer StandardDecoder::Iso2022JpEscape(State& state, int byte) const {
  if (state.set == "escape start") {
    if (byte == 0x24 || byte == 0x28) {
      state.first = byte;
      state.set = "escape";
      return {};
    }
    if (byte != kEnd) state.queue.push_front(byte);
    state.output_flag = false;
    state.set = state.output;
    return {Answer::kError, {}};
  }
  int lead = state.first;
  state.first = 0;
  std::string set;
  if (lead == 0x28 && byte == 0x42) set = "ASCII";
  if (lead == 0x28 && byte == 0x4A) set = "Roman";
  if (lead == 0x28 && byte == 0x49) set = "katakana";
  if (lead == 0x24 && (byte == 0x40 || byte == 0x42)) set = "lead byte";
  if (!set.empty()) {
    state.set = state.output = set;
    bool flag = state.output_flag;
    state.output_flag = true;
    if (flag) return {Answer::kError, {}};
    return {};
  }
  if (byte != kEnd) state.queue.push_front(byte);
  state.queue.push_front(lead);
  state.output_flag = false;
  state.set = state.output;
  return {Answer::kError, {}};
}

}  // namespace fenghuo
