#include <algorithm>
#include <string_view>

#include "base/hash.h"
#include "daemon/console/console_files.h"
#include "daemon/serve/handlers.h"
#include "daemon/serve/problem.h"

namespace fenghuo {
namespace {

constexpr char kIndex[] = "index.html";

const char* ContentType(std::string_view name) {
  constexpr std::pair<std::string_view, const char*> kTypes[] = {
      {".html", "text/html; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},   {".svg", "image/svg+xml"},
      {".png", "image/png"},                 {".ico", "image/x-icon"},
      {".woff2", "font/woff2"},              {".json", "application/json"},
      {".txt", "text/plain; charset=utf-8"}, {".map", "application/json"},
  };
  for (const auto& [ending, type] : kTypes) {
    if (name.ends_with(ending)) return type;
  }
  return "application/octet-stream";
}

}  // namespace

std::optional<Reply> ConsoleFile(const std::string& name, const ServeRequest& request) {
  const std::string wanted = name.empty() ? kIndex : name;
  const std::vector<EmbeddedFile>& files = ConsoleFiles();
  auto file = std::find_if(files.begin(), files.end(), [&](const EmbeddedFile& one) { return one.name == wanted; });
  if (file == files.end()) return std::nullopt;
  Reply reply{.content_type = ContentType(wanted)};
  if (wanted.ends_with(".html")) {
    reply.body = std::string(file->content);
    return reply;
  }
  // Kept by the browser, but asked about each time, so that a new version shows at once.
  reply.cache = "no-cache";
  const std::string tag = "\"" + Hex64(Hash64(file->content)) + "\"";
  reply.headers.emplace_back("ETag", tag);
  if (request.if_none_match == tag) {
    reply.status = 304;
  } else {
    reply.body = std::string(file->content);
  }
  return reply;
}

Reply ConsolePage(const Call& call) {
  std::optional<Reply> page = ConsoleFile("", call.request);
  return page ? std::move(*page) : Problem(404, "本程序没有内置控制台页面");
}

}  // namespace fenghuo
