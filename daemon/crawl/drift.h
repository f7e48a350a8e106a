// Whether a source still gives what it usually gives: a page that is rebuilt, or an API that renames a field, goes on to answer 200 with
// entries in it, but without their times, links, texts or numbers, or with a few of them only.
//
//   std::string reason = NoteShape(record.shape, ShapeOf(intake.documents), LengthOf(source), now);    // "" when it looks as usual
//
// Judged from the tenth full read on. A field is lost when eight entries in ten used to have it and now, of five or more, at most one in
// ten. Entries are lost when twenty and more were usual and a tenth of them are left; that is asked of boards and list pages, whose length
// is part of their form, not of feeds and APIs, which have less to say at night. What looks otherwise is not learned from, until it
// has done so for seven days: then it is the new usual.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_DAEMON_CRAWL_DRIFT_H_
#define FENGHUO_DAEMON_CRAWL_DRIFT_H_

#include <string>
#include <vector>

#include "base/time.h"
#include "daemon/config/config.h"
#include "daemon/crawl/intake.h"
#include "storage/records.h"

namespace fenghuo {

// One full read: how many entries, and how many of them have a time, a link, a text, a place or counts.
struct ShapeSeen {
  int entries = 0;
  int dated = 0;
  int addressed = 0;
  int texted = 0;
  int measured = 0;
};

ShapeSeen ShapeOf(const std::vector<JudgedIntake>& documents);

enum class Length { kFixed, kVaries };

Length LengthOf(const SourceConfig& source);

// Learns from one read with entries, and says in one Chinese line how it differs from the usual, or "".
std::string NoteShape(SourceShape& shape, const ShapeSeen& seen, Length length, Timestamp at);

// Notes what came of one page behind an entry. `failure` is one Chinese line, or empty when the page gave its text.
void NoteArticle(ArticleTally& articles, const std::string& failure, Timestamp at);

// One Chinese line when pages that used to give their texts have stopped to: five in a row without. "" otherwise; one dead article is
// nothing.
std::string ArticleDrift(const ArticleTally& articles);

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CRAWL_DRIFT_H_
