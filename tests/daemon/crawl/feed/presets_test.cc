// Every preset on an answer: a recorded one beside the project, or one that we wrote after public descriptions
// (tests/testdata/sources/README.md).

#include "daemon/config/presets.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "daemon/crawl/feed/feed.h"
#include "daemon/crawl/page/read_source.h"
#include "daemon/wire.h"
#include "tests/daemon/crawl/shared_archive.h"

namespace fenghuo {
namespace {

const Timestamp kAt = *ParseRfc3339("2026-11-20T08:00:00Z");

const Preset& PresetOf(const std::string& id) {
  for (const Preset& preset : Presets()) {
    if (preset.id == id) return preset;
  }
  ADD_FAILURE() << "no preset " << id;
  return Presets().front();
}

std::string WrittenPath(const std::string& id) {
  for (const char* ending : {".json", ".xml", ".html"}) {
    std::string path = std::string(FENGHUO_SOURCE_DIR) + "/tests/testdata/sources/written_" + id + ending;
    if (std::filesystem::exists(path)) return path;
  }
  return {};
}

std::string Written(const std::string& id) {
  std::ifstream file(WrittenPath(id), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Document> Read(const std::string& id, const std::string& body) {
  SourceConfig source = PresetOf(id).source;
  source.id = "s";
  ParsedBody parsed = ReadSource(source, body, {});
  EXPECT_TRUE(parsed.feed) << id << ": " << (parsed.failure ? parsed.failure->reason : "");
  return parsed.feed ? ToDocuments(*parsed.feed, source, kAt, "key") : std::vector<Document>();
}

// What a document is, without what every document has.
std::string Shown(const Document& document) {
  Json json = ToJson(document);
  for (const char* key : {"source", "tier", "fetched_at", "lang", "author_hash"}) json.erase(key);
  if (json.contains("observation")) json["observation"].erase("at");
  return Dump(json);
}

// The answer to the request for `path` in a cassette of VCR (YAML).
std::string FromCassette(const SharedFiles& files, const std::string& name, const std::string& path) {
  for (const auto& interaction : YAML::Load(files.at("mastodon-vcr/tests/cassettes/" + name))["interactions"]) {
    if (interaction["request"]["uri"].as<std::string>().find(path) == std::string::npos) continue;
    return interaction["response"]["body"]["string"].as<std::string>();
  }
  return {};
}

TEST(PresetsTest, EachHasARecordedAnswerOrAWrittenOne) {
  for (const Preset& preset : Presets()) {
    EXPECT_EQ(preset.recorded, WrittenPath(preset.id).empty()) << preset.id;
    if (preset.recorded) continue;
    std::vector<Document> documents = Read(preset.id, Written(preset.id));
    EXPECT_FALSE(documents.empty()) << preset.id;
    for (const Document& document : documents) EXPECT_FALSE(document.url.empty()) << preset.id << ": " << document.title;
  }
}

TEST(PresetsTest, ReadsTheBoardsOfTheLargePlatforms) {
  std::vector<Document> weibo = Read("weibo-hot", Written("weibo-hot"));
  ASSERT_EQ(weibo.size(), 3U);
  EXPECT_EQ(Shown(weibo[0]),
            R"({"id":"s/罐车混装食用油","kind":"hotlist","url":"https://s.weibo.com/weibo?q=%23%E7%BD%90%E8%BD%A6%E6%B7%B7%E8%A3%85%E9%A3%9F%E7%94%A8%E6%B2%B9%23","title":"罐车混装食用油","observation":{"rank":1,"heat":2721882}})");
  EXPECT_EQ(weibo[1].tags, std::vector<std::string>{"advertising"});
  EXPECT_EQ(weibo[2].observation->rank, 2);

  std::vector<Document> baidu = Read("baidu-hot", Written("baidu-hot"));
  ASSERT_EQ(baidu.size(), 2U);
  EXPECT_EQ(baidu[0].text, "多地公布校园餐专项抽检结果。");
  EXPECT_EQ(baidu[0].observation->heat, 7904512);
  EXPECT_EQ(baidu[1].observation->rank, 2);

  EXPECT_EQ(Read("toutiao-hot", Written("toutiao-hot"))[0].observation->heat, 31425364);
  EXPECT_EQ(Read("douyin-hot", Written("douyin-hot"))[1].url, "https://www.douyin.com/hot/1987002");
  EXPECT_EQ(Read("bilibili-hot", Written("bilibili-hot"))[0].url,
            "https://search.bilibili.com/all?keyword=%E9%A3%9F%E5%93%81%E5%AE%89%E5%85%A8%20315");
  EXPECT_EQ(
      Shown(Read("bilibili-ranking", Written("bilibili-ranking"))[0]),
      R"({"id":"s/BV1xx411c7mD","kind":"hotlist","url":"https://www.bilibili.com/video/BV1xx411c7mD","title":"我们去看了罐车怎么洗","text":"实地调查","published_at":"2024-07-08T23:06:40Z","observation":{"rank":1,"views":2533412,"likes":301234,"reposts":40012,"comments":8123}})");
}

TEST(PresetsTest, ReadsPostsWithTheirReachAndHidesTheirAuthors) {
  std::vector<Document> posts = Read("bluesky-search", Written("bluesky-search"));

  ASSERT_EQ(posts.size(), 1U);
  EXPECT_EQ(
      Shown(posts[0]),
      R"({"id":"s/at://did:plc:aaaa/app.bsky.feed.post/3kx7abcd","kind":"post","url":"https://bsky.app/profile/reader.bsky.social/post/3kx7abcd","title":"清河某超市的酸奶过期了","text":"清河某超市的酸奶过期了","published_at":"2026-07-09T02:03:04Z","observation":{"likes":8,"reposts":5,"comments":3}})");
  EXPECT_TRUE(posts[0].author.empty());
  EXPECT_EQ(posts[0].author_hash.size(), 64U);
  EXPECT_EQ(Read("bluesky-feed", Written("bluesky-feed"))[0].url, "https://bsky.app/profile/news.example/post/3kx7zzzz");
  EXPECT_EQ(Read("mastodon-trending", Written("mastodon-trending"))[0].text, "食用油罐车\n又见混装");
  EXPECT_EQ(Read("mastodon-trending-tags", Written("mastodon-trending-tags"))[0].observation->heat, 220);
  std::vector<Document> news = Read("hacker-news", Written("hacker-news"));
  ASSERT_EQ(news.size(), 2U);
  EXPECT_EQ(news[0].url, "https://news.example/recall");
  EXPECT_EQ(news[1].url, "https://news.ycombinator.com/item?id=40900002");
  EXPECT_EQ(news[1].text, "Labels & law");
}

TEST(PresetsTest, ReadsTheMessagesOfATelegramChannelAndNotWhatTheyAnswer) {
  std::vector<Document> posts = Read("telegram-channel", Written("telegram-channel"));

  ASSERT_EQ(posts.size(), 2U) << "a picture alone and a notice of the service say nothing";
  EXPECT_EQ(
      Shown(posts[0]),
      R"({"id":"s/https://t.me/qinghe_life/101","kind":"post","url":"https://t.me/qinghe_life/101","title":"清河某小区多户反映自来水有异味 水务公司称正在排查。","text":"清河某小区多户反映自来水有异味 水务公司称正在排查。","published_at":"2026-11-20T02:15:00Z","observation":{"views":1200}})");
  EXPECT_EQ(posts[1].text, "同一小区居民：物业发来检测报告，余氯合格。");
  EXPECT_EQ(posts[1].observation->views, 2'030'000);
  EXPECT_TRUE(posts[0].author.empty());
  EXPECT_EQ(posts[0].author_hash.size(), 64U);
}

TEST(PresetsTest, ReadsRecordedMastodonTimelines) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/api/mastodon-vcr.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;

  for (auto [name, path] : {std::pair{"test_hashtag_tl.yaml", "/api/v1/timelines/tag/"},
                            std::pair{"test_timeline_disabled.yaml", "/api/v1/timelines/public"}}) {
    std::string body = FromCassette(*files, name, path);
    nlohmann::json statuses = nlohmann::json::parse(body);
    std::vector<Document> posts = Read("mastodon-timeline", body);
    ASSERT_EQ(posts.size(), statuses.size()) << name;
    ASSERT_FALSE(posts.empty()) << name;
    for (size_t i = 0; i < posts.size(); ++i) {
      EXPECT_EQ(posts[i].id, "s/" + statuses[i]["id"].get<std::string>());
      EXPECT_EQ(posts[i].url, statuses[i]["url"]);
      EXPECT_EQ(FormatRfc3339(*posts[i].published_at), statuses[i]["created_at"].get<std::string>());
      EXPECT_EQ(posts[i].observation->likes, statuses[i]["favourites_count"]);
      EXPECT_EQ(posts[i].text.find('<'), std::string::npos);
      EXPECT_FALSE(posts[i].text.empty());
    }
  }
}

TEST(PresetsTest, ReadsRecordedRedditListings) {
  std::optional<SharedFiles> files = ReadSharedArchive("data/api/reddit-cassettes.tar.gz");
  if (!files) GTEST_SKIP() << kNoSharedData;

  size_t read = 0;
  for (const auto& [path, content] : *files) {
    if (!path.ends_with(".json")) continue;
    nlohmann::json cassette = nlohmann::json::parse(content);
    for (const auto& interaction : cassette["interactions"]) {
      nlohmann::json listing = nlohmann::json::parse(interaction["response"]["body"]["string"].get<std::string>(), nullptr, false);
      if (listing.value("kind", "") != "Listing") continue;
      std::vector<Document> posts = Read("reddit-listing", listing.dump());
      std::vector<nlohmann::json> wanted;
      for (const auto& child : listing["data"]["children"]) {
        if (child["data"].contains("title")) wanted.push_back(child["data"]);
      }
      ASSERT_EQ(posts.size(), wanted.size()) << path;
      for (size_t i = 0; i < posts.size(); ++i) {
        EXPECT_EQ(posts[i].id, "s/" + wanted[i]["name"].get<std::string>());
        EXPECT_EQ(posts[i].url, "https://www.reddit.com" + wanted[i]["permalink"].get<std::string>());
        EXPECT_EQ(ToUnixSeconds(*posts[i].published_at), static_cast<int64_t>(wanted[i]["created_utc"].get<double>()));
        EXPECT_EQ(posts[i].observation->comments, wanted[i]["num_comments"]);
      }
      read += posts.size();
    }
  }
  EXPECT_GT(read, 400U);
}

TEST(PresetsTest, ReadsTheRecordedBoardsAndFeedsByTheirPresets) {
  std::optional<SharedFiles> zhihu = ReadSharedArchive("data/raw/zhihu-json-2024-07-guanche.tar.gz");
  std::optional<SharedFiles> weibo = ReadSharedArchive("data/raw/weibo-json-2024-07-guanche.tar.gz");
  std::optional<SharedFiles> feeds = ReadSharedArchive("data/feeds/feed-rs-fixtures.tar.gz");
  if (!zhihu || !weibo || !feeds) GTEST_SKIP() << kNoSharedData;

  int boards = 0;
  for (const auto& [files, preset] : {std::pair{&*zhihu, "zhihu-hot"}, std::pair{&*weibo, "weibo-cards"}}) {
    for (const auto& [path, body] : *files) {
      if (!path.ends_with(".json")) continue;
      EXPECT_GE(Read(preset, body).size(), 30U) << path;
      ++boards;
    }
  }
  EXPECT_GT(boards, 100);
  for (const auto& [path, body] : *feeds) {
    if (path.ends_with("atom_mediarss_youtube_1.xml")) {
      EXPECT_TRUE(Read("youtube-channel", body)[0].url.starts_with("https://www.youtube.com/watch?v="));
    }
  }
}

}  // namespace
}  // namespace fenghuo
