#include "http/unpacker.h"

#define ZLIB_CONST  // next_in points to const bytes
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cassert>
#include <limits>
#include <vector>

#include "core/memory.h"

namespace newsarc::http {
namespace {

constexpr std::size_t chunk_size = std::size_t{64} << 10;
constexpr int gzip_window_bits = 15 + 16;  // zlib.h, inflateInit2: with gzip's wrapper
constexpr int zstd_window_log = 23;        // 8 MiB: what RFC 8878 §3.1.1.1.2 asks readers to have

tl::unexpected<Error> corrupt(std::string_view packing, const char* why) {
  return failure(Fault::decode, std::string(packing) + ": " + (why ? why : "not readable"));
}

struct FreeZstd {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

struct Unpacker::State {
  Packing packing;
  std::vector<char> chunk = std::vector<char>(chunk_size);
  z_stream gzip{};
  std::unique_ptr<ZSTD_DCtx, FreeZstd> zstd;

  explicit State(Packing given) : packing(given) {
    if (packing == Packing::gzip) {
      gzip.zalloc = [](void*, unsigned count, unsigned size) { return sure_calloc(count, size); };
      inflateInit2(&gzip, gzip_window_bits);
    } else {
      zstd.reset(sure(ZSTD_createDCtx()));
      ZSTD_DCtx_setParameter(zstd.get(), ZSTD_d_windowLogMax, zstd_window_log);
    }
  }
  ~State() {
    if (packing == Packing::gzip) inflateEnd(&gzip);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  Result<Step> inflate_some(std::string_view packed) {
    gzip.next_in = reinterpret_cast<const Bytef*>(packed.data());
    gzip.avail_in = static_cast<uInt>(std::min<std::size_t>(packed.size(), 1u << 30));
    const std::size_t given = gzip.avail_in;
    gzip.next_out = reinterpret_cast<Bytef*>(chunk.data());
    gzip.avail_out = static_cast<uInt>(chunk.size());
    const int code = inflate(&gzip, Z_NO_FLUSH);
    if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
      return corrupt("gzip", gzip.msg);
    return Step{
        given - gzip.avail_in, {chunk.data(), chunk.size() - gzip.avail_out}, code == Z_STREAM_END};
  }

  Result<Step> decompress_some(std::string_view packed) {
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    ZSTD_outBuffer out{chunk.data(), chunk.size(), 0};
    const std::size_t code = ZSTD_decompressStream(zstd.get(), &out, &in);
    if (ZSTD_getErrorCode(code) == ZSTD_error_memory_allocation) out_of_memory();
    if (ZSTD_isError(code)) return corrupt("zstd", ZSTD_getErrorName(code));
    return Step{in.pos, {chunk.data(), out.pos}, code == 0};
  }
};

Unpacker::Unpacker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Unpacker::~Unpacker() = default;
Unpacker::Unpacker(Unpacker&&) noexcept = default;
Unpacker& Unpacker::operator=(Unpacker&&) noexcept = default;

Result<Unpacker> Unpacker::create(Packing packing, std::string_view dictionary) {
  auto state = std::make_unique<State>(packing);
  if (!dictionary.empty()) {
    assert(packing == Packing::zstd);
    const auto code =
        ZSTD_DCtx_loadDictionary(state->zstd.get(), dictionary.data(), dictionary.size());
    if (ZSTD_isError(code)) return corrupt("zstd dictionary", ZSTD_getErrorName(code));
  }
  return Unpacker(std::move(state));
}

Result<Unpacker::Step> Unpacker::step(std::string_view packed) {
  return state_->packing == Packing::gzip ? state_->inflate_some(packed)
                                          : state_->decompress_some(packed);
}

void Unpacker::reset() {
  if (state_->packing == Packing::gzip)
    inflateReset(&state_->gzip);
  else
    ZSTD_DCtx_reset(state_->zstd.get(), ZSTD_reset_session_only);  // the dictionary stays
}

std::string gzip_member(std::string_view bytes) {
  assert(bytes.size() <= std::numeric_limits<uInt>::max());
  z_stream stream{};
  deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY);
  gz_header header{};
  header.os = 255;  // RFC 1952 §2.3.1: unknown
  deflateSetHeader(&stream, &header);
  std::string member(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  stream.next_in = reinterpret_cast<const Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(member.data());
  stream.avail_out = static_cast<uInt>(member.size());
  deflate(&stream, Z_FINISH);
  member.resize(stream.total_out);
  deflateEnd(&stream);
  return member;
}

}  // namespace newsarc::http
