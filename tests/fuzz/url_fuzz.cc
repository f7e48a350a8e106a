// The gate's URL parser against libcurl's: what we accept reads the same there, host by host, and reads itself again unchanged.
// The first line is a base, the rest a location; without a second line the whole is one URL.

#include <curl/urlapi.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.h"
#include "daemon/net/url.h"

namespace {

using fenghuo::Result;
using fenghuo::Url;

std::string Part(CURLU* handle, CURLUPart part, unsigned flags) {
  char* text = nullptr;
  if (curl_url_get(handle, part, &text, flags) != CURLUE_OK) return "";
  std::string copy(text);
  curl_free(text);
  return copy;
}

void CheckAgainstCurl(const Url& url) {
  CURLU* handle = curl_url();
  CHECK(curl_url_set(handle, CURLUPART_URL, url.text.c_str(), 0) == CURLUE_OK, "libcurl refuses what we accept");
  std::string host = Part(handle, CURLUPART_HOST, 0);
  std::string expected = url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
  CHECK(host == expected, "libcurl reads another host");
  CHECK(Part(handle, CURLUPART_SCHEME, 0) == url.scheme, "libcurl reads another scheme");
  CHECK(Part(handle, CURLUPART_USER, 0).empty(), "libcurl reads a user");
  std::string port = Part(handle, CURLUPART_PORT, 0);
  CHECK(port.empty() || port == std::to_string(url.port), "libcurl reads another port");
  curl_url_cleanup(handle);
}

void CheckUrl(const Url& url, fenghuo::UrlKind kind) {
  CheckAgainstCurl(url);
  Result<Url> again = fenghuo::ParseUrl(url.text, kind);
  CHECK(again.ok() && *again == url, "a normalised URL is not at rest");
  for (char c : url.text) CHECK(c > 0x20 && c < 0x7f, "a normalised URL is not printable ASCII");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view input(reinterpret_cast<const char*>(data), size);
  for (fenghuo::UrlKind kind : {fenghuo::UrlKind::kWeb, fenghuo::UrlKind::kMail}) {
    Result<Url> url = fenghuo::ParseUrl(input, kind);
    if (url.ok()) CheckUrl(*url, kind);
  }
  size_t line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  Result<Url> base = fenghuo::ParseUrl(input.substr(0, line), fenghuo::UrlKind::kWeb);
  if (!base.ok()) return 0;
  Result<Url> next = fenghuo::ResolveUrl(*base, input.substr(line + 1));
  if (next.ok()) CheckUrl(*next, fenghuo::UrlKind::kWeb);
  return 0;
}
