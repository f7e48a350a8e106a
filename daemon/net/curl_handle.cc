#include "daemon/net/curl_handle.h"

#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <string_view>

#include "base/check.h"

namespace fenghuo {
namespace {

// curl_global_init() counts threads as its own affair only from 7.84 on, and needs to be first: a static does both.
void InitCurlOnce() {
  // With CURLOPT_NOSIGNAL libcurl leaves this to us: OpenSSL writing to a peer that is gone would end the daemon.
  static const auto ignored = std::signal(SIGPIPE, SIG_IGN);
  CHECK(ignored != SIG_ERR, "SIGPIPE cannot be ignored");
  static const CURLcode code = curl_global_init(CURL_GLOBAL_ALL);
  CHECK(code == CURLE_OK, "libcurl does not start");
}

// libcurl's option setter is variadic: a wrong type would be read as garbage, so each goes through one of these.
void SetLong(CURL* handle, CURLoption option, long value) { curl_easy_setopt(handle, option, value); }
void SetText(CURL* handle, CURLoption option, const char* value) { curl_easy_setopt(handle, option, value); }
void SetPointer(CURL* handle, CURLoption option, void* value) { curl_easy_setopt(handle, option, value); }

GateVerdict Ask(GatePass& pass, const Endpoint& endpoint) {
  GateVerdict verdict = pass.gate->JudgeEndpoint(pass.url, endpoint, pass.purpose);
  pass.verdict = verdict;
  return verdict;
}

// Called for each address that libcurl is about to try; what is refused here never sees a packet.
curl_socket_t OpenSocket(void* data, curlsocktype, curl_sockaddr* address) {
  GatePass& pass = *static_cast<GatePass*>(data);
  std::optional<Endpoint> endpoint = EndpointOf(&address->addr);
  if (!endpoint || Ask(pass, *endpoint) != GateVerdict::kAllowed) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

// Called before each request with the address it would go to, also on a connection that is used again.
int BeforeRequest(void* data, char* peer, char*, int port, int) {
  GatePass& pass = *static_cast<GatePass*>(data);
  std::optional<IpAddress> address = ParseIpAddress(peer);
  if (!address) pass.verdict = GateVerdict::kAddressNotAllowed;
  if (!address || Ask(pass, {*address, port}) != GateVerdict::kAllowed) return CURL_PREREQFUNC_ABORT;
  pass.peer_address = FormatIpAddress(*address);
  pass.request_sent = true;
  return CURL_PREREQFUNC_OK;
}

void Harden(CURL* handle) {
  SetLong(handle, CURLOPT_NOSIGNAL, 1);
  SetLong(handle, CURLOPT_QUICK_EXIT, 1);  // a slow resolver must not hold up the thread when its transfer is given up
  SetText(handle, CURLOPT_PROXY, "");
  SetText(handle, CURLOPT_NOPROXY, "");
  SetLong(handle, CURLOPT_NETRC, CURL_NETRC_IGNORED);
  SetLong(handle, CURLOPT_FOLLOWLOCATION, 0);
  SetLong(handle, CURLOPT_HTTP09_ALLOWED, 0);
  SetLong(handle, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  SetLong(handle, CURLOPT_SSL_VERIFYPEER, 1);
  SetLong(handle, CURLOPT_SSL_VERIFYHOST, 2);
  SetLong(handle, CURLOPT_PROXY_SSL_VERIFYPEER, 1);
  SetLong(handle, CURLOPT_PROXY_SSL_VERIFYHOST, 2);
}

bool Holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

// libcurl has one code for all that goes wrong in a handshake; OpenSSL's words tell more. A peer that hangs up is the network's
// doing; an error from below the SSL layer is a signature that does not verify.
TransportError JudgeHandshake(std::string_view words) {
  if (!Holds(words, "error:")) return TransportError::kConnect;
  return Holds(words, "SSL routines") ? TransportError::kTls : TransportError::kCertificate;
}

}  // namespace

CurlPool::~CurlPool() {
  for (CURL* handle : idle_) curl_easy_cleanup(handle);
}

CURL* CurlPool::Take() {
  if (idle_.empty()) return curl_easy_init();
  CURL* handle = idle_.back();
  idle_.pop_back();
  return handle;
}

void CurlPool::GiveBack(CURL* handle) {
  if (idle_.size() >= idle_max_) return curl_easy_cleanup(handle);
  SetPointer(handle, CURLOPT_RESOLVE, nullptr);  // a reset forgets the list, but not that it was still to be read
  curl_easy_reset(handle);
  idle_.push_back(handle);
}

CurlHandle::CurlHandle(GatePass& pass, CurlPool* pool) : pool_(pool) {
  InitCurlOnce();
  handle_ = pool == nullptr ? curl_easy_init() : pool->Take();
  url_ = curl_url();
  CHECK(handle_ != nullptr && url_ != nullptr, "no memory for a transfer");
  Harden(handle_);
  SetPointer(handle_, CURLOPT_ERRORBUFFER, error_);
  curl_easy_setopt(handle_, CURLOPT_OPENSOCKETFUNCTION, &OpenSocket);
  SetPointer(handle_, CURLOPT_OPENSOCKETDATA, &pass);
  curl_easy_setopt(handle_, CURLOPT_PREREQFUNCTION, &BeforeRequest);
  SetPointer(handle_, CURLOPT_PREREQDATA, &pass);
}

CurlHandle::~CurlHandle() {
  if (pool_ == nullptr) {
    curl_easy_cleanup(handle_);
  } else {
    pool_->GiveBack(handle_);
  }
  curl_url_cleanup(url_);
}

void CurlHandle::SetUrl(const Url& url, const char* protocols) {
  SetText(handle_, CURLOPT_PROTOCOLS_STR, protocols);
  SetText(handle_, CURLOPT_REDIR_PROTOCOLS_STR, protocols);
  CURLUcode code = curl_url_set(url_, CURLUPART_URL, url.text.c_str(), 0);
  CHECK(code == CURLUE_OK, "libcurl no longer reads the URL that it wrote");
  SetPointer(handle_, CURLOPT_CURLU, url_);
}

void CurlHandle::SetProxy(const Url* proxy) {
  // With its port always: libcurl's own for a proxy is 1080.
  SetText(handle_, CURLOPT_PROXY, proxy == nullptr ? "" : Origin(*proxy).c_str());
  SetLong(handle_, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1);
}

void CurlHandle::SetAuthorities(const std::string& ca_file) {
  if (ca_file.empty()) return;
  SetText(handle_, CURLOPT_CAINFO, ca_file.c_str());
  SetText(handle_, CURLOPT_CAPATH, nullptr);
}

void CurlHandle::SetAddresses(const Url& url, const std::vector<std::string>& addresses) {
  if (addresses.empty()) return;
  std::string line = url.host + ":" + std::to_string(url.port) + ":";
  for (size_t i = 0; i < addresses.size(); ++i) {
    bool v6 = Holds(addresses[i], ":");
    line += (i == 0 ? "" : ",") + (v6 ? "[" + addresses[i] + "]" : addresses[i]);
  }
  addresses_.Add(line);
  SetPointer(handle_, CURLOPT_RESOLVE, addresses_.get());
}

int64_t CurlHandle::WireBytes() const {
  curl_off_t bytes = 0;
  curl_easy_getinfo(handle_, CURLINFO_SIZE_DOWNLOAD_T, &bytes);
  return bytes;
}

int CurlHandle::ResponseCode() const {
  long code = 0;
  curl_easy_getinfo(handle_, CURLINFO_RESPONSE_CODE, &code);
  return static_cast<int>(code);
}

std::string CurlHandle::Words(CURLcode code) const {
  TransportError error = Judge(code);
  bool about_tls = error == TransportError::kTls || error == TransportError::kCertificate;
  return about_tls && error_[0] != '\0' ? error_ : curl_easy_strerror(code);
}

TransportError CurlHandle::Judge(CURLcode code) const {
  std::string_view words = error_;
  switch (code) {
    case CURLE_OK:
      return TransportError::kNone;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
      return TransportError::kDns;
    case CURLE_COULDNT_CONNECT:
      return TransportError::kConnect;
    case CURLE_OPERATION_TIMEDOUT:
      return TransportError::kTimeout;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS:
      return TransportError::kCertificate;
    case CURLE_SSL_CONNECT_ERROR:
      return JudgeHandshake(words);
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_ENGINE_INITFAILED:
      return TransportError::kTls;
    case CURLE_URL_MALFORMAT:
      return TransportError::kBadUrl;
    // One header line of megabytes ends so in 7.88; it is the peer's doing, not a lack of memory.
    case CURLE_OUT_OF_MEMORY:
      return TransportError::kHeaderTooLarge;
    case CURLE_RECV_ERROR:
      return Holds(words, "Too large response headers") ? TransportError::kHeaderTooLarge : TransportError::kBroken;
    default:
      return TransportError::kBroken;
  }
}

}  // namespace fenghuo
