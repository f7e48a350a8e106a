#include "daemon/posted_commands.h"

#include <utility>

namespace fenghuo {

PostedCommands::PostedCommands(CoreInbox& inbox, CommandWorld world) : inbox_(inbox), world_(std::move(world)) {}

// A wish of a person: what cannot be granted is their answer, what cannot be written stops the daemon.
template <typename T, typename Wish>
void PostedCommands::PostAnswered(std::function<void(Result<T>)> done, Wish wish) {
  inbox_.Post([this, done = std::move(done), wish = std::move(wish)](Engine& engine, Timestamp now) -> Result<void> {
    Result<T> result = wish(engine, now);
    Result<void> loop = !result.ok() && result.error().code == ErrorCode::kUnavailable ? Result<void>(result.error()) : Result<void>();
    if (result.ok()) world_.announce("incident");
    done(std::move(result));
    return loop;
  });
}

void PostedCommands::Act(std::string incident, Action action, std::function<void(Result<Incident>)> done) {
  PostAnswered<Incident>(std::move(done), [incident = std::move(incident), action = std::move(action)](Engine& engine, Timestamp now) {
    return engine.Act(incident, action, now);
  });
}

void PostedCommands::Do(std::string incident, LedgerDeed deed, std::function<void(Result<Incident>)> done) {
  PostAnswered<Incident>(std::move(done), [incident = std::move(incident), deed = std::move(deed)](Engine& engine, Timestamp now) {
    return engine.Do(incident, deed, now);
  });
}

void PostedCommands::OpenByHand(ManualReport report, std::function<void(Result<Incident>)> done) {
  PostAnswered<Incident>(std::move(done), [report = std::move(report)](Engine& engine, Timestamp now) {
    return engine.OpenByHand(report, now);
  });
}

void PostedCommands::AcceptShift(std::string person, std::function<void(Result<std::vector<std::string>>)> done) {
  PostAnswered<std::vector<std::string>>(std::move(done), [person = std::move(person)](Engine& engine, Timestamp now) {
    return engine.AcceptShift(person, now);
  });
}

void PostedCommands::TakeAlarms(std::vector<SystemAlarm> alarms, std::function<void(Result<AlarmReport>)> done) {
  PostAnswered<AlarmReport>(std::move(done), [alarms = std::move(alarms)](Engine& engine, Timestamp now) {
    return engine.TakeAlarms(alarms, now);
  });
}

void PostedCommands::JudgeRelevance(ClickOrder order, std::function<void(Result<DocumentRecord>)> done) {
  PostAnswered<DocumentRecord>(std::move(done), [order = std::move(order)](Engine& engine, Timestamp now) {
    return engine.JudgeRelevance(order, now);
  });
}

void PostedCommands::ReplayDeadLetter(std::string notification, std::string person, std::function<void(Result<Notification>)> done) {
  PostAnswered<Notification>(std::move(done),
                             [notification = std::move(notification), person = std::move(person)](Engine& engine, Timestamp now) {
                               return engine.ReplayDeadLetter(notification, person, now);
                             });
}

void PostedCommands::ChangeDrill(DrillWish wish, std::function<void(Result<Drill>)> done) {
  PostAnswered<Drill>(std::move(done), [wish = std::move(wish)](Engine& engine, Timestamp now) { return engine.ChangeDrill(wish, now); });
}

void PostedCommands::ChangeSilence(SilenceWish wish, std::function<void(Result<Silence>)> done) {
  PostAnswered<Silence>(std::move(done), [wish = std::move(wish)](Engine& engine, Timestamp now) {
    return fenghuo::ChangeSilence(wish, engine.core(), now);
  });
}

void PostedCommands::Push(std::string source, Feed feed, std::function<void(Result<IngestReport>)> done) {
  inbox_.Post([this, source = std::move(source), feed = std::move(feed), done = std::move(done)](Engine&, Timestamp now) {
    return world_.push(source, feed, done, now);
  });
}

void PostedCommands::Reload(std::string person, std::function<void(Result<std::string>)> done) {
  inbox_.Post([this, person = std::move(person), done = std::move(done)](Engine&, Timestamp now) {
    return world_.reload(person, done, now);
  });
}

void PostedCommands::NoteAudit(AuditNote line, std::function<void(Result<void>)> done) {
  if (notes_.Add(std::move(line), std::move(done))) PostNotes();
}

void PostedCommands::KeepSessions(SessionChanges changes) {
  if (notes_.Add(std::move(changes))) PostNotes();
}

// All that wait by then are written in one commit.
void PostedCommands::PostNotes() {
  inbox_.Post([this](Engine& engine, Timestamp now) {
    WaitingNotes::Taken taken = notes_.TakeAll();
    Result<void> kept = engine.Note(taken.lines, taken.sessions, now);
    for (const auto& done : taken.done) done(kept);
    return kept;
  });
}

DaemonStatus PostedCommands::Status() const { return world_.status(); }

}  // namespace fenghuo
