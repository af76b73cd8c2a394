#include "cli/output.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <streambuf>
#include <system_error>
#include <utility>

#include "text/utf8.h"

namespace newsarc::cli {
namespace {

// Bytes on their way to a file descriptor. Remembers the first error number and writes no more.
class DescriptorBuffer final : public std::streambuf {
 public:
  explicit DescriptorBuffer(int descriptor) : descriptor_(descriptor) {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }

  int error() const { return error_; }

 protected:
  int_type overflow(int_type c) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }

  int sync() override {
    write(pbase(), pptr());
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return error_ == 0 ? 0 : -1;
  }

  // What would fill the buffer is written from where it is.
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    if (size < static_cast<std::streamsize>(bytes_.size()))
      return std::streambuf::xsputn(text, size);
    if (sync() != 0) return 0;
    write(text, text + size);
    return error_ == 0 ? size : 0;
  }

 private:
  void write(const char* next, const char* end) {
    while (next < end && error_ == 0) {
      const auto written = ::write(descriptor_, next, static_cast<std::size_t>(end - next));
      if (written >= 0) {
        next += written;
      } else if (errno != EINTR) {
        error_ = errno;
      }
    }
  }

  int descriptor_;
  int error_ = 0;
  std::array<char, std::size_t{64} << 10> bytes_;
};

Error not_written(int error, const std::string& where) {
  return {Fault::disk, "cannot be written: " + std::generic_category().message(error), where};
}

}  // namespace

struct Output::State {
  State(int given_descriptor, std::string given_name)
      : descriptor(given_descriptor), name(std::move(given_name)), buffer(given_descriptor) {}
  ~State() {
    if (owned) ::close(descriptor);
    if (!temporary.empty()) ::unlink(temporary.c_str());
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  int descriptor;
  std::string name;  // for messages
  bool owned = false;
  std::filesystem::path temporary;  // to become `target`; empty when there is none
  std::filesystem::path target;
  DescriptorBuffer buffer;
  std::ostream stream{&buffer};
};

Output::Output(std::unique_ptr<State> state) : state_(std::move(state)) {}
Output::Output(Output&&) noexcept = default;
Output& Output::operator=(Output&&) noexcept = default;
Output::~Output() = default;

Output Output::standard() {
  // A closed pipe then is what write() says, not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
  return Output(std::make_unique<State>(STDOUT_FILENO, "standard output"));
}

Result<Output> Output::file(const std::filesystem::path& file) {
  std::error_code none;
  const bool straight =
      std::filesystem::exists(file, none) && !std::filesystem::is_regular_file(file, none);
  // A link to a pipe, as /dev/stdout is one, leads to no name.
  const auto target = !straight && std::filesystem::is_symlink(file, none)
                          ? std::filesystem::weakly_canonical(file, none)
                          : file;
  auto opened = target;
  if (!straight) opened += "." + std::to_string(::getpid()) + ".part";
  const int flags = O_WRONLY | O_CLOEXEC | (straight ? 0 : O_CREAT | O_TRUNC | O_NOFOLLOW);
  const int descriptor = ::open(opened.c_str(), flags, 0666);
  if (descriptor < 0) {
    return tl::unexpected(not_written(errno, file.string()));
  }
  std::signal(SIGPIPE, SIG_IGN);
  auto state = std::make_unique<State>(descriptor, file.string());
  state->owned = true;
  if (!straight) {
    state->temporary = opened;
    state->target = target;
  }
  return Output(std::move(state));
}

std::ostream& Output::stream() { return state_->stream; }
bool Output::reader_gone() const { return state_->buffer.error() == EPIPE; }

std::optional<Error> Output::error() const {
  const int number = state_->buffer.error();
  if (number == 0 || reader_gone()) return std::nullopt;
  return not_written(number, state_->name);
}

Result<void> Output::finish() {
  auto& state = *state_;
  const auto failed = [&](int error) { return tl::unexpected(not_written(error, state.name)); };
  state.stream.flush();
  if (reader_gone()) return {};
  if (auto problem = error()) return tl::unexpected(*std::move(problem));
  if (!state.owned) return {};
  const bool synced = state.temporary.empty() || ::fsync(state.descriptor) == 0;
  const int sync_error = errno;
  state.owned = false;
  if (::close(state.descriptor) != 0) return failed(errno);
  if (!synced) return failed(sync_error);
  if (state.temporary.empty()) return {};
  if (::rename(state.temporary.c_str(), state.target.c_str()) != 0) return failed(errno);
  state.temporary.clear();
  return {};
}

bool is_precious(const std::filesystem::path& file) {
  std::error_code none;
  const auto real = std::filesystem::weakly_canonical(file, none).string();
  for (const std::string_view ending : {".lock", "-wal", "-shm", ".toml"})
    if (real.ends_with(ending)) return true;
  constexpr std::string_view sqlite = "SQLite format 3";  // sqlite.org/fileformat.html §1.3
  if (!std::filesystem::is_regular_file(real, none)) return false;
  std::string first(sqlite.size(), '\0');
  std::ifstream(real, std::ios::binary)
      .read(first.data(), static_cast<std::streamsize>(first.size()));
  return first == sqlite;
}

Result<int> print(std::string_view text, int code) {
  auto output = Output::standard();
  output.stream() << text;
  const auto finished = output.finish();
  if (!finished) return tl::unexpected(finished.error());
  return code;
}

bool is_terminal(int descriptor) { return ::isatty(descriptor) == 1; }

int terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

bool use_color(const Globals& globals) {
  if (globals.color != When::automatic) return globals.color == When::always;
  // https://no-color.org: set and not empty, whatever it says.
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color && *no_color) return false;
  const char* terminal = std::getenv("TERM");
  return is_terminal(STDOUT_FILENO) && terminal && std::string_view(terminal) != "dumb";
}

Palette palette(bool color) {
  if (!color) return {};
  return {"\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m", "\x1b[0m"};
}

std::string printable_lines(std::string_view utf8) {
  std::string lines;
  for (std::size_t at = 0; at <= utf8.size();) {
    const auto end = std::min(utf8.find('\n', at), utf8.size());
    if (at > 0) lines += '\n';
    lines += text::printable(utf8.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

}  // namespace newsarc::cli
