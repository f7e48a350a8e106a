#include "daemon/net/url.h"

#include <gtest/gtest.h>

#include <clocale>
#include <string>
#include <vector>

namespace fenghuo {
namespace {

std::string Text(const std::string& text) {
  Result<Url> url = ParseUrl(text, UrlKind::kWeb);
  return url.ok() ? url->text : "refused: " + url.error().message;
}

struct Row {
  std::string in;
  std::string out;
};

TEST(UrlTest, NormalisesWhatItAccepts) {
  for (const Row& row : std::vector<Row>{
           {"http://good.example", "http://good.example/"},
           {"HTTP://Good.EXAMPLE:80/a", "http://good.example/a"},
           {"https://good.example:443/?q=1#part", "https://good.example/?q=1"},
           {"https://good.example:8443/a", "https://good.example:8443/a"},
           {"http://good.example./", "http://good.example/"},
           {"http://good.example/a/../b/./c", "http://good.example/b/c"},
           {"http://good.example/新闻?词=一", "http://good.example/%e6%96%b0%e9%97%bb?%e8%af%8d=%e4%b8%80"},
           {"http://good.example/%0d%0aX", "http://good.example/%0d%0aX"},
           {"http://xn--fiqs8s.example/", "http://xn--fiqs8s.example/"},
           {"http://中国.example/", "http://xn--fiqs8s.example/"},
           {"http://faß.example/", "http://xn--fa-hia.example/"},
           {"http://ＧＯＯＤ。example/", "http://good.example/"},
           {"http://under_score.example/", "http://under_score.example/"},
           {"http://127.1/", "http://127.0.0.1/"},
           {"http://2130706433/", "http://127.0.0.1/"},
           {"http://0x7f.1/", "http://127.0.0.1/"},
           {"http://0177.0.0.1/", "http://127.0.0.1/"},
           {"http://0/", "http://0.0.0.0/"},
           {"http://127.0.0.1./", "http://127.0.0.1/"},
           {"http://１２７。０。０。１/", "http://127.0.0.1/"},
           {"http://①②⑦.0.0.1/", "http://127.0.0.1/"},
           {"http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", "http://localhost/"},
           {"http://[0:0::1]:8080/", "http://[::1]:8080/"},
           {"http://127.0.0.1#@good.example/", "http://127.0.0.1/"},
           {"http://good.example?@evil.example/", "http://good.example/?@evil.example/"},
       }) {
    EXPECT_EQ(Text(row.in), row.out) << row.in;
  }
}

TEST(UrlTest, TakesAUrlApart) {
  Result<Url> url = ParseUrl("https://Good.example:8443/a?b=1", UrlKind::kWeb);

  ASSERT_TRUE(url.ok());
  EXPECT_EQ(url->scheme, "https");
  EXPECT_EQ(url->host, "good.example");
  EXPECT_EQ(url->port, 8443);
  EXPECT_EQ(url->path, "/a");
  EXPECT_EQ(Origin(*url), "https://good.example:8443");
  EXPECT_EQ(Origin(*ParseUrl("http://[::1]/", UrlKind::kWeb)), "http://[::1]:80");
}

TEST(UrlTest, RefusesWhatParsersDisagreeAbout) {
  const std::string scheme = "refused: a URL must begin with http:// or https://";
  for (const Row& row : std::vector<Row>{
           {"", "refused: a URL is missing"},
           {"http://user@127.0.0.1/", "refused: a URL must not hold a user name"},
           {"http://good.example@127.0.0.1/", "refused: a URL must not hold a user name"},
           {"http://INTERNAL:8888\\@PUBLIC/", "refused: a URL must not hold a backslash"},
           {"http:\\\\good.example/", "refused: a URL must not hold a backslash"},
           {"http:/127.0.0.1/", scheme},
           {"http:///127.0.0.1/", scheme},
           {"http:good.example", scheme},
           {"//good.example/", scheme},
           {"good.example", scheme},
           {"file:///etc/hosts", scheme},
           {"FILE:/etc/hosts", scheme},
           {"file:/etc/hosts", scheme},
           {" file:///etc/hosts", "refused: a URL must not hold blanks"},
           {"gopher://good.example/", scheme},
           {"dict://good.example/", scheme},
           {"ftp://good.example/", scheme},
           {"ldap://good.example/", scheme},
           {"data:text/html,x", scheme},
           {"javascript:alert(1)", scheme},
           {"http://", "refused: a URL must name a host"},
           {"http://?x", "refused: a URL must name a host"},
           {"http://good.example:0/", "refused: the port must be 1 to 65535"},
           {"http://good.example:65536/", "refused: the port must be 1 to 65535"},
           {"http://good.example:8x/", "refused: the port must be 1 to 65535"},
           {"http://%31%32%37.0.0.1/", "refused: the host must not hold percent signs"},
           {"http://good%0d%0a.example/", "refused: the host must not hold percent signs"},
           {"http://[fe80::1%25eth0]/", "refused: the host must not hold percent signs"},
           {"http://good.example/a\r\nHost: b", "refused: a URL must not hold control characters"},
           {std::string("http://good.example/\0x", 22), "refused: a URL must not hold control characters"},
           {"http://good.example/a b", "refused: a URL must not hold blanks"},
           {"http://a..b/", "refused: the host is no valid name"},
           {"http://.example/", "refused: the host is no valid name"},
           {"http://good.example../", "refused: the host is no valid name"},
           {"http://1.2.3.4.5/", "refused: the host looks like an address and is none"},
           {"http://2130706433./", "refused: the host looks like an address and is none"},
           {"http://good.0x7f/", "refused: the host looks like an address and is none"},
           {"http://good／evil.example/", "refused: the host is no valid international name"},
           {"http://good＠evil.example/", "refused: the host is no valid international name"},
           {"http://\xff\xfe.example/", "refused: the host is no valid international name"},
       }) {
    EXPECT_EQ(Text(row.in), row.out) << row.in;
  }
}

TEST(UrlTest, RefusesAUrlOf64KiB) {
  EXPECT_EQ(Text("http://good.example/" + std::string(64 * 1024, 'a')), "refused: a URL must have at most 8192 bytes");
}

TEST(UrlTest, ReadsInternationalNamesTheSameInEveryLocale) {
  ASSERT_NE(std::setlocale(LC_ALL, "C"), nullptr);

  EXPECT_EQ(Text("http://中国.example/"), "http://xn--fiqs8s.example/");
}

TEST(UrlTest, ReadsMailServersOnlyWhenAsked) {
  Result<Url> mail = ParseUrl("smtp://mail.example", UrlKind::kMail);

  ASSERT_TRUE(mail.ok());
  EXPECT_EQ(mail->port, 587);
  EXPECT_EQ(mail->text, "smtp://mail.example:587/");  // libcurl would take 25
  EXPECT_EQ(*ParseUrl(mail->text, UrlKind::kMail), *mail);
  EXPECT_EQ(ParseUrl("smtps://mail.example", UrlKind::kMail)->port, 465);
  EXPECT_FALSE(ParseUrl("smtp://mail.example", UrlKind::kWeb).ok());
  EXPECT_EQ(ParseUrl("http://mail.example", UrlKind::kMail).error().message, "a URL must begin with smtp:// or smtps://");
}

TEST(UrlTest, ReadsWhereACollectorTakesMessages) {
  auto text = [](const std::string& from) {
    Result<Url> url = ParseUrl(from, UrlKind::kSyslog);
    return url.ok() ? url->text : "refused: " + url.error().message;
  };

  EXPECT_EQ(text("udp://Logs.Example"), "udp://logs.example:514/");
  EXPECT_EQ(text("TCP://logs.example"), "tcp://logs.example:514/");
  EXPECT_EQ(text("tls://logs.example"), "tls://logs.example:6514/");
  EXPECT_EQ(text("udp://logs.example:80"), "udp://logs.example:80/");
  EXPECT_EQ(text("tls://logs.example:443/"), "tls://logs.example:443/");
  EXPECT_EQ(text("tcp://[::1]:601"), "tcp://[::1]:601/");
  EXPECT_EQ(text("udp://127.1"), "udp://127.0.0.1:514/");
  EXPECT_EQ(text("udp://logs.example/x"), "refused: the URL of a log collector must end with its port");
  EXPECT_EQ(text("udp://logs.example?x"), "refused: the URL of a log collector must end with its port");
  EXPECT_EQ(text("udp://logs.example:70000"), "refused: the port must be 1 to 65535");
  EXPECT_EQ(text("udp://a@logs.example"), "refused: a URL must not hold a user name");
  EXPECT_EQ(text("http://logs.example"), "refused: a URL must begin with udp://, tcp:// or tls://");
  Result<Url> url = ParseUrl("tls://logs.example", UrlKind::kSyslog);
  EXPECT_EQ(*ParseUrl(url->text, UrlKind::kSyslog), *url);
}

TEST(ResolveUrlTest, ReadsALocationAsABrowserWould) {
  Url base = *ParseUrl("https://good.example:8443/a/b?c=1", UrlKind::kWeb);
  for (const Row& row : std::vector<Row>{
           {"/x", "https://good.example:8443/x"},
           {"x", "https://good.example:8443/a/x"},
           {"../x", "https://good.example:8443/x"},
           {"?d=2", "https://good.example:8443/a/b?d=2"},
           {"//other.example/x", "https://other.example/x"},
           {"http://other.example", "http://other.example/"},
           {"//１２７。０。０。１/x", "https://127.0.0.1/x"},
           {"/新闻", "https://good.example:8443/%e6%96%b0%e9%97%bb"},
       }) {
    Result<Url> url = ResolveUrl(base, row.in);
    EXPECT_EQ(url.ok() ? url->text : url.error().message, row.out) << row.in;
  }
}

TEST(ResolveUrlTest, RefusesWhatParseUrlRefuses) {
  Url base = *ParseUrl("https://good.example/", UrlKind::kWeb);
  for (const char* location :
       {"", "file:/etc/hosts", "javascript:alert(1)", "http:/127.0.0.1/", "///127.0.0.1/", "//user@good.example/", "/a\\b",
        "\\\\evil.example", "/a b", "/a\r\nX: y", "//[fe80::1%25eth0]/"}) {
    EXPECT_FALSE(ResolveUrl(base, location).ok()) << location;
  }
}

TEST(UrlTest, TellsHostsOfOneSiteByTheirNames) {
  EXPECT_TRUE(IsSameSite("http://saw.example/a", "https://www.SAW.example:8443/b"));
  EXPECT_TRUE(IsSameSite("https://news.saw.com.cn/", "https://finance.saw.com.cn/"));
  EXPECT_TRUE(IsSameSite("http://127.0.0.1:1/", "http://127.0.0.1:2/"));
  EXPECT_FALSE(IsSameSite("https://saw.com.cn/", "https://other.com.cn/"));
  EXPECT_FALSE(IsSameSite("https://saw.example/", "https://saw.example.test/"));
  EXPECT_FALSE(IsSameSite("http://127.0.0.1/", "http://10.1.0.1/"));
  EXPECT_FALSE(IsSameSite("http://[::1]/", "http://[::2]/"));
  EXPECT_FALSE(IsSameSite("http://localhost/", "http://other/"));
  EXPECT_FALSE(IsSameSite("no address", "no address"));
}

}  // namespace
}  // namespace fenghuo
