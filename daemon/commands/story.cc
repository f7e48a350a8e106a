#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <vector>

#include "daemon/commands/command.h"
#include "daemon/wire.h"
#include "keywords/stories/story_index.h"

namespace fenghuo {
namespace {

struct StoryArguments {
  bool stream = false;
  std::vector<std::string> files;
};

struct StoryLine {
  WireDocument wire;
  std::string story;
};

void Print(StoryLine& line) {
  line.wire.rest["story"] = line.story;
  std::printf("%s\n", FormatDocumentLine(line.wire).c_str());
}

// The story index over a stream of lines, and what became of each story.
class Stories {
 public:
  explicit Stories(const Document& first) : index_(StoryOptionsFor(first)) {}

  StoryAssignment Take(Document& document, Watched watched) {
    TakeTimeOf(now_, document);
    now_ = std::max(now_, document.observation ? document.observation->at : document.fetched_at);
    if (now_ - forgotten_at_ > hours(24)) {
      index_.Forget(now_);
      forgotten_at_ = now_;
    }
    StoryAssignment assigned = index_.Assign(document, watched, now_);
    for (const StoryMerge& merge : assigned.merges) taken_[merge.from] = merge.into;
    return assigned;
  }

  std::string Final(std::string story) const {
    for (auto into = taken_.find(story); into != taken_.end(); into = taken_.find(story)) story = into->second;
    return story;
  }

 private:
  StoryIndex index_;
  std::map<std::string, std::string> taken_;
  Timestamp now_;
  Timestamp forgotten_at_;
};

int RunStory(const StoryArguments& arguments) {
  std::optional<Stories> stories;  // once the first line has shown what kind of stream it is
  std::vector<StoryLine> lines;
  Result<void> done = ForEachLine(arguments.files, [&](std::string_view text, const std::string& place) -> Result<void> {
    Result<WireDocument> wire = ParseDocumentLine(text);
    if (!wire.ok()) return wire.error().In(place);
    Watched watched = wire->rest.contains("matches") ? Watched::kYes : Watched::kNo;
    if (!stories) stories.emplace(wire->document);
    StoryAssignment assigned = stories->Take(wire->document, watched);
    if (!assigned.copy_of.empty()) wire->rest["copy_of"] = assigned.copy_of;
    lines.push_back({std::move(*wire), assigned.story});
    if (!arguments.stream) return {};
    Print(lines.back());
    lines.clear();
    for (const StoryMerge& merge : assigned.merges) {
      std::printf("%s\n", Dump(Json{{"merged", {merge.from, merge.into}}}).c_str());
    }
    return {};
  });
  if (!done.ok()) return Fail(done.error());
  for (StoryLine& line : lines) {
    line.story = stories->Final(line.story);
    Print(line);
  }
  return kExitOk;
}

}  // namespace

void RegisterStory(CLI::App& app, int& exit_code) {
  auto arguments = std::make_shared<StoryArguments>();  // shared by the options and the callback
  CLI::App* command =
      app.add_subcommand("story", "Adds `story` to documents that come in time order, and `copy_of` to reprints");
  command->add_flag("--stream", arguments->stream,
                    "print at once; stories that become one later are told as {\"merged\": [old, new]}");
  command->add_option("files", arguments->files, "JSON Lines; standard input when absent");
  command->footer(
      "Example:\n  fenghuo story documents.jsonl > stories.jsonl\nReads to the end and prints in input order with final ids.");
  command->callback([arguments, &exit_code] { exit_code = RunStory(*arguments); });
}

}  // namespace fenghuo
