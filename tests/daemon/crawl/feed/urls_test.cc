#include "daemon/crawl/feed/urls.h"

#include <gtest/gtest.h>

namespace fenghuo {
namespace {

TEST(ResolveUrlTest, FollowsTheExamplesOfRfc3986) {
  constexpr const char* kBase = "http://a/b/c/d;p?q";
  struct Example {
    const char* reference;
    const char* resolved;
  };
  constexpr Example kExamples[] = {
      {"g:h", "g:h"},                  {"g", "http://a/b/c/g"},           {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},       {"/g", "http://a/g"},              {"//g", "http://g"},
      {"?y", "http://a/b/c/d;p?y"},    {"g?y", "http://a/b/c/g?y"},       {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},     {"g?y#s", "http://a/b/c/g?y#s"},   {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},     {"g;x?y#s", "http://a/b/c/g;x?y#s"}, {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},          {"./", "http://a/b/c/"},           {"..", "http://a/b/"},
      {"../", "http://a/b/"},          {"../g", "http://a/b/g"},          {"../..", "http://a/"},
      {"../../", "http://a/"},         {"../../g", "http://a/g"},         {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"}, {"/./g", "http://a/g"},            {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},       {".g", "http://a/b/c/.g"},         {"g..", "http://a/b/c/g.."},
      {"./../g", "http://a/b/g"},      {"./g/.", "http://a/b/c/g/"},      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},    {"g?y/./x", "http://a/b/c/g?y/./x"}, {"g#s/../x", "http://a/b/c/g#s/../x"}};
  for (const Example& example : kExamples) EXPECT_EQ(ResolveUrl(kBase, example.reference), example.resolved) << example.reference;
}

TEST(ResolveUrlTest, LeavesARelativeReferenceWithoutABase) {
  EXPECT_EQ(ResolveUrl("", "/blog/"), "/blog/");
  EXPECT_EQ(ResolveUrl("", "http://x.test/a"), "http://x.test/a");
}

// Attack row P9.
TEST(WebUrlTest, P9OnlyHttpAndHttpsComeOut) {
  for (const char* url : {"javascript:alert(1)", "java\nscript:alert(1)", " \tjavascript:x", "data:text/html,x", "file:///etc/passwd",
                          "ftp://x.test/", "//evil.test/x", "/relative", "http:", "http://", "http:///x", "https://@/", "vbscript:x",
                          "", "  ", "http://<script>/", "mailto:a@b.test", "jar:http://x.test!/"}) {
    EXPECT_EQ(WebUrl(url), "") << url;
  }
  EXPECT_EQ(WebUrl(" http://x.test/a b\n"), "http://x.test/a%20b");
  EXPECT_EQ(WebUrl("ht\ntp://x.test/"), "http://x.test/");
  EXPECT_EQ(WebUrl("HTTPS://x.test"), "HTTPS://x.test");
  EXPECT_EQ(WebUrl("http://x.test/" + std::string(9000, 'a')), "");
}

TEST(CanonicalUrlTest, NamesOnePageOneWay) {
  EXPECT_EQ(CanonicalUrl("HTTP://News.Test:80/a/../b?utm_source=x&id=3&spm=1.2#top"), "http://news.test/b?id=3");
  EXPECT_EQ(CanonicalUrl("https://News.test/#/detail/17"), "https://news.test/#/detail/17");
  EXPECT_EQ(CanonicalUrl("https://news.test/?spm=1#!detail=17"), "https://news.test/#!detail=17");
  for (const char* home : {"https://news.test/#", "https://news.test/#/", "https://news.test/#!", "https://news.test/#!/"}) {
    EXPECT_EQ(CanonicalUrl(home), "https://news.test/") << home;
  }
  EXPECT_EQ(CanonicalUrl("https://news.test:443"), "https://news.test/");
  EXPECT_EQ(CanonicalUrl("https://news.test:8443/?from=timeline&isappinstalled=0"), "https://news.test:8443/");
  EXPECT_EQ(CanonicalUrl("http://news.test/?b=2&a=1"), "http://news.test/?b=2&a=1");  // order may mean something
  EXPECT_EQ(CanonicalUrl("javascript:alert(1)"), "");
  EXPECT_EQ(CanonicalUrl("http://news.test:/"), "http://news.test/");
}

// Found by html_text_fuzz: the first pass took the last colon away and left a default port for the second.
TEST(CanonicalUrlTest, APortThatIsNoNumberNamesNoPage) {
  EXPECT_EQ(CanonicalUrl("http://news.test:80:"), "");
  EXPECT_EQ(CanonicalUrl("http://news.test:80://news.test:8080"), "");
  EXPECT_EQ(CanonicalUrl("http://news.test:http/"), "");
  EXPECT_EQ(CanonicalUrl("http://[::1]:8080/"), "http://[::1]:8080/");
}

}  // namespace
}  // namespace fenghuo
