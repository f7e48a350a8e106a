#include "daemon/net/transfer.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace fenghuo {
namespace {

constexpr int kRedirectsMax = 5;

// What may be told to a host that another one sent us to; anything else could be meant for the first alone.
constexpr std::array<std::string_view, 5> kHarmless = {"accept", "accept-language", "user-agent", "if-none-match",
                                                       "if-modified-since"};

bool IsHarmless(const std::string& name) {
  HttpHeaders one({{name, ""}});
  return std::any_of(kHarmless.begin(), kHarmless.end(), [&](std::string_view safe) { return one.Find(safe) != nullptr; });
}

bool HoldsControl(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool IsHeaderName(const std::string& name) {
  return !name.empty() && !HoldsControl(name) && name.find_first_of(": ") == std::string::npos;
}

bool IsMethod(const std::string& method) {
  return !method.empty() && std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

long Millis(Duration length) { return static_cast<long>(std::max<int64_t>(1, length.count())); }

bool SameOrigin(const Url& a, const Url& b) { return a.scheme == b.scheme && a.host == b.host && a.port == b.port; }

}  // namespace

Transfer::Transfer(HttpRequest request, std::function<void(HttpResponse)> done, std::shared_ptr<const AddressGate> gate)
    : request_(std::move(request)), done_(std::move(done)) {
  pass_.gate = std::move(gate);
  pass_.purpose = request_.purpose;
}

bool Transfer::Refuse(TransportError error, std::string sentence) {
  response_.error = error;
  response_.error_sentence = std::move(sentence);
  over_ = true;
  return false;
}

bool Transfer::CheckRequest() {
  if (!IsMethod(request_.method)) return Refuse(TransportError::kBadUrl, "the method must be upper-case letters");
  for (const HttpHeader& header : request_.headers) {
    if (!IsHeaderName(header.name)) return Refuse(TransportError::kBadUrl, "a request header has no valid name");
    if (HoldsControl(header.value)) return Refuse(TransportError::kBadUrl, "a request header holds a control character");
  }
  return true;
}

bool Transfer::ParseTargets() {
  Result<Url> url = request_.parsed ? *std::move(request_.parsed) : ParseUrl(request_.url, UrlKind::kWeb);
  if (!url.ok()) return Refuse(TransportError::kBadUrl, url.error().message);
  if (request_.scheme == SchemeRule::kHttpsOnly && url->scheme != "https") {
    return Refuse(TransportError::kBadUrl, "the URL must begin with https://");
  }
  next_ = *url;
  if (request_.proxy.empty()) return true;
  Result<Url> proxy = ParseUrl(request_.proxy, UrlKind::kWeb);
  if (!proxy.ok()) return Refuse(TransportError::kBadUrl, "proxy: " + proxy.error().message);
  proxy_ = *proxy;
  return true;
}

bool Transfer::JudgeTargets() {
  GateVerdict verdict = pass_.gate->JudgeUrl(*next_, pass_.purpose);
  if (verdict == GateVerdict::kAllowed && proxy_) verdict = pass_.gate->JudgeUrl(*proxy_, pass_.purpose);
  if (verdict == GateVerdict::kAllowed) return true;
  return Refuse(TransportError::kBlockedAddress, Sentence(verdict));
}

Duration Transfer::Left() const {
  auto spent = std::chrono::duration_cast<Duration>(Steady::now() - *started_);
  return request_.total_timeout - spent;
}

bool Transfer::BeginHop(const HostTable& hosts, CURLSH* sessions, CurlPool& pool) {
  if (over_) return false;
  if (!started_) {
    started_ = Steady::now();
    if (!CheckRequest() || !ParseTargets()) return false;
  }
  if (!next_) return false;
  if (!JudgeTargets()) return false;
  Duration left = Left();
  if (left <= Duration(0)) return Refuse(TransportError::kTimeout, "no complete answer in time");

  Url url = *std::exchange(next_, std::nullopt);
  visited_.insert(url.text);
  response_.final_url = url.text;
  response_.request_sent = false;
  pass_.url = proxy_ ? *proxy_ : url;
  pass_.verdict = GateVerdict::kAllowed;
  pass_.request_sent = false;
  handle_ = std::make_unique<CurlHandle>(pass_, &pool);
  reader_.emplace(request_.body_bytes_max, request_.decoded_bytes_max);
  handle_->SetUrl(url, request_.scheme == SchemeRule::kHttpsOnly ? "https" : "http,https");
  handle_->SetProxy(proxy_ ? &*proxy_ : nullptr);
  handle_->SetAuthorities(request_.ca_file);
  if (hosts) handle_->SetAddresses(pass_.url, hosts(pass_.url.host));
  if (sessions != nullptr) curl_easy_setopt(handle(), CURLOPT_SHARE, sessions);
  SetUpRequest();
  SetUpLimits(left);
  SetUpCallbacks();
  return true;
}

void Transfer::SetUpRequest() {
  CURL* curl = handle();
  // One request at a time to a host gains nothing from HTTP/2, which costs twice the memory a connection.
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  // On a connection that was kept, libcurl sends again by itself what the peer read before it hung up: a message would come twice.
  const long once = request_.purpose == Purpose::kDeliver ? 1L : 0L;
  curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, once);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, once);
  curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "");  // all that this libcurl decodes
  if (request_.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
  } else if (request_.method != "GET") {
    curl_easy_setopt(curl, CURLOPT_POST, 1L);
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request_.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request_.body.data());
    if (request_.method != "POST") curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request_.method.c_str());
  }
  AddHeaderLines();
}

void Transfer::AddHeaderLines() {
  header_lines_ = std::make_unique<CurlList>();
  for (const HttpHeader& header : request_.headers) {
    if (origin_changed_ && !IsHarmless(header.name)) continue;
    header_lines_->Add(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  header_lines_->Add("Expect:");  // peers that do not know 100-continue would stall the body
  if (request_.headers.Find("content-type") == nullptr) header_lines_->Add("Content-Type:");
  curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, header_lines_->get());
}

void Transfer::SetUpLimits(Duration left) {
  CURL* curl = handle();
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, Millis(std::min(left, request_.connect_timeout)));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, Millis(left));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, std::max(1L, Millis(request_.stall_timeout) / 1000));
}

void Transfer::SetUpCallbacks() {
  CURL* curl = handle();
  curl_easy_setopt(curl, CURLOPT_PRIVATE, this);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &OnHeader);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &OnBody);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, &OnProgress);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, this);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

size_t Transfer::OnHeader(char* bytes, size_t size, size_t count, void* self) {
  ResponseReader& reader = *static_cast<Transfer*>(self)->reader_;
  return reader.TakeHeader({bytes, size * count}) ? size * count : 0;
}

size_t Transfer::OnBody(char* bytes, size_t size, size_t count, void* self) {
  Transfer& transfer = *static_cast<Transfer*>(self);
  bool taken = transfer.reader_->TakeBody({bytes, size * count}, transfer.handle_->WireBytes());
  return taken ? size * count : 0;
}

int Transfer::OnProgress(void* self, curl_off_t, curl_off_t downloaded, curl_off_t, curl_off_t) {
  return static_cast<Transfer*>(self)->reader_->TakeProgress(downloaded) ? 0 : 1;
}

void Transfer::EndHop(CURLcode code) {
  JudgeEnd(code);
  TakeAnswer();
  if (response_.error == TransportError::kNone && IsRedirect()) FollowRedirect();
  over_ = !next_;
  // The connection goes back to the multi, the handle to the pool.
  handle_.reset();
  header_lines_.reset();
}

void Transfer::JudgeEnd(CURLcode code) {
  if (code == CURLE_OK && reader_->problem() == TransportError::kNone) return;
  if (reader_->problem() != TransportError::kNone) {
    Refuse(reader_->problem(), reader_->sentence());
  } else if (pass_.verdict != GateVerdict::kAllowed) {
    Refuse(TransportError::kBlockedAddress, Sentence(pass_.verdict));
  } else {
    TransportError error = handle_->Judge(code);
    // Once headers are there, a lack of memory is no header's doing.
    if (code == CURLE_OUT_OF_MEMORY && reader_->headers_complete()) error = TransportError::kBroken;
    Refuse(error, handle_->Words(code));
  }
}

void Transfer::TakeAnswer() {
  curl_off_t connected = 0;
  curl_easy_getinfo(handle(), CURLINFO_PRETRANSFER_TIME_T, &connected);
  response_.connect_duration = std::chrono::duration_cast<Duration>(std::chrono::microseconds(connected));
  response_.request_sent = pass_.request_sent;
  response_.peer_address = pass_.peer_address;
  response_.status = handle_->ResponseCode();
  response_.headers = reader_->headers();
  response_.body = reader_->TakeOutBody();
  response_.wire_bytes = handle_->WireBytes();
  response_.decoded_bytes = reader_->decoded_bytes();
}

bool Transfer::IsRedirect() const {
  bool redirect_status = response_.status == 301 || response_.status == 302 || response_.status == 303 ||
                         response_.status == 307 || response_.status == 308;
  bool follows = request_.purpose != Purpose::kDeliver && (request_.method == "GET" || request_.method == "HEAD");
  return follows && redirect_status && response_.headers.Find("location") != nullptr;
}

void Transfer::FollowRedirect() {
  Result<Url> here = ParseUrl(response_.final_url, UrlKind::kWeb);
  Result<Url> target = here.ok() ? ResolveUrl(*here, response_.headers.Get("location")) : here;
  if (!target.ok()) {
    Refuse(TransportError::kBadUrl, "redirect: " + target.error().message);
    return;
  }
  bool downgrade = here->scheme == "https" && target->scheme == "http";
  if (downgrade) {
    Refuse(TransportError::kBadUrl, "redirect: from https to http is refused");
    return;
  }
  if (visited_.contains(target->text)) {
    Refuse(TransportError::kBroken, "redirects run in a circle");
    return;
  }
  if (response_.redirects == kRedirectsMax) {
    Refuse(TransportError::kBroken, "more than 5 redirects");
    return;
  }
  if (request_.may_follow && !request_.may_follow(target->text)) {
    response_.not_followed = target->text;
    Refuse(TransportError::kNotFollowed, "redirect: it is not followed");
    return;
  }
  ++response_.redirects;
  permanent_so_far_ = permanent_so_far_ && (response_.status == 301 || response_.status == 308);
  if (permanent_so_far_) response_.moved_to = target->text;
  origin_changed_ = origin_changed_ || !SameOrigin(*here, *target);
  if (origin_changed_) pass_.purpose = Purpose::kFetch;  // what is open for one host is not open for whomever it names
  response_.body.clear();
  next_ = *target;
}

void Transfer::Abandon() {
  handle_.reset();
  response_.body.clear();
  Refuse(TransportError::kBroken, "the transport was stopped");
}

void Transfer::Finish() {
  if (started_) response_.total_duration = std::chrono::duration_cast<Duration>(Steady::now() - *started_);
  std::exchange(done_, nullptr)(std::move(response_));
}

}  // namespace fenghuo
