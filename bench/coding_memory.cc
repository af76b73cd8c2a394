// What a decoder takes of memory: the peak of the resident set over what there was before, for
// bodies that just fit the cap, that are cut, and bombs, in each content coding and two of them.
// Linux alone: /proc tells, and forgets its peak when asked. usage:
// build/release/bench/coding_memory

#include <malloc.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <string>

#include "http/coding.h"
#include "tests/http/encode.h"

namespace {

using namespace newsarc;
using namespace testing_http;

constexpr std::size_t mebi = std::size_t{1} << 20;
constexpr std::size_t cap = 32 * mebi;

// "VmHWM:", the peak, or "VmRSS:", in bytes.
double memory(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kibibytes = 0;
    if (word == name && status >> kibibytes) return kibibytes * 1024;
  }
  return 0;
}

double peak_of(const std::function<void()>& work) {
  malloc_trim(0);
  std::ofstream("/proc/self/clear_refs") << 5;  // the peak is now what it is
  const double before = memory("VmRSS:");
  work();
  return memory("VmHWM:") - before;
}

void measure(const char* what, const std::string& names, const std::string& body) {
  const std::string header = "Content-Encoding: " + names + "\r\n\r\n";
  std::string outcome;
  const double peak = peak_of([&] {
    const auto decoded = http::decode_body(header, body, cap);
    outcome = decoded ? std::to_string(decoded->size() / mebi) + " MiB" : decoded.error().what;
  });
  std::printf("%-12s %-14s %8.2f MB over the cap, peak %6.2f MB: %s\n", what, names.c_str(),
              (peak - static_cast<double>(cap)) / 1e6, peak / 1e6, outcome.c_str());
}

std::string noisy(std::size_t size) {
  std::string text;
  for (std::uint64_t i = 1; text.size() < size; ++i) text += std::to_string(i * i * 7919) + "<p>\n";
  text.resize(size);
  return text;
}

std::string zstd_of(std::string_view text) { return zstd(text, 23); }

void measure_coding(const std::string& name, std::string (*encode)(std::string_view)) {
  const std::string fitting = encode(noisy(cap));
  // So that the pages of the library itself are there.
  (void)http::decode_body("Content-Encoding: " + name + "\r\n\r\n",
                          fitting.substr(0, fitting.size() / 8));
  measure("fits", name, fitting);
  measure("half", name, encode(noisy(cap / 2)));
  measure("cut", name, fitting.substr(0, fitting.size() - 1));
  const std::string bomb = encode(std::string(8 * cap, '\0'));
  measure("bomb", name, bomb);
  measure("bomb in gzip", name + ", gzip", gzip(bomb));
  measure("bomb in bomb", "gzip, " + name,
          encode(gzip(std::string(8 * cap, '\0')) + std::string(8 * cap, '\0')));
}

}  // namespace

int main() {
  // What the measure itself adds: the kernel counts pages in batches.
  std::printf(
      "%.2f MB over the cap by a string as long as it\n",
      (peak_of([] { (void)std::string(cap, 'x').size(); }) - static_cast<double>(cap)) / 1e6);
  measure_coding("gzip", gzip);
  measure_coding("deflate", zlib);
  measure_coding("br", brotli);
  measure_coding("zstd", zstd_of);
  return 0;
}
