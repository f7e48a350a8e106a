#include "daemon/serve/problem.h"

#include <chrono>

#include "base/log.h"

namespace fenghuo {

const char* StatusTitle(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 415: return "Unsupported Media Type";
    case 421: return "Misdirected Request";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
  }
  return "Error";
}

namespace {

constexpr size_t kFieldProblemsMax = 20;

Reply FromJson(int status, const Json& json) {
  return {.status = status, .content_type = "application/problem+json", .body = Dump(json)};
}

Json ProblemJson(int status, const std::string& detail) {
  Json json = {{"type", "about:blank"}, {"title", StatusTitle(status)}, {"status", status}};
  if (!detail.empty()) json["detail"] = detail;
  return json;
}

}  // namespace

Reply Problem(int status, const std::string& detail) { return FromJson(status, ProblemJson(status, detail)); }

Reply TooManyRequests(const std::string& detail, Duration wait) {
  Reply reply = Problem(429, detail);
  reply.headers.emplace_back("Retry-After", std::to_string(std::chrono::ceil<std::chrono::seconds>(wait).count()));
  return reply;
}

Reply FieldProblems(const std::vector<FieldProblem>& problems) {
  std::string detail;
  Json list = Json::array();
  for (const FieldProblem& problem : problems) {
    if (list.size() == kFieldProblemsMax) break;
    detail += (detail.empty() ? "" : "；") + problem.field + "：" + problem.detail;
    list.push_back({{"field", problem.field}, {"detail", problem.detail}});
  }
  if (problems.size() > list.size()) detail += "；另有 " + std::to_string(problems.size() - list.size()) + " 处问题未列出";
  Json json = ProblemJson(400, detail);
  json["errors"] = std::move(list);
  return FromJson(400, json);
}

Reply ProblemOf(const Error& error) {
  switch (error.code) {
    case ErrorCode::kInvalid: return Problem(409, error.message);
    case ErrorCode::kNotFound: return Problem(404, error.message);
    case ErrorCode::kUnavailable:
      LogWarning("a request could not be answered", {{"reason", error.message}});
      return Problem(503, "系统暂时无法处理，请稍后再试");
    case ErrorCode::kCorrupt: break;
  }
  LogError("a request met data that cannot be right", {{"reason", error.message}});
  return Problem(500, "数据有误，请联系运维");
}

Reply JsonReply(const Json& json, int status) { return {.status = status, .body = Dump(json)}; }

}  // namespace fenghuo
