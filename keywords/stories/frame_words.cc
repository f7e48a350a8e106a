#include "keywords/stories/frame_words.h"

#include <string>
#include <unordered_map>

namespace fenghuo {
namespace {

constexpr int32_t kYearPerMille = 15;

struct FrameGroup {
  int32_t per_mille;
  std::string_view words;  // separated by single spaces
};

constexpr FrameGroup kGroups[] = {
    // What English builds sentences and headlines with, as head_words.cc cuts it.
    {40, "the of and to in for on with as at by from is are be an that it its this not but he she his her they their who what when how why "
         "was were has have had will can may after over more than up out about into your you we our"},
    {15, "new say said report video photo today day year first two one man woman peopl us u.s uk world amid via"},
    // How a question on a board is framed.
    {40, "如何 看待 哪些 什么 怎么 为什么 为何 怎样 信息 值得 关注 如何看待 值得关注"},
    {20, "此事 情况 具体 影响 问题 带来 评价 可能 原因 意味着 意味 事件 是否 多少 有何 建议 还有 哪里 到底 究竟 需要 注意"},
    // How news speaks.
    {25, "回应 网友 中国 男子 女子 美国 曝光"},
    {15, "官方 通报 最新 发布 记者 媒体 公司 专家 警方 企业 品牌 正式 全国 日本 北京 上海 视频 直播 宣布 首次 表示 透露"},
    {8,  "致歉 道歉 声明 发声 调查 处罚 下架 涉事 当事人 当事 知情 知情人 负责 负责人 董事长 老板 员工 家长 学生 孩子 老人 消费者 "
         "消费 消费者 店家 商家 市监局 部门 监管 相关 工作 人员 工作人员 学校 大学 高校 医院 医生 老师 公布 否认 承认 热搜 评论 "
         "人民 日报 人民日报 新华社 新华 央视 新闻 中新网 市场 结果 处理 进展 开始 结束 超过 达到 继续 再次 发现 发生 存在 使用 出现 "
         "成为 进行 要求 认为 造成 导致 涉及 提醒 希望 支持 广州 深圳 杭州 成都 重庆 南京 武汉 河南 山东 江苏 浙江 四川 广东 河北 "
         "湖南 湖北 韩国 英国 法国 俄罗斯 世界 国家 全球 国内 产品 价格 安全 食品 生活 时间 今年 去年 今天 明天 晚上 凌晨 现在 目前 "
         "当地 多地 多家 多名 大量 全部 直接 一个 第一 一次 事故 女孩 男孩 妈妈 爸爸 父亲 母亲 儿子 女儿 妻子 丈夫 小孩 司机 顾客 "
         "大家 自己 喜欢 感觉 真的 没有 不是 可以 不能 不要 已经 成立 开展"},
    // How an exposure is told, whatever is exposed.
    {8,  "卧底 暗访 点名 约谈 整改 停业 停业整顿 门店 旗下 查封 立案 立案调查 乱象 内幕 揭秘 起底 网曝 后厨 严查 连夜 排查 举报 投诉 "
         "维权 召回 停产 停售 退款 赔付 打假 执法 执法人员 突击 检查 抽检 不合格 检出 超标 监管部门 市场监管 市监 总局 督查"},
    // Everyday nouns and verbs that stand in headlines of every kind and make none of them alike.
    {3,  "群众 故事 健康 成功 失败 科技 技术 演唱 唱会 门票 广告 春天 夏天 秋天 冬天 重要 吃饭 一只 一种 一位 一名 一起 一家 晚会 节目 "
         "电影 电视 电视剧 视剧 音乐 舞台 歌曲 比赛 冠军 决赛 球队 球员 演员 明星 粉丝 主播 网红 朋友 同学 同事 年轻 年轻人 轻人 女生 男生 "
         "女人 男人 姐姐 哥哥 弟弟 妹妹 夫妻 夫妇 家庭 婚礼 结婚 离婚 恋爱 爱情 关系 社会 经济 发展 增长 下降 上涨 下跌 大涨 大跌 股价 "
         "投资 资金 收入 工资 就业 毕业 毕业生 高考 考试 考生 教育 课程 孩童 儿童 幼儿 幼儿园 小学 中学 校园 宿舍 教授 研究 科学 数据 "
         "系统 平台 手机 电脑 软件 游戏 汽车 车主 新车 飞机 航班 高铁 列车 地铁 公交 旅游 游客 景区 酒店 城市 农村 村民 居民 小区 "
         "房子 房价 地方 地区 政府 政策 法律 法院 律师 起诉 判决 获刑 被告 合同 赔偿 罚款 警察 民警 报警 救援 消防 消防员 防员 遇难 "
         "死亡 受伤 失联 去世 生命 身体 疾病 治疗 患者 病毒 疫情 感染 天气 高温 暴雨 台风 地震 洪水 动物 宠物 猫咪 衣服 照片 图片 "
         "声音 语言 文化 历史 传统 艺术 精神 心理 情绪 压力 习惯 能力 方法 方式 作用 价值 意义 目标 计划 机会 未来 过去 当年 近年 "
         "最近 早上 下午 中午 周末 假期 放假 过年 春节 国庆 五一 中秋 生日 礼物 购买 使用者 消息 信号 规则 标准 质量 服务 管理 组织 "
         "活动 会议 合作 竞争 战争 军事 总统 总理 外交 外交部 国际 欧洲 香港 台湾 台北 天津 福建 安徽 江西 陕西 山西 云南 贵州 广西 "
         "辽宁 吉林 黑龙江 海南 新疆 西藏 内蒙古 甘肃 上班 下班 打工 加班 离职 裁员 买到 卖出 免费 便宜 好吃 好看 漂亮 开心 难过"},
};

std::unordered_map<std::string_view, int32_t> Build() {
  std::unordered_map<std::string_view, int32_t> table;
  for (const FrameGroup& group : kGroups) {
    std::string_view rest = group.words;
    while (!rest.empty()) {
      const size_t space = rest.find(' ');
      if (space != 0) table.try_emplace(rest.substr(0, space), group.per_mille);
      rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
    }
  }
  return table;
}

// A year dates a headline; it says nothing of what happened.
bool IsYear(std::string_view word) {
  return word.size() == 4 && (word.starts_with("19") || word.starts_with("20")) && word[2] >= '0' && word[2] <= '9' &&
         word[3] >= '0' && word[3] <= '9';
}

}  // namespace

int32_t FramePerMille(std::string_view word) {
  static const std::unordered_map<std::string_view, int32_t> table = Build();
  const auto found = table.find(word);
  if (found != table.end()) return found->second;
  return IsYear(word) ? kYearPerMille : 0;
}

}  // namespace fenghuo
