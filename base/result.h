// A Result holds a value or the reason why there is none.
//
//   Result<Matcher> matcher = Matcher::Compile(rules);
//   if (!matcher.ok()) return matcher.error().In("rules");
//   Use(*matcher);
//
// A message grows from the inside out: In("sources[0].url") puts "sources[0].url: " in front of it.
//
// One thread, like any value.

#ifndef FENGHUO_BASE_RESULT_H_
#define FENGHUO_BASE_RESULT_H_

#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "base/check.h"

namespace fenghuo {

// Each code tells the caller what to do.
enum class ErrorCode {
  kInvalid,      // report it: the input is wrong and stays wrong
  kNotFound,     // treat it as absent
  kUnavailable,  // try again later: network, disk, a busy peer
  kCorrupt,      // stop and call a person
};

struct Error {
  ErrorCode code = ErrorCode::kInvalid;
  std::string message;

  // The same error seen from one level further out.
  Error In(std::string_view where) const { return {code, std::string(where) + ": " + message}; }
};

inline Error Invalid(std::string message) { return {ErrorCode::kInvalid, std::move(message)}; }
inline Error NotFound(std::string message) { return {ErrorCode::kNotFound, std::move(message)}; }
inline Error Unavailable(std::string message) { return {ErrorCode::kUnavailable, std::move(message)}; }
inline Error Corrupt(std::string message) { return {ErrorCode::kCorrupt, std::move(message)}; }

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}      // NOLINT: implicit, so that `return value;` works
  Result(Error error) : state_(std::move(error)) {}  // NOLINT: implicit, so that `return Invalid(…);` works

  bool ok() const { return std::holds_alternative<T>(state_); }
  const Error& error() const {
    CHECK(!ok(), "error() of a Result that holds a value");
    return *std::get_if<Error>(&state_);
  }

  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(value()); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

 private:
  T& value() {
    CHECK(ok(), "the value of a Result that holds an error");
    return *std::get_if<T>(&state_);
  }
  const T& value() const {
    CHECK(ok(), "the value of a Result that holds an error");
    return *std::get_if<T>(&state_);
  }

  std::variant<T, Error> state_;
};

// Success, or the reason why not.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)), ok_(false) {}  // NOLINT: implicit, as above

  bool ok() const { return ok_; }
  const Error& error() const {
    CHECK(!ok_, "error() of a Result that is ok");
    return error_;
  }

 private:
  Error error_;
  bool ok_ = true;
};

}  // namespace fenghuo

#endif  // FENGHUO_BASE_RESULT_H_
