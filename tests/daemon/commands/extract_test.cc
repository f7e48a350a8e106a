#include "daemon/commands/extract.h"

#include <gtest/gtest.h>

#include <sstream>

namespace fenghuo {
namespace {

struct Ran {
  int code = 0;
  std::string out;
  std::string err;
};

Ran RunExtract(const ExtractOptions& options, const std::string& input) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  int code = RunExtract(options, in, out, err);
  return {code, out.str(), err.str()};
}

ExtractOptions SomeOptions() {
  ExtractOptions options;
  options.now = *ParseRfc3339("2026-07-12T00:00:00Z");
  return options;
}

TEST(ExtractCommandTest, WritesTheArticleAsOneLine) {
  Ran run = RunExtract(SomeOptions(),
                       "<title>某超市召回问题食品_清河网</title><h1>某超市召回问题食品</h1><p>2026-07-11 08:30 作者：王小明</p>"
                       "<p>清河市一家超市召回一批次熟食，市场监管部门已责令下架。</p><p>目前未收到不良反应报告，消费者可凭小票退款。</p>");

  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out,
            "{\"title\":\"某超市召回问题食品\",\"author\":\"王小明\",\"published\":\"2026-07-11T00:30:00Z\","
            "\"text\":\"清河市一家超市召回一批次熟食，市场监管部门已责令下架。\\n目前未收到不良反应报告，消费者可凭小票退款。\"}\n");
}

TEST(ExtractCommandTest, LeavesWhatThePageDoesNotTellEmpty) {
  Ran run = RunExtract(SomeOptions(), "<p></p>");

  EXPECT_EQ(run.code, 0);
  EXPECT_EQ(run.out, "{\"title\":\"\",\"author\":\"\",\"published\":null,\"text\":\"\"}\n");
}

TEST(ExtractCommandTest, SaysWhatIsNoPageAndReadsTheOthers) {
  ExtractOptions options = SomeOptions();
  options.files = {"/nowhere/page.html", "-"};

  Ran run = RunExtract(options, "");

  EXPECT_EQ(run.code, 3);
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(run.err, "/nowhere/page.html: cannot be opened: No such file or directory\n-: no HTML in it\n");
}

}  // namespace
}  // namespace fenghuo
