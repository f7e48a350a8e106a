// A CurlHandle is one libcurl easy handle behind the address gate. Nothing else in the program makes one (a test greps for it).
//
//   GatePass pass{gate, url, Purpose::kFetch};
//   CurlHandle handle(pass);
//   curl_easy_setopt(handle.get(), CURLOPT_CURLU, ...);
//
// Built hardened: no environment proxy, no .netrc, no signals, no redirects, no cookies, TLS 1.2 and up with peer and host verified,
// and the gate asked for each socket that is opened and again for the address that was reached.
//
// One thread; the pass must outlive the handle.

#ifndef FENGHUO_DAEMON_NET_CURL_HANDLE_H_
#define FENGHUO_DAEMON_NET_CURL_HANDLE_H_

#include <curl/curl.h>

#include <memory>
#include <string>
#include <vector>

#include "base/time.h"
#include "daemon/net/address_gate.h"
#include "daemon/net/http_transport.h"
#include "daemon/net/url.h"

namespace fenghuo {

// What the gate is asked on behalf of one connection, and what it said.
struct GatePass {
  std::shared_ptr<const AddressGate> gate;  // shared with the transport, whose gate may be exchanged meanwhile
  Url url;                                  // that the socket is for: the proxy's where there is one
  Purpose purpose = Purpose::kFetch;
  GateVerdict verdict = GateVerdict::kAllowed;  // on the address that was tried last: others of the host may have been refused
  bool request_sent = false;                // connected, allowed, and the request is on its way
  std::string peer_address;
};

// A list for libcurl. One thread.
class CurlList {
 public:
  CurlList() = default;
  ~CurlList() { curl_slist_free_all(list_); }
  CurlList(const CurlList&) = delete;
  CurlList& operator=(const CurlList&) = delete;

  void Add(const std::string& line) { list_ = curl_slist_append(list_, line.c_str()); }
  curl_slist* get() const { return list_; }

 private:
  curl_slist* list_ = nullptr;
};

// Easy handles between two transfers: making one anew costs more than many a request. What comes out is as bare as a new one; its
// connections, names and TLS sessions are the multi's and the share's, not its own. One thread; outlives the handles made with it.
class CurlPool {
 public:
  explicit CurlPool(size_t idle_max) : idle_max_(idle_max) {}
  ~CurlPool();
  CurlPool(const CurlPool&) = delete;
  CurlPool& operator=(const CurlPool&) = delete;

  CURL* Take();
  // Of no multi any more.
  void GiveBack(CURL* handle);

 private:
  const size_t idle_max_;
  std::vector<CURL*> idle_;
};

class CurlHandle {
 public:
  // `pool` may be null.
  explicit CurlHandle(GatePass& pass, CurlPool* pool = nullptr);
  ~CurlHandle();
  CurlHandle(const CurlHandle&) = delete;
  CurlHandle& operator=(const CurlHandle&) = delete;

  CURL* get() const { return handle_; }

  // Where to connect. Only a Url that the gate's parser made, so that both see the same host.
  void SetUrl(const Url& url, const char* protocols);
  // `proxy` is a Url of the same kind of parser, or null for none.
  void SetProxy(const Url* proxy);
  // PEM file that replaces the system's authorities; empty: the system's.
  void SetAuthorities(const std::string& ca_file);
  // Addresses to use for the host instead of asking the resolver; empty: ask.
  void SetAddresses(const Url& url, const std::vector<std::string>& addresses);

  int64_t WireBytes() const;
  int ResponseCode() const;

  // A sentence of libcurl's about TLS that names at most the host; the general words of the code for everything else, whose own
  // words could repeat a secret path.
  std::string Words(CURLcode code) const;
  // The code as one of ours; what our own callbacks have refused is not in it.
  TransportError Judge(CURLcode code) const;

 private:
  CurlPool* pool_;
  CURL* handle_;
  CURLU* url_;
  CurlList addresses_;
  char error_[CURL_ERROR_SIZE] = "";
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_CURL_HANDLE_H_
