// The words of a message before a channel wraps them: a head line, the lines below it and the one that says how to answer.
//
//   ComposedText text = Compose(message, {.detail = Detail::kFull, .acknowledge_url = link});
//   for (Caps caps; !Fits(text) && !caps.least(); caps = caps.Smaller()) text = Compose(message, {…, .caps = caps});
//
// Layout and words: reference bureau.md 3. Every field goes through ChatSafe; the answer's link alone is ours and stays as it is.
//
// Pure functions: any number of threads.

#ifndef FENGHUO_ALERTS_NOTIFY_COMPOSE_H_
#define FENGHUO_ALERTS_NOTIFY_COMPOSE_H_

#include <string>
#include <string_view>
#include <vector>

#include "alerts/notify/channel.h"
#include "alerts/notify/message.h"

namespace fenghuo {

// How long the parts may be, in code points. A longer title is no title; the rest bounds what hostile text can take.
struct Caps {
  int title = 80;
  int field = 200;  // why, facts, responsible, what is asked
  int line = 300;   // one line of a brief or digest
  int lines = 60;

  bool least() const { return title <= 12 && field <= 24 && line <= 24 && lines <= 1; }
  Caps Smaller() const;  // by a quarter, never below the least
};

struct ComposeOptions {
  Detail detail = Detail::kFull;
  bool repeat_marked = false;  // （重发）
  bool short_form = false;     // nothing quoted from the web, for a robot that refused the content
  std::string acknowledge_url = {};  // empty: the number and the desk's phone instead
  Caps caps = {};
};

struct ComposedText {
  std::string head;                // level, locality, field, thing
  std::vector<std::string> lines;
  std::string answer;              // how to sign with the link in it; empty when nothing is asked
  std::string answer_aside;        // the same for a message that has a button for the link; may be empty
};

ComposedText Compose(const Message& message, const ComposeOptions& options);

// Whether a person is asked to sign: only such messages carry a link.
bool AsksForSignature(MessageKind kind);

// Whether the message is about one incident.
bool IsAboutIncident(const Message& message);

// Ⅰ, Ⅱ, Ⅲ, Ⅳ; empty for none.
std::string_view LevelNumeral(Level level);

// The composed text with line ends between its lines.
std::string Join(const ComposedText& text);

}  // namespace fenghuo

#endif  // FENGHUO_ALERTS_NOTIFY_COMPOSE_H_
