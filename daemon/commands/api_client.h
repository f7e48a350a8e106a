// An ApiClient talks to a running daemon as a named person.
//
//   Result<ApiClient> client = ApiClient::Make("http://127.0.0.1:8640", "zhang.token");
//   Result<Json> incidents = client->Get("/api/v1/incidents?state=open");
//
// A server that says it is asked too often (429) is asked again when it says so, ten times at most.
// Only the given server may be reached. An answer that is no success becomes an error with the problem's own words; one that is no JSON
// object is kUnavailable. What its fields hold is still foreign: daemon/commands/foreign_fields.h.
//
// One thread.

#ifndef FENGHUO_DAEMON_COMMANDS_API_CLIENT_H_
#define FENGHUO_DAEMON_COMMANDS_API_CLIENT_H_

#include <memory>
#include <string>

#include "base/result.h"
#include "daemon/net/http_transport.h"
#include "daemon/wire.h"

namespace fenghuo {

class ApiClient {
 public:
  // `token_file` holds the person's token. kInvalid for an address or a file that cannot be used.
  static Result<ApiClient> Make(const std::string& server, const std::string& token_file);

  Result<Json> Get(const std::string& path);
  Result<Json> Post(const std::string& path, const Json& body);

 private:
  ApiClient(std::string server, std::string token, std::unique_ptr<HttpTransport> transport);
  Result<Json> Ask(HttpRequest request);

  std::string server_;
  std::string token_;
  std::unique_ptr<HttpTransport> transport_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_COMMANDS_API_CLIENT_H_
