#pragma once
// What every fuzzer begins with: the input in a buffer of its exact size, so that the sanitizer
// sees a read of one byte too far; and a claim that must hold, which ends the run when it does not.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

namespace newsarc::fuzz {

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : bytes_(std::make_unique<char[]>(size)), size_(size) {
    std::copy_n(data, size, bytes_.get());
  }

  std::string_view text() const { return {bytes_.get(), size_}; }

  // The first byte as one of `count` choices, taken off the text; 0 when there is no byte.
  std::size_t choose(std::size_t count) {
    if (size_ == 0) return 0;
    const auto choice = static_cast<unsigned char>(bytes_[0]) % count;
    auto rest = std::make_unique<char[]>(--size_);
    std::copy_n(bytes_.get() + 1, size_, rest.get());
    bytes_ = std::move(rest);
    return choice;
  }

 private:
  std::unique_ptr<char[]> bytes_;
  std::size_t size_;
};

inline void require(bool claim) {
  if (!claim) std::abort();
}

}  // namespace newsarc::fuzz
