// HttpHeaders are the header lines of a request or a response, in their order, found by name whatever the case.
//
//   headers.Add("If-None-Match", record.etag);
//   if (const std::string* date = response.headers.Find("date")) ...
//
// One thread, like any value.

#ifndef FENGHUO_DAEMON_NET_HTTP_HEADERS_H_
#define FENGHUO_DAEMON_NET_HTTP_HEADERS_H_

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fenghuo {

struct HttpHeader {
  std::string name;   // as it came
  std::string value;  // without blanks at its ends
};

class HttpHeaders {
 public:
  HttpHeaders() = default;
  HttpHeaders(std::initializer_list<HttpHeader> lines) : lines_(lines) {}

  void Add(std::string name, std::string value) { lines_.push_back({std::move(name), std::move(value)}); }
  // Appends to the last line: a value that was folded over two lines.
  void Continue(std::string_view more);

  // The value of the first line of that name (ASCII case does not matter), or null. Valid until the next change.
  const std::string* Find(std::string_view name) const;
  // The same as a value; empty when there is none.
  std::string Get(std::string_view name) const;

  size_t size() const { return lines_.size(); }
  std::vector<HttpHeader>::const_iterator begin() const { return lines_.begin(); }
  std::vector<HttpHeader>::const_iterator end() const { return lines_.end(); }

 private:
  std::vector<HttpHeader> lines_;
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_NET_HTTP_HEADERS_H_
