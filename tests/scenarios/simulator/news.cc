#include "tests/scenarios/simulator/news.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace fenghuo {
namespace {

// Stages of an affair, each graver than the one before; {} is the place.
struct Affair {
  std::vector<const char*> stages;
  std::vector<const char*> places;
};

const std::vector<Affair>& Affairs() {
  static const std::vector<Affair> affairs = {
      {{"{}家长反映食堂饭菜里吃出异物", "{}多名学生在食堂就餐后呕吐腹泻", "{}食堂学生食物中毒，12名学生送医", "{}食堂中毒事件有1名学生死亡",
        "{}食堂中毒事件已有3名学生死亡"},
       {"青溪实验小学", "柳湾第一中学", "石桥职业学校", "云岭中心小学"}},
      {{"{}一小区电梯坠落，有人被困", "{}电梯坠落2人受伤", "{}电梯坠落事故1人死亡"}, {"青溪区", "柳湾区", "石桥县", "云岭县"}},
      {{"{}一健身房突然闭店，会员退款难", "{}健身房闭店，上百名会员集体投诉"}, {"柳湾区", "青溪新城", "石桥镇"}},
      {{"{}一火锅店后厨被曝蟑螂乱爬", "{}火锅店被查封，当地市场监管局立案调查", "{}火锅店顾客腹泻，5人住院"}, {"月湖街道", "柳林街道", "云岭镇"}},
      {{"{}一奶茶店饮料里喝出异物", "{}奶茶店门店停业整改"}, {"河南", "四川", "广东", "山东"}},
      {{"禾苗配餐被曝使用过期食材，供应{}多所学校", "禾苗配餐食堂臭肉，{}学生集体呕吐"}, {"清河市", "周边"}},
      {{"{}市场监管局执法人员被指粗暴执法", "{}市监局不予立案被曝，网友追问"}, {"石桥县", "清河市", "云岭县"}},
      {{"网传{}超市食盐抢购", "{}食盐抢购系谣言，官方辟谣"}, {"青溪区", "清河市"}},
      {{"{}消费者投诉药店违规销售处方药", "{}药店回收药品再卖，药监局介入"}, {"白沙乡", "清河市", "茶山乡"}},
  };
  return affairs;
}

constexpr const char* kEveryday[] = {"清河市第%届茶文化节开幕", "周末月湖公园游人如织，第%批郁金香盛开", "青溪新城第%小学迎来新生", "清河市今年新增公交线路%条",
                                     "柳湾区召开第%次河长会议", "云岭茶山景区接待游客%万人次", "石桥县第%届农民运动会闭幕", "清河市气象台发布第%号预报"};

std::string Fill(const std::string& pattern, const std::string& mark, const std::string& with) {
  const size_t at = pattern.find(mark);
  return at == std::string::npos ? pattern : std::string(pattern).replace(at, mark.size(), with);
}

class Inventor {
 public:
  Inventor(Rng& rng, const NewsPlan& plan) : rng_(rng), plan_(plan) {}

  std::vector<Post> All() {
    for (size_t site = 0; site < plan_.sites; ++site) Everyday(site, plan_.begin - hours(30), 3, hours(29));
    for (int day = 0; day < plan_.days; ++day) {
      const Timestamp morning = plan_.begin + hours(24 * day);
      for (size_t site = 0; site < plan_.sites; ++site) Everyday(site, morning, 2 + static_cast<int>(rng_.Below(3)), hours(24));
      for (uint64_t left = 3 + rng_.Below(5); left > 0; --left) Unfold(Affairs()[rng_.Below(Affairs().size())], morning);
    }
    std::sort(posts_.begin(), posts_.end(),
              [](const Post& a, const Post& b) { return std::tie(a.at, a.site, a.id) < std::tie(b.at, b.site, b.id); });
    return std::move(posts_);
  }

 private:
  Duration Within(Duration most) { return Duration(static_cast<int64_t>(rng_.Below(static_cast<uint64_t>(most.count())))); }
  std::string NextId() { return "p" + std::to_string(++ids_); }

  void Everyday(size_t site, Timestamp from, int count, Duration length) {
    for (int i = 0; i < count; ++i) {
      const std::string number = std::to_string(1 + rng_.Below(400));
      posts_.push_back({.at = from + Within(length),
                        .site = site,
                        .id = NextId(),
                        .title = Fill(kEveryday[rng_.Below(std::size(kEveryday))], "%", number),
                        .text = "记者从有关部门获悉，活动将持续" + number + "天。",
                        .heat = static_cast<int64_t>(rng_.Below(20'000))});
    }
  }

  // A place, a beginning, and as many stages as luck will have it; a burst brings all of them within the hour.
  void Unfold(const Affair& affair, Timestamp morning) {
    const std::string place = affair.places[rng_.Below(affair.places.size())];
    const bool burst = rng_.Below(4) == 0;
    Timestamp at = morning + Within(hours(20));
    size_t stages = 1 + rng_.Below(affair.stages.size());
    for (size_t stage = 0; stage < stages; ++stage) {
      const std::string title = Fill(affair.stages[stage], "{}", place);
      Spread(title, at, (burst ? 4 : 1) + rng_.Below(4), burst ? minutes(20) : hours(5));
      at += minutes(2) + Within(burst ? minutes(15) : hours(4));
    }
  }

  // One site has it first; others take it over, word for word or in words of their own; some correct it later.
  void Spread(const std::string& title, Timestamp at, uint64_t copies, Duration length) {
    for (uint64_t i = 0; i < copies; ++i) {
      Post post{.at = i == 0 ? at : at + Within(length),
                .site = rng_.Below(plan_.sites),
                .id = NextId(),
                .title = rng_.Below(3) == 0 ? "网友反映：" + title : title,
                .text = title + "。当地正在核实有关情况。",
                .heat = static_cast<int64_t>(rng_.Below(3'000'000))};
      posts_.push_back(post);
      if (rng_.Below(6) != 0) continue;
      post.at += minutes(10) + Within(hours(2));
      post.title += "（更新）";
      post.heat *= 2;
      posts_.push_back(std::move(post));
    }
  }

  Rng& rng_;
  const NewsPlan& plan_;
  std::vector<Post> posts_;
  int ids_ = 0;
};

}  // namespace

std::vector<Post> InventNews(Rng& rng, const NewsPlan& plan) { return Inventor(rng, plan).All(); }

}  // namespace fenghuo
