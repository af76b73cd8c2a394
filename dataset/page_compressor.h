#pragma once
// PageCompressor: zstd for the pages of a Parquet file, one after the other.

#include <memory>
#include <string_view>

#include "core/result.h"

namespace newsarc::dataset {

// One thread at a time: it keeps its working memory between pages, and the packed page until the
// next. The same page always gives the same bytes.
class PageCompressor {
 public:
  explicit PageCompressor(int level);
  PageCompressor(PageCompressor&&) noexcept;
  PageCompressor& operator=(PageCompressor&&) noexcept;
  ~PageCompressor();

  // A frame of its own, that says its length; valid until the next call. Error: internal, when zstd
  // has no memory.
  Result<std::string_view> compress(std::string_view page);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace newsarc::dataset
