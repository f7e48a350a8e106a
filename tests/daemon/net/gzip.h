// Gzip packs bytes as a server does that says Content-Encoding: gzip, at the highest level: for bombs.
//
// Pure: any number of threads.

#ifndef FENGHUO_TESTS_DAEMON_NET_GZIP_H_
#define FENGHUO_TESTS_DAEMON_NET_GZIP_H_

#include <string>

namespace fenghuo {

std::string Gzip(const std::string& bytes);

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_NET_GZIP_H_
