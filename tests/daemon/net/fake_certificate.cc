#include "tests/daemon/net/fake_certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/check.h"

namespace fenghuo {
namespace {

void AddExtension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
  CHECK(extension != nullptr, "an extension of a fake certificate");
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

X509* Draft(EVP_PKEY* key, const std::string& name, const FakeCertificate& wanted, int serial) {
  X509* certificate = X509_new();
  X509_set_version(certificate, 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
  X509_gmtime_adj(X509_getm_notBefore(certificate), wanted.valid_from_days * 86400);
  X509_gmtime_adj(X509_getm_notAfter(certificate), wanted.valid_to_days * 86400);
  X509_set_pubkey(certificate, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  return certificate;
}

template <typename Write>
void WriteTo(const std::string& path, Write write) {
  std::FILE* file = std::fopen(path.c_str(), "w");
  CHECK(file != nullptr, "a fake certificate cannot be written");
  write(file);
  std::fclose(file);
}

}  // namespace

FakeAuthority::FakeAuthority() {
  char folder[] = "/tmp/fenghuo-authority-XXXXXX";
  CHECK(mkdtemp(folder) != nullptr, "no folder for fake certificates");
  folder_ = folder;
  key_ = EVP_EC_gen("P-256");
  certificate_ = Draft(key_, "Fake Authority", {}, 1);
  X509_set_issuer_name(certificate_, X509_get_subject_name(certificate_));
  AddExtension(certificate_, certificate_, NID_basic_constraints, "critical,CA:TRUE");
  X509_sign(certificate_, key_, EVP_sha256());
  ca_file_ = folder_ + "/ca.pem";
  WriteTo(ca_file_, [this](std::FILE* file) { PEM_write_X509(file, certificate_); });
}

FakeAuthority::~FakeAuthority() {
  X509_free(certificate_);
  EVP_PKEY_free(key_);
  std::filesystem::remove_all(folder_);
}

FakeTls FakeAuthority::Issue(const FakeCertificate& wanted) {
  std::string stem = folder_ + "/" + std::to_string(++issued_);
  FakeTls tls{.certificate_file = stem + ".pem", .key_file = stem + ".key"};
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = Draft(key, wanted.host, wanted, 1 + issued_);
  bool by_itself = wanted.signed_by == SignedBy::kItself;
  X509* issuer = by_itself ? certificate : certificate_;
  X509_set_issuer_name(certificate, X509_get_subject_name(issuer));
  AddExtension(certificate, issuer, NID_subject_alt_name, "IP:" + wanted.host);
  X509_sign(certificate, by_itself ? key : key_, EVP_sha256());
  WriteTo(tls.certificate_file, [&](std::FILE* file) { PEM_write_X509(file, certificate); });
  WriteTo(tls.key_file, [&](std::FILE* file) { PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr); });
  X509_free(certificate);
  EVP_PKEY_free(key);
  return tls;
}

}  // namespace fenghuo
