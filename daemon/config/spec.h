// A Spec is a value that its copies share until one of them is changed: thousands of sources read by the same pointers, or by none,
// hold them once.
//
//   Spec<BoardSpec> board = preset.board;       // a pointer
//   if (board->list.empty()) board.Edit().list = {"/data"};   // now a value of its own
//
// One thread changes a Spec; its copies may be read by others meanwhile.

#ifndef FENGHUO_DAEMON_CONFIG_SPEC_H_
#define FENGHUO_DAEMON_CONFIG_SPEC_H_

#include <memory>

namespace fenghuo {

template <typename T>
class Spec {
 public:
  const T& operator*() const { return value_ == nullptr ? Unchanged() : *value_; }
  const T* operator->() const { return &**this; }

  // The value to be changed, shared with no copy that exists now. Valid until the next copy is made.
  T& Edit() {
    if (value_ == nullptr || value_.use_count() > 1) value_ = std::make_shared<T>(**this);
    return *value_;
  }

 private:
  static const T& Unchanged() {
    static const T unchanged{};
    return unchanged;
  }

  std::shared_ptr<T> value_;  // shared with the copies; null: as T is made
};

}  // namespace fenghuo

#endif  // FENGHUO_DAEMON_CONFIG_SPEC_H_
