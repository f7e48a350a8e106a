#include "daemon/commands/api_client.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <fstream>
#include <thread>
#include <utility>

#include "daemon/net/curl_transport.h"
#include "daemon/net/url.h"

namespace fenghuo {
namespace {

Result<std::string> ReadToken(const std::string& path) {
  std::ifstream file(path);
  std::string token;
  if (!std::getline(file, token) || token.empty()) return Unavailable(path + ": must hold a token, cannot be read or is empty");
  while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
  return token;
}

constexpr int kAgainMax = 10;
constexpr int kLongestWaitSeconds = 60;

// As long as the server says, in whole seconds.
std::chrono::seconds WaitAsked(const HttpResponse& response) {
  const std::string text = response.headers.Get("retry-after");
  int asked = 1;
  std::from_chars(text.data(), text.data() + text.size(), asked);
  return std::chrono::seconds(std::clamp(asked, 1, kLongestWaitSeconds));
}

}  // namespace

ApiClient::ApiClient(std::string server, std::string token, std::unique_ptr<HttpTransport> transport)
    : server_(std::move(server)), token_(std::move(token)), transport_(std::move(transport)) {}

Result<ApiClient> ApiClient::Make(const std::string& server, const std::string& token_file) {
  Result<Url> url = ParseUrl(server, UrlKind::kWeb);
  if (!url.ok()) return url.error().In("--server");
  Result<std::string> token = ReadToken(token_file);
  if (!token.ok()) return token.error();
  std::string place = Origin(*url).substr(url->scheme.size() + 3);  // host:port
  Result<AddressGate> gate = AddressGate::Compile({.fetch = {}, .deliver = {{place}, {}}, .own_addresses = {}});
  if (!gate.ok()) return gate.error().In("--server");
  auto transport = std::make_unique<CurlTransport>(CurlTransportOptions{.in_flight_max = 1, .hosts = nullptr},
                                                   std::make_shared<const AddressGate>(std::move(*gate)));
  std::string base = server;
  while (base.ends_with('/')) base.pop_back();
  return ApiClient(base, *token, std::move(transport));
}

Result<Json> ApiClient::Get(const std::string& path) {
  HttpRequest request;
  request.url = server_ + path;
  return Ask(std::move(request));
}

Result<Json> ApiClient::Post(const std::string& path, const Json& body) {
  HttpRequest request;
  request.method = "POST";
  request.url = server_ + path;
  request.headers.Add("Content-Type", "application/json");
  request.body = Dump(body);
  return Ask(std::move(request));
}

Result<Json> ApiClient::Ask(HttpRequest request) {
  request.purpose = Purpose::kDeliver;
  request.headers.Add("Authorization", "Bearer " + token_);
  HttpResponse response = Perform(*transport_, request);
  for (int again = 0; response.status == 429 && again < kAgainMax; ++again) {
    std::this_thread::sleep_for(WaitAsked(response));
    response = Perform(*transport_, request);
  }
  if (response.error != TransportError::kNone) return Unavailable(server_ + ": " + response.error_sentence);
  Json json = Json::parse(response.body, nullptr, false);
  bool success = response.status / 100 == 2;
  if (success && json.is_object()) return json;
  if (success) return Unavailable(server_ + ": the answer is no JSON object, so no fenghuo gave it");
  std::string why = "HTTP " + std::to_string(response.status);
  if (json.is_object() && json.contains("detail") && json["detail"].is_string()) why = json["detail"].get<std::string>();
  return response.status >= 500 ? Unavailable(why) : Invalid(why);
}

}  // namespace fenghuo
