#pragma once
// Freed: a deleter for what a C library hands out, for std::unique_ptr. Private to store/.

namespace newsarc::store {

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* thing) const {
    Free(thing);
  }
};

}  // namespace newsarc::store
