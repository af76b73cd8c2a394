// A 30 KB page out of each content coding.

#include <benchmark/benchmark.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <string>

#include "http/coding.h"
#include "tests/http/encode.h"

namespace {

using namespace newsarc;

std::string page() {
  std::string text = "<html><body>";
  for (int i = 0; text.size() < 30'000; ++i) {
    text += "<p class=\"text\">衡阳市第" + std::to_string(i * 7919 % 1009) + "次会议召开。</p>\n";
  }
  return text + "</body></html>";
}

void decode(benchmark::State& state, const char* coding, std::string (*encode)(std::string_view)) {
  const std::string text = page();
  const std::string body = encode(text);
  const std::string header = std::string("Content-Encoding: ") + coding + "\r\n\r\n";
  for (auto _ : state) benchmark::DoNotOptimize(http::decode_body(header, body));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}

std::string zstd(std::string_view text) { return testing_http::zstd(text); }

// The limit: zlib, into room that is there.
void zlib_alone(benchmark::State& state) {
  const std::string text = page();
  const std::string body = testing_http::gzip(text);
  std::string room(text.size(), '\0');
  for (auto _ : state) {
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(body.data()));
    stream.avail_in = static_cast<uInt>(body.size());
    stream.next_out = reinterpret_cast<Bytef*>(room.data());
    stream.avail_out = static_cast<uInt>(room.size());
    if (inflate(&stream, Z_FINISH) != Z_STREAM_END) std::abort();
    inflateEnd(&stream);
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(zlib_alone);

void zstd_alone(benchmark::State& state) {
  const std::string text = page();
  const std::string body = zstd(text);
  std::string room(text.size(), '\0');
  for (auto _ : state)
    benchmark::DoNotOptimize(ZSTD_decompress(room.data(), room.size(), body.data(), body.size()));
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
}
BENCHMARK(zstd_alone);

BENCHMARK_CAPTURE(decode, gzip, "gzip", testing_http::gzip);
BENCHMARK_CAPTURE(decode, deflate, "deflate", testing_http::zlib);
BENCHMARK_CAPTURE(decode, bare_deflate, "deflate", testing_http::bare_deflate);
BENCHMARK_CAPTURE(decode, br, "br", testing_http::brotli);
BENCHMARK_CAPTURE(decode, zstd, "zstd", zstd);

}  // namespace
