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

struct Destination {
  std::ostream* out;
  bool is_dropped = false;
};

// Never fails: libarchive would not free all it has then. Whether the stream took the bytes is
// asked of the stream.
la_ssize_t write_out(archive*, void* to, const void* bytes, std::size_t count) {
  const auto& destination = *static_cast<const Destination*>(to);
  if (!destination.is_dropped)
    destination.out->write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
  return static_cast<la_ssize_t>(count);
}

tl::unexpected<Error> not_written(archive* writer) {
  const char* words = archive_error_string(writer);
  const std::string why = words ? words : "the file takes no more";
  return failure(Fault::disk, "the ZIP file cannot be written: " + why);
}

}  // namespace

struct ZipWriter::State {
  Destination destination;  // outlives the writer, which closes itself at its end
  std::unique_ptr<archive, FreedArchive> writer{archive_write_new()};
  std::unique_ptr<archive_entry, FreedEntry> entry{archive_entry_new()};
};

ZipWriter::ZipWriter(std::ostream& out) : state_(std::make_unique<State>(State{{&out}})) {
  archive* writer = state_->writer.get();
  archive_write_set_format_zip(writer);
  archive_write_set_bytes_in_last_block(writer, 1);  // no padding
  archive_write_open(writer, &state_->destination, nullptr, write_out, nullptr);
}

// What was begun and not finished stays without its directory.
ZipWriter::~ZipWriter() {
  if (state_) state_->destination.is_dropped = true;
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
    if (!*state_->destination.out) return not_written(writer);
    size -= count;
  }
  if (archive_write_finish_entry(writer) != ARCHIVE_OK) return not_written(writer);
  return {};
}

Result<void> ZipWriter::finish() {
  const int closed = archive_write_close(state_->writer.get());
  if (closed != ARCHIVE_OK || !*state_->destination.out) return not_written(state_->writer.get());
  return {};
}

}  // namespace newsarc::dataset
