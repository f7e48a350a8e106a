// ADocument builds a document of which only what matters is named.
//
//   Document document = ADocument("board/1").Titled("食堂饭菜吃出异物").At(t0);
//
// Values.

#ifndef FENGHUO_TESTS_KEYWORDS_STORIES_A_DOCUMENT_H_
#define FENGHUO_TESTS_KEYWORDS_STORIES_A_DOCUMENT_H_

#include <string>
#include <utility>

#include "keywords/document.h"

namespace fenghuo {

class ADocument {
 public:
  explicit ADocument(std::string id) {
    document_.id = std::move(id);
    document_.source = "board";
    document_.kind = DocumentKind::kHotlist;
  }
  ADocument& Titled(std::string title) {
    document_.title = std::move(title);
    return *this;
  }
  ADocument& Saying(std::string text) {
    document_.text = std::move(text);
    document_.kind = DocumentKind::kArticle;
    return *this;
  }
  ADocument& At(Timestamp at) {
    document_.fetched_at = at;
    return *this;
  }
  operator Document() const { return document_; }  // NOLINT: a builder ends as what it builds

 private:
  Document document_;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_KEYWORDS_STORIES_A_DOCUMENT_H_
