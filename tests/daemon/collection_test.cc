// A list page and the articles behind it on real servers, read by the crawler, its workers and the core together.

#include "daemon/collection.h"

#include <gtest/gtest.h>

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>

#include "tests/daemon/a_site.h"
#include "tests/daemon/engine/an_office.h"
#include "tests/daemon/net/open_transport.h"
#include "tests/storage/temporary_directory.h"

namespace fenghuo {
namespace {

constexpr double kSpeed = 100;

// A JSON source whose answers come in pages.
SourceConfig APagedSource(const Site& site) {
  SourceConfig api;
  api.id = "api";
  api.name = "某市投诉接口";
  api.type = SourceType::kJson;
  api.kind = DocumentKind::kComplaint;
  api.url = site.Url("/api?page=1");
  api.tier = Tier::kCity;
  api.region = "某市";
  api.every = seconds(10);
  api.board.Edit().ranked = false;
  api.board.Edit().list = {"/items"};
  api.board.Edit().id = {"/id"};
  api.board.Edit().title = {"/title"};
  api.board.Edit().next_url = site.Url("/api?page={page}");
  api.board.Edit().pages_max = 3;
  return api;
}

class CollectionTest : public testing::Test {
 protected:
  CollectionTest() : clock_(Morning(), kSpeed, std::chrono::steady_clock::now()), office_(Office()) {
    site_.PutPage("/list", AList({ALink("/0.html", "某市举办图书节")}));
    Start();
    EXPECT_TRUE(ReadUntil([this] { return Source().baseline_at.has_value(); }));
  }

  Config Office() const {
    Config config = AnOffice();
    SourceConfig notices;
    notices.id = "notices";
    notices.name = "某市通知公告";
    notices.type = SourceType::kPage;
    notices.url = site_.Url("/list");
    notices.tier = Tier::kCity;
    notices.region = "某市";
    notices.every = seconds(10);
    notices.page.Edit().entries = "ul.list > li";
    notices.page.Edit().title = {"a"};
    notices.page.Edit().url = {"a::attr(href)"};
    config.sources = {notices, APagedSource(api_)};
    config.data_path = folder_.Path("");
    config.crawl.host_gap = seconds(1);
    config.crawl.user_agent = "fenghuo-test";
    return config;
  }

  void Start() {
    CollectionOptions options{.gate = GateTo({&site_.server(), &own_.server(), &other_.server(), &api_.server()}),
                              .classifier = *Classifier::Make(office_.config()),
                              .author_key = "key",
                              .clock = clock_,
                              .wake = [this] {
                                std::lock_guard lock(mutex_);
                                woken_ = true;
                                changed_.notify_all();
                              }};
    collection_ = std::make_unique<Collection>(std::move(options), office_.config());
    ASSERT_TRUE(collection_->Start(office_.config(), office_.engine(), clock_.Now()).ok());
  }

  // The core's turn, again and again.
  bool ReadUntil(const std::function<bool()>& done) {
    auto end = std::chrono::steady_clock::now() + seconds(30);
    while (!done()) {
      if (std::chrono::steady_clock::now() > end) return false;
      {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, milliseconds(20), [this] { return woken_; });
        woken_ = false;
      }
      Result<IngestReport> report = collection_->Ingest(office_.engine(), metrics_, clock_.Now());
      EXPECT_TRUE(report.ok());
    }
    return true;
  }
  bool ReadTheListAgain(int times) {
    int64_t before = Source().fetches;
    return ReadUntil([&] { return Source().fetches >= before + times; });
  }

  SourceRecord Source(const std::string& id = "notices") const { return office_.engine().core().state.SourceOf(id); }
  // Entries of the paged source: number and title.
  void PutItems(int page, const std::vector<std::pair<int, std::string>>& items) {
    std::string json;
    for (const auto& [id, title] : items) {
      json += (json.empty() ? "" : ",") + std::string(R"({"id":)") + std::to_string(id) + R"(,"title":")" + title + "\"}";
    }
    api_.Put("/api?page=" + std::to_string(page), Reply("200 OK", R"({"items":[)" + json + "]}", "Content-Type: application/json\r\n"));
  }
  std::optional<DocumentRecord> Stored(const std::string& path) const { return StoredAt(site_.Url(path)); }
  std::optional<DocumentRecord> StoredAt(const std::string& url) const {
    Result<DocumentRecord> record = office_.store().FindDocument("notices/" + url);
    return record.ok() ? std::optional(*record) : std::nullopt;
  }

  TemporaryDirectory folder_;
  Site site_;
  Site own_;  // of the same site, behind another port
  Site other_{"127.0.0.2"};
  Site api_{"127.0.0.3"};
  ScaledClock clock_;
  mutable RunningOffice office_;
  Metrics metrics_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  std::unique_ptr<Collection> collection_;
};

TEST_F(CollectionTest, TheArticleBehindANewEntryIsReadOnceAlsoAcrossARestart) {
  site_.PutPage("/1.html", AnArticle("关于某食堂的情况说明", "某市某食堂发生食物中毒，30人住院治疗。"));
  site_.PutPage("/list", AList({ALink("/1.html", "关于某食堂的情况说明"), ALink("/0.html", "某市举办图书节")}));

  ASSERT_TRUE(ReadUntil([&] { return Stored("/1.html") && Stored("/1.html")->version == 2; }));

  DocumentRecord read = *Stored("/1.html");
  EXPECT_NE(read.document.text.find("30人住院治疗"), std::string::npos) << read.document.text;
  EXPECT_EQ(read.document.text.find("首页"), std::string::npos) << read.document.text;
  ASSERT_TRUE(read.document.published_at.has_value());
  EXPECT_EQ(*read.document.published_at, *ParseRfc3339("2026-07-11T09:30:00+08:00"));
  EXPECT_FALSE(read.document.author.empty());
  EXPECT_FALSE(read.matches.empty());
  EXPECT_LT(read.document.fetched_at, read.last_seen);

  site_.PutPage("/list", AList({"<b>头条</b>" + ALink("/1.html", "关于某食堂的情况说明")}));
  ASSERT_TRUE(ReadTheListAgain(2));
  EXPECT_EQ(Stored("/1.html")->document.text, read.document.text);
  EXPECT_EQ(Stored("/1.html")->version, 2);
  collection_.reset();
  Start();
  ASSERT_TRUE(ReadTheListAgain(2));
  EXPECT_EQ(site_.Asked("/1.html"), 1);
  EXPECT_EQ(site_.Asked("/0.html"), 0) << "what the first read held is no news";
  EXPECT_EQ(site_.Asked("/robots.txt"), 2) << "once in each life";
  EXPECT_NE(metrics_.Text().find("fenghuo_errands_total{outcome=\"read\"} 1"), std::string::npos);
}

TEST_F(CollectionTest, APageThatARestartCutOffIsReadAfterwards) {
  own_.Hang();
  site_.PutPage("/list", AList({ALink(own_.Url("/1.html"), "关于某食堂的情况说明")}));
  ASSERT_TRUE(ReadUntil([&] { return own_.Asked("/1.html") == 1; }));
  collection_.reset();
  EXPECT_EQ(StoredAt(own_.Url("/1.html"))->version, 1);

  Start();

  EXPECT_TRUE(ReadUntil([&] { return own_.Asked("/1.html") == 2; }));
}

TEST_F(CollectionTest, AReloadGoesOnWithWhatWaitsAndLetsGoThePagesOfASourceThatIsGone) {
  own_.Hang();
  site_.PutPage("/list", AList({ALink(own_.Url("/1.html"), "关于某食堂的情况说明")}));
  ASSERT_TRUE(ReadUntil([&] { return own_.Asked("/1.html") == 1; }));
  const auto reload = [this](const Config& config) {
    office_.engine().Reconfigure(config, office_.engine().core().classifier);
    ASSERT_TRUE(collection_->Reconfigure(office_.engine(), GateTo({&site_.server(), &own_.server()}), clock_.Now()).ok());
    ASSERT_TRUE(office_.engine().NoteAudit({"system", "config.reload"}, clock_.Now()).ok());
  };

  reload(office_.config());
  EXPECT_EQ(collection_->errands_waiting(), 1u);
  EXPECT_EQ(office_.store().Errands()->size(), 1u);

  Config without = office_.config();
  std::erase_if(without.sources, [](const SourceConfig& source) { return source.id == "notices"; });
  reload(without);
  EXPECT_EQ(collection_->errands_waiting(), 0u);
  EXPECT_TRUE(office_.store().Errands()->empty());
}

TEST_F(CollectionTest, APageThatHangsKeepsNoOtherHostWaiting) {
  own_.Hang();
  site_.PutPage("/list", AList({ALink(own_.Url("/1.html"), "关于某食堂的情况说明")}));
  ASSERT_TRUE(ReadUntil([&] { return own_.Asked("/1.html") == 1; }));

  int before = api_.Asked("/api?page=1");
  ASSERT_TRUE(ReadUntil([&] { return api_.Asked("/api?page=1") >= before + 2; }));

  std::optional<DocumentRecord> stored = StoredAt(own_.Url("/1.html"));
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->version, 1) << "the title is there long before its page";
  EXPECT_EQ(collection_->errands_waiting(), 1u);
}

TEST_F(CollectionTest, ADeadPageIsCountedWithItsReasonAndItsSourceIsWell) {
  site_.PutPage("/list", AList({ALink("/gone.html", "关于某食堂的情况说明")}));
  ASSERT_TRUE(ReadUntil([&] { return Source().articles.failed == 1; }));
  ASSERT_TRUE(ReadTheListAgain(2));
  EXPECT_EQ(Source().health, SourceHealth::kOk);
  EXPECT_EQ(Source().articles.last_failure, "服务器返回 HTTP 404");
  EXPECT_EQ(site_.Asked("/gone.html"), 1);
  EXPECT_NE(metrics_.Text().find("fenghuo_errands_total{outcome=\"failed\"} 1"), std::string::npos);
}

TEST_F(CollectionTest, APageThatIsNoPageSaysSo) {
  site_.Put("/1.pdf", Reply("200 OK", std::string("%PDF-1.7\n\0\1\2", 12), "Content-Type: application/pdf\r\n"));
  site_.PutPage("/list", AList({ALink("/1.pdf", "关于某食堂的情况说明")}));
  ASSERT_TRUE(ReadUntil([&] { return Source().articles.failed == 1; }));
  EXPECT_EQ(Source().articles.last_failure, "链接指向文件，不是网页");
}

TEST_F(CollectionTest, APageIsFollowedToItsOwnSiteOnly) {
  site_.PutPage("/moved.html", AnArticle("某市通报一", "某市某食堂食物中毒情况通报。"));
  site_.Put("/1.html", Reply("302 Found", "", "Location: /moved.html\r\n"));
  site_.Put("/2.html", Reply("302 Found", "", "Location: " + other_.Url("/advertising.html") + "\r\n"));
  other_.PutPage("/advertising.html", AnArticle("广告", "全场五折。"));
  site_.PutPage("/list", AList({ALink("/1.html", "某市通报一"), ALink("/2.html", "某市通报二")}));

  ASSERT_TRUE(ReadUntil([&] { return Source().articles.read + Source().articles.failed == 2; }));

  EXPECT_EQ(Stored("/1.html")->version, 2);
  EXPECT_EQ(Stored("/2.html")->version, 1);
  EXPECT_EQ(Source().articles.last_failure, "被转到其他网站，未跟随");
  EXPECT_EQ(other_.Asked("/advertising.html"), 0);
}

TEST_F(CollectionTest, APageOfAnotherSiteIsNotReadSoThatALinkCannotChooseWhomWeCall) {
  site_.PutPage("/1.html", AnArticle("某市通报一", "某市某食堂食物中毒情况通报。"));
  site_.PutPage("/list", AList({ALink(other_.Url("/admin"), "某市通报二"), ALink("/1.html", "某市通报一")}));
  ASSERT_TRUE(ReadUntil([&] { return Source().articles.read == 1; }));
  ASSERT_TRUE(ReadTheListAgain(2));
  EXPECT_EQ(other_.Asked("/admin"), 0);
  EXPECT_EQ(other_.Asked("/robots.txt"), 0);
}

TEST_F(CollectionTest, APageThatItsHostForbidsIsNotAskedFor) {
  own_.Put("/robots.txt", Reply("200 OK", "User-agent: *\nDisallow: /\n", "Content-Type: text/plain\r\n"));
  site_.PutPage("/list", AList({ALink(own_.Url("/1.html"), "关于某食堂的情况说明")}));
  ASSERT_TRUE(ReadUntil([&] { return Source().articles.failed == 1; }));
  EXPECT_EQ(Source().articles.last_failure, "robots.txt 第 2 行不允许抓取：Disallow: /");
  EXPECT_EQ(own_.Asked("/1.html"), 0);
}

TEST_F(CollectionTest, AnswersInPagesAreReadOnAsLongAsTheyBringSomethingNew) {
  PutItems(1, {{1, "某市举办图书节"}, {2, "某市道路养护"}});
  PutItems(2, {{3, "某市某食堂食物中毒"}, {4, "某市公园开放"}});
  PutItems(3, {{5, "某市地铁延时"}});
  PutItems(4, {{6, "超出页数上限"}});
  ASSERT_TRUE(ReadUntil([this] { return office_.store().FindDocument("api/5").ok(); }));
  EXPECT_TRUE(office_.Incidents().empty()) << "further pages of the first read are a baseline too";
  EXPECT_EQ(api_.Asked("/api?page=2"), 1);
  EXPECT_EQ(api_.Asked("/api?page=3"), 1);

  PutItems(1, {{7, "某市某超市食物中毒"}, {1, "某市举办图书节"}});
  ASSERT_TRUE(ReadUntil([this] { return api_.Asked("/api?page=2") == 2; }));
  int64_t before = Source("api").fetches;
  ASSERT_TRUE(ReadUntil([&] { return Source("api").fetches >= before + 3; }));

  EXPECT_EQ(office_.Incidents().size(), 1u);
  EXPECT_EQ(api_.Asked("/api?page=2"), 2) << "asked for where the first page brought news, and only then";
  EXPECT_EQ(api_.Asked("/api?page=3"), 1) << "the second page brought none";
  EXPECT_EQ(api_.Asked("/api?page=4"), 0);
  EXPECT_EQ(office_.store().FindDocument("api/6").error().code, ErrorCode::kNotFound);
}

TEST_F(CollectionTest, AFurtherPageThatARestartCutOffIsReadAfterwardsWithoutFurtherNews) {
  api_.Put("/api?page=2", Reply("503 Service Unavailable", ""));
  PutItems(1, {{1, "某市举办图书节"}});
  ASSERT_TRUE(ReadUntil([this] { return api_.Asked("/api?page=2") == 1; }));
  collection_.reset();
  PutItems(2, {{2, "某市道路养护"}});

  Start();

  EXPECT_TRUE(ReadUntil([this] { return office_.store().FindDocument("api/2").ok(); }));
  EXPECT_TRUE(office_.Incidents().empty());
}

TEST_F(CollectionTest, ADeadPageIsNotAskedForAgainAfterARestart) {
  site_.PutPage("/list", AList({ALink("/gone.html", "关于某食堂的情况说明")}));
  ASSERT_TRUE(ReadUntil([&] { return Source().articles.failed == 1; }));
  for (int i = 0; i < 3; ++i) {
    collection_.reset();
    Start();
    ASSERT_TRUE(ReadTheListAgain(1));
  }
  EXPECT_EQ(site_.Asked("/gone.html"), 1);
  EXPECT_EQ(Source().articles.failed, 1);
}

TEST_F(CollectionTest, AFurtherPageThatFailsIsCountedWithItsNumber) {
  PutItems(1, {{1, "某市举办图书节"}});
  ASSERT_TRUE(ReadUntil([this] { return Source("api").articles.failed == 1; }));
  EXPECT_EQ(Source("api").articles.last_failure, "第2页：服务器返回 HTTP 404");
  EXPECT_EQ(Source("api").health, SourceHealth::kOk);
}

TEST_F(CollectionTest, TheLastGoodAndTheFirstBadAnswerOfAnOutageAreKept) {
  const std::string good = FindRaw(folder_.Path(""), "notices", RawKind::kGood)->bytes;
  EXPECT_EQ(good, AList({ALink("/0.html", "某市举办图书节")}));

  site_.Put("/list", Reply("503 Service Unavailable", "the first"));
  ASSERT_TRUE(ReadUntil([this] { return Source().failures == 1; }));
  site_.Put("/list", Reply("503 Service Unavailable", "the second"));
  ASSERT_TRUE(ReadUntil([this] { return Source().failures == 3; }));

  Result<RawBody> bad = FindRaw(folder_.Path(""), "notices", RawKind::kBad);
  ASSERT_TRUE(bad.ok()) << bad.error().message;
  EXPECT_EQ(bad->bytes, "the first");
  EXPECT_EQ(bad->status, 503);
  EXPECT_EQ(bad->reason, "服务器返回 HTTP 503");
  EXPECT_EQ(FindRaw(folder_.Path(""), "notices", RawKind::kGood)->bytes, good);

  site_.PutPage("/list", AList({ALink("/0.html", "某市举办图书节"), ALink("/9.html", "某市恢复")}));
  ASSERT_TRUE(ReadUntil([this] { return Source().failures == 0; }));
  site_.PutPage("/list", "<title>请登录</title><form><input type=password></form>");
  ASSERT_TRUE(ReadUntil([this] { return Source().failures == 1; }));
  EXPECT_EQ(FindRaw(folder_.Path(""), "notices", RawKind::kBad)->status, 200) << "the next outage takes the place";
}

TEST_F(CollectionTest, WhatIsKeptOfASourceIsThereAsLongAsTheSourceIsSo) {
  const Timestamp kept = clock_.Now();
  ASSERT_TRUE(ReadTheListAgain(2));

  collection_->RemoveRawBefore(kept);
  EXPECT_TRUE(HasRaw(folder_.Path(""), "notices", RawKind::kGood)) << "it sends the same to this day";

  site_.Put("/list", Reply("503 Service Unavailable", ""));
  ASSERT_TRUE(ReadUntil([this] { return Source().failures == 1; }));
  collection_->RemoveRawBefore(clock_.Now() + hours(1));
  ASSERT_FALSE(HasRaw(folder_.Path(""), "notices", RawKind::kBad));
  ASSERT_TRUE(ReadUntil([this] { return Source().failures == 2; }));
  EXPECT_TRUE(HasRaw(folder_.Path(""), "notices", RawKind::kBad)) << "the outage is not over";
}

}  // namespace
}  // namespace fenghuo
