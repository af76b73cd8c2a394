#include "pipeline/import.h"

#include <algorithm>
#include <future>
#include <thread>
#include <utility>

#include "pipeline/byte_budget.h"
#include "pipeline/import_source.h"
#include "pipeline/import_writer.h"
#include "pipeline/queue.h"
#include "pipeline/stages.h"
#include "text/forms.h"

namespace newsarc::pipeline {
namespace {

namespace fs = std::filesystem;

const std::string lost_revisits = "revisits of captures that are not in the archive";

// Captures under way; their bytes have a budget besides.
constexpr std::size_t most_under_way = 256;

// What the source gave, and what a worker read from it.
struct Made {
  Arriving arriving;
  Reading reading;
  std::optional<Forms> forms;  // of its article
  std::uint64_t read = 0;      // bytes of the files by then
};

struct Task {
  Made made;
  std::promise<Result<Made>> done;
};

std::size_t bytes_of(const Arriving& arriving) {
  const auto* arrival = std::get_if<Arrival>(&arriving);
  return arrival == nullptr ? 0 : arrival->page.body.size();
}

// Revisits are read by the writer, once it has their bytes.
void read(Made& made) {
  const auto* arrival = std::get_if<Arrival>(&made.arriving);
  if (arrival == nullptr || arrival->repeats) return;
  made.reading = arrival->is_cut ? reading_of_cut()
                                 : reading_of(arrival->page, *arrival->site->extractor,
                                              arrival->site->site.follow);
  if (made.reading.article) made.forms = text::derive_forms(*made.reading.article);
}

// The thread that reads the files and those that extract; what they made, in the order of the
// files.
class Makers {
 public:
  Makers(ImportSource source, const ImportOptions& options, const std::atomic<bool>& stop)
      : source_(std::move(source)),
        stop_(stop),
        budget_(options.byte_budget),
        made_(most_under_way) {
    for (int i = 0; i < options.workers; ++i) threads_.emplace_back([this] { work(); });
    threads_.emplace_back([this](const std::stop_token& token) { feed(token); });
  }
  ~Makers() {
    for (auto& thread : threads_) thread.request_stop();
    tasks_.close();
    made_.close();
  }
  Makers(const Makers&) = delete;
  Makers& operator=(const Makers&) = delete;

  // Once there is nothing more: whether that is since all was read, not since `stop` said so.
  bool are_through() const { return are_through_; }

  // The next one, waiting for it; nothing at the end.
  Result<std::optional<Made>> take() {
    auto next = made_.pop(1);
    if (next.empty()) return std::nullopt;
    auto made = next.front().get();
    if (!made) return tl::unexpected(std::move(made).error());
    budget_.give_back(bytes_of(made->arriving));
    return *std::move(made);
  }

 private:
  void feed(const std::stop_token& token) {
    while (!stop_.load()) {
      auto next = source_.next();
      if (next && !*next) {
        are_through_ = true;
        break;
      }
      Task task{{}, {}};
      if (!next) {
        task.done.set_value(tl::unexpected(std::move(next).error()));
        made_.push(task.done.get_future(), token);
        break;
      }
      task.made.arriving = **std::move(next);
      task.made.read = source_.read();
      if (!budget_.take(bytes_of(task.made.arriving), token)) break;
      if (!made_.push(task.done.get_future(), token) || !tasks_.push(std::move(task))) break;
    }
    tasks_.close();
    made_.close();
  }

  void work() {
    while (true) {
      auto tasks = tasks_.pop(1);
      if (tasks.empty()) return;
      auto& [made, done] = tasks.front();
      read(made);
      done.set_value(std::move(made));
    }
  }

  ImportSource source_;
  const std::atomic<bool>& stop_;
  std::atomic<bool> are_through_ = false;
  ByteBudget budget_;
  Queue<Task> tasks_;  // bounded by made_
  Queue<std::future<Result<Made>>> made_;
  std::vector<std::jthread> threads_;
};

// The caller's thread: writes and tells.
class Taker {
 public:
  Taker(ImportWriter& writer, const ImportWatch& watch, std::uint64_t size, ImportReport& report)
      : writer_(writer), watch_(watch), report_(report) {
    progress_.size = size;
  }

  Result<void> take(Made made) {
    progress_.read = read_before_ + made.read;
    if (auto* error = std::get_if<Error>(&made.arriving)) {
      if (watch_.damaged && !is_again_) watch_.damaged(*error);
    } else if (auto* file = std::get_if<ImportedFile>(&made.arriving)) {
      end(std::move(*file));
    } else {
      auto taken = writer_.take(std::move(std::get<Arrival>(made.arriving)),
                                std::move(made.reading), std::move(made.forms));
      if (!taken) return tl::unexpected(std::move(taken).error());
      ++(*taken ? progress_.archived : lost_);
    }
    if (watch_.progress) watch_.progress(progress_);
    return {};
  }

  // Files whose revisits may find now what they repeat: it came behind them.
  std::vector<fs::path> incomplete() const {
    std::vector<fs::path> files;
    if (progress_.archived == 0) return files;
    for (const auto& file : report_.files)
      if (file.passed.contains(lost_revisits)) files.push_back(file.file);
    return files;
  }

  // What comes from now on are the revisits of the files that are incomplete(), of this size.
  void go_again(std::uint64_t size) {
    is_again_ = true;
    read_before_ = progress_.size;
    progress_.size += size;
  }

 private:
  void end(ImportedFile file) {
    const std::int64_t lost = std::exchange(lost_, 0);
    file.archived -= lost;
    if (is_again_) return complete(file, lost);
    if (lost > 0) file.passed[lost_revisits] = lost;
    progress_.known += file.known;
    report_.files.push_back(std::move(file));
  }

  void complete(const ImportedFile& again, std::int64_t lost) {
    const auto first = std::ranges::find(report_.files, again.file, &ImportedFile::file);
    first->archived += again.archived;
    first->passed.erase(lost_revisits);
    if (lost > 0) first->passed[lost_revisits] = lost;
  }

  ImportWriter& writer_;
  const ImportWatch& watch_;
  ImportReport& report_;
  ImportProgress progress_;
  std::int64_t lost_ = 0;
  bool is_again_ = false;
  std::uint64_t read_before_ = 0;  // bytes, before the files were gone through again
};

// False: it was stopped before the end.
Result<bool> take_all(ImportSource source, const ImportOptions& options,
                      const std::atomic<bool>& stop, Taker& taker) {
  Makers makers(std::move(source), options, stop);
  while (true) {
    auto made = makers.take();
    if (!made) return tl::unexpected(std::move(made).error());
    if (!*made) return makers.are_through();
    if (auto taken = taker.take(**std::move(made)); !taken)
      return tl::unexpected(std::move(taken).error());
  }
}

std::uint64_t bytes_of(std::span<const fs::path> files) {
  std::uint64_t size = 0;
  std::error_code ignored;
  for (const auto& file : files) size += fs::file_size(file, ignored);
  return size;
}

// Nothing where it holds a record, else why it seems to hold none.
Result<std::optional<std::string>> why_no_record(const std::filesystem::path& warc) {
  std::error_code none;
  if (fs::is_directory(warc, none))
    return failure(Fault::usage, "is a directory; name the WARC files in it", warc.string());
  if (fs::exists(warc, none) && !fs::is_regular_file(warc, none))
    return failure(Fault::usage,
                   "is no regular file: an import goes back to the beginning of what "
                   "it reads; write it to a file first",
                   warc.string());
  auto reader = warc::Reader::open(warc);
  if (!reader && reader.error().fault == Fault::disk) return tl::unexpected(reader.error());
  if (!reader) return failure(Fault::usage, reader.error().what, reader.error().where);
  std::string first;
  while (true) {
    const auto record = reader->next();
    if (record && *record) return std::nullopt;
    if (record) return "holds no WARC record" + (first.empty() ? "" : ": " + first);
    if (record.error().fault == Fault::disk) return tl::unexpected(record.error());
    if (first.empty()) first = record.error().what;
  }
}

// Before anything is written: whether the files can be read at all. Their size.
Result<std::uint64_t> size_of(std::span<const std::filesystem::path> warcs) {
  std::optional<Error> none;  // of the first that holds no record
  bool any = false;
  for (const auto& warc : warcs) {
    auto why = why_no_record(warc);
    if (!why) return tl::unexpected(std::move(why).error());
    any = any || !*why;
    if (*why && !none) none = Error{Fault::usage, **why, warc.string()};
  }
  if (!any && none) return tl::unexpected(*std::move(none));
  return bytes_of(warcs);
}

// What an import works with.
struct Bench {
  store::Archive archive;
  ImportSites sites;
  RecordedCaptures recorded;
  store::KnownCaptures for_source;
  store::KnownCaptures for_writer;
};

Result<Bench> prepare(const std::filesystem::path& file, std::span<const Site> profiles) {
  auto sites = ImportSites::create(profiles);
  if (!sites) return tl::unexpected(std::move(sites).error());
  auto archive = store::Archive::open(file, {"newsarc import", true});
  if (!archive) return tl::unexpected(std::move(archive).error());
  auto for_source = store::KnownCaptures::open(file);
  if (!for_source) return tl::unexpected(std::move(for_source).error());
  auto for_writer = store::KnownCaptures::open(file);
  if (!for_writer) return tl::unexpected(std::move(for_writer).error());
  return Bench{
      *std::move(archive), *std::move(sites), {}, *std::move(for_source), *std::move(for_writer)};
}

// Once more through the files with revisits that came before what they repeat.
Result<bool> take_again(const fs::path& archive, const ImportOptions& options, Bench& bench,
                        const std::atomic<bool>& stop, Taker& taker) {
  const auto files = taker.incomplete();
  if (files.empty()) return true;
  auto known = store::KnownCaptures::open(archive);
  if (!known) return tl::unexpected(std::move(known).error());
  taker.go_again(bytes_of(files));
  return take_all(ImportSource(files, options, bench.sites, bench.recorded, *std::move(known),
                               ImportSource::Wanted::repeats),
                  options, stop, taker);
}

}  // namespace

Result<ImportReport> import_warcs(const std::filesystem::path& archive,
                                  std::span<const Site> profiles,
                                  std::span<const std::filesystem::path> warcs,
                                  const ImportOptions& options, const Clock& clock,
                                  const std::atomic<bool>& stop, const ImportWatch& watch) {
  const Instant began = clock.now();
  const auto size = size_of(warcs);
  if (!size) return tl::unexpected(size.error());
  auto bench = prepare(archive, profiles);
  if (!bench) return tl::unexpected(std::move(bench).error());
  ImportReport report;
  ImportWriter writer(bench->archive, std::move(bench->for_writer), clock);
  Taker taker(writer, watch, *size, report);
  auto whole = take_all(
      ImportSource(warcs, options, bench->sites, bench->recorded, std::move(bench->for_source)),
      options, stop, taker);
  if (whole && *whole) whole = take_again(archive, options, *bench, stop, taker);
  report.interrupted = whole && !*whole;
  report.took = clock.now() - began;
  auto ended = writer.finish(
      whole && *whole ? store::RunState::finished : store::RunState::interrupted, report.took);
  if (!whole) return tl::unexpected(std::move(whole).error());
  if (!ended) return tl::unexpected(std::move(ended).error());
  report.sites = *std::move(ended);
  report.run = writer.run();
  return report;
}

}  // namespace newsarc::pipeline
