#include "daemon/crawl/page/notices.h"

#include <re2/re2.h>

#include "keywords/text/utf8.h"

namespace fenghuo {
namespace {

constexpr size_t kShortMax = 60;       // code points of a Chinese label with its value
constexpr size_t kWesternMax = 160;    // of a Western one: a headline may follow
constexpr size_t kStatementMax = 400;  // of a disclaimer

const RE2& Statement() {
  static const RE2 pattern(
      "^[【\\[（(《]?(?:免责声明|版权声明|郑重声明|特别声明|重要提示|风险提示|声明)[】\\]）)》]?[:：】 "
      "]|^[【\\[]?免责声明"
      "|^(?:版权所有|Copyright|©|\\(c\\) ?\\d{4}|All rights reserved|[Aa]ll [Cc]ontent "
      "©)|未经(?:授权|许可|书面).{0,20}(?:不得|禁止|请勿)转载"
      "|^本文(?:仅代表|系转载|为.{0,12}原创|由.{0,20}授权)|^(?:This article was (?:originally|first) published)");
  return pattern;
}

const RE2& Label() {
  static const RE2 pattern(
      "^[【\\[（(]?(?:责任编辑|责编|编辑|值班编辑|实习编辑|见习编辑|审核|校对|审校|监制|原标题|原题|本文来源|文章来源|"
      "信息来源|稿源|来源"
      "|本文关键词|关键词|标签|分享到|分享至|浏览次数|阅读次数|点击数|字号|字体|发布时间|发布日期|更新时间)\\s*[:：/"
      "丨|]"
      "|^(?:上一篇|下一篇|上一页|下一页|相关阅读|相关新闻|相关链接|相关报道|延伸阅读|推荐阅读|热门推荐|猜你喜欢|"
      "更多精彩|打印本页|关闭窗口"
      "|返回顶部|您所在的位置|您的位置|当前位置|我要反馈|查看更多|展开全文|阅读原文|点击查看|点击进入)"
      "|(?:扫描|扫码|长按|微信扫).{0,20}(?:二维码|关注|阅读|下载)|公众号$|返回.{0,6}首页|^\\+\\d$|^(?:【|\\[)?(?:打印|"
      "关闭|纠错|返回)(?:】|\\])?$");
  return pattern;
}

// A line that is a date, a source and a writer and nothing else.
const RE2& Byline() {
  static const RE2 pattern(
      "^\\d{4}\\s?[-/.年]\\s?\\d{1,2}\\s?[-/.月]\\s?\\d{1,2}日?(?:[\\sT]*\\d{1,2}:\\d{2}(?::\\d{2})?)?"
      "\\s*(?:$|\\||(?:来源|稿源|作者|记者|编辑|阅读|浏览|发布)[\\s\\S]*)$"
      "|^By [A-Z][\\pL.'-]+(?: [A-Z][\\pL.'-]+){1,3}(?:,? (?:and|&) [A-Z][\\pL.'-]+ [A-Z][\\pL.'-]+)?(?:, [\\pL "
      "]{2,40})?$");
  return pattern;
}

const RE2& WesternLabel() {
  static const RE2 pattern(
      "(?i)^(?:read (?:more|next|also|the full)|related(?: (?:articles?|stories|topics?|content|posts?|video))?\\s*:"
      "|related (?:articles?|stories|topics?|content|posts?)$|also read|see also:|more (?:from|on this|about:)|share "
      "(?:this|on|via)"
      "|follow (?:us|@|me)|sign up (?:for|to)|subscribe (?:to|now|here)|advertise?ment(?:\\W.{0,40})?$|advertising$"
      "|sponsored(?: content| post| by .{0,40})?$|story continues|article continues|continue reading|click here|watch:"
      "|skip (?:to|past|advert)|leave a (?:comment|reply)|view (?:all|comments|more|photos?)|photo(?: by)?:|image(?: "
      "credit| source)?:"
      "|credit:|(?:photo|image) credit|tags?:|filed under|topics:|posted (?:in|on)|published (?:on|:)|updated:|last "
      "(?:updated|modified)"
      "|print(?: this)?$|e-?mail(?: this)?$|comments?$|share$|tweet$|loading\\W*$|\\d+ comments?$|have (?:a "
      "story|something to say)"
      "|get (?:our|the) .{0,40}newsletter|download (?:the|our) .{0,20}app|powered by .{0,30}$)");
  return pattern;
}

}  // namespace

bool IsNotice(std::string_view line) {
  if (line.size() > kStatementMax * 3) return false;
  size_t length = CountCodePoints(line);
  if (length <= kStatementMax && RE2::PartialMatch(line, Statement())) return true;
  if (length <= kShortMax && (RE2::PartialMatch(line, Label()) || RE2::PartialMatch(line, Byline()))) return true;
  return length <= kWesternMax && RE2::PartialMatch(line, WesternLabel());
}

}  // namespace fenghuo
