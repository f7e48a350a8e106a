#include "keywords/grading/facts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "keywords/grading/fact_words.h"
#include "keywords/grading/numerals.h"
#include "keywords/rules/folded_document.h"
#include "keywords/text/sentences.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using namespace fact_words;  // NOLINT: its lists are this file's

constexpr size_t kSentenceMax = 300;  // code points of a quoted sentence
// How far behind "15名" its verb may stand: 因窒息经现场紧急抢救和送往医院抢救无效后陆续死亡.
constexpr size_t kReach = 30;

bool StartsWith(Text text, size_t at, Text word) { return text.substr(std::min(at, text.size()), word.size()) == word; }
bool EndsWith(Text text, Text word) { return text.size() >= word.size() && text.substr(text.size() - word.size()) == word; }
bool HoldsAny(Text text, std::span<const Text> words) {
  return std::any_of(words.begin(), words.end(), [&](Text word) { return text.find(word) != Text::npos; });
}
bool StartsWithAny(Text text, size_t at, std::span<const Text> words) {
  return std::any_of(words.begin(), words.end(), [&](Text word) { return StartsWith(text, at, word); });
}
const Text* FindEnding(Text text, std::span<const Text> words) {
  const auto found = std::find_if(words.begin(), words.end(), [&](Text word) { return EndsWith(text, word); });
  return found == words.end() ? nullptr : &*found;
}

// "12名": people counted at [begin, end).
struct People {
  size_t begin = 0;
  size_t end = 0;
  int64_t count = 0;
  bool bare = false;  // "2" of "2死", without a measure word
};

struct Verb {
  FactKind kind = FactKind::kInjured;
  size_t begin = 0;
  size_t end = 0;
};

// Reads one folded sentence from left to right. A verb belongs to one number: to the one before it ("3人死亡2人受伤"), unless it
// stands directly before a number and none before it took it ("死亡3人受伤2人").
class SentenceReader {
 public:
  // `treated`: what those are who were only said to be treated.
  SentenceReader(Text text, FactKind treated) : text_(text), treated_(treated) {}

  std::vector<Fact> Read() {
    std::vector<Fact> facts;
    if (HoldsAny(text_, kNotThis)) return facts;
    FindPeople();
    for (size_t i = 0; i < people_.size(); ++i) {
      if (FindEnding(text_.substr(0, people_[i].begin), kNotBefore) != nullptr) continue;
      const size_t next = i + 1 < people_.size() ? people_[i + 1].begin : text_.size();
      std::optional<Verb> verb = VerbBefore(people_[i]);
      if (!verb) verb = VerbBehind(people_[i], next);
      if (!verb) continue;
      if (verb->kind == FactKind::kTrapped && FindEnding(text_.substr(0, people_[i].begin), kFreed) != nullptr) continue;
      used_until_ = std::max(used_until_, verb->end);
      facts.push_back({verb->kind, people_[i].count, ""});
      AddToWhole(*verb, people_[i].count);
    }
    if (badly_ > 0 && slightly_ > 0) facts.push_back({FactKind::kInjured, badly_ + slightly_, ""});
    if (!facts.empty()) AddSchools(facts);
    AddRecalled(facts);
    return facts;
  }

 private:
  // 2人重伤，3人轻伤 are five.
  void AddToWhole(const Verb& verb, int64_t count) {
    const Text word = text_.substr(verb.begin, verb.end - verb.begin);
    if (word.find(U'重') != Text::npos) badly_ += count;
    if (word.find(U'轻') != Text::npos) slightly_ += count;
  }

  void AddSchools(std::vector<Fact>& facts) const {
    if (!HoldsAny(text_, kSchools)) return;
    int64_t schools = 1;
    for (size_t at = 0; at < text_.size(); ++at) {
      const std::optional<Count> count = ReadCount(text_, at);
      if (!count) continue;
      if (StartsWith(text_, count->end, U"所")) schools = std::max(schools, count->value);
      at = count->end - 1;
    }
    facts.push_back({FactKind::kSchools, schools, ""});
  }

  void AddRecalled(std::vector<Fact>& facts) const {
    for (Text word : kRecall) {
      const size_t found = text_.find(word);
      if (found == Text::npos || FindEnding(text_.substr(0, found), kNotRecalled) != nullptr) continue;
      const size_t end = std::min(text_.size(), found + kRecallReach);
      for (size_t at = found + word.size(); at < end; ++at) {
        const std::optional<Count> count = ReadCount(text_, at);
        if (!count) continue;
        at = count->end + (StartsWith(text_, count->end, U" ") ? 1 : 0);
        if (at >= text_.size() || kRecalledMeasures.find(text_[at]) == Text::npos) continue;
        facts.push_back({FactKind::kRecalled, count->value, ""});
        return;
      }
    }
  }

  void FindPeople() {
    for (size_t at = 0; at < text_.size();) {
      const std::optional<Count> count = ReadCount(text_, at);
      if (!count) {
        ++at;
        continue;
      }
      if (std::optional<People> people = PeopleAt(at, *count)) {
        people_.push_back(*people);
        at = people->end;
      } else {
        at = count->end;
      }
    }
  }

  std::optional<People> PeopleAt(size_t begin, const Count& count) const {
    const char32_t before = begin > 0 ? text_[begin - 1] : char32_t{0};
    if (before == '.' || before == U'人') return std::nullopt;  // "3.15", 人数
    size_t at = count.end;
    if (StartsWith(text_, at, U" ")) ++at;
    if (std::optional<People> both = MenAndWomen(begin, at, count.value)) return both;
    const char32_t measure = at < text_.size() ? text_[at] : char32_t{0};
    switch (measure) {
      case U'人':
        if (at + 1 < text_.size() && kNotPeople.find(text_[at + 1]) != Text::npos) return std::nullopt;
        return People{begin, at + 1, count.value};
      case U'名':
      case U'位':
      case U'例':
      case U'具':
        return People{begin, at + 1, count.value};
      case U'个':
        if (!StartsWith(text_, at + 1, U"人")) return std::nullopt;
        return People{begin, at + 2, count.value};
      case U'口':
        if (before != U'家') return std::nullopt;
        return People{begin, at + 1, count.value};
      case U'死':
      case U'亡':
      case U'伤':
        return People{begin, at, count.value, true};
      default:
        if (StartsWith(text_, at, U"受伤") || StartsWith(text_, at, U"重伤") || StartsWith(text_, at, U"轻伤")) {
          return People{begin, at, count.value, true};
        }
        return std::nullopt;
    }
  }

  // 三男两女
  std::optional<People> MenAndWomen(size_t begin, size_t at, int64_t first) const {
    const bool men = StartsWith(text_, at, U"男");
    if (!men && !StartsWith(text_, at, U"女")) return std::nullopt;
    const std::optional<Count> second = ReadCount(text_, at + 1);
    if (!second || !StartsWith(text_, second->end, men ? U"女" : U"男")) return std::nullopt;
    return People{begin, second->end + 1, first + second->value};
  }

  std::optional<Verb> VerbAt(size_t at) const {
    if (StartsWithAny(text_, at, kNotDeath) && !StartsWith(text_, at, U"死伤")) return std::nullopt;
    if (auto verb = OneOf(kInjuredWords, FactKind::kInjured, at)) return verb;
    if (auto verb = OneOf(kPoisonedWords, FactKind::kPoisoned, at)) return verb;
    if (auto verb = OneOf(kTrappedWords, FactKind::kTrapped, at)) return verb;
    if (auto verb = OneOf(kTreatedWords, treated_, at)) return verb;
    if (auto verb = OneOf(kDeathWords, FactKind::kDeaths, at)) return verb;
    if (StartsWithAny(text_, at, kTaken) &&
        HoldsAny(text_.substr(at, std::min(kTakenReach, ClauseEnd(at) - at)), kTakenTo)) {
      return Verb{treated_, at, at + 2};
    }
    return std::nullopt;
  }

  std::optional<Verb> OneOf(std::span<const Text> words, FactKind kind, size_t at) const {
    for (Text word : words) {
      if (StartsWith(text_, at, word)) return Verb{kind, at, at + word.size()};
    }
    return std::nullopt;
  }

  // 死, 亡 and 伤 alone count directly behind the people: 2死, 6人亡, 7人伤.
  std::optional<Verb> ShortVerbAt(size_t at) const {
    if (at >= text_.size() || StartsWithAny(text_, at + 1, kNotAfterNumber)) return std::nullopt;
    if (StartsWithAny(text_, at, kNotDeath)) return std::nullopt;
    if (text_[at] == U'死' || text_[at] == U'亡') return Verb{FactKind::kDeaths, at, at + 1};
    if (text_[at] == U'伤') return Verb{FactKind::kInjured, at, at + 1};
    return std::nullopt;
  }

  std::optional<Verb> VerbBehind(const People& people, size_t next) const {
    const size_t end = std::min({next, people.end + kReach, ClauseEnd(people.end)});
    std::optional<Verb> first = VerbAt(people.end);
    if (!first) first = ShortVerbAt(people.end);
    if (people.bare) return first;
    for (size_t at = people.end; at < end; ++at) {
      const std::optional<Verb> verb = VerbAt(at);
      if (!verb || verb->end > end) continue;
      // Taken to hospital and died there is a death.
      if (!first || (verb->kind == FactKind::kDeaths && first->kind != FactKind::kDeaths)) first = verb;
    }
    if (!first) return std::nullopt;
    const Text between = text_.substr(people.end, first->begin - people.end);
    if (HoldsAny(between, kNotSo)) return std::nullopt;
    if (IsHurt(first->kind) && HoldsAny(between, kRescuers)) return std::nullopt;
    return first;
  }

  std::optional<Verb> VerbBefore(const People& people) const {
    if (StartsWith(text_, people.end, U"以上") || StartsWith(text_, people.end, U"以下")) return std::nullopt;
    Text before = text_.substr(0, people.begin);
    while (true) {
      if (const std::optional<Verb> verb = VerbEnding(before)) {
        const Text earlier = text_.substr(0, verb->begin);
        const bool denied = EndsWith(earlier, U"未") || EndsWith(earlier, U"无") || EndsWith(earlier, U"没有");
        return denied ? std::nullopt : verb;
      }
      const Text* link = FindEnding(before, kLinks);
      if (link == nullptr) return std::nullopt;
      before.remove_suffix(link->size());
    }
  }

  // That nobody before has taken.
  std::optional<Verb> VerbEnding(Text before) const {
    for (size_t length = 4; length >= 2; --length) {
      if (before.size() < length || before.size() - length < used_until_) continue;
      const std::optional<Verb> verb = VerbAt(before.size() - length);
      if (verb && verb->end == before.size()) return verb;
    }
    return std::nullopt;
  }

  size_t ClauseEnd(size_t at) const { return std::min(text_.find_first_of(U"，,;；。!?！？", at), text_.size()); }

  const Text text_;
  const FactKind treated_;
  int64_t badly_ = 0;
  int64_t slightly_ = 0;
  std::vector<People> people_;
  size_t used_until_ = 0;
};

std::u32string CodePoints(std::string_view text) {
  std::u32string out;
  for (size_t at = 0; at < text.size();) out.push_back(NextCodePoint(text, at));
  return out;
}

// What those are treated for of whom the sentence does not say it.
FactKind TreatedFor(const std::vector<std::u32string>& sentences) {
  auto any = [&](std::span<const Text> words) {
    return std::any_of(sentences.begin(), sentences.end(), [&](const std::u32string& text) { return HoldsAny(text, words); });
  };
  return any(kPoisonedWords) && !any(kInjuredWords) ? FactKind::kPoisoned : FactKind::kInjured;
}

std::string Quote(const Document& document, const FoldedDocument& folded, const TextUnit& unit) {
  const Span span = folded.SpanOf(unit, 0, unit.end - unit.begin);
  const std::string& field = unit.field == Span::Field::kTitle ? document.title : document.text;
  const std::string_view sentence = std::string_view(field).substr(span.begin, span.end - span.begin);
  return CutCodePoints(TrimSpace(sentence), kSentenceMax, "…");
}

}  // namespace

std::vector<Fact> FindFacts(const Document& document) {
  std::vector<Fact> facts;
  const FoldedDocument folded = FoldDocument(document);
  std::vector<std::u32string> sentences;
  for (const TextUnit& unit : folded.units) sentences.push_back(CodePoints(folded.TextOf(unit)));
  const FactKind treated = TreatedFor(sentences);
  for (size_t i = 0; i < sentences.size(); ++i) {
    const bool ill = HoldsAny(sentences[i], kPoisonedWords);
    for (Fact& fact : SentenceReader(sentences[i], ill ? FactKind::kPoisoned : treated).Read()) {
      const bool known = std::any_of(facts.begin(), facts.end(),
                                     [&](const Fact& f) { return f.kind == fact.kind && f.count == fact.count; });
      if (known) continue;
      fact.sentence = Quote(document, folded, folded.units[i]);
      facts.push_back(std::move(fact));
    }
  }
  return facts;
}

}  // namespace fenghuo
