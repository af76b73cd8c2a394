#include "dataset/parquet_writer.h"

#include <cassert>
#include <numeric>
#include <string_view>
#include <utility>
#include <variant>

#include "core/version.h"
#include "dataset/parquet_encoding.h"

namespace newsarc::dataset::parquet {
namespace {

constexpr std::string_view magic = "PAR1";  // at both ends

tl::unexpected<Error> not_taken(const Column& column) {
  return failure(Fault::internal, "a value is not of the column's type", column.name);
}

// What a column of no list takes.
std::optional<Scalar> scalar_of(const Value& value) {
  return std::visit(
      [](const auto& given) -> std::optional<Scalar> {
        if constexpr (std::is_same_v<std::decay_t<decltype(given)>, List>) {
          return std::nullopt;
        } else {
          return Scalar(given);
        }
      },
      value);
}

void move_to(Chunk& chunk, std::int64_t offset) {
  chunk.dictionary.offset += offset;
  for (auto& page : chunk.pages) page.place.offset += offset;
}

}  // namespace

Writer::Writer(Schema schema, std::ostream& out, WriterOptions options)
    : out_(out), options_(std::move(options)), compressor_(options_.level) {
  file_.schema = std::move(schema);
  file_.key_values = options_.key_values;
  file_.created_by = "newsarc version " + std::string(version());
  for (auto& leaf : leaves_of(file_.schema)) leaves_.emplace_back(std::move(leaf), options_.pages);
}

Result<void> Writer::add(std::span<const Value> row) {
  assert(row.size() == file_.schema.size());
  std::span<LeafWriter> rest = leaves_;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto& column = file_.schema[i];
    const auto count = leaf_count(column);
    if (column.type == Type::list) {
      if (auto added = add_list(column, rest.first(count), row[i]); !added) return added;
    } else {
      const auto scalar = scalar_of(row[i]);
      if (!scalar || !rest.front().add(*scalar)) return not_taken(column);
    }
    rest = rest.subspan(count);
  }
  return end_row();
}

Result<void> Writer::add_list(const Column& column, std::span<LeafWriter> leaves,
                              const Value& value) {
  const bool absent = std::holds_alternative<std::monostate>(value);
  const auto* list = std::get_if<List>(&value);
  if (absent ? !column.nullable : !list || list->size() % leaves.size() != 0)
    return not_taken(column);
  if (absent || list->empty()) {
    for (auto& leaf : leaves) leaf.add_no_items(!absent && column.nullable ? 1 : 0);
    return {};
  }
  for (std::size_t i = 0; i < list->size(); ++i) {
    const auto repetition = i < leaves.size() ? 0U : 1U;
    if (!leaves[i % leaves.size()].add((*list)[i], repetition)) return not_taken(column);
  }
  return {};
}

Result<void> Writer::end_row() {
  ++rows_;
  for (auto& leaf : leaves_)
    if (auto ended = leaf.end_row(compressor_); !ended) return ended;
  if (held_bytes() < options_.row_group_bytes) return {};
  return write_row_group();
}

std::size_t Writer::held_bytes() const {
  return std::accumulate(
      leaves_.begin(), leaves_.end(), std::size_t{0},
      [](std::size_t sum, const LeafWriter& leaf) { return sum + leaf.bytes(); });
}

Result<void> Writer::write_row_group() {
  RowGroup group;
  group.rows = std::exchange(rows_, 0);
  for (auto& leaf : leaves_) {
    auto packed = leaf.take_chunk(compressor_);
    if (!packed) return tl::unexpected(std::move(packed).error());
    if (written_ == 0)
      if (auto began = write(magic); !began) return began;
    move_to(packed->chunk, written_);
    for (const auto& page : packed->pages)
      if (auto put = write(page); !put) return put;
    group.chunks.push_back(std::move(packed->chunk));
  }
  file_.groups.push_back(std::move(group));
  return {};
}

Result<void> Writer::finish() {
  if (rows_ > 0)
    if (auto last = write_row_group(); !last) return last;
  std::string end;
  if (written_ == 0) end += magic;
  end += page_indexes(file_, written_);
  const auto start = end.size();
  end += footer(file_);
  append_plain(end, static_cast<std::int32_t>(end.size() - start));
  end += magic;
  return write(end);
}

Result<void> Writer::write(std::string_view bytes) {
  out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  written_ += static_cast<std::int64_t>(bytes.size());
  if (!out_) return failure(Fault::disk, "the dataset cannot be written");
  return {};
}

}  // namespace newsarc::dataset::parquet
