// Certificates for the fake servers, made anew in each run: an authority of our own and what it, or nobody, has signed.
//
//   FakeAuthority authority;
//   FakeTls tls = authority.Issue({.host = "127.0.0.1"});
//   request.ca_file = authority.ca_file();
//
// One thread. The files go with the object.

#ifndef FENGHUO_TESTS_DAEMON_NET_FAKE_CERTIFICATE_H_
#define FENGHUO_TESTS_DAEMON_NET_FAKE_CERTIFICATE_H_

#include <openssl/types.h>

#include <string>

#include "tests/daemon/net/fake_server.h"

namespace fenghuo {

enum class SignedBy { kAuthority, kItself };

struct FakeCertificate {
  std::string host = "127.0.0.1";  // the address that it is for
  int64_t valid_from_days = -1;    // counted from now
  int64_t valid_to_days = 30;
  SignedBy signed_by = SignedBy::kAuthority;
};

class FakeAuthority {
 public:
  FakeAuthority();
  ~FakeAuthority();
  FakeAuthority(const FakeAuthority&) = delete;
  FakeAuthority& operator=(const FakeAuthority&) = delete;

  const std::string& ca_file() const { return ca_file_; }
  FakeTls Issue(const FakeCertificate& wanted);

 private:
  std::string folder_;
  std::string ca_file_;
  evp_pkey_st* key_;
  x509_st* certificate_;
  int issued_ = 0;
};

}  // namespace fenghuo

#endif  // FENGHUO_TESTS_DAEMON_NET_FAKE_CERTIFICATE_H_
