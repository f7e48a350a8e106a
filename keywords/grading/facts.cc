#include "keywords/grading/facts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "keywords/grading/numerals.h"
#include "keywords/rules/folded_document.h"
#include "keywords/text/sentences.h"
#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

using Text = std::u32string_view;

constexpr size_t kSentenceMax = 300;  // code points of a quoted sentence
// How far behind "15名" its verb may stand: 因窒息经现场紧急抢救和送往医院抢救无效后陆续死亡.
constexpr size_t kReach = 30;

constexpr Text kDeathWords[] = {U"死亡", U"身亡", U"丧生", U"丧命", U"遇难", U"罹难", U"毙命", U"殉职", U"不治", U"溺亡",
                                U"坠亡", U"双亡", U"烧死", U"熏死", U"压死", U"撞死", U"砸死", U"淹死", U"毒死", U"猝死",
                                U"致死", U"打死", U"死者", U"牺牲", U"遗体", U"尸体", U"死于", U"死在"};
constexpr Text kHurtWords[] = {U"伤亡", U"死伤", U"受伤", U"重伤",   U"轻伤", U"烧伤", U"烫伤",   U"灼伤", U"砸伤",
                               U"摔伤", U"撞伤", U"刺伤", U"扎伤",   U"擦伤", U"炸伤", U"轻微伤", U"骨折", U"伤者",
                               U"伤员", U"伤势", U"中毒", U"送医",   U"就医", U"就诊", U"住院",   U"入院", U"送院",
                               U"呕吐", U"腹泻", U"腹痛", U"拉肚子", U"不适", U"发烧", U"发热",   U"过敏", U"昏迷",
                               U"被困", U"困人", U"患病", U"染病",   U"感染", U"烂脸", U"毁容",   U"失明"};
// 送往市人民医院: the place may stand some way behind.
constexpr Text kTaken[] = {U"送往", U"送到", U"送至", U"送进", U"转往", U"送入"};
constexpr Text kTakenTo[] = {U"医院", U"卫生院", U"诊所", U"急诊", U"急救中心"};
constexpr size_t kTakenReach = 14;
// What makes a death word something else: 死亡赔偿金, 死刑, 死里逃生.
constexpr Text kNotDeath[] = {U"死亡赔", U"死亡证", U"死亡率", U"死亡威", U"死亡风", U"死亡线", U"死亡之", U"死刑", U"死缓",
                              U"死神",   U"死党",   U"死角",   U"死因",   U"死机",   U"死里",   U"死心",   U"死活", U"死伤"};
constexpr Text kNotAfterNumber[] = {U"一生", U"了之", U"百了", U"不辞", U"难辞", U"害",
                                    U"心",   U"感",   U"风",   U"寒",   U"口",   U"痛"};
// Between the number and its verb: it did not happen, or it happened to others.
constexpr Text kNotSo[] = {U"未", U"没", U"无人", U"无生命", U"不会", U"避免", U"以上", U"以下", U"可能"};
constexpr Text kRescuers[] = {U"救出", U"救援", U"施救", U"营救", U"赶赴", U"赶往", U"赶到", U"疏散",
                              U"救治", U"救助", U"参与", U"投入", U"照顾", U"护送", U"搜救"};
constexpr Text kNotBefore[] = {U"未造成", U"没有造成", U"未有",   U"没有", U"并无", U"无",   U"未致", U"未发现", U"避免",
                               U"避免了", U"出动",     U"出动了", U"调派", U"调集", U"派出", U"组织", U"增派",   U"抽调"};
// Sentences about no single happening, or about one that did not happen.
constexpr Text kNotThis[] = {U"每年",   U"年均", U"平均每", U"谣言",     U"不实",
                             U"不属实", U"辟谣", U"是指",   U"构成犯罪", U"有期徒刑以"};
// Between a verb and the number behind it: 死亡人数升至5人.
constexpr Text kLinks[] = {U"人数", U"人员",   U"学生",   U"群众", U"者",     U"为",   U"达到", U"达",   U"已",
                           U"升至", U"上升至", U"上升到", U"增至", U"增加到", U"共计", U"共",   U"总数", U"约",
                           U"近",   U"超过",   U"至少",   U"的",   U"有",     U"了",   U":",    U" "};
// 人 that begins another word: 第一人民医院, 3人次.
constexpr Text kNotPeople = U"民员士工口数次类才均群防体质气力造物社";

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
  FactKind kind = FactKind::kHurt;
  size_t begin = 0;
  size_t end = 0;
};

// Reads one folded sentence from left to right. A verb belongs to one number: to the one before it ("3人死亡2人受伤"), unless it
// stands directly before a number and none before it took it ("死亡3人受伤2人").
class SentenceReader {
 public:
  explicit SentenceReader(Text text) : text_(text) {}

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
      used_until_ = std::max(used_until_, verb->end);
      facts.push_back({verb->kind, people_[i].count, ""});
    }
    return facts;
  }

 private:
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

  std::optional<Verb> VerbAt(size_t at) const {
    if (StartsWithAny(text_, at, kNotDeath) && !StartsWith(text_, at, U"死伤")) return std::nullopt;
    for (Text word : kHurtWords) {
      if (StartsWith(text_, at, word)) return Verb{FactKind::kHurt, at, at + word.size()};
    }
    for (Text word : kDeathWords) {
      if (StartsWith(text_, at, word)) return Verb{FactKind::kDeaths, at, at + word.size()};
    }
    if (StartsWithAny(text_, at, kTaken) &&
        HoldsAny(text_.substr(at, std::min(kTakenReach, ClauseEnd(at) - at)), kTakenTo)) {
      return Verb{FactKind::kHurt, at, at + 2};
    }
    return std::nullopt;
  }

  // 死, 亡 and 伤 alone count directly behind the people: 2死, 6人亡, 7人伤.
  std::optional<Verb> ShortVerbAt(size_t at) const {
    if (at >= text_.size() || StartsWithAny(text_, at + 1, kNotAfterNumber)) return std::nullopt;
    if (StartsWithAny(text_, at, kNotDeath)) return std::nullopt;
    if (text_[at] == U'死' || text_[at] == U'亡') return Verb{FactKind::kDeaths, at, at + 1};
    if (text_[at] == U'伤') return Verb{FactKind::kHurt, at, at + 1};
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
    if (first->kind == FactKind::kHurt && HoldsAny(between, kRescuers)) return std::nullopt;
    return first;
  }

  std::optional<Verb> VerbBefore(const People& people) const {
    Text before = text_.substr(0, people.begin);
    while (const Text* link = FindEnding(before, kLinks)) before.remove_suffix(link->size());
    for (size_t length = 4; length >= 2; --length) {
      if (before.size() < length || before.size() - length < used_until_) continue;
      const std::optional<Verb> verb = VerbAt(before.size() - length);
      if (!verb || verb->end != before.size()) continue;
      const Text earlier = text_.substr(0, verb->begin);
      if (EndsWith(earlier, U"未") || EndsWith(earlier, U"无") || EndsWith(earlier, U"没有")) return std::nullopt;
      if (StartsWith(text_, people.end, U"以上") || StartsWith(text_, people.end, U"以下")) return std::nullopt;
      return verb;
    }
    return std::nullopt;
  }

  size_t ClauseEnd(size_t at) const { return std::min(text_.find_first_of(U"，,;；。!?！？", at), text_.size()); }

  const Text text_;
  std::vector<People> people_;
  size_t used_until_ = 0;
};

std::u32string CodePoints(std::string_view text) {
  std::u32string out;
  for (size_t at = 0; at < text.size();) out.push_back(NextCodePoint(text, at));
  return out;
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
  for (const TextUnit& unit : folded.units) {
    const std::u32string text = CodePoints(folded.TextOf(unit));
    for (Fact& fact : SentenceReader(text).Read()) {
      const bool known = std::any_of(facts.begin(), facts.end(),
                                     [&](const Fact& f) { return f.kind == fact.kind && f.count == fact.count; });
      if (known) continue;
      fact.sentence = Quote(document, folded, unit);
      facts.push_back(std::move(fact));
    }
  }
  return facts;
}

}  // namespace fenghuo
