// What a source pushes: documents as JSON, one object or {"documents": […]}, or as JSON Lines.
//
//   PushBody body = ReadPushBody(request.body, PushForm::kLines);
//   if (!body.problems.empty()) return FieldProblems(body.problems);
//   commands.Push(source, std::move(body.feed), …);
//
// Read are id, title, text, url, author, published_at and observation (views, likes, reposts, comments, heat, rank); everything
// else is ignored, so that nobody can set what the configuration decides. A document needs a title or a text that is not blank. One
// problem refuses the whole body: the sender mends it and sends it again.
//
// Pure function: any number of threads.

#ifndef FENGHUO_DAEMON_SERVE_PUSH_BODY_H_
#define FENGHUO_DAEMON_SERVE_PUSH_BODY_H_

#include <string_view>
#include <vector>

#include "daemon/crawl/feed/feed.h"
#include "daemon/serve/problem.h"

namespace fenghuo {

constexpr size_t kPushedMax = 100;  // documents a request: what one synced batch holds

// Of one document, in bytes.
constexpr size_t kPushedIdMax = 512;
constexpr size_t kPushedTitleMax = 4096;
constexpr size_t kPushedTextMax = 256 * 1024;
constexpr size_t kPushedUrlMax = 4096;
constexpr size_t kPushedAuthorMax = 1024;

enum class PushForm { kJson, kLines };

struct PushBody {
  Feed feed;
  std::vector<FieldProblem> problems;  // in Chinese; `field` is "documents[3].title"
};

PushBody ReadPushBody(std::string_view text, PushForm form);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_SERVE_PUSH_BODY_H_
