// made_parquet FILE ROWS [LEVEL]: made records as a Parquet file, with what writing them cost, the
// making of them left out. `node bench/parquet_against_duckdb.mjs FILE` compares it with DuckDB's.

#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "bench/made_records.h"
#include "dataset/article_parquet.h"
#include "dataset/parquet_writer.h"

namespace newsarc::bench {
namespace {

constexpr int batch = 1000;  // made, then written

template <class T>
void require(const Result<T>& result) {
  if (result) return;
  std::fprintf(stderr, "%s: %s\n", result.error().where.c_str(), result.error().what.c_str());
  std::exit(1);
}

double mb(std::size_t bytes) { return static_cast<double>(bytes) / 1e6; }

// Of this thread: a core's work, whatever else the machine does.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

int write_file(const char* path, int rows, int level) {
  std::ofstream out(path, std::ios::binary);
  const auto columns = dataset::article_columns();
  dataset::parquet::WriterOptions options;
  options.level = level;
  dataset::parquet::Writer writer(dataset::parquet_schema(columns), out, options);
  dataset::RecordRow row(columns);
  std::vector<store::Record> records;
  std::size_t bytes = 0;
  double spent = 0;
  for (int first = 0; first < rows; first += batch) {
    records.clear();
    for (int i = first; i < std::min(rows, first + batch); ++i) records.push_back(record(i));
    for (const auto& each : records) bytes += text_bytes(each);
    spent -= cpu_seconds();
    for (const auto& each : records) require(writer.add(*row.of(each)));
    spent += cpu_seconds();
  }
  spent -= cpu_seconds();
  require(writer.finish());
  out.close();
  spent += cpu_seconds();
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  std::printf(
      "%d rows, %.0f MB of text in %.2f s of a core: %.1f MB/s; at most %.0f MB of memory\n", rows,
      mb(bytes), spent, mb(bytes) / spent, static_cast<double>(used.ru_maxrss) / 1e3);
  return out ? 0 : 1;
}

}  // namespace
}  // namespace newsarc::bench

int main(int count, char** words) {
  if (count < 3) {
    std::fprintf(stderr, "usage: made_parquet FILE ROWS [LEVEL]\n");
    return 2;
  }
  return newsarc::bench::write_file(
      words[1], std::atoi(words[2]),
      count > 3 ? std::atoi(words[3]) : newsarc::dataset::parquet::WriterOptions().level);
}
