#include "http/decoders.h"

#define ZLIB_CONST  // next_in points to const bytes
#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <memory>
#include <vector>

#include "core/memory.h"

namespace newsarc::http {
namespace {

constexpr std::size_t chunk_size = std::size_t{64} << 10;

// Output grows by doubling up to here. Then it takes all the room that the cap allows at once:
// pages that are not written to cost nothing, while a growth would hold old and new room side by
// side.
constexpr std::size_t doubled_up_to = std::size_t{256} << 10;

tl::unexpected<Error> corrupt(std::string_view coding, std::string_view why) {
  return failure(Fault::decode, std::string(coding) + " stream: " + std::string(why));
}

constexpr std::string_view cut_short = "cut before its end";
constexpr std::string_view bytes_after = "followed by other bytes";

// zlib's window_bits (zlib.h, inflateInit2): 15 and more for the wrapper to expect.
enum class Wrapper { gzip = 15 + 16, zlib = 15, none = -15 };

struct InflateEnd {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

Result<std::string> inflate_all(std::string_view body, Wrapper wrapper, std::size_t limit) {
  const std::string_view name = wrapper == Wrapper::gzip ? "gzip" : "deflate";
  if (body.size() > std::numeric_limits<uInt>::max()) return past_limit(limit);
  z_stream stream{};
  stream.zalloc = [](void*, unsigned count, unsigned size) { return sure_calloc(count, size); };
  inflateInit2(&stream, static_cast<int>(wrapper));
  const std::unique_ptr<z_stream, InflateEnd> ending(&stream);
  stream.next_in = reinterpret_cast<const Bytef*>(body.data());
  stream.avail_in = static_cast<uInt>(body.size());
  CappedOutput output(limit);
  std::vector<char> chunk(chunk_size);
  for (;;) {
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    const int code = inflate(&stream, Z_NO_FLUSH);
    if (!output.append({chunk.data(), chunk.size() - stream.avail_out})) return past_limit(limit);
    if (code == Z_BUF_ERROR) return corrupt(name, cut_short);
    if (code != Z_OK && code != Z_STREAM_END) {
      return corrupt(name, stream.msg ? stream.msg : "not readable");
    }
    if (code != Z_STREAM_END) continue;
    if (stream.avail_in == 0) return output.take();
    if (wrapper != Wrapper::gzip) return corrupt(name, bytes_after);
    inflateReset(&stream);  // the next member, or what is none and fails at its header
  }
}

}  // namespace

bool CappedOutput::append(std::string_view bytes) {
  if (bytes.size() > limit_ - bytes_.size()) return false;
  const std::size_t wanted = bytes_.size() + bytes.size();
  if (wanted > bytes_.capacity()) {
    std::string grown;  // a new one: reserve() would double the old one's room, past the cap
    grown.reserve(std::min(
        limit_, wanted > doubled_up_to ? limit_ : std::max(wanted, 2 * bytes_.capacity())));
    grown.append(bytes_);
    bytes_ = std::move(grown);
  }
  bytes_.append(bytes);
  return true;
}

std::string CappedOutput::take() {
  const bool is_roomy = bytes_.capacity() > doubled_up_to && bytes_.size() <= limit_ / 2;
  if (is_roomy) bytes_.shrink_to_fit();
  return std::move(bytes_);
}

tl::unexpected<Error> past_limit(std::size_t limit) {
  return failure(Fault::limit, "the body is longer than " + std::to_string(limit) + " bytes");
}

Result<std::string> decode_gzip(std::string_view body, std::size_t limit) {
  return inflate_all(body, Wrapper::gzip, limit);
}

Result<std::string> decode_deflate(std::string_view body, std::size_t limit) {
  auto wrapped = inflate_all(body, Wrapper::zlib, limit);
  if (wrapped || wrapped.error().fault != Fault::decode) return wrapped;
  auto bare = inflate_all(body, Wrapper::none, limit);
  // Bytes that are neither: the wrapped form's complaint is the one to hear.
  return bare || bare.error().fault != Fault::decode ? bare : wrapped;
}

Result<std::string> decode_brotli(std::string_view body, std::size_t limit) {
  struct Free {
    void operator()(BrotliDecoderState* state) const { BrotliDecoderDestroyInstance(state); }
  };
  const std::unique_ptr<BrotliDecoderState, Free> state(
      BrotliDecoderCreateInstance([](void*, std::size_t size) { return sure_malloc(size); },
                                  [](void*, void* memory) { std::free(memory); }, nullptr));
  auto next_in = reinterpret_cast<const std::uint8_t*>(body.data());
  std::size_t left = body.size();
  CappedOutput output(limit);
  std::vector<std::uint8_t> chunk(chunk_size);
  for (;;) {
    std::uint8_t* next_out = chunk.data();
    std::size_t room = chunk.size();
    const auto code =
        BrotliDecoderDecompressStream(state.get(), &left, &next_in, &room, &next_out, nullptr);
    const std::size_t made = chunk.size() - room;
    if (!output.append({reinterpret_cast<const char*>(chunk.data()), made})) {
      return past_limit(limit);
    }
    if (code == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) return corrupt("br", cut_short);
    if (code == BROTLI_DECODER_RESULT_ERROR) {
      return corrupt("br", BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state.get())));
    }
    if (code == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) continue;
    if (left > 0) return corrupt("br", bytes_after);
    return output.take();
  }
}

Result<std::string> decode_zstd(std::string_view body, std::size_t limit) {
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  constexpr int window_log = 23;  // 8 MiB
  const std::unique_ptr<ZSTD_DCtx, Free> context(sure(ZSTD_createDCtx()));
  ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window_log);
  ZSTD_inBuffer input{body.data(), body.size(), 0};
  CappedOutput output(limit);
  std::vector<char> chunk(chunk_size);
  for (;;) {
    ZSTD_outBuffer out{chunk.data(), chunk.size(), 0};
    const std::size_t code = ZSTD_decompressStream(context.get(), &out, &input);
    if (ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation) out_of_memory();
    if (ZSTD_isError(code)) return corrupt("zstd", ZSTD_getErrorName(code));
    if (!output.append({chunk.data(), out.pos})) return past_limit(limit);
    if (input.pos < input.size) continue;
    if (code == 0) return output.take();
    if (out.pos < out.size) return corrupt("zstd", cut_short);
  }
}

}  // namespace newsarc::http
