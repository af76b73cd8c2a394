#include "dataset/zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>

namespace newsarc::dataset {
namespace {

struct FreedArchive {
  void operator()(archive* writer) const { archive_write_free(writer); }
};
struct FreedEntry {
  void operator()(archive_entry* entry) const { archive_entry_free(entry); }
};

la_ssize_t write_out(archive*, void* out, const void* bytes, std::size_t count) {
  auto& stream = *static_cast<std::ostream*>(out);
  stream.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
  return stream ? static_cast<la_ssize_t>(count) : -1;
}

tl::unexpected<Error> not_written(archive* writer) {
  const char* words = archive_error_string(writer);
  const std::string why = words ? words : "the file takes no more";
  return failure(Fault::disk, "the ZIP file cannot be written: " + why);
}

}  // namespace

struct ZipWriter::State {
  std::unique_ptr<archive, FreedArchive> writer{archive_write_new()};
  std::unique_ptr<archive_entry, FreedEntry> entry{archive_entry_new()};
  bool is_open = false;
};

ZipWriter::ZipWriter(std::ostream& out) : state_(std::make_unique<State>()) {
  archive* writer = state_->writer.get();
  archive_write_set_format_zip(writer);
  archive_write_set_bytes_in_last_block(writer, 1);  // no padding
  state_->is_open = archive_write_open(writer, &out, nullptr, write_out, nullptr) == ARCHIVE_OK;
}

// What was begun and not finished stays without its directory.
ZipWriter::~ZipWriter() {
  if (state_ && state_->is_open) archive_write_fail(state_->writer.get());
}
ZipWriter::ZipWriter(ZipWriter&&) noexcept = default;
ZipWriter& ZipWriter::operator=(ZipWriter&&) noexcept = default;

Result<void> ZipWriter::add(const std::string& name, Packing packing, std::istream& in,
                            std::uint64_t size, const Seen& seen) {
  archive* writer = state_->writer.get();
  archive_entry* entry = archive_entry_clear(state_->entry.get());
  archive_entry_set_pathname(entry, name.c_str());
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_entry_set_perm(entry, 0644);
  archive_entry_set_size(entry, static_cast<la_int64_t>(size));
  if (packing == Packing::stored)
    archive_write_zip_set_compression_store(writer);
  else
    archive_write_zip_set_compression_deflate(writer);
  if (archive_write_header(writer, entry) != ARCHIVE_OK) return not_written(writer);
  std::array<char, std::size_t{64} << 10> piece;
  while (size > 0) {
    in.read(piece.data(),
            static_cast<std::streamsize>(std::min<std::uint64_t>(size, piece.size())));
    const auto count = static_cast<std::size_t>(in.gcount());
    if (count == 0) return failure(Fault::disk, "a temporary file cannot be read again", name);
    seen({piece.data(), count});
    if (archive_write_data(writer, piece.data(), count) != static_cast<la_ssize_t>(count))
      return not_written(writer);
    size -= count;
  }
  if (archive_write_finish_entry(writer) != ARCHIVE_OK) return not_written(writer);
  return {};
}

Result<void> ZipWriter::finish() {
  state_->is_open = false;
  if (archive_write_close(state_->writer.get()) != ARCHIVE_OK)
    return not_written(state_->writer.get());
  return {};
}

}  // namespace newsarc::dataset
