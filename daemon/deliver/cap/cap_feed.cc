#include "daemon/deliver/cap/cap_feed.h"

#include "alerts/notify/cap/cap.h"

namespace fenghuo {
namespace {

constexpr size_t kDateLength = 10;  // of "2026-07-10T18:26:00-00:00"

// RFC 4151: an id of ours that no other feed can have. What comes in is escaped already.
std::string TagOf(std::string_view sender, std::string_view sent, std::string_view identifier) {
  return "tag:" + std::string(sender) + "," + std::string(sent.substr(0, kDateLength)) + ":" + std::string(identifier);
}

std::string Entry(const CapFileText& file) {
  const std::string_view sent = CapElement(file.text, "sent");
  const std::string name = XmlText(file.name);
  return "  <entry>\n    <id>" + TagOf(CapElement(file.text, "sender"), sent, CapElement(file.text, "identifier")) +
         "</id>\n    <title>" + std::string(CapElement(file.text, "headline")) + "</title>\n    <updated>" + std::string(sent) +
         "</updated>\n    <link rel=\"alternate\" type=\"application/cap+xml\" href=\"" + name + "\"/>\n  </entry>\n";
}

}  // namespace

std::string_view CapElement(std::string_view text, std::string_view name) {
  const std::string open = "<" + std::string(name) + ">";
  const size_t begin = text.find(open);
  if (begin == std::string_view::npos) return {};
  const size_t end = text.find("</" + std::string(name) + ">", begin);
  return end == std::string_view::npos ? std::string_view() : text.substr(begin + open.size(), end - begin - open.size());
}

std::string CapFeed(const ChannelSpec& channel, const std::vector<CapFileText>& files) {
  const std::string sender = XmlText(channel.from);
  const std::string author = channel.from_name.empty() ? sender : XmlText(channel.from_name);
  const std::string_view newest = files.empty() ? "1970-01-01T00:00:00-00:00" : CapElement(files.front().text, "sent");
  std::string feed = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"zh-CN\">\n";
  feed += "  <id>tag:" + sender + ",2026:cap</id>\n  <title>" + author + "：舆情预警</title>\n  <updated>" + std::string(newest) +
          "</updated>\n  <author><name>" + author + "</name></author>\n  <link rel=\"self\" href=\"feed.xml\"/>\n";
  for (const CapFileText& file : files) feed += Entry(file);
  return feed + "</feed>\n";
}

}  // namespace fenghuo
