#include <algorithm>

#include "dataset/parquet_metadata.h"
#include "dataset/thrift_compact.h"

namespace newsarc::dataset::parquet {
namespace {

using Element = ThriftWriter::Element;

// The numbers below are those of parquet.thrift.
constexpr std::int32_t data_page = 0;
constexpr std::int32_t dictionary_page = 2;
constexpr std::int32_t unordered = 0;  // BoundaryOrder

std::int32_t number_of(Encoding encoding) { return static_cast<std::int32_t>(encoding); }

void write_page_sizes(ThriftWriter& header, std::int32_t type, std::int32_t raw_size,
                      std::int32_t packed_size) {
  header.i32(1, type);
  header.i32(2, raw_size);
  header.i32(3, packed_size);
}

void write_bounds(ThriftWriter& index, int id, const Chunk& chunk, std::string Bounds::*bound) {
  index.begin_list(id, Element::binary, chunk.pages.size());
  for (const auto& page : chunk.pages) {
    const auto& bounds = page.statistics.bounds;
    index.element(bounds ? std::string_view((*bounds).*bound) : std::string_view());
  }
}

std::string column_index(const Chunk& chunk) {
  std::string bytes;
  const auto bounded = [](const Page& page) { return page.all_null || page.statistics.bounds; };
  if (!std::all_of(chunk.pages.begin(), chunk.pages.end(), bounded)) return bytes;
  ThriftWriter index(bytes);
  index.begin_list(1, Element::boolean, chunk.pages.size());
  for (const auto& page : chunk.pages) index.element(page.all_null);
  write_bounds(index, 2, chunk, &Bounds::min);
  write_bounds(index, 3, chunk, &Bounds::max);
  index.i32(4, unordered);
  index.begin_list(5, Element::i64, chunk.pages.size());
  for (const auto& page : chunk.pages) index.element(page.statistics.nulls);
  index.stop();
  return bytes;
}

std::string offset_index(const Chunk& chunk) {
  std::string bytes;
  ThriftWriter index(bytes);
  index.begin_list(1, Element::structure, chunk.pages.size());
  for (const auto& page : chunk.pages) {
    index.begin_element();
    index.i64(1, page.place.offset);
    index.i32(2, page.place.size);
    index.i64(3, page.first_row);
    index.end_struct();
  }
  index.stop();
  return bytes;
}

}  // namespace

std::string data_page_header(std::int32_t entries, Encoding encoding, std::int32_t raw_size,
                             std::int32_t packed_size) {
  std::string bytes;
  ThriftWriter header(bytes);
  write_page_sizes(header, data_page, raw_size, packed_size);
  header.begin_struct(5);
  header.i32(1, entries);
  header.i32(2, number_of(encoding));
  header.i32(3, number_of(Encoding::rle));  // definition levels
  header.i32(4, number_of(Encoding::rle));  // repetition levels
  header.end_struct();
  header.stop();
  return bytes;
}

std::string dictionary_page_header(std::int32_t entries, std::int32_t raw_size,
                                   std::int32_t packed_size) {
  std::string bytes;
  ThriftWriter header(bytes);
  write_page_sizes(header, dictionary_page, raw_size, packed_size);
  header.begin_struct(7);
  header.i32(1, entries);
  header.i32(2, number_of(Encoding::plain));
  header.end_struct();
  header.stop();
  return bytes;
}

std::string page_indexes(FileMetadata& file, std::int64_t offset) {
  std::string all;
  const auto append = [&](Place& place, const std::string& index) {
    place = {offset + static_cast<std::int64_t>(all.size()),
             static_cast<std::int32_t>(index.size())};
    all += index;
  };
  for (auto& group : file.groups)
    for (auto& chunk : group.chunks) append(chunk.column_index, column_index(chunk));
  for (auto& group : file.groups)
    for (auto& chunk : group.chunks) append(chunk.offset_index, offset_index(chunk));
  return all;
}

}  // namespace newsarc::dataset::parquet
