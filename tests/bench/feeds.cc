#include "tests/bench/feeds.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "base/rng.h"
#include "daemon/crawl/charset/charset.h"
#include "keywords/text/fold.h"
#include "keywords/text/words.h"

namespace fenghuo {
namespace {

constexpr size_t kWords = 8000;
constexpr uint64_t kUnknownWordsOne = 2000;  // of as many words that the dictionary does not have
constexpr int kTitleWords = 9;
constexpr int kWordsASentence = 11;
constexpr int kArticlesInTen = 2;  // of FeedMix::kPosts
constexpr int kSentencesOfAnArticle = 26;  // of about 30 characters each
constexpr int kSentencesOfAPost = 3;
constexpr int kReprintsInTen = 3;
constexpr int kWatchedInTen = 1;
constexpr int kNewHappeningsInTen = 1;  // of the watched items
constexpr uint64_t kFirstIdeograph = 0x4E00;
constexpr uint64_t kIdeographs = 0x9FA6 - kFirstIdeograph;

// The commonest words of the made-up news; the rarer ones are made of GB 2312's 3,755 common characters: nine in ten
// are words of the dictionary, the others unknown to it as names are.
constexpr const char* kCommonWords[] = {
    "的",   "在",   "了",   "和",   "是",   "有",   "对",   "等",   "为",     "将",   "记者", "市场", "企业",
    "工作", "发展", "经济", "今年", "目前", "问题", "情况", "进行", "表示",   "相关", "部门", "服务", "社会",
    "城市", "项目", "管理", "公司", "活动", "中国", "全国", "安全", "建设",   "居民", "孩子", "学校", "医院",
    "交通", "天气", "比赛", "电影", "游客", "道路", "公园", "价格", "消费者", "近日", "昨天", "上午", "介绍",
    "了解", "通过", "提供", "需要", "可以", "已经", "一个", "我们", "他们",   "没有", "其中", "以及"};

// GB 2312's characters of the first level.
std::vector<std::string> CommonCharacters() {
  std::vector<std::string> characters;
  for (int row = 0xB0; row < 0xD7; ++row) {
    for (int cell = 0xA1; cell < 0xA1 + 94; ++cell) {
      Result<DecodedText> decoded = DecodeAs(std::string{static_cast<char>(row), static_cast<char>(cell)}, "gb18030");
      if (decoded.ok()) characters.emplace_back(decoded->text());
    }
  }
  return characters;
}

std::string Utf8(uint64_t code_point) {  // of the three-byte range
  return {static_cast<char>(0xE0 | (code_point >> 12)), static_cast<char>(0x80 | ((code_point >> 6) & 0x3F)),
          static_cast<char>(0x80 | (code_point & 0x3F))};
}

std::string Numbered(const char* format, int number) {
  char text[64];
  std::snprintf(text, sizeof(text), format, number);
  return text;
}

struct Item {
  std::string title;
  std::vector<std::string> sentences;
};

class Newsroom {
 public:
  Newsroom(const RuleSet& rules, FeedMix mix) : rules_(rules), articles_in_ten_(mix == FeedMix::kArticles ? 10 : kArticlesInTen) {
    words_.assign(std::begin(kCommonWords), std::end(kCommonWords));
    const std::vector<std::string> characters = CommonCharacters();
    while (words_.size() < kWords) {
      std::string word;
      for (uint64_t length = rng_.Below(10) == 0 ? 3 : 2; length > 0; --length)
        word += characters[rng_.Below(characters.size())];
      if (IsDictionaryWord(word) || rng_.Below(kUnknownWordsOne) == 0) words_.push_back(word);
    }
  }

  std::string Feed(int number, int items) {
    std::string host = "https://news" + Numbered("%03d", number) + ".example/";
    std::string xml = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss version=\"2.0\"><channel><title>";
    xml += Sentence(4) + "</title><link>" + host + "</link>\n";
    for (int i = 0; i < items; ++i) xml += Write(NextItem(), host + std::to_string(++items_) + ".html");
    return xml + "</channel></rss>\n";
  }

 private:
  // The square makes low numbers common: a rough Zipf.
  const std::string& Word() {
    double fraction = rng_.Fraction();
    return words_[static_cast<size_t>(fraction * fraction * static_cast<double>(kWords))];
  }

  std::string Sentence(int words) {
    std::string text;
    for (int i = 0; i < words; ++i) text += Word();
    return text;
  }

  // One term of every list of a rule, so that it is found.
  std::string Watched() {
    std::string text;
    const Rule& rule = rules_.rules[rng_.Below(rules_.rules.size())];
    for (const TermGroup& group : rule.all) {
      if (!group.terms.empty()) text += Word() + group.terms[rng_.Below(group.terms.size())];
    }
    return text + Word();
  }

  Item NextItem() {
    int lot = static_cast<int>(rng_.Below(10));
    if (lot < kReprintsInTen && !printed_.empty()) {
      Item reprint = printed_[printed_.size() - 1 - rng_.Below(std::min<size_t>(printed_.size(), 400))];
      reprint.sentences[rng_.Below(reprint.sentences.size())] = Sentence(kWordsASentence);
      return reprint;
    }
    Item item{.title = Sentence(kTitleWords), .sentences = {}};
    int sentences = static_cast<int>(rng_.Below(10)) < articles_in_ten_ ? kSentencesOfAnArticle : kSentencesOfAPost;
    for (int i = 0; i < sentences; ++i)
      item.sentences.push_back(Sentence(kWordsASentence + static_cast<int>(rng_.Below(4))));
    if (lot < kReprintsInTen + kWatchedInTen) TellOfAHappening(item);
    printed_.push_back(item);
    return item;
  }

  // Its words stand in title and lead.
  void TellOfAHappening(Item& item) {
    if (happenings_.empty() || static_cast<int>(rng_.Below(10)) < kNewHappeningsInTen) {
      happenings_.push_back({.title = Sentence(kTitleWords / 2), .sentences = {Watched()}});
    }
    const Item& happening = happenings_[rng_.Below(happenings_.size())];
    item.title = happening.title + Sentence(kTitleWords / 2);
    item.sentences[0] = happening.sentences[0];
  }

  std::string Write(const Item& item, const std::string& link) {
    std::string text;
    for (const std::string& sentence : item.sentences) {
      text += "<p>" + sentence + "，" + Sentence(2) + "。</p>";
    }
    Timestamp at = BenchReadAt() - minutes(static_cast<int64_t>(rng_.Below(360)));
    return "<item><title>" + item.title + "</title><link>" + link + "</link><guid>" + link + "</guid><pubDate>" +
           FormatRfc3339(at) + "</pubDate><category>社会</category><description><![CDATA[" + text +
           "]]></description></item>\n";
  }

  const RuleSet& rules_;
  int articles_in_ten_;
  Rng rng_{20260711};
  std::vector<std::string> words_;
  std::vector<Item> printed_;
  std::vector<Item> happenings_;
  int64_t items_ = 0;
};

nlohmann::json GroupJson(const TermGroup& group) {
  nlohmann::json out = {{"terms", nlohmann::json::array()}, {"patterns", group.patterns}};
  for (const std::string& term : group.terms) out["terms"].push_back(Fold(term));
  return out;
}

nlohmann::json RulesJson(const RuleSet& rules) {
  nlohmann::json out = nlohmann::json::array();
  for (const Rule& rule : rules.rules) {
    nlohmann::json all = nlohmann::json::array();
    for (const TermGroup& group : rule.all) all.push_back(GroupJson(group));
    out.push_back({{"id", rule.id}, {"any", GroupJson(rule.any)}, {"all", all}, {"none", GroupJson({rule.none, {}})}});
  }
  return out;
}

nlohmann::json FoldJson() {
  nlohmann::json out = nlohmann::json::object();
  for (uint64_t code_point = kFirstIdeograph; code_point < kFirstIdeograph + kIdeographs; ++code_point) {
    std::string folded = Fold(Utf8(code_point));
    if (folded != Utf8(code_point)) out[Utf8(code_point)] = folded;
  }
  return out;
}

Result<void> WriteFile(const std::string& path, const std::string& bytes) {
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  file.close();
  return file ? Result<void>() : Unavailable(path + ": cannot be written");
}

}  // namespace

Timestamp BenchReadAt() { return FromUnixSeconds(1783730400); }

std::vector<BenchFeed> BenchFeeds(const RuleSet& rules, FeedMix mix) {
  Newsroom newsroom(rules, mix);
  std::vector<BenchFeed> feeds;
  for (int i = 0; i < kBenchFeeds; ++i) {
    feeds.push_back({.source = Numbered("bench-%03d", i),
                     .url = "https://news" + Numbered("%03d", i) + ".example/rss.xml",
                     .body = newsroom.Feed(i, kBenchItems),
                     .earlier = newsroom.Feed(i, 1)});
  }
  return feeds;
}

Result<void> WriteBenchFeeds(const RuleSet& rules, FeedMix mix, const std::string& folder) {
  std::error_code problem;
  std::filesystem::create_directories(folder, problem);
  if (problem) return Unavailable(folder + ": cannot be made: " + problem.message());
  int number = 0;
  for (const BenchFeed& feed : BenchFeeds(rules, mix)) {
    Result<void> written = WriteFile(folder + "/" + Numbered("%03d.xml", number++), feed.body);
    if (!written.ok()) return written;
  }
  if (Result<void> written = WriteFile(folder + "/rules.json", RulesJson(rules).dump()); !written.ok()) return written;
  return WriteFile(folder + "/fold.json", FoldJson().dump());
}

}  // namespace fenghuo
