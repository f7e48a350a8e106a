#include "daemon/deliver/channel_request.h"

namespace fenghuo {

SyslogRequest MakeSyslogRequest(const ChannelSpec& channel, std::string message) {
  SyslogRequest request;
  request.url = channel.base_url;
  request.message = std::move(message);
  request.ca_file = channel.ca_file;
  return request;
}

}  // namespace fenghuo
