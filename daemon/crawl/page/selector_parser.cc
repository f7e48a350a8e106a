// CSS text to a Selector: a parser by descent over the small grammar that selector.h lists.

#include <cctype>
#include <charconv>

#include "daemon/crawl/page/selector.h"

namespace fenghuo {
namespace {

constexpr size_t kTextMax = 500;      // bytes of a selector
constexpr std::string_view kXPath = "xpath:";
constexpr size_t kCompoundsMax = 20;  // of one chain: their states are bits

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsNameByte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || static_cast<signed char>(c) < 0;
}

std::string Lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

}  // namespace

class SelectorParser {
 public:
  explicit SelectorParser(std::string_view text) : text_(text) {}

  Result<Selector> Run() {
    if (text_.size() > kTextMax) return Wrong("it is longer than 500 bytes");
    Selector selector;
    SkipBlanks();
    if (Begins(kXPath)) {
      Result<XPath> xpath = XPath::Parse(std::string(text_.substr(at_ + kXPath.size())));
      if (!xpath.ok()) return xpath.error();
      selector.xpath_ = *std::move(xpath);
      return selector;
    }
    while (at_ < text_.size() && !Begins("::")) {
      Selector::Chain chain;
      if (!ReadChain(chain)) return Wrong(problem_);
      selector.chains_.push_back(std::move(chain));
      SkipBlanks();
      if (!Take(',')) break;
      SkipBlanks();
      if (at_ == text_.size()) return Wrong("something must follow the last comma");
    }
    if (!ReadValue(selector)) return Wrong(problem_);
    SkipBlanks();
    if (at_ < text_.size()) return Wrong("what begins at \"" + std::string(text_.substr(at_)) + "\" is not understood");
    if (selector.chains_.empty() && selector.reads_ == Selector::Reads::kAllText) return Wrong("it is empty");
    return selector;
  }

 private:
  Error Wrong(const std::string& why) const {
    return Invalid("must be a CSS selector, is \"" + std::string(text_) + "\": " + why);
  }
  bool Fail(std::string why) {
    if (problem_.empty()) problem_ = std::move(why);
    return false;
  }
  bool Begins(std::string_view what) const { return text_.substr(at_).starts_with(what); }
  char Next() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool Take(char c) {
    if (Next() != c) return false;
    ++at_;
    return true;
  }
  bool SkipBlanks() {
    size_t from = at_;
    while (at_ < text_.size() && IsBlank(text_[at_])) ++at_;
    return at_ > from;
  }

  bool ReadName(std::string& name) {
    size_t from = at_;
    while (at_ < text_.size() && IsNameByte(text_[at_])) ++at_;
    name = text_.substr(from, at_ - from);
    return !name.empty() || Fail("a name is missing at \"" + std::string(text_.substr(from)) + "\"");
  }

  // Up to a comma, "::" or the end.
  bool ReadChain(Selector::Chain& chain) {
    char combinator = ' ';
    if (Take('>')) {
      combinator = '>';
      SkipBlanks();
    }
    while (true) {
      Selector::Compound compound{.combinator = combinator, .tests = {}};
      if (!ReadCompound(compound.tests)) return false;
      chain.push_back(std::move(compound));
      if (chain.size() > kCompoundsMax) return Fail("it has more than 20 parts");
      bool blank = SkipBlanks();
      char next = Next();
      if (next == '\0' || next == ',' || Begins("::")) return true;
      combinator = ' ';
      if (next == '>' || next == '+' || next == '~') {
        combinator = next;
        ++at_;
        SkipBlanks();
      } else if (!blank) {
        return Fail("what begins at \"" + std::string(text_.substr(at_)) + "\" is not understood");
      }
    }
  }

  bool ReadCompound(std::vector<Selector::Test>& tests) {
    size_t from = at_;
    if (!Take('*') && IsNameByte(Next())) {
      Selector::Test test;
      if (!ReadName(test.name)) return false;
      test.name = Lower(test.name);
      tests.push_back(std::move(test));
    }
    while (Next() == '#' || Next() == '.' || Next() == '[' || (Next() == ':' && !Begins("::"))) {
      Selector::Test test;
      if (!ReadTest(test)) return false;
      tests.push_back(std::move(test));
    }
    return at_ > from || Fail("an element is missing at \"" + std::string(text_.substr(from)) + "\"");
  }

  bool ReadTest(Selector::Test& test) {
    using Kind = Selector::Test::Kind;
    char kind = text_[at_++];
    if (kind == '[') return ReadAttribute(test);
    if (kind == ':') return ReadPseudo(test);
    test.kind = kind == '#' ? Kind::kId : Kind::kClass;
    return ReadName(test.name);
  }

  bool ReadAttribute(Selector::Test& test) {
    test.kind = Selector::Test::Kind::kAttribute;
    SkipBlanks();
    if (!ReadName(test.name)) return false;
    test.name = Lower(test.name);
    SkipBlanks();
    if (Take(']')) return true;
    test.comparison = Next();
    if (test.comparison != '=') {
      bool known = std::string_view("~^$*").find(Next()) != std::string_view::npos && Next() != '\0';
      if (!known) return Fail("one of = ~= ^= $= *= or ] must follow [" + test.name);
      ++at_;
    }
    if (!Take('=')) return Fail("one of = ~= ^= $= *= or ] must follow [" + test.name);
    SkipBlanks();
    if (!ReadAttributeValue(test.value)) return false;
    SkipBlanks();
    return Take(']') || Fail("] is missing");
  }

  bool ReadAttributeValue(std::string& value) {
    char quote = Next();
    if (quote != '"' && quote != '\'') return ReadName(value);
    size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return Fail("a quote is not closed");
    value = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return true;
  }

  bool ReadPseudo(Selector::Test& test) {
    using Kind = Selector::Test::Kind;
    std::string name;
    if (!ReadName(name)) return false;
    if (name == "first-child") {
      test.kind = Kind::kNthChild;
      test.nth = 1;
      return true;
    }
    if (name == "last-child") {
      test.kind = Kind::kLastChild;
      return true;
    }
    if (name != "nth-child" && name != "not") return Fail(":" + name + " is not known here");
    if (!Take('(')) return Fail("( must follow :" + name);
    SkipBlanks();
    test.kind = name == "not" ? Kind::kNot : Kind::kNthChild;
    if (name == "not" ? !ReadCompoundInside(test.inner) : !ReadNumber(test.nth)) return false;
    SkipBlanks();
    return Take(')') || Fail(") is missing");
  }

  bool ReadCompoundInside(std::vector<Selector::Test>& tests) {
    if (inside_not_) return Fail(":not inside :not is not known here");
    inside_not_ = true;
    bool read = ReadCompound(tests);
    inside_not_ = false;
    return read;
  }

  bool ReadNumber(size_t& number) {
    std::string_view rest = text_.substr(at_);
    auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), number);
    if (error != std::errc() || number == 0) return Fail(":nth-child needs a number from 1");
    at_ += static_cast<size_t>(end - rest.data());
    return true;
  }

  bool ReadValue(Selector& selector) {
    if (!Begins("::")) return true;
    at_ += 2;
    if (Begins("text")) {
      at_ += 4;
      selector.reads_ = Selector::Reads::kOwnText;
      return true;
    }
    if (!Begins("attr(")) return Fail("only ::text and ::attr(name) are known");
    at_ += 5;
    if (!ReadName(selector.attribute_)) return false;
    selector.attribute_ = Lower(selector.attribute_);
    selector.reads_ = Selector::Reads::kAttribute;
    return Take(')') || Fail(") is missing");
  }

  std::string_view text_;
  size_t at_ = 0;
  bool inside_not_ = false;
  std::string problem_;
};

Result<Selector> Selector::Parse(std::string_view text) { return SelectorParser(text).Run(); }

}  // namespace fenghuo
