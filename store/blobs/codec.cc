#include "store/blobs/codec.h"

#include <zdict.h>
#define ZSTD_STATIC_LINKING_ONLY  // for memory of ours
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "core/memory.h"
#include "store/sqlite/freed.h"

namespace newsarc::store {
namespace {

// No body is larger (crawler: 32 MiB, headers 256 KiB): a raw_len beyond is damage, not a page.
constexpr std::size_t raw_limit = std::size_t{256} << 20;

constexpr std::size_t dictionary_limit = 112 << 10;       // zstd's own advice for trained ones
constexpr std::size_t tables_size = 8 << 10;              // room for the header ZDICT puts before
constexpr std::size_t page_share = dictionary_limit / 2;  // of one page, so that several fit

using Packing = std::unique_ptr<ZSTD_CCtx, Freed<ZSTD_freeCCtx>>;
using Unpacking = std::unique_ptr<ZSTD_DCtx, Freed<ZSTD_freeDCtx>>;

// What zstd returned, for whatever reason but that memory ran out.
std::size_t with_memory(std::size_t code) {
  if (ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation) out_of_memory();
  return code;
}

// Into `space` first: a string of the largest size would be cleared for every page.
std::string copied(const std::string& space, std::size_t size) {
  if (ZSTD_isError(with_memory(size)) != 0) return {};
  return space.substr(0, size);
}

tl::unexpected<Error> unreadable() {
  return failure(Fault::damaged, "stored bytes cannot be decompressed", "table blob");
}

// A difference reaches back over both texts; what asks for more than zstd's decoder takes without
// being told is none of ours.
constexpr int smallest_window = 10;
constexpr int largest_window = 27;

// Every frame of ours says how long its content is: what does not match is not worth the memory.
bool is_plausible(std::string_view data, std::size_t raw_size) {
  return raw_size <= raw_limit && ZSTD_getFrameContentSize(data.data(), data.size()) == raw_size;
}

using PreparedDictionary = std::unique_ptr<ZSTD_CDict, Freed<ZSTD_freeCDict>>;

// zstd before 1.5.5 reads a dictionary that it got no memory for. The same but for pages of more
// than 128 KiB and six dictionaries, which it packs a thousandth larger.
PreparedDictionary prepare(std::string_view bytes, int level) {
#if ZSTD_VERSION_NUMBER < 10505
  using Settings = std::unique_ptr<ZSTD_CCtx_params, Freed<ZSTD_freeCCtxParams>>;
  const Settings settings(sure(ZSTD_createCCtxParams()));
  ZSTD_CCtxParams_init(settings.get(), level);
  const ZSTD_customMem memory{[](void*, std::size_t size) { return sure_malloc(size); },
                              [](void*, void* piece) { std::free(piece); }, nullptr};
  return PreparedDictionary(sure(ZSTD_createCDict_advanced2(
      bytes.data(), bytes.size(), ZSTD_dlm_byCopy, ZSTD_dct_auto, settings.get(), memory)));
#else
  return PreparedDictionary(sure(ZSTD_createCDict(bytes.data(), bytes.size(), level)));
#endif
}

}  // namespace

struct Dictionary::Ready {
  PreparedDictionary dictionary;
};

Dictionary::Dictionary(std::string_view bytes, int level) : ready_(std::make_unique<Ready>()) {
  ready_->dictionary = prepare(bytes, level);
}
Dictionary::Dictionary(Dictionary&&) noexcept = default;
Dictionary& Dictionary::operator=(Dictionary&&) noexcept = default;
Dictionary::~Dictionary() = default;

struct Compressor::Memory {
  Packing context{sure(ZSTD_createCCtx())};
  std::string space;

  void make_room(std::size_t bytes) {
    if (const auto bound = ZSTD_compressBound(bytes); space.size() < bound) space.resize(bound);
  }
};

Compressor::Compressor() : memory_(std::make_unique<Memory>()) {}
Compressor::Compressor(Compressor&&) noexcept = default;
Compressor& Compressor::operator=(Compressor&&) noexcept = default;
Compressor::~Compressor() = default;

std::string Compressor::pack(std::string_view bytes, int level) {
  auto& [context, space] = *memory_;
  memory_->make_room(bytes.size());
  return copied(space, ZSTD_compressCCtx(context.get(), space.data(), space.size(), bytes.data(),
                                         bytes.size(), level));
}

std::string Compressor::pack(std::string_view bytes, const Dictionary& dictionary) {
  auto& [context, space] = *memory_;
  memory_->make_room(bytes.size());
  return copied(space,
                ZSTD_compress_usingCDict(context.get(), space.data(), space.size(), bytes.data(),
                                         bytes.size(), dictionary.ready_->dictionary.get()));
}

std::string Compressor::pack_difference(std::string_view bytes, std::string_view base, int level) {
  auto& [context, space] = *memory_;
  memory_->make_room(bytes.size());
  // The window must reach from the end of the bytes to the beginning of the base.
  const int window = std::clamp(static_cast<int>(std::bit_width(bytes.size() + base.size())),
                                smallest_window, largest_window);
  ZSTD_CCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, window);
  ZSTD_CCtx_refPrefix(context.get(), base.data(), base.size());
  const std::size_t size =
      ZSTD_compress2(context.get(), space.data(), space.size(), bytes.data(), bytes.size());
  ZSTD_CCtx_reset(context.get(), ZSTD_reset_session_and_parameters);
  return copied(space, size);
}

Result<std::string> unpack(std::string_view data, std::size_t raw_size,
                           std::string_view dictionary) {
  if (!is_plausible(data, raw_size)) return unreadable();
  const Unpacking context(sure(ZSTD_createDCtx()));
  std::string bytes(raw_size, '\0');
  const std::size_t size =
      ZSTD_decompress_usingDict(context.get(), bytes.data(), bytes.size(), data.data(), data.size(),
                                dictionary.data(), dictionary.size());
  if (with_memory(size) != raw_size) return unreadable();
  return bytes;
}

Result<std::string> unpack_difference(std::string_view data, std::size_t raw_size,
                                      std::string_view base) {
  if (!is_plausible(data, raw_size)) return unreadable();
  const Unpacking context(sure(ZSTD_createDCtx()));
  ZSTD_DCtx_refPrefix(context.get(), base.data(), base.size());
  std::string bytes(raw_size, '\0');
  const std::size_t size =
      ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), data.data(), data.size());
  if (with_memory(size) != raw_size) return unreadable();
  return bytes;
}

namespace {

// The sample that the content so far helps least, by its packed size.
std::size_t strangest(const std::vector<std::string>& samples, std::string_view content) {
  Compressor compressor;
  const Dictionary dictionary(content, quick_level);
  std::size_t worst = 0;
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const std::size_t size = compressor.pack(samples[i], dictionary).size();
    if (size > worst) {
      worst = size;
      chosen = i;
    }
  }
  return chosen;
}

// zstd's tables over all samples, before the content.
std::string with_tables(const std::string& content, const std::vector<std::string>& samples) {
  std::string joined;
  std::vector<std::size_t> sizes;
  for (const auto& sample : samples) {
    joined += sample;
    sizes.push_back(sample.size());
  }
  std::string dictionary(content.size() + tables_size, '\0');
  ZDICT_params_t parameters{};
  parameters.compressionLevel = alone_level;
  const std::size_t size = ZDICT_finalizeDictionary(
      dictionary.data(), dictionary.size(), content.data(), content.size(), joined.data(),
      sizes.data(), static_cast<unsigned>(sizes.size()), parameters);
  if (ZDICT_isError(with_memory(size)) != 0) return {};
  dictionary.resize(size);
  return dictionary;
}

}  // namespace

std::string train_dictionary(std::string_view first, const std::vector<std::string>& samples) {
  if (samples.empty()) return {};
  constexpr std::size_t room = dictionary_limit - tables_size;
  // What stands last is nearest, and cheapest to refer to.
  std::string content(first.substr(0, page_share));
  while (content.size() < room) {
    const std::string& page = samples[strangest(samples, content)];
    const std::size_t share = std::min({page.size(), page_share, room - content.size()});
    if (share == 0 || content.find(page.substr(0, share)) != std::string::npos) break;
    content.insert(0, page, 0, share);
  }
  return with_tables(content, samples);
}

std::size_t packed_size(const std::vector<std::string>& samples, std::string_view dictionary) {
  Compressor compressor;
  const Dictionary ready(dictionary, quick_level);
  std::size_t size = 0;
  for (const auto& sample : samples) size += compressor.pack(sample, ready).size();
  return size;
}

}  // namespace newsarc::store
