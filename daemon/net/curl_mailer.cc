#include "daemon/net/curl_mailer.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "daemon/net/curl_handle.h"

namespace fenghuo {
namespace {

constexpr int kNotAllowed = 553;  // RFC 5321: mailbox name not allowed; our own refusal, before anything is sent
constexpr int kAfterData = 354;   // the last reply while the mail itself is on its way
constexpr size_t kReplyBytesMax = 1024;

Answer Refusal(std::string sentence) {
  Answer answer;
  answer.transport = Answer::Transport::kAnswered;
  answer.status = kNotAllowed;
  answer.error = std::move(sentence);
  return answer;
}

bool IsPrintable(char c) { return static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7f; }

// libcurl 7.88 sends a line break in an address as one more command, so this check is the only one (notifications.md 7).
bool IsMailAddress(std::string_view address) {
  bool plain = std::all_of(address.begin(), address.end(), IsPrintable);
  size_t at = address.find('@');
  bool one_at = at != std::string_view::npos && at > 0 && at + 1 < address.size() && address.rfind('@') == at;
  return plain && one_at && address.find_first_of("<>(),;:\\\"[]") == std::string_view::npos;
}

bool IsHelloName(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

// Control characters only where RFC 5322 2.2.3 folds a line: CR LF before a blank.
bool IsHeaderValue(std::string_view value) {
  for (size_t i = 0; i < value.size(); ++i) {
    auto byte = static_cast<unsigned char>(value[i]);
    if (byte == '\r' && value.substr(i, 2) == "\r\n" && i + 2 < value.size() && (value[i + 2] == ' ' || value[i + 2] == '\t')) {
      ++i;
    } else if ((byte < 0x20 && byte != '\t') || byte >= 0x7f) {
      return false;
    }
  }
  return true;
}

bool IsHeaderName(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), IsPrintable) && name.find(':') == std::string_view::npos;
}

std::optional<std::string> FindFault(const MailRequest& request) {
  if (!IsMailAddress(request.from)) return "from: is no mail address";
  if (!IsMailAddress(request.to)) return "to: is no mail address";
  if (!IsHelloName(request.hello_name)) return "hello_name: is no host name";
  for (const HttpHeader& header : request.headers) {
    if (!IsHeaderName(header.name)) return "headers: a name is malformed";
    if (!IsHeaderValue(header.value)) return "headers: " + header.name + " holds a control or non-ASCII character";
  }
  return std::nullopt;
}

bool IsLoopback(const Url& url) { return url.host == "localhost" || url.host.starts_with("127.") || url.host == "::1"; }

// The text parts. The outer type is set by a header: libcurl would wrap them in a multipart/mixed of its own.
class MimeBody {
 public:
  MimeBody(CURL* handle, const MailRequest& request) : mime_(curl_mime_init(handle)) {
    AddPart(request.text, "text/plain; charset=utf-8");
    if (!request.html.empty()) AddPart(request.html, "text/html; charset=utf-8");
  }
  ~MimeBody() { curl_mime_free(mime_); }
  MimeBody(const MimeBody&) = delete;
  MimeBody& operator=(const MimeBody&) = delete;

  curl_mime* get() const { return mime_; }

 private:
  void AddPart(const std::string& text, const char* type) {
    curl_mimepart* part = curl_mime_addpart(mime_);
    curl_mime_data(part, text.data(), text.size());
    curl_mime_type(part, type);
    curl_mime_encoder(part, "base64");
  }

  curl_mime* mime_;
};

// One attempt. The handle goes before what it points at.
class MailAttempt {
 public:
  MailAttempt(const MailRequest& request, const Url& url, GatePass& pass)
      : request_(request), pass_(pass), handle_(pass), body_(handle_.get(), request) {
    Url hello = url;
    if (!request.hello_name.empty()) hello.text = Origin(url) + "/" + request.hello_name;
    handle_.SetUrl(hello, "smtp,smtps");
    handle_.SetAuthorities(request.ca_file);
    SetUpServer(url);
    SetUpMail();
    SetUpLimits();
  }

  void UseProxy(const Url& proxy) {
    handle_.SetProxy(&proxy);
    curl_easy_setopt(handle_.get(), CURLOPT_HTTPPROXYTUNNEL, 1L);
  }

  Answer Run() { return Judge(curl_easy_perform(handle_.get())); }

 private:
  void SetUpServer(const Url& url) {
    CURL* curl = handle_.get();
    // A password never crosses a network in clear text, whatever the configuration says.
    bool plain = request_.tls == MailTls::kPlainAllowed && (request_.user.empty() || IsLoopback(url));
    curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(plain ? CURLUSESSL_TRY : CURLUSESSL_ALL));
    if (!request_.user.empty()) {
      curl_easy_setopt(curl, CURLOPT_USERNAME, request_.user.c_str());
      curl_easy_setopt(curl, CURLOPT_PASSWORD, request_.password.c_str());
    }
  }

  void SetUpMail() {
    CURL* curl = handle_.get();
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, ("<" + request_.from + ">").c_str());
    receivers_.Add("<" + request_.to + ">");
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, receivers_.get());
    for (const HttpHeader& header : request_.headers) headers_.Add(header.name + ": " + header.value);
    headers_.Add("MIME-Version: 1.0");
    headers_.Add("Content-Type: multipart/alternative");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers_.get());
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, body_.get());
  }

  void SetUpLimits() {
    CURL* curl = handle_.get();
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request_.connect_timeout.count()));
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request_.total_timeout.count()));
    long reply_seconds = std::max(1L, static_cast<long>(request_.reply_timeout.count() / 1000));
    curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, reply_seconds);
    curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &OnReply);
    curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &OnReply);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  }

  static size_t OnReply(char* bytes, size_t size, size_t count, void* self) {
    std::string_view line(bytes, size * count);
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    std::string& kept = static_cast<MailAttempt*>(self)->last_reply_;
    bool refusal_kept = kept.starts_with("4") || kept.starts_with("5");  // the "221 bye" after it says nothing
    if (!line.empty() && !refusal_kept) kept = line.substr(0, kReplyBytesMax);
    return size * count;
  }

  // notifications.md 7: an error after 354 may have delivered the mail, one before has not, and a reply is what it says.
  Answer Judge(CURLcode code) {
    Answer answer;
    answer.status = handle_.ResponseCode();
    answer.body = last_reply_;
    if (code != CURLE_OK) answer.error = handle_.Words(code);
    if (pass_.verdict != GateVerdict::kAllowed) {
      answer.transport = Answer::Transport::kBlockedAddress;
      answer.error = Sentence(pass_.verdict);
    } else if (handle_.Judge(code) == TransportError::kCertificate) {
      answer.transport = Answer::Transport::kCertificate;
    } else if (code == CURLE_OK || answer.status >= 400) {
      answer.transport = Answer::Transport::kAnswered;
    } else if (answer.status == kAfterData) {
      answer.transport = Answer::Transport::kMaybeSent;
    } else {
      answer.transport = Answer::Transport::kNotSent;
    }
    return answer;
  }

  const MailRequest& request_;
  GatePass& pass_;
  CurlList receivers_;
  CurlList headers_;
  std::string last_reply_;
  CurlHandle handle_;
  MimeBody body_;
};

}  // namespace

void CurlMailer::SetGate(std::shared_ptr<const AddressGate> gate) {
  std::lock_guard<std::mutex> lock(mutex_);
  gate_ = std::move(gate);
}

Answer CurlMailer::Send(const MailRequest& request) {
  if (std::optional<std::string> fault = FindFault(request)) return Refusal(*fault);
  Result<Url> url = ParseUrl(request.url, UrlKind::kMail);
  if (!url.ok()) return Refusal("url: " + url.error().message);
  std::optional<Url> proxy;
  if (!request.proxy.empty()) {
    Result<Url> parsed = ParseUrl(request.proxy, UrlKind::kWeb);
    if (!parsed.ok()) return Refusal("proxy: " + parsed.error().message);
    proxy = *parsed;
  }
  GatePass pass;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    pass.gate = gate_;
  }
  pass.purpose = Purpose::kDeliver;
  pass.url = proxy ? *proxy : *url;
  GateVerdict verdict = pass.gate->JudgeUrl(*url, Purpose::kDeliver);
  if (verdict == GateVerdict::kAllowed && proxy) verdict = pass.gate->JudgeUrl(*proxy, Purpose::kDeliver);
  if (verdict != GateVerdict::kAllowed) {
    Answer answer;
    answer.transport = Answer::Transport::kBlockedAddress;
    answer.error = Sentence(verdict);
    return answer;
  }
  MailAttempt attempt(request, *url, pass);
  if (proxy) attempt.UseProxy(*proxy);
  return attempt.Run();
}

}  // namespace fenghuo
