#pragma once
// ZIP files (PKWARE's APPNOTE), written from front to back: nothing is asked of `out` but to take
// bytes. ZIP64 where sizes demand it. The same entries give the same bytes: no times, no owners.
// The door to libarchive.

#include <cstdint>
#include <functional>
#include <istream>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>

#include "core/result.h"

namespace newsarc::dataset {

enum class Packing { stored, deflated };

// For one thread at a time. After an error it is of no more use.
class ZipWriter {
 public:
  explicit ZipWriter(std::ostream& out);  // outlives the writer
  ~ZipWriter();
  ZipWriter(ZipWriter&&) noexcept;
  ZipWriter& operator=(ZipWriter&&) noexcept;

  // `size` bytes of `in`; each piece is shown to `seen` on its way. Names are ASCII.
  // Errors: disk (`out` takes no more, `in` has no more).
  using Seen = std::function<void(std::string_view piece)>;
  Result<void> add(const std::string& name, Packing packing, std::istream& in, std::uint64_t size,
                   const Seen& seen);

  // The directory, without which it is no ZIP file. Errors: disk.
  Result<void> finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsarc::dataset
