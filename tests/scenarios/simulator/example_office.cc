#include "tests/scenarios/simulator/example_office.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/hash.h"

namespace fenghuo {
namespace {

constexpr size_t kSourcesRead = 12;
// Without these no world has the levels that matter.
constexpr const char* kAlwaysRead[] = {"central-news", "qingjiang-daily", "qinghe-daily", "qinghe-forum", "qinghe-city-board", "hotline-12315"};

const Config& Example() {
  static const Config example = [] {
    Result<Config> config = LoadConfig(FENGHUO_SOURCE_DIR "/deploy/config");
    CHECK(config.ok(), config.ok() ? "" : config.error().message.c_str());
    return *config;
  }();
  return example;
}

bool IsAlwaysRead(const SourceConfig& source) {
  return std::find(std::begin(kAlwaysRead), std::end(kAlwaysRead), source.id) != std::end(kAlwaysRead);
}

ChannelSpec AChannel(const std::string& id, const std::string& name, ChannelType type) {
  ChannelSpec channel;
  channel.id = id;
  channel.name = name;
  channel.type = type;
  channel.base_url = "https://" + id + ".example";
  channel.token_file = id + ".token";  // never read: it tells credentials apart
  return channel;
}

std::vector<ChannelSpec> WaysOut() {
  std::vector<ChannelSpec> channels = {AChannel("wecom-duty", "值班群", ChannelType::kWecom), AChannel("mail", "邮件", ChannelType::kSmtp),
                                       AChannel("duty-room", "值班室大屏", ChannelType::kWebhook),
                                       AChannel("feishu-counties", "县区群", ChannelType::kFeishu)};
  channels[0].fallback = "mail";
  channels[1].from = "yuqing@qinghe.example";
  channels[2].limits.messages_a_minute = 60;
  channels[3].fallback = "mail";
  return channels;
}

// Leaders and the desk by chat and screen, the others by chat and mail, operations by mail first.
std::vector<Contact> ContactsOf(const Person& person) {
  const Contact chat{"wecom-duty", person.id};
  const Contact mail{"mail", person.id + "@qinghe.example"};
  const Contact screen{"duty-room", person.id};
  if (person.id == "ops") return {mail, screen};
  if (person.unit == "bureau" || person.unit == "office") return {chat, screen};
  return {chat, mail};
}

}  // namespace

Config ExampleOffice(Rng& rng) {
  Config config = Example();
  config.channels = WaysOut();
  for (Person& person : config.staff.people) person.contacts = ContactsOf(person);
  for (Unit& unit : config.staff.units) {
    if (!unit.county.empty()) unit.group_channels = {"feishu-counties"};
  }
  std::vector<SourceConfig> sources;
  std::vector<SourceConfig> others;
  for (SourceConfig& source : config.sources) {
    if (source.type != SourceType::kFeed && source.type != SourceType::kBoard) continue;
    (IsAlwaysRead(source) ? sources : others).push_back(std::move(source));
  }
  while (sources.size() < kSourcesRead && !others.empty()) {
    auto picked = others.begin() + static_cast<std::ptrdiff_t>(rng.Below(others.size()));
    sources.push_back(std::move(*picked));
    others.erase(picked);
  }
  for (SourceConfig& source : sources) {
    source.every = std::max(source.every, Duration(minutes(20)));
    if (source.every_max) source.every_max = std::max(*source.every_max, source.every);
  }
  config.sources = std::move(sources);
  return config;
}

std::shared_ptr<const Classifier> ExampleClassifier() {
  static const std::shared_ptr<const Classifier> classifier = [] {
    Result<std::shared_ptr<const Classifier>> made = Classifier::Make(Example());
    CHECK(made.ok(), made.ok() ? "" : made.error().message.c_str());
    return *made;
  }();
  return classifier;
}

}  // namespace fenghuo
