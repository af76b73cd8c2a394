// An archive from a stranger: a small one with bytes changed wherever the input says. Whatever it
// holds, reading gives rows or an Error, in bounded time and memory, and leaves the file alone.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <string>
#include <thread>

#include "fuzz/input.h"
#include "store/read/query.h"
#include "store/read/reader.h"
#include "store/verify/verify.h"
#include "tests/faults/two_nights.h"

namespace {

using namespace newsarc;
namespace fs = std::filesystem;

// Changed in place and put right again: only the changed bytes are written.
class Specimen {
 public:
  Specimen() : directory_(fs::path("/dev/shm") / ("newsarc-fuzz-" + std::to_string(getpid()))) {
    fs::create_directories(directory_);
    file_ = directory_ / "news.db";
    fs::remove(file_);
    fuzz::require(static_cast<bool>(faults::crawl_two_nights(file_, [](const std::string&) {})));
    std::ifstream stream(file_, std::ios::binary);
    bytes_.assign(std::istreambuf_iterator<char>(stream), {});
    descriptor_ = ::open(file_.c_str(), O_RDWR | O_CLOEXEC);
  }
  ~Specimen() { fs::remove_all(directory_); }
  Specimen(const Specimen&) = delete;
  Specimen& operator=(const Specimen&) = delete;

  const fs::path& file() const { return file_; }
  std::size_t size() const { return bytes_.size(); }

  void change(std::size_t offset, std::string_view bytes) {
    put(offset, bytes.substr(0, bytes_.size() - offset));
  }
  void restore(std::size_t offset, std::size_t size) {
    put(offset, std::string_view(bytes_).substr(offset, size));
  }
  bool is_alone() const {
    return std::distance(fs::directory_iterator(directory_), fs::directory_iterator()) == 1;
  }

 private:
  void put(std::size_t offset, std::string_view bytes) const {
    const auto written =
        ::pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    fuzz::require(written == static_cast<ssize_t>(bytes.size()));
  }

  fs::path directory_, file_;
  std::string bytes_;
  int descriptor_ = -1;
};

struct Change {
  std::size_t offset = 0;
  std::string_view bytes;
};

// Two bytes say the page, two the place in it (half of them near its head, where cells are
// counted), one how many bytes follow.
std::vector<Change> changes_in(std::string_view input, std::size_t size) {
  constexpr std::size_t page_size = 16384, head = 128;
  const auto number = [&](std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(input[at])) << 8 |
           static_cast<unsigned char>(input[at + 1]);
  };
  std::vector<Change> changes;
  while (input.size() > 5) {
    const std::size_t page = number(0) % (size / page_size), place = number(2);
    const std::size_t offset = place % 2 == 0 ? place / 2 % head : place / 2 % page_size;
    const auto length =
        std::min<std::size_t>(static_cast<unsigned char>(input[4]) % 32 + 1, input.size() - 5);
    changes.push_back({page * page_size + offset, input.substr(5, length)});
    input.remove_prefix(5 + length);
  }
  return changes;
}

void ask(const fs::path& file) {
  store::QueryOptions options;
  options.timeout = std::chrono::milliseconds(500);
  const store::RowSink sink{[](const auto&) { return true; }, [](const auto&) { return true; }};
  for (const auto* query :
       {"SELECT * FROM articles", "SELECT * FROM versions", "SELECT * FROM edits",
        "SELECT * FROM deletions", "SELECT * FROM credits", "SELECT * FROM fetches",
        "SELECT * FROM crawls", "SELECT html(sha256) FROM fetches", "SELECT * FROM sqlite_schema",
        "SELECT rowid FROM search WHERE search MATCH '\"创 新\" OR 会*'"})
    static_cast<void>(store::run_query(file, query, options, sink));
}

void look(const fs::path& file) {
  const auto reader = store::Reader::open(file);
  if (!reader) return;
  for (const std::int64_t article : {1, 3}) {
    static_cast<void>(reader->find_article(std::to_string(article)));
    static_cast<void>(reader->state_events(article));
    const auto versions = reader->versions(article);
    if (!versions) continue;
    for (const auto& version : *versions) static_cast<void>(reader->pages(version.version_id));
  }
  static_cast<void>(reader->search("创新", {}));
  int records = 0;  // a tree may lead back to itself: rows without an end are no fault of ours
  static_cast<void>(reader->for_each({}, [&](const auto&) { return ++records < 1000; }));
  static_cast<void>(reader->runs(5));
  static_cast<void>(reader->sites(Instant{}));
}

// Stopped when it takes long, as a person would: a tree that leads back to itself has no end.
void prove(const fs::path& file) {
  constexpr std::chrono::seconds patience(1);
  std::atomic<bool> interrupted = false;
  const std::jthread clock([&](const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait_for(lock, stop, patience, [] { return false; });
    interrupted = true;
  });
  store::VerifyOptions options;
  options.interrupted = &interrupted;
  static_cast<void>(store::verify(file, options));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Specimen specimen;
  const fuzz::Input input(data, size);
  const auto changes = changes_in(input.text(), specimen.size());
  for (const auto& change : changes) specimen.change(change.offset, change.bytes);
  ask(specimen.file());
  look(specimen.file());
  prove(specimen.file());
  fuzz::require(specimen.is_alone());
  for (const auto& change : changes) specimen.restore(change.offset, change.bytes.size());
  return 0;
}
