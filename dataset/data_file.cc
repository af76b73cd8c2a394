#include "dataset/data_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <streambuf>
#include <system_error>
#include <utility>

#include "digest/digest.h"

namespace newsarc::dataset {
namespace {

namespace fs = std::filesystem;

constexpr const char* part_ending = ".part";  // of a file that is not whole yet

// Bytes go through to the file, counted and hashed. Writers give whole blocks: there is no buffer
// of its own.
class HashingBuffer final : public std::streambuf {
 public:
  explicit HashingBuffer(const fs::path& file) {
    file_.open(file, std::ios::binary | std::ios::out | std::ios::trunc);
  }
  bool is_open() const { return file_.is_open(); }
  bool close() { return file_.close() != nullptr; }
  std::uint64_t size() const { return size_; }
  std::string digest() { return digest::hex(digester_.finish()); }

 protected:
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    const auto written = file_.sputn(bytes, count);
    const auto size = static_cast<std::size_t>(std::max<std::streamsize>(written, 0));
    digester_.add({bytes, size});
    size_ += size;
    return written;
  }
  int_type overflow(int_type next) override {
    if (traits_type::eq_int_type(next, traits_type::eof())) return traits_type::not_eof(next);
    const char byte = traits_type::to_char_type(next);
    return xsputn(&byte, 1) == 1 ? next : traits_type::eof();
  }
  int sync() override { return file_.pubsync(); }

 private:
  std::filebuf file_;
  digest::Digester digester_{digest::Method::sha256};
  std::uint64_t size_ = 0;
};

tl::unexpected<Error> no_room(const fs::path& file, const std::string& why) {
  return failure(Fault::disk, "cannot be written: " + why, file.string());
}

// A name that nothing has any more: what was there, a link of a stranger's perhaps, is not written
// to.
const fs::path& cleared(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
  return file;
}

// What is written must outlive a loss of power under its name.
bool is_with_disk(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  const bool synced = ::fsync(descriptor) == 0;
  ::close(descriptor);
  return synced;
}

}  // namespace

struct DataFileWriter::State {
  State(const fs::path& folder, std::string relative)
      : path(std::move(relative)),
        file(folder / path),
        part(file.string() + part_ending),
        buffer(cleared(part)) {}
  ~State() {
    std::error_code ignored;
    if (!is_finished) fs::remove(part, ignored);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  std::string path;
  fs::path file;
  fs::path part;
  HashingBuffer buffer;
  std::ostream stream{&buffer};
  bool is_finished = false;
};

DataFileWriter::DataFileWriter(std::unique_ptr<State> state) : state_(std::move(state)) {}
DataFileWriter::DataFileWriter(DataFileWriter&&) noexcept = default;
DataFileWriter& DataFileWriter::operator=(DataFileWriter&&) noexcept = default;
DataFileWriter::~DataFileWriter() = default;

std::ostream& DataFileWriter::stream() { return state_->stream; }

Result<DataFileWriter> DataFileWriter::create(const fs::path& folder, const std::string& path) {
  std::error_code fault;
  fs::create_directories((folder / path).parent_path(), fault);
  if (fault) return no_room((folder / path).parent_path(), fault.message());
  if (!lies_within(folder, path))
    return no_room((folder / path).parent_path(), "there is a link on its way");
  auto state = std::make_unique<State>(folder, path);
  if (!state->buffer.is_open()) return no_room(state->file, std::generic_category().message(errno));
  return DataFileWriter(std::move(state));
}

Result<DataFile> DataFileWriter::finish() {
  State& state = *state_;
  const bool written = state.stream.flush() && state.buffer.close() && is_with_disk(state.part);
  if (!written) return no_room(state.file, "the disk is full or has failed");
  std::error_code fault;
  fs::rename(state.part, state.file, fault);
  if (fault) return no_room(state.file, fault.message());
  state.is_finished = true;
  DataFile file;
  file.path = state.path;
  file.bytes = state.buffer.size();
  file.sha256 = state.buffer.digest();
  return file;
}

bool lies_within(const fs::path& folder, const std::string& path) {
  fs::path at = folder;
  for (const auto& name : fs::path(path).parent_path()) {
    std::error_code ignored;
    if (name == ".." || fs::is_symlink(at /= name, ignored)) return false;
  }
  return true;
}

void remove_data(const fs::path& folder, const std::string& path) {
  std::error_code fault;
  const bool is_file = path.starts_with("data/") && lies_within(folder, path) &&
                       !fs::is_directory(folder / path, fault);
  if (!is_file) return;
  for (const char* ending : {"", part_ending}) fs::remove(folder / (path + ending), fault);
  // Folders that have nothing else in them go with it: remove() leaves those that have.
  fs::path within = fs::path(path).parent_path();
  for (; within.has_parent_path(); within = within.parent_path()) {
    if (!fs::remove(folder / within, fault)) return;
  }
}

Result<DataFile> write_file(const fs::path& folder, const std::string& path,
                            std::string_view text) {
  auto writer = DataFileWriter::create(folder, path);
  if (!writer) return tl::unexpected(std::move(writer).error());
  writer->stream() << text;
  return writer->finish();
}

}  // namespace newsarc::dataset
