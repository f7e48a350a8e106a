#include "daemon/config/yaml_tree.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

namespace fenghuo {
namespace {

int LineOf(const YAML::Mark& mark) { return mark.line + 1; }

// Builds the tree from the parser's events. After the first problem it only listens.
class TreeBuilder : public YAML::EventHandler {
 public:
  // `bytes` outlives this.
  explicit TreeBuilder(const std::string& bytes) : bytes_(bytes) {}

  void OnDocumentStart(const YAML::Mark& mark) override { line_ = LineOf(mark); }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    Put(anchor, {.kind = YamlNode::Kind::kNull, .line = LineOf(mark), .text = {}, .items = {}, .entries = {}}, 1);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override {
    // The parser reports "null" and "~" as plain scalars; quoted ones ("!") are text.
    bool null = tag != "!" && (value == "~" || value == "null");
    Put(anchor,
        {.kind = null ? YamlNode::Kind::kNull : YamlNode::Kind::kScalar,
         .line = LineOf(mark),
         .text = null ? std::string() : value,
         .literal = IsLiteral(mark, value),
         .items = {},
         .entries = {}},
        1);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    auto found = anchors_.find(anchor);
    if (found == anchors_.end()) return Fail(LineOf(mark), "an alias stands inside the value that it names");
    if (nodes_ + found->second.nodes > kYamlNodesMax) return FailNodes(LineOf(mark));
    YamlNode copy = found->second.node;
    copy.line = LineOf(mark);
    Put(0, std::move(copy), found->second.nodes);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    Begin(YamlNode::Kind::kList, LineOf(mark), anchor);
  }
  void OnSequenceEnd() override { End(); }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    Begin(YamlNode::Kind::kMap, LineOf(mark), anchor);
  }
  void OnMapEnd() override { End(); }

  bool failed() const { return !problem_.empty(); }
  int line() const { return line_; }
  const std::string& problem() const { return problem_; }
  YamlNode TakeRoot() { return std::move(root_); }

 private:
  struct Open {
    YamlNode node;
    YAML::anchor_t anchor = 0;
    size_t nodes_before = 0;
    bool has_key = false;
    std::string key;
    int key_line = 0;
  };
  struct Anchored {
    YamlNode node;
    size_t nodes = 0;
  };

  // The parser does not say how a scalar was written. Only one of several lines has to be looked at.
  bool IsLiteral(const YAML::Mark& mark, const std::string& value) const {
    const auto at = static_cast<size_t>(std::max(mark.pos, 0));
    return value.find('\n') != std::string::npos && at < bytes_.size() && bytes_[at] == '|';
  }

  void Fail(int line, std::string problem) {
    if (failed()) return;
    line_ = line;
    problem_ = std::move(problem);
  }
  void FailNodes(int line) { Fail(line, "must hold at most " + std::to_string(kYamlNodesMax) + " values, holds more"); }

  void Begin(YamlNode::Kind kind, int line, YAML::anchor_t anchor) {
    if (failed()) return;
    if (open_.size() >= kYamlDepthMax) {
      return Fail(line, "must be nested at most " + std::to_string(kYamlDepthMax) + " deep, is deeper");
    }
    Open open;
    open.node.kind = kind;
    open.node.line = line;
    open.anchor = anchor;
    open.nodes_before = nodes_;
    open_.push_back(std::move(open));
  }

  void End() {
    if (failed()) return;
    Open done = std::move(open_.back());
    open_.pop_back();
    size_t inner = nodes_ - done.nodes_before;
    nodes_ = done.nodes_before;
    Put(done.anchor, std::move(done.node), inner + 1);
  }

  // Hands a finished node of `nodes` nodes to whatever is open.
  void Put(YAML::anchor_t anchor, YamlNode node, size_t nodes) {
    if (failed()) return;
    nodes_ += nodes;
    if (nodes_ > kYamlNodesMax) return FailNodes(node.line);
    if (anchor != 0) anchors_[anchor] = {node, nodes};
    if (open_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = open_.back();
    if (parent.node.kind == YamlNode::Kind::kList) {
      parent.node.items.push_back(std::move(node));
    } else if (!parent.has_key) {
      if (node.kind != YamlNode::Kind::kScalar) return Fail(node.line, "a key must be text");
      parent.has_key = true;
      parent.key = std::move(node.text);
      parent.key_line = node.line;
    } else {
      parent.node.entries.push_back({std::move(parent.key), parent.key_line, std::move(node)});
      parent.has_key = false;
    }
  }

  const std::string& bytes_;
  YamlNode root_;
  std::vector<Open> open_;
  std::map<YAML::anchor_t, Anchored> anchors_;
  size_t nodes_ = 0;
  int line_ = 1;
  std::string problem_;
};

}  // namespace

std::optional<YamlNode> ParseYaml(const std::string& file, const std::string& bytes, Problems& problems) {
  if (bytes.size() > kYamlBytesMax) {
    problems.Add({file, 0, ""}, "must have at most " + std::to_string(kYamlBytesMax) + " bytes, has " +
                                    std::to_string(bytes.size()));
    return std::nullopt;
  }
  TreeBuilder builder(bytes);
  try {
    std::istringstream in(bytes);
    YAML::Parser parser(in);
    parser.HandleNextDocument(builder);
    TreeBuilder second(bytes);
    if (!builder.failed() && parser.HandleNextDocument(second)) {
      problems.Add({file, second.line(), ""}, "must be one YAML document, is more");
      return std::nullopt;
    }
  } catch (const YAML::Exception& e) {
    problems.Add({file, LineOf(e.mark), ""}, "must be YAML: " + e.msg);
    return std::nullopt;
  }
  if (builder.failed()) {
    problems.Add({file, builder.line(), ""}, builder.problem());
    return std::nullopt;
  }
  return builder.TakeRoot();
}

}  // namespace fenghuo
