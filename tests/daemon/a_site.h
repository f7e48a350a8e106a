// A site that answers what it is told to, counts what it was asked for, and the pages that stand on such sites.
//
//   Site site;
//   site.PutPage("/list", AList({ALink("/1.html", "某市通报")}));
//   site.PutPage("/1.html", AnArticle("某市通报", "某市某食堂发生食物中毒。"));
//   EXPECT_EQ(site.Asked("/1.html"), 1);
//
// Thread-safe: it answers on threads of its own.

#ifndef FENGHUO_TESTS_DAEMON_A_SITE_H_
#define FENGHUO_TESTS_DAEMON_A_SITE_H_

#include <atomic>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tests/daemon/net/fake_server.h"

namespace fenghuo {

// Answers by path; what is not there is 404.
class Site {
 public:
  explicit Site(const std::string& address = "127.0.0.1")
      : server_([this](FakeConnection& peer) { Serve(peer); }, FakeServerOptions{.address = address}) {}

  void Put(const std::string& path, const std::string& reply) {
    std::lock_guard lock(mutex_);
    replies_[path] = reply;
  }
  void PutPage(const std::string& path, const std::string& html) {
    Put(path, Reply("200 OK", html, "Content-Type: text/html; charset=utf-8\r\n"));
  }
  int Asked(const std::string& path) const {
    std::lock_guard lock(mutex_);
    auto found = asked_.find(path);
    return found == asked_.end() ? 0 : found->second;
  }
  void Hang() { hanging_ = true; }

  const FakeServer& server() const { return server_; }
  std::string Url(const std::string& path) const { return server_.Url(path); }

 private:
  void Serve(FakeConnection& peer) {
    while (std::optional<std::string> request = peer.ReadRequest()) {
      std::string path = PathOf(*request).substr(4);
      std::string reply = Reply("404 Not Found", "");
      {
        std::lock_guard lock(mutex_);
        ++asked_[path];
        if (replies_.contains(path)) reply = replies_[path];
      }
      if (hanging_ && path != "/robots.txt") {
        peer.Wait(hours(1));
        return;
      }
      if (!peer.Send(reply)) return;
    }
  }

  mutable std::mutex mutex_;
  std::map<std::string, std::string> replies_;
  std::map<std::string, int> asked_;
  std::atomic<bool> hanging_ = false;
  FakeServer server_;  // last: its threads use the others
};

inline std::string AnArticle(const std::string& title, const std::string& sentence) {
  std::string html = "<html lang=zh><head><title>" + title + "</title></head><body><nav><a href=/>首页</a><a href=/x>新闻</a></nav>" +
                     "<h1>" + title + "</h1><p class=info>2026年7月11日 09:30 来源：某市日报 记者 王某</p><div class=content>";
  for (int i = 0; i < 4; ++i) html += "<p>" + sentence + "市场监管部门已赶到现场调查处理，有关情况将及时向社会公布，请广大市民放心。</p>";
  return html + "</div></body></html>";
}

inline std::string AList(const std::vector<std::string>& items) {
  std::string html = "<html lang=zh><body><ul class=list>";
  for (const std::string& item : items) html += "<li>" + item + "</li>";
  return html + "</ul></body></html>";
}

inline std::string ALink(const std::string& url, const std::string& title) { return "<a href=\"" + url + "\">" + title + "</a>"; }

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_A_SITE_H_
