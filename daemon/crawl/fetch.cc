#include "daemon/crawl/fetch.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "base/hash.h"
#include "daemon/crawl/retry_after.h"
#include "daemon/net/url.h"

namespace fenghuo {
namespace {

constexpr Duration kFullEvery = hours(24);
constexpr Duration kFullGrace = hours(1);  // a request that was conditional when it began is not blamed when it ends
constexpr size_t kValidatorBytesMax = 1024;
constexpr size_t kLookedAtBytes = 4096;  // of a body, for the marks of a login page
constexpr const char* kAccept =
    "application/rss+xml, application/atom+xml, application/feed+json, application/json;q=0.9, application/xml;q=0.9, "
    "text/xml;q=0.9, */*;q=0.5";

bool FullIsDue(const SourceRecord& record, Timestamp now, Duration grace) {
  return !record.last_full_at || now - *record.last_full_at >= kFullEvery + grace;
}

// A validator goes back as it came, unless it could not stand in a header.
void AddValidator(HttpRequest& request, const char* name, const std::string& value) {
  bool printable = std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  if (!value.empty() && value.size() <= kValidatorBytesMax && printable) request.headers.Add(name, value);
}

struct Finding {
  SourceHealth health = SourceHealth::kOk;
  std::string failure;
  std::string reason;
};

std::string HostOf(const std::string& text) {
  Result<Url> url = ParseUrl(text, UrlKind::kWeb);
  return url.ok() ? url->host : "";
}

// Nothing is read of a body that is announced too large.
std::string ReadSoFar(int64_t bytes) {
  constexpr int64_t kMiB = 1024 * 1024;
  if (bytes == 0) return "没有读取";
  return bytes < kMiB ? "读到不足 1 MiB 时停止" : "读到 " + std::to_string(bytes / kMiB) + " MiB 时停止";
}

// OpenSSL's words for what is usually wrong with a certificate; others are shown as they came.
std::string CertificateWords(const std::string& words) {
  struct Row {
    std::string_view holds;
    const char* word;
  };
  constexpr std::array<Row, 6> kRows = {{{"has expired", "证书已过期"},
                                         {"not yet valid", "证书尚未生效"},
                                         {"self-signed", "自签名证书"},
                                         {"self signed", "自签名证书"},
                                         {"local issuer", "签发机构不受信任"},
                                         {"subject name", "证书与主机名不符"}}};
  for (const Row& row : kRows) {
    if (words.find(row.holds) != std::string::npos) return row.word;
  }
  return words;
}

// What the transport met, in the words of the screen.
Finding JudgeTransport(const HttpResponse& response) {
  if (response.error == TransportError::kNone) return {};
  std::string host = HostOf(response.final_url);
  const std::string& words = response.error_sentence;
  switch (response.error) {
    case TransportError::kNone:
      return {};
    case TransportError::kDns:
      return {SourceHealth::kFailing, "dns", "域名无法解析：" + host};
    case TransportError::kConnect:
      return {SourceHealth::kFailing, "connect", "无法连接：" + host};
    case TransportError::kTls:
      return {SourceHealth::kCertificate, "tls", "加密连接建立失败：" + words};
    case TransportError::kCertificate:
      return {SourceHealth::kCertificate, "certificate", "证书不被信任：" + CertificateWords(words)};
    case TransportError::kTimeout:
      return {SourceHealth::kFailing, "timeout", "等待超时：" + host};
    case TransportError::kBlockedAddress:
      return {SourceHealth::kBlocked, "blocked", "地址或端口不在允许范围内（内网信源须写明inner: true，并列入crawl.allow_addresses）"};
    case TransportError::kBadUrl:
      return {SourceHealth::kBlocked, "bad_url", "网址不可用：" + words};
    case TransportError::kTooLarge:
      return {SourceHealth::kTooLarge, "too_large", "内容过大，" + ReadSoFar(response.decoded_bytes)};
    case TransportError::kHeaderTooLarge:
      return {SourceHealth::kTooLarge, "too_large", "响应头过大：" + words};
    case TransportError::kNotFollowed:
      return {SourceHealth::kFailing, "broken", "每次都被转到不同的主机，未跟随"};
    case TransportError::kBroken:
      return {SourceHealth::kFailing, "broken", "连接中断或响应有误：" + words};
  }
  return {};
}

bool HoldsWord(std::string_view path, std::string_view word) {
  for (size_t at = path.find(word); at != std::string_view::npos; at = path.find(word, at + 1)) {
    auto is_letter = [&](size_t i) { return i < path.size() && path[i] >= 'a' && path[i] <= 'z'; };
    if ((at == 0 || !is_letter(at - 1)) && !is_letter(at + word.size())) return true;
  }
  return false;
}

// passport.weibo.com/visitor, sso.example.com, /user/login.php: by the first label of the host and the words of the path.
bool IsLoginUrl(const std::string& text) {
  constexpr std::array<std::string_view, 6> kWords = {"login", "signin", "passport", "sso", "visitor", "captcha"};
  Result<Url> url = ParseUrl(text, UrlKind::kWeb);
  if (!url.ok()) return false;
  std::string place = url->host.substr(0, url->host.find('.')) + url->path;
  for (char& c : place) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view word) { return HoldsWord(place, word); });
}

Finding JudgeLogin(const SourceConfig& source, const HttpResponse& response) {
  bool sent_away = response.redirects > 0 && IsLoginUrl(response.final_url) && !IsLoginUrl(source.url);
  if (sent_away) return {SourceHealth::kLoginWall, "login_wall", "被转到登录页：" + HostOf(response.final_url)};
  std::string_view start = std::string_view(response.body).substr(0, kLookedAtBytes);
  if (start.find("Visitor System") == std::string_view::npos || start.find("<title") == std::string_view::npos) return {};
  return {SourceHealth::kLoginWall, "login_wall", "返回的是访客验证页（Visitor System）"};
}

Finding JudgeStatus(int status) {
  std::string reason = "服务器返回 HTTP " + std::to_string(status);
  if (status >= 500) return {SourceHealth::kFailing, "http_5xx", reason};
  if (status >= 400) return {SourceHealth::kFailing, "http_4xx", reason};
  if (status >= 300) return {SourceHealth::kFailing, "http_3xx", reason};
  return {SourceHealth::kFailing, "broken", reason};
}

bool IsBlank(std::string_view body) { return body.find_first_not_of(" \t\r\n") == std::string_view::npos; }

Finding JudgeAnswer(const SourceConfig& source, const HttpResponse& response, bool unasked_304) {
  int status = response.status;
  if (status == 304 && unasked_304) {
    return {SourceHealth::kFailing, "http_3xx", "服务器对未带条件的请求仍回答“未修改”（304），内容无法核实"};
  }
  if (status == 304) return {};
  if (status < 200 || status > 299 || status == 206) return JudgeStatus(status);
  if (IsBlank(response.body)) {
    return {SourceHealth::kEmpty, "empty", "服务器返回 HTTP " + std::to_string(status) + "，但内容为空"};
  }
  return JudgeLogin(source, response);
}

// A redirect may lead to another host, with rules of its own.
std::string WhoseRobots(const SourceConfig& source, const RobotsRuling& ruling) {
  Result<Url> own = ParseUrl(source.url, UrlKind::kWeb);
  Result<Url> asked = ParseUrl(ruling.origin, UrlKind::kWeb);
  if (!own.ok() || !asked.ok() || own->host == asked->host) return "";
  return "被转到 " + asked->host + "，其 ";
}

}  // namespace

Purpose PurposeOf(const SourceConfig& source, const std::string& url) {
  return source.inner && IsSameOrigin(source.url, url) ? Purpose::kFetchInner : Purpose::kFetch;
}

HttpRequest BuildFetch(const CrawlConfig& crawl, const SourceConfig& source, const SourceRecord& record, Timestamp now) {
  HttpRequest request;
  request.url = source.url;
  request.purpose = PurposeOf(source, source.url);
  request.connect_timeout = crawl.connect_timeout;
  request.total_timeout = crawl.total_timeout;
  request.body_bytes_max = crawl.body_bytes_max;
  request.decoded_bytes_max = crawl.decoded_bytes_max;
  request.headers.Add("User-Agent", crawl.user_agent);
  request.headers.Add("Accept", kAccept);
  if (!FullIsDue(record, now, Duration(0))) {
    AddValidator(request, "If-None-Match", record.etag);
    AddValidator(request, "If-Modified-Since", record.last_modified);
  }
  return request;
}

FetchReport JudgeFetch(const SourceConfig& source, const HttpResponse& response, const SourceRecord& record, Timestamp now) {
  FetchReport report;
  report.source = source.id;
  report.started_at = now;
  report.finished_at = now;
  report.status = response.status;
  report.wire_bytes = response.wire_bytes;
  report.decoded_bytes = response.decoded_bytes;
  bool had_validator = !record.etag.empty() || !record.last_modified.empty();
  bool unasked = !had_validator || FullIsDue(record, now, kFullGrace);
  Finding finding = JudgeTransport(response);
  if (response.error == TransportError::kNone) finding = JudgeAnswer(source, response, unasked);
  report.health = finding.health;
  report.failure = std::move(finding.failure);
  report.reason = std::move(finding.reason);
  if (response.status == 429 || response.status == 503) {
    report.retry_after = ParseRetryAfter(response.headers.Get("retry-after"), now);
  }
  if (report.health != SourceHealth::kOk) return report;
  report.moved_to = response.moved_to;
  report.etag = response.headers.Get("etag");
  report.last_modified = response.headers.Get("last-modified");
  if (response.status == 304) {
    report.not_modified = true;
  } else {
    report.body_hash = Hash64(response.body);
    report.not_modified = record.body_hash != 0 && record.body_hash == report.body_hash;
  }
  return report;
}

FetchReport JudgeRobots(const SourceConfig& source, const RobotsRuling& ruling, Timestamp now) {
  FetchReport report;
  report.source = source.id;
  report.started_at = now;
  report.finished_at = now;
  Finding finding = JudgeTransport(ruling.failure);
  std::string whose = WhoseRobots(source, ruling);
  if (ruling.say == RobotsSay::kMustNot) {
    finding.reason = whose + "robots.txt 第 " + std::to_string(ruling.verdict.line) + " 行不允许抓取：" + ruling.verdict.rule;
  } else if (finding.health == SourceHealth::kOk) {
    finding.reason = whose + "robots.txt 读取失败，读到之前不抓取：" + JudgeStatus(ruling.failure.status).reason;
  } else {
    finding.reason = whose + "robots.txt 读取失败，读到之前不抓取：" + finding.reason;
  }
  bool host_answers = finding.health == SourceHealth::kOk;
  report.health = host_answers ? SourceHealth::kRobots : finding.health;
  report.failure = host_answers ? "robots" : finding.failure;
  report.reason = std::move(finding.reason);
  report.robots_unreachable_since = ruling.unreachable_since;
  return report;
}

bool WantsParsing(const FetchReport& report) { return report.health == SourceHealth::kOk && !report.not_modified; }

namespace {

// One line for the screen; what exactly was found is for `fenghuo parse` to say.
const char* ScreenReason(FeedProblem problem) {
  switch (problem) {
    case FeedProblem::kNotAFeed: return "返回的内容不是信源格式（多为网页）";
    case FeedProblem::kLoginWall: return "返回登录页，不是信源内容";
    case FeedProblem::kEmptyBody: return "返回内容为空";
    case FeedProblem::kBadCharset: return "文字编码无法识别";
    case FeedProblem::kIllFormed: return "内容残缺，无法读取";
  }
  return "";
}

}  // namespace

FetchReport NoteParsed(const FetchReport& report, const ParsedBody& parsed) {
  FetchReport noted = report;
  if (parsed.failure) {
    bool login = parsed.failure->problem == FeedProblem::kLoginWall;
    bool empty = parsed.failure->problem == FeedProblem::kEmptyBody;
    noted.health = login ? SourceHealth::kLoginWall : empty ? SourceHealth::kEmpty : SourceHealth::kNotAFeed;
    noted.failure = Name(noted.health);
    noted.reason = ScreenReason(parsed.failure->problem);
    if (!parsed.failure->feeds.empty()) noted.reason += "；网页上写有信源地址，可用 fenghuo source test 查看";
  } else if (parsed.feed && parsed.feed->entries.empty()) {
    noted.health = SourceHealth::kEmpty;
    noted.failure = Name(noted.health);
    noted.reason = "信源可读，但没有任何条目";
  }
  return noted;
}

}  // namespace fenghuo
