#include "dataset/parquet_metadata.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <span>

#include "dataset/thrift_compact.h"

namespace newsarc::dataset::parquet {
namespace {

using Element = ThriftWriter::Element;

// The numbers below are those of parquet.thrift.
constexpr std::int32_t zstd = 6;  // CompressionCodec
constexpr std::int32_t data_page = 0;
constexpr std::int32_t dictionary_page = 2;

std::int32_t number_of(Encoding encoding) { return static_cast<std::int32_t>(encoding); }

enum class Physical : std::int32_t { int32 = 1, int64 = 2, real = 5, byte_array = 6 };

Physical physical(Type type) {
  switch (type) {
    case Type::text:
      return Physical::byte_array;
    case Type::real:
      return Physical::real;
    case Type::date:
      return Physical::int32;
    default:
      return Physical::int64;
  }
}

// ConvertedType, for readers from before LogicalType, and LogicalType itself.
void write_logical_type(ThriftWriter& element, Type type) {
  constexpr std::int32_t utf8 = 0, list = 3, date = 6, timestamp_micros = 10;
  if (type == Type::integer || type == Type::real) return;
  element.i32(6, type == Type::text   ? utf8
                 : type == Type::list ? list
                 : type == Type::date ? date
                                      : timestamp_micros);
  element.begin_struct(10);
  if (type == Type::timestamp) {
    element.begin_struct(8);
    element.boolean(1, true);  // adjusted to UTC
    element.begin_struct(2);
    element.empty_struct(2);  // microseconds
    element.end_struct();
    element.end_struct();
  } else {
    element.empty_struct(type == Type::text ? 1 : type == Type::list ? 3 : 6);
  }
  element.end_struct();
}

enum class Repetition : std::int32_t { required = 0, optional = 1, repeated = 2 };

Repetition repetition_of(bool nullable) {
  return nullable ? Repetition::optional : Repetition::required;
}

void write_group(ThriftWriter& footer, std::string_view name, Repetition repetition,
                 std::size_t children, Type type = Type::integer) {
  footer.begin_element();
  footer.i32(3, static_cast<std::int32_t>(repetition));
  footer.binary(4, name);
  footer.i32(5, static_cast<std::int32_t>(children));
  write_logical_type(footer, type);
  footer.end_struct();
}

void write_leaf(ThriftWriter& footer, std::string_view name, Type type, bool nullable) {
  footer.begin_element();
  footer.i32(1, static_cast<std::int32_t>(physical(type)));
  footer.i32(3, static_cast<std::int32_t>(repetition_of(nullable)));
  footer.binary(4, name);
  write_logical_type(footer, type);
  footer.end_struct();
}

bool holds_structs(const Column& column) { return !column.items.front().name.empty(); }

// In three levels, as LogicalTypes.md "Lists" wants them.
void write_list(ThriftWriter& footer, const Column& column) {
  write_group(footer, column.name, repetition_of(column.nullable), 1, Type::list);
  write_group(footer, "list", Repetition::repeated, 1);
  if (!holds_structs(column)) {
    write_leaf(footer, "element", column.items.front().type, column.items.front().nullable);
    return;
  }
  write_group(footer, "element", Repetition::required, column.items.size());
  for (const auto& item : column.items) write_leaf(footer, item.name, item.type, item.nullable);
}

std::size_t elements_of(const Column& column) {
  if (column.type != Type::list) return 1;
  return holds_structs(column) ? 3 + column.items.size() : 3;
}

void write_schema(ThriftWriter& footer, const Schema& schema) {
  const auto elements =
      std::accumulate(schema.begin(), schema.end(), std::size_t{1},
                      [](std::size_t sum, const Column& c) { return sum + elements_of(c); });
  footer.begin_list(2, Element::structure, elements);
  footer.begin_element();
  footer.binary(4, "schema");
  footer.i32(5, static_cast<std::int32_t>(schema.size()));
  footer.end_struct();
  for (const auto& column : schema) {
    if (column.type == Type::list) {
      write_list(footer, column);
    } else {
      write_leaf(footer, column.name, column.type, column.nullable);
    }
  }
}

void write_statistics(ThriftWriter& chunk, const Statistics& statistics) {
  chunk.begin_struct(12);
  chunk.i64(3, statistics.nulls);
  if (const auto& bounds = statistics.bounds) {
    chunk.binary(5, bounds->max);
    chunk.binary(6, bounds->min);
    chunk.boolean(7, bounds->max_exact);
    chunk.boolean(8, bounds->min_exact);
  }
  chunk.end_struct();
}

struct PageKind {
  std::int32_t type;
  Encoding encoding;
  std::int32_t count;
};

std::vector<PageKind> page_kinds(const Chunk& chunk) {
  std::vector<PageKind> kinds;
  if (chunk.dictionary.size > 0) kinds.push_back({dictionary_page, Encoding::plain, 1});
  if (chunk.indexed_pages > 0)
    kinds.push_back({data_page, Encoding::rle_dictionary, chunk.indexed_pages});
  if (chunk.plain_pages > 0) kinds.push_back({data_page, Encoding::plain, chunk.plain_pages});
  return kinds;
}

void write_page_kinds(ThriftWriter& column, const std::vector<PageKind>& kinds) {
  column.begin_list(13, Element::structure, kinds.size());
  for (const auto& kind : kinds) {
    column.begin_element();
    column.i32(1, kind.type);
    column.i32(2, number_of(kind.encoding));
    column.i32(3, kind.count);
    column.end_struct();
  }
}

void write_encodings(ThriftWriter& column, const std::vector<PageKind>& kinds) {
  std::vector<Encoding> encodings{Encoding::rle};  // of levels
  for (const auto& kind : kinds)
    if (std::find(encodings.begin(), encodings.end(), kind.encoding) == encodings.end())
      encodings.push_back(kind.encoding);
  column.begin_list(2, Element::i32, encodings.size());
  for (const auto encoding : encodings) column.element(number_of(encoding));
}

std::int64_t start_of(const Chunk& chunk) {
  return chunk.dictionary.size > 0 ? chunk.dictionary.offset : chunk.pages.front().place.offset;
}

void write_column_metadata(ThriftWriter& column, const Leaf& leaf, const Chunk& chunk) {
  const auto kinds = page_kinds(chunk);
  column.i32(1, static_cast<std::int32_t>(physical(leaf.type)));
  write_encodings(column, kinds);
  column.begin_list(3, Element::binary, leaf.path.size());
  for (const auto& name : leaf.path) column.element(std::string_view(name));
  column.i32(4, zstd);
  column.i64(5, chunk.entries);
  column.i64(6, chunk.raw_size);
  column.i64(7, chunk.packed_size);
  column.i64(9, chunk.pages.front().place.offset);
  if (chunk.dictionary.size > 0) column.i64(11, chunk.dictionary.offset);
  write_statistics(column, chunk.statistics);
  write_page_kinds(column, kinds);
}

void write_index_place(ThriftWriter& chunk, int id, const Place& place) {
  if (place.size == 0) return;
  chunk.i64(id, place.offset);
  chunk.i32(id + 1, place.size);
}

void write_chunk(ThriftWriter& group, const Leaf& leaf, const Chunk& chunk) {
  group.begin_element();
  group.i64(2, 0);  // nothing: metadata stands in the footer alone
  group.begin_struct(3);
  write_column_metadata(group, leaf, chunk);
  group.end_struct();
  write_index_place(group, 4, chunk.offset_index);
  write_index_place(group, 6, chunk.column_index);
  group.end_struct();
}

std::int64_t sum(const RowGroup& group, std::int64_t Chunk::*size) {
  return std::accumulate(group.chunks.begin(), group.chunks.end(), std::int64_t{0},
                         [&](std::int64_t all, const Chunk& chunk) { return all + chunk.*size; });
}

void write_group(ThriftWriter& footer, std::span<const Leaf> leaves, const RowGroup& group,
                 std::size_t ordinal) {
  footer.begin_element();
  footer.begin_list(1, Element::structure, group.chunks.size());
  for (std::size_t i = 0; i < leaves.size(); ++i) write_chunk(footer, leaves[i], group.chunks[i]);
  footer.i64(2, sum(group, &Chunk::raw_size));
  footer.i64(3, group.rows);
  footer.i64(5, start_of(group.chunks.front()));
  footer.i64(6, sum(group, &Chunk::packed_size));
  // Two bytes are all there is for it, and it may be left out.
  if (ordinal <= INT16_MAX) footer.i16(7, static_cast<std::int16_t>(ordinal));
  footer.end_struct();
}

void write_key_values(ThriftWriter& footer, const std::vector<KeyValue>& key_values) {
  if (key_values.empty()) return;
  footer.begin_list(5, Element::structure, key_values.size());
  for (const auto& [key, value] : key_values) {
    footer.begin_element();
    footer.binary(1, key);
    footer.binary(2, value);
    footer.end_struct();
  }
}

// Without them min_value and max_value of texts are not to be trusted.
void write_orders(ThriftWriter& footer, std::size_t leaves) {
  footer.begin_list(7, Element::structure, leaves);
  for (std::size_t i = 0; i < leaves; ++i) {
    footer.begin_element();
    footer.empty_struct(1);  // as the type defines it
    footer.end_struct();
  }
}

}  // namespace

std::string footer(const FileMetadata& file) {
  const auto leaves = leaves_of(file.schema);
  std::int64_t rows = 0;
  for (const auto& group : file.groups) rows += group.rows;
  std::string bytes;
  ThriftWriter footer(bytes);
  footer.i32(1, 2);  // version 2: pages and their dictionaries as this program writes them
  write_schema(footer, file.schema);
  footer.i64(3, rows);
  footer.begin_list(4, Element::structure, file.groups.size());
  for (std::size_t i = 0; i < file.groups.size(); ++i)
    write_group(footer, leaves, file.groups[i], i);
  write_key_values(footer, file.key_values);
  footer.binary(6, file.created_by);
  write_orders(footer, leaves.size());
  footer.stop();
  return bytes;
}

}  // namespace newsarc::dataset::parquet
