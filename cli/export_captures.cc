#include "cli/export_captures.h"

#include <malloc.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <functional>
#include <optional>
#include <system_error>
#include <utility>

#include "cli/console.h"
#include "cli/output.h"
#include "cli/table.h"
#include "dataset/sorted_lines.h"
#include "dataset/wacz.h"
#include "dataset/warc_export.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view warc_ending = ".warc.gz";
constexpr std::uint64_t usual_size = 1'000'000'000;  // as the WARC guidelines of IIPC have it

// Powers of a thousand, as disks are sold. Nothing: no size.
std::optional<std::uint64_t> size_in(std::string_view text) {
  std::uint64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, fault] = std::from_chars(text.data(), end, number);
  const std::string_view unit(stopped, static_cast<std::size_t>(end - stopped));
  if (fault != std::errc() || number == 0 || number > 1'000'000) return std::nullopt;
  if (unit == "k" || unit == "K") return number * 1'000;
  if (unit == "M") return number * 1'000'000;
  if (unit == "G") return number * 1'000'000'000;
  if (unit == "T") return number * 1'000'000'000'000;
  return std::nullopt;
}

std::string name_of_format(const Command& command) {
  return command.text("--format").value_or("jsonl");
}

// The words that chose the captures, for the file to say.
std::string selection_in(const Command& command) {
  std::string words;
  for (const auto* option : {"--site", "--from", "--to", "--as-of", "--query"})
    if (const auto value = command.text(option))
      words += (words.empty() ? "" : " ") + std::string(option) + " " + *value;
  return words;
}

bool is_special(const fs::path& file) {
  std::error_code none;
  return fs::exists(file, none) && !fs::is_regular_file(file, none);
}

// Where export goes: files of a folder, one file, a stream.
struct Target {
  std::function<std::optional<fs::path>(int number)> file_of;  // nothing: standard output
  bool is_series = false;
};

fs::path index_beside(const fs::path& file) {
  const auto name = file.filename().string();
  return file.parent_path() / (name.substr(0, name.size() - warc_ending.size()) + ".cdxj");
}

Result<Output> output_to(const std::optional<fs::path>& file) {
  if (!file) return Output::standard();
  if (is_precious(*file)) return failure(Fault::usage, std::string(why_precious), *file);
  return Output::file(*file);
}

// WARC files, each with its index beside it.
class FileSink final : public dataset::WarcSink {
 public:
  explicit FileSink(Target target) : target_(std::move(target)) {}

  Result<File> begin(int number) override {
    file_ = target_.file_of(number);
    auto output = output_to(file_);
    if (!output) return tl::unexpected(std::move(output).error());
    output_.emplace(*std::move(output));
    if (!file_) return File{"", &output_->stream()};
    if (!is_special(*file_)) lines_.emplace(file_->parent_path());
    return File{file_->filename().string(), &output_->stream()};
  }

  Result<void> index(const warc::IndexEntry& entry) override {
    return lines_ ? lines_->add(warc::cdxj_line(entry)) : Result<void>();
  }

  Result<void> page(const dataset::WarcPage&) override { return {}; }

  // File and index get their names one after the other, when both are whole.
  Result<void> end() override {
    if (!lines_) return output_->finish();
    auto index = output_to(index_beside(*file_));
    if (!index) return tl::unexpected(std::move(index).error());
    const auto taken = lines_->take([&index](std::string_view line) { index->stream() << line; });
    lines_.reset();
    if (!taken) return taken;
    if (auto done = output_->finish(); !done) return done;
    return index->finish();
  }

  // Files that an export of before has left behind the last of this one.
  void clear_from(int number) const {
    std::error_code none;
    for (auto file = target_.file_of(number); target_.is_series && fs::exists(*file, none);
         file = target_.file_of(++number)) {
      fs::remove(*file, none);
      fs::remove(index_beside(*file), none);
    }
  }

  const std::optional<Output>& output() const { return output_; }

 private:
  Target target_;
  std::optional<fs::path> file_;
  std::optional<Output> output_;
  std::optional<dataset::SortedLines> lines_;
};

Result<fs::path> data_folder(const fs::path& folder) {
  std::error_code fault;
  fs::create_directories(folder / "data", fault);
  if (fault) return failure(Fault::disk, "cannot be made: " + fault.message(), folder / "data");
  return folder / "data";
}

std::optional<fs::path> named_path(const Command& command, const Globals& globals) {
  const auto out = command.text("--out");
  if (!out || *out == "-") return std::nullopt;
  return fs::path(globals.directory) / *out;
}

Result<void> refuse_terminal() {
  if (!is_terminal(STDOUT_FILENO)) return {};
  return failure(Fault::usage, "the export is no text; name a file or directory with --out");
}

Result<void> require_ending(const fs::path& file, std::string_view ending) {
  if (is_special(file) || file.string().ends_with(ending)) return {};
  return failure(Fault::usage,
                 "the name must end in " + std::string(ending) + ", or be that of a directory",
                 file);
}

Result<Target> warc_target(const Command& command, const Globals& globals) {
  const auto path = named_path(command, globals);
  std::error_code none;
  if (path && fs::is_directory(*path, none)) {
    auto folder = data_folder(*path);
    if (!folder) return tl::unexpected(std::move(folder).error());
    return Target{[folder = *folder](int number) { return folder / dataset::warc_name(number); },
                  true};
  }
  if (command.given("--size"))
    return failure(Fault::usage, "--size makes several files; name a directory with --out");
  if (path)
    if (auto ends = require_ending(*path, warc_ending); !ends) return tl::unexpected(ends.error());
  if (!path)
    if (auto piped = refuse_terminal(); !piped) return tl::unexpected(piped.error());
  return Target{[path](int) { return path; }, false};
}

dataset::WarcOptions options_of(const Command& command, const store::RecordFilter& filter) {
  dataset::WarcOptions options;
  options.filter = filter;
  options.selection = selection_in(command);
  options.interrupted = filter.interrupted;
  if (const auto size = command.text("--size")) options.file_size = size_in(*size);
  return options;
}

// Each capture unpacks some pages and packs a few records, with working memory of half a megabyte
// that comes and goes: glibc would give it back to the system every time. Of 11,500 captures the
// export took 60 s, and takes 5 s with this (newsarc demo --nights 4 --articles 3000).
void keep_freed_memory() {
  constexpr int bytes = 32 << 20;
  ::mallopt(M_TRIM_THRESHOLD, bytes);
  ::mallopt(M_MMAP_THRESHOLD, bytes);
}

// What is not in the files, and why.
void tell_left_out(const store::CaptureTally& tally, const Globals& globals) {
  if (globals.quiet) return;
  if (tally.failures > 0)
    print_hint(counted(tally.failures, "request", "requests") +
               " that no answer came to are left out: WARC has no record for them");
  if (tally.forgotten > 0)
    print_hint(counted(tally.forgotten, "answer", "answers") +
               " of pages that were taken down are left out");
}

Result<int> finished(const Result<dataset::WarcExported>& exported,
                     const std::optional<Output>& output, const Globals& globals,
                     const InterruptWatch& interrupts) {
  if (exported) {
    tell_left_out(exported->tally, globals);
    return Exit::ok;
  }
  if (output && output->reader_gone()) return Exit::ok;
  if (exported.error().fault == Fault::interrupted) return interrupts.exit_code();
  if (output)
    if (auto problem = output->error()) return tl::unexpected(*std::move(problem));
  return tl::unexpected(exported.error());
}

Result<int> export_warc(const Command& command, const Globals& globals, const store::Reader& reader,
                        dataset::WarcOptions options, const InterruptWatch& interrupts) {
  auto target = warc_target(command, globals);
  if (!target) return tl::unexpected(std::move(target).error());
  if (target->is_series && !options.file_size) options.file_size = usual_size;
  FileSink sink(*std::move(target));
  const auto exported = dataset::write_warc(reader, options, sink);
  if (exported) sink.clear_from(static_cast<int>(exported->files));
  return finished(exported, sink.output(), globals, interrupts);
}

Result<std::optional<fs::path>> wacz_file(const Command& command, const Globals& globals) {
  auto path = named_path(command, globals);
  std::error_code none;
  if (path && fs::is_directory(*path, none)) {
    const auto folder = data_folder(*path);
    if (!folder) return tl::unexpected(folder.error());
    path = *folder / "captures.wacz";
  }
  if (path)
    if (auto ends = require_ending(*path, ".wacz"); !ends) return tl::unexpected(ends.error());
  if (!path)
    if (auto piped = refuse_terminal(); !piped) return tl::unexpected(piped.error());
  return path;
}

Result<int> export_wacz(const Command& command, const Globals& globals, const store::Reader& reader,
                        dataset::WarcOptions options, const InterruptWatch& interrupts) {
  const auto file = wacz_file(command, globals);
  if (!file) return tl::unexpected(file.error());
  auto opened = output_to(*file);
  if (!opened) return tl::unexpected(std::move(opened).error());
  std::optional<Output> output(*std::move(opened));
  if (!options.file_size) options.file_size = usual_size;
  std::error_code none;
  const bool has_folder = *file && !is_special(**file);
  auto scratch = has_folder ? (*file)->parent_path() : fs::temp_directory_path(none);
  if (scratch.empty()) scratch = ".";
  auto exported = dataset::write_wacz(reader, {std::move(options), scratch}, output->stream());
  if (exported)
    if (auto done = output->finish(); !done) return tl::unexpected(done.error());
  // Its parts have names of their own, in files that nobody sees.
  if (!exported && exported.error().fault == Fault::disk && *file)
    exported.error().where = (*file)->string();
  return finished(exported, output, globals, interrupts);
}

}  // namespace

bool is_of_captures(const Command& command) {
  const auto format = name_of_format(command);
  return format == "warc" || format == "wacz";
}

Result<void> check_options(const Command& command) {
  if (!is_of_captures(command)) {
    if (!command.given("--size")) return {};
    return failure(Fault::usage, "--size is of --format warc and wacz alone");
  }
  for (const auto* option : {"--csv-safe", "--script", "--versions"})
    if (command.given(option))
      return failure(Fault::usage, std::string(option) + " is of no use with --format " +
                                       name_of_format(command) +
                                       ", which has every page as it came; leave it out");
  return {};
}

Result<int> export_captures(const Command& command, const Globals& globals,
                            const store::Reader& reader, const store::RecordFilter& filter,
                            const InterruptWatch& interrupts) {
  keep_freed_memory();
  auto options = options_of(command, filter);
  return command.text("--format") == "warc"
             ? export_warc(command, globals, reader, std::move(options), interrupts)
             : export_wacz(command, globals, reader, std::move(options), interrupts);
}

std::string check_size(const std::string& text) {
  return size_in(text)
             ? ""
             : "a size is a whole number with k, M, G or T behind it, as in 500M: " + text;
}

}  // namespace newsarc::cli
