#pragma once
// Unpacker: files that are gzip or zstd, taken apart piece by piece, one member (RFC 1952 §2.2) or
// frame (RFC 8878 §3.1) at a time. It holds 64 KiB of what it made and the window of the format: 32
// KiB of gzip, up to 8 MiB of zstd. And the other way: one gzip member.

#include <memory>
#include <string>
#include <string_view>

#include "core/result.h"

namespace newsarc::http {

enum class Packing { gzip, zstd };

// For one thread at a time.
class Unpacker {
 public:
  // `dictionary` is one of zstd's own format. Errors: decode (it is none).
  static Result<Unpacker> create(Packing packing, std::string_view dictionary = {});
  ~Unpacker();
  Unpacker(Unpacker&&) noexcept;
  Unpacker& operator=(Unpacker&&) noexcept;

  struct Step {
    std::size_t taken = 0;  // of the bytes given
    std::string_view made;  // at most 64 KiB, until the next call
    bool ended = false;     // the member ends with what was taken; a next one may begin there
  };
  // Takes what it can and makes what it can. More bytes are wanted when it neither made anything
  // nor ended. A skippable frame of zstd ends and makes nothing.
  // Errors: decode (corrupt, or no such format); the member is lost then, reset() begins anew.
  Result<Step> step(std::string_view packed);
  void reset();

 private:
  struct State;
  explicit Unpacker(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// One member that says nothing of its file or time: the same bytes always give the same member.
// Holds both in memory; `bytes` is at most 4 GiB.
std::string gzip_member(std::string_view bytes);

}  // namespace newsarc::http
