#include "storage/messages.h"
#include "storage/schema/story.pb.h"

namespace fenghuo {

void AppendValue(const Story& row, std::string& out) {
  schema::Story message;
  message.set_id(row.id);
  message.set_title(row.title);
  message.set_first_seen(Millis(row.first_seen));
  message.set_last_seen(Millis(row.last_seen));
  message.set_documents(row.documents);
  message.set_copies(row.copies);
  message.set_watched(row.watched);
  message.mutable_words()->Reserve(static_cast<int>(row.centroid.size()));
  message.mutable_weights()->Reserve(static_cast<int>(row.centroid.size()));
  for (const StoryTerm& term : row.centroid) {
    message.add_words(term.word);
    message.add_weights(term.weight);
  }
  message.set_merged_into(row.merged_into);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, Story& row) {
  schema::Story message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  row.id = Take(message.mutable_id());
  row.title = Take(message.mutable_title());
  row.first_seen = FromUnixMillis(message.first_seen());
  row.last_seen = FromUnixMillis(message.last_seen());
  row.documents = message.documents();
  row.copies = message.copies();
  row.watched = message.watched();
  if (message.words_size() != message.weights_size()) return Corrupt("words and weights differ in number");
  row.centroid.reserve(static_cast<size_t>(message.words_size()));
  for (int i = 0; i < message.words_size(); ++i) {
    row.centroid.push_back({Take(message.mutable_words(i)), message.weights(i)});
  }
  row.merged_into = Take(message.mutable_merged_into());
  return {};
}

void AppendValue(const StoryMember& row, std::string& out) {
  schema::StoryMember message;
  message.set_at(Millis(row.at));
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, StoryMember& row) {
  schema::StoryMember message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  row.at = FromUnixMillis(message.at());
  return {};
}

void AppendValue(const Fingerprint& row, std::string& out) {
  schema::Fingerprint message;
  message.set_document(row.document);
  message.set_story(row.story);
  message.set_at(Millis(row.at));
  message.set_exact(row.exact);
  message.mutable_sketch()->Add(row.sketch.begin(), row.sketch.end());
  message.mutable_shingles()->Add(row.shingles.begin(), row.shingles.end());
  message.set_characters(row.characters);
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, Fingerprint& row) {
  schema::Fingerprint message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  row.document = Take(message.mutable_document());
  row.story = Take(message.mutable_story());
  row.at = FromUnixMillis(message.at());
  row.exact = message.exact();
  row.sketch.assign(message.sketch().begin(), message.sketch().end());
  row.shingles.assign(message.shingles().begin(), message.shingles().end());
  row.characters = message.characters();
  return {};
}

void AppendValue(const WordCounts& row, std::string& out) {
  schema::WordCounts message;
  for (const WordCount& count : row.counts) {
    message.add_words(count.word);
    message.add_documents(count.documents);
  }
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, WordCounts& row) {
  schema::WordCounts message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  if (message.words_size() != message.documents_size()) return Corrupt("words and counts differ in number");
  row.counts.reserve(static_cast<size_t>(message.words_size()));
  for (int i = 0; i < message.words_size(); ++i) {
    row.counts.push_back({std::move(*message.mutable_words(i)), message.documents(i)});
  }
  return {};
}

void AppendValue(const IndexTotals& row, std::string& out) {
  schema::IndexTotals message;
  message.set_documents_total(row.documents_total);
  message.set_decayed_at(Millis(row.decayed_at));
  AppendMessage(message, out);
}

Result<void> ReadValue(std::string_view value, IndexTotals& row) {
  schema::IndexTotals message;
  Result<void> parsed = ParseMessage(value, message);
  if (!parsed.ok()) return parsed;
  row.documents_total = message.documents_total();
  row.decayed_at = FromUnixMillis(message.decayed_at());
  return {};
}

}  // namespace fenghuo
