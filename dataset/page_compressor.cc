#include "dataset/page_compressor.h"

#include <zstd.h>

#include <string>

namespace newsarc::dataset {

struct PageCompressor::Memory {
  struct Freed {
    void operator()(ZSTD_CCtx* packing) const { ZSTD_freeCCtx(packing); }
  };
  std::unique_ptr<ZSTD_CCtx, Freed> context{ZSTD_createCCtx()};
  int level = 0;
  std::string space;  // as large as a page ever needed
};

PageCompressor::PageCompressor(int level) : memory_(std::make_unique<Memory>()) {
  memory_->level = level;
}
PageCompressor::PageCompressor(PageCompressor&&) noexcept = default;
PageCompressor& PageCompressor::operator=(PageCompressor&&) noexcept = default;
PageCompressor::~PageCompressor() = default;

Result<std::string_view> PageCompressor::compress(std::string_view page) {
  auto& memory = *memory_;
  const auto most = ZSTD_compressBound(page.size());
  if (memory.space.size() < most) memory.space.resize(most);
  const auto size = memory.context ? ZSTD_compressCCtx(memory.context.get(), memory.space.data(),
                                                       most, page.data(), page.size(), memory.level)
                                   : 0;
  if (size == 0) return failure(Fault::internal, "there is no memory for zstd");
  if (ZSTD_isError(size) != 0) return failure(Fault::internal, ZSTD_getErrorName(size), "zstd");
  return std::string_view(memory.space).substr(0, size);
}

}  // namespace newsarc::dataset
