#include "tests/scenarios/ledger.h"

#include <cstdlib>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "base/check.h"

namespace fenghuo {
namespace {

using Json = nlohmann::ordered_json;

LedgerLine ParseLine(const std::string& text) {
  Json json = Json::parse(text, nullptr, false);
  CHECK(json.is_object(), "a line of the ledger is no JSON object");
  Result<Timestamp> at = ParseRfc3339(json.value("at", ""));
  CHECK(at.ok(), "a line of the ledger has no time");
  std::string agent = json.value("agent", "");
  bool ours = agent.starts_with(kAgentName);
  return {.at = *at,
          .kind = json.value("kind", ""),
          .life = ours ? std::atoi(agent.c_str() + std::strlen(kAgentName)) : 0,
          .host = json.value("host", ""),
          .known = json.value("known", ""),
          .status = json.value("status", 0),
          .etag = json.value("etag", ""),
          .ids = json.value("ids", std::vector<std::string>()),
          .channel = json.value("channel", ""),
          .id = json.value("id", ""),
          .text = json.value("text", "")};
}

}  // namespace

std::vector<LedgerLine> LedgerReader::ReadOn() {
  std::vector<LedgerLine> lines;
  std::ifstream file(path_, std::ios::binary);
  file.seekg(read_);
  for (std::string text; std::getline(file, text) && !file.eof();) {
    read_ += static_cast<std::streamoff>(text.size()) + 1;
    lines.push_back(ParseLine(text));
  }
  return lines;
}

}  // namespace fenghuo
