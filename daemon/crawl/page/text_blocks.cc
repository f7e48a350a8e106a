#include "daemon/crawl/page/text_blocks.h"

#include <utility>

#include "daemon/crawl/page/part_names.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

bool IsSpace(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A);
}

// Characters that show nothing: zero-width spaces and joiners, soft hyphens, byte order marks, controls.
bool IsInvisible(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF;
}

bool IsComma(char32_t c) {
  return c == ',' || c == U'，' || c == U'。' || c == U'、' || c == U'；' || c == U'！' || c == U'？' || c == 0x060C;
}

bool IsWordlike(char32_t c) {
  if (c < 0x80) return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  bool punctuation = c < 0xC0 || (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3021);
  return !punctuation && c != 0xFFFD;
}

bool IsWide(char32_t c) {
  return (c >= 0x2E80 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7B0) || (c >= 0xF900 && c < 0xFB00) || c >= 0x20000;
}

class Walk {
 public:
  Walk(const HtmlPage& page, const std::vector<bool>& skipped) : page_(page), skipped_(skipped) {}

  std::vector<TextBlock> Run() {
    for (size_t i = 0; i < page_.size();) {
      Leave(i);
      if (skipped_[i]) {
        if (IsBlock(page_.node(i).name)) Flush();
        i = page_.node(i).end;
        continue;
      }
      Enter(i);
      ++i;
    }
    Flush();
    return std::move(blocks_);
  }

 private:
  struct Open {
    size_t node;
    bool block;
    bool link;
  };

  void Leave(size_t i) {
    while (!open_.empty() && page_.node(open_.back().node).end <= i) {
      if (open_.back().block) Flush();
      links_ -= open_.back().link ? 1 : 0;
      open_.pop_back();
    }
  }

  void Enter(size_t i) {
    const HtmlPage::Node& node = page_.node(i);
    if (node.name.empty()) {
      Add(i, node.text);
      return;
    }
    Open open{i, IsBlock(node.name), node.name == "a"};
    if (open.block) Flush();
    links_ += open.link ? 1 : 0;
    if (node.name == "img") gap_ = true;
    open_.push_back(open);
  }

  size_t Holder() const {
    for (size_t k = open_.size(); k-- > 0;) {
      if (open_[k].block) return open_[k].node;
    }
    return 0;
  }

  void Add(size_t i, std::string_view text) {
    for (size_t at = 0; at < text.size();) {
      char32_t c = NextCodePoint(text, at);
      if (IsSpace(c)) gap_ = true;
      if (IsSpace(c) || IsInvisible(c)) continue;
      if (now_.text.empty()) {
        now_.at = i;
        now_.holder = Holder();
      } else if (gap_) {
        now_.text += ' ';
      }
      gap_ = false;
      AppendUtf8(c, now_.text);
      int units = IsWide(c) ? 2 : 1;
      now_.units += units;
      now_.link_units += links_ > 0 ? units : 0;
      now_.commas += IsComma(c) ? 1 : 0;
      words_ = words_ || IsWordlike(c);
    }
  }

  void Flush() {
    if (words_) blocks_.push_back(std::move(now_));
    now_ = TextBlock();
    words_ = false;
    gap_ = false;
  }

  const HtmlPage& page_;
  const std::vector<bool>& skipped_;
  std::vector<Open> open_;
  std::vector<TextBlock> blocks_;
  TextBlock now_;
  int links_ = 0;
  bool gap_ = false;
  bool words_ = false;
};

}  // namespace

std::vector<TextBlock> TextBlocks(const HtmlPage& page, const std::vector<bool>& skipped) {
  return Walk(page, skipped).Run();
}

}  // namespace fenghuo
