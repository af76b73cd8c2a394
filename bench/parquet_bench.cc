// How fast records become Parquet, and how small: 10,000 with 2 KB of Chinese each, by zstd's
// level. made_parquet.cc does a million of them into a file.

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <ostream>
#include <streambuf>
#include <vector>

#include "bench/made_records.h"
#include "dataset/article_parquet.h"
#include "dataset/parquet_writer.h"

namespace newsarc::bench {
namespace {

constexpr int count = 10'000;

const std::vector<store::Record>& records() {
  static const std::vector<store::Record> made = [] {
    std::vector<store::Record> all;
    for (int i = 0; i < count; ++i) all.push_back(record(i));
    return all;
  }();
  return made;
}

// Counts what it is given.
class Counter final : public std::streambuf {
 public:
  std::int64_t bytes = 0;

 protected:
  std::streamsize xsputn(const char*, std::streamsize size) override {
    bytes += size;
    return size;
  }
  int_type overflow(int_type c) override { return ++bytes, traits_type::not_eof(c); }
};

void write_records(benchmark::State& state) {
  const auto columns = dataset::article_columns();
  std::size_t text = 0;
  for (const auto& each : records()) text += text_bytes(each);
  Counter counter;
  for (auto each : state) {
    counter.bytes = 0;
    std::ostream out(&counter);
    dataset::parquet::WriterOptions options;
    options.level = static_cast<int>(state.range(0));
    dataset::parquet::Writer writer(dataset::parquet_schema(columns), out, options);
    dataset::RecordRow row(columns);
    for (const auto& record : records())
      if (!writer.add(*row.of(record))) std::abort();
    if (!writer.finish()) std::abort();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text));
  state.counters["bytes/record"] = static_cast<double>(counter.bytes) / count;
}
// The limit of any writer: the records' text copied once.
void copy_of_the_text(benchmark::State& state) {
  std::string room;
  std::size_t text = 0;
  for (const auto& each : records()) text += text_bytes(each);
  for (auto each : state) {
    room.clear();
    for (const auto& record : records()) {
      room += record.title;
      room += record.body;
    }
    benchmark::DoNotOptimize(room.data());
  }
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text));
}
BENCHMARK(copy_of_the_text)->Unit(benchmark::kMillisecond);

BENCHMARK(write_records)->DenseRange(1, 5)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace newsarc::bench
