#pragma once
// Codec: how stored bytes are packed with zstd: alone, with a dictionary of their site, or as a
// difference from another body. Knows nothing of the archive. Private to store/.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace newsarc::store {

// Levels of zstd. Templates alike leave little to search for: on 30 KB pages with a page of their
// site as dictionary, level 1 gives 4.75 KB in 42 µs, 3 gives 4.65 KB in 107 µs, 9 4.18 KB in 220.
constexpr int quick_level = 1;     // with a dictionary, while a crawl goes on
constexpr int alone_level = 3;     // without
constexpr int thorough_level = 9;  // newsarc repack

// A dictionary made ready for compressing at one level: a page of the site as it is, or a trained
// one. Not thread-safe together with its Compressor.
class Dictionary {
 public:
  Dictionary(std::string_view bytes, int level);
  Dictionary(Dictionary&&) noexcept;
  Dictionary& operator=(Dictionary&&) noexcept;
  ~Dictionary();

 private:
  friend class Compressor;
  struct Ready;
  std::unique_ptr<Ready> ready_;
};

// One at a time: keeps its working memory between calls.
class Compressor {
 public:
  Compressor();
  Compressor(Compressor&&) noexcept;
  Compressor& operator=(Compressor&&) noexcept;
  ~Compressor();

  std::string pack(std::string_view bytes, int level);
  std::string pack(std::string_view bytes, const Dictionary& dictionary);
  std::string pack_difference(std::string_view bytes, std::string_view base, int level);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

// `dictionary` for what was packed with one, `base` for a difference; both empty else. Errors:
// damaged, also for a raw_size that no page has.
Result<std::string> unpack(std::string_view data, std::size_t raw_size,
                           std::string_view dictionary = {});
Result<std::string> unpack_difference(std::string_view data, std::size_t raw_size,
                                      std::string_view base);

// A dictionary of at most 112 KB that stands for pages which differ: those that the ones taken so
// far help least, with zstd's tables over all of them. `first` is always in it. "" when nothing can
// be made of them. Takes some 100 ms for 50 pages.
std::string train_dictionary(std::string_view first, const std::vector<std::string>& samples);

// What these bytes take with that dictionary at quick_level, all together.
std::size_t packed_size(const std::vector<std::string>& samples, std::string_view dictionary);

}  // namespace newsarc::store
