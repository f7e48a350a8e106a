#include <algorithm>
#include <iterator>

#include "daemon/config/loaders.h"

namespace fenghuo {
namespace {

struct TypeWords {
  Word<ChannelType> words[std::size(kChannelFacts)];
};

constexpr TypeWords MakeTypeWords() {
  TypeWords made{};
  for (size_t i = 0; i < std::size(kChannelFacts); ++i) made.words[i] = {kChannelFacts[i].name, kChannelFacts[i].type};
  return made;
}

constexpr TypeWords kTypes = MakeTypeWords();
constexpr Word<Detail> kDetails[] = {{"full", Detail::kFull}, {"summary", Detail::kSummary}, {"number", Detail::kNumber}};

// The name of a file that must exist and be closed to others; its content is read at every attempt, not kept.
void ReadSecretName(MapReader& map, const char* key, Loading& loading, std::string& out) {
  std::optional<Place> place = map.Take(key);
  std::string name;
  if (!place || !ReadText(*place, name)) return;
  out = ResolvePath(loading.config, name);
  Result<std::string> secret = loading.read_secret(out);
  if (!secret.ok()) place->Problem(secret.error().message);
}

void ReadBaseUrl(MapReader& map, ChannelSpec& channel) {
  if (channel.type == ChannelType::kCap) return;  // writes files
  const char* vendor_url = FactsOf(channel.type).vendor_url;
  bool vendor = *vendor_url != '\0';
  std::optional<Place> url = map.Take("base_url", vendor ? Need::kOptional : Need::kRequired);
  channel.base_url = vendor_url;
  if (!url) return;
  if (channel.type == ChannelType::kSmtp) {
    ReadUrl(*url, channel.base_url, {"smtp", "smtps"});
  } else if (channel.type == ChannelType::kSyslog) {
    ReadUrl(*url, channel.base_url, {"udp", "tcp", "tls"});
  } else if (channel.allow_plain_http) {
    ReadUrl(*url, channel.base_url, {"http", "https"});
  } else {
    ReadUrl(*url, channel.base_url, {"https"});
  }
  if (channel.type == ChannelType::kTeams && channel.base_url.find("sig=") != std::string::npos) {
    url->Problem("must not hold sig=…, which is the secret: its value goes into token_file");
  }
}

void ReadLimits(const Place& place, ChannelType type, ChannelLimits& limits) {
  MapReader map(place);
  map.Number("messages_a_minute", limits.messages_a_minute, {1, 1000});
  map.Number("reserved_for_urgent", limits.reserved_for_urgent, {0, 1000});
  // What no collector need take, it may cut without a word (RFC 5424 6.1, RFC 5425 4.3.1).
  map.Bytes("body_max", limits.body_bytes_max, {256, type == ChannelType::kSyslog ? 8192 : 1024 * 1024});
  if (limits.reserved_for_urgent >= limits.messages_a_minute) {
    place.Problem("reserved_for_urgent must be below messages_a_minute, or nothing else is ever sent");
  }
}

// RFC 5424 6: printable, no blank.
bool IsLogHostName(const std::string& name) {
  return name.size() <= 255 && std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

// What a mail says of its sender; some of it stands in other messages too.
void ReadMail(MapReader& map, ChannelSpec& channel) {
  const bool mail = channel.type == ChannelType::kSmtp;
  const bool cap = channel.type == ChannelType::kCap;
  std::optional<Place> from = map.Take("from", mail || cap ? Need::kRequired : Need::kOptional);
  if (from && ReadText(*from, channel.from)) {
    size_t at = channel.from.find('@');
    bool right = at != std::string::npos && at > 0 && at + 1 < channel.from.size() &&
                 channel.from.find_first_of(cap ? " <>,;\"&'" : " <>,;\"") == std::string::npos;
    if (!right) from->Wrong("must be a mail address such as desk@office.example");
  }
  map.Text("from_name", channel.from_name);
  map.Text("user", channel.user);
  const bool syslog = channel.type == ChannelType::kSyslog;
  std::optional<Place> hello = map.Take("hello_name", syslog ? Need::kRequired : Need::kOptional);
  if (hello && ReadText(*hello, channel.hello_name) && syslog && !IsLogHostName(channel.hello_name)) {
    hello->Wrong("must be a host name of at most 255 ASCII characters");
  }
  if (!channel.user.empty() && channel.token_file.empty()) map.place().Problem("user needs token_file, the file of the password");
}

ChannelSpec ReadChannel(const Place& place, Loading& loading) {
  ChannelSpec channel;
  MapReader map(place);
  if (std::optional<Place> id = map.Take("id", Need::kRequired)) {
    if (ReadId(*id, channel.id)) loading.names.Define(NameKind::kChannel, channel.id, id->spot());
  }
  map.Text("name", channel.name, Need::kRequired);
  map.OneOf("type", channel.type, kTypes.words, Need::kRequired);
  channel.limits = FactsOf(channel.type).limits;
  map.Flag("allow_plain_http", channel.allow_plain_http);
  ReadBaseUrl(map, channel);
  if (std::optional<Place> proxy = map.Take("proxy"); proxy && ReadUrl(*proxy, channel.proxy, {"http"}) &&
      channel.type == ChannelType::kSyslog) {
    proxy->Problem("must not be given: a log collector is reached directly");
  }
  std::string ca_file;
  map.Text("ca_file", ca_file);
  if (!ca_file.empty()) channel.ca_file = ResolvePath(loading.config, ca_file);
  map.OneOf("detail", channel.detail, kDetails);
  ReadSecretName(map, "secret_file", loading, channel.secret_file);
  ReadSecretName(map, "token_file", loading, channel.token_file);
  if (FactsOf(channel.type).needs_token && channel.token_file.empty()) map.place().Missing("token_file");
  if (FactsOf(channel.type).needs_secret && channel.secret_file.empty()) map.place().Missing("secret_file");
  LoadChannelSettings(map, channel);
  if (!channel.cap.directory.empty()) channel.cap.directory = ResolvePath(loading.config, channel.cap.directory);
  if (FactsOf(channel.type).needs_to) map.Text("to", channel.to, Need::kRequired);
  map.Text("keyword", channel.keyword);
  map.Flag("markdown", channel.markdown);
  if (std::optional<Place> limits = map.Take("limits")) ReadLimits(*limits, channel.type, channel.limits);
  ReadMail(map, channel);
  if (std::optional<Place> fallback = map.Take("fallback")) {
    ReadReference(*fallback, NameKind::kChannel, loading, channel.fallback);
    if (!channel.fallback.empty() && channel.fallback == channel.id) fallback->Problem("must be another channel, is the same");
  }
  return channel;
}

}  // namespace

void LoadChannels(const Place& root, Loading& loading) {
  MapReader map(root);
  map.Each(
      "channels", [&](const Place& item) { loading.config.channels.push_back(ReadChannel(item, loading)); }, Need::kRequired);
}

}  // namespace fenghuo
