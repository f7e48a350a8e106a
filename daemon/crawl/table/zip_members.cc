#include "daemon/crawl/table/zip_members.h"

#include <zip.h>

namespace fenghuo {
namespace {

constexpr size_t kPiece = 64 * 1024;

Error Damaged(zip_error_t* error) {
  std::string why = zip_error_strerror(error);
  zip_error_fini(error);
  return Invalid("a damaged archive: " + why);
}

}  // namespace

void ZipMembers::Closer::operator()(zip* archive) const { zip_discard(archive); }

Result<ZipMembers> ZipMembers::Open(std::string_view bytes) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  if (source == nullptr) return Damaged(&error);
  ZipMembers members;
  members.archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
  if (members.archive_ == nullptr) {
    zip_source_free(source);
    return Damaged(&error);
  }
  zip_error_fini(&error);
  return members;
}

Result<std::string> ZipMembers::Read(const std::string& name) const {
  std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen(archive_.get(), name.c_str(), 0), zip_fclose);
  if (file == nullptr) {
    bool absent = zip_error_code_zip(zip_get_error(archive_.get())) == ZIP_ER_NOENT;
    std::string why = zip_strerror(archive_.get());
    return absent ? NotFound(name + " is missing") : Invalid(name + ": " + why);
  }
  std::string text;
  while (true) {
    size_t before = text.size();
    text.resize(before + kPiece);
    zip_int64_t count = zip_fread(file.get(), text.data() + before, kPiece);
    if (count < 0) return Invalid(name + ": " + zip_file_strerror(file.get()));
    text.resize(before + static_cast<size_t>(count));
    if (count == 0) return text;
    if (text.size() > kZipMemberBytesMax) return Invalid(name + ": unpacks to more than 64 MiB");
  }
}

}  // namespace fenghuo
