#pragma once
// WARC export: every answer that the archive has, as WARC 1.1 files of a set size with the lines of
// their index. In flat memory but for the ids of the captures; the same archive gives the same
// bytes, and one that has grown the same beginning.

#include <atomic>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

#include "core/result.h"
#include "store/read/captures.h"
#include "store/read/reader.h"
#include "warc/cdxj.h"

namespace newsarc::dataset {

struct WarcOptions {
  store::RecordFilter filter;
  // A file ends behind the first group of captures that brings it to so many bytes.
  std::optional<std::uint64_t> file_size;
  std::string selection;  // what was asked for, in words; for the warcinfo. "": everything
  const std::atomic<bool>* interrupted = nullptr;  // set from a signal handler
};

// A version, where it began: what a list of pages says of it.
struct WarcPage {
  std::string id;   // "17@v2", as `newsarc show` takes it
  std::string url;  // that the page came from
  Instant at{};
  std::string title;
  std::string text;
};

// Where an export goes. Each error ends it.
class WarcSink {
 public:
  virtual ~WarcSink() = default;

  struct File {
    std::string name;  // "" for a stream without one
    std::ostream* out = nullptr;
  };
  virtual Result<File> begin(int number) = 0;  // from 0; the one before has ended
  virtual Result<void> index(const warc::IndexEntry& entry) = 0;  // of the file in hand
  virtual Result<void> page(const WarcPage& page) = 0;
  virtual Result<void> end() = 0;  // the file in hand is whole
};

struct WarcExported {
  store::CaptureTally tally;
  std::int64_t files = 0;
  Instant latest{};  // when the last capture came
};

// Errors: those of the reader and the sink; disk when a file takes no more; interrupted.
Result<WarcExported> write_warc(const store::Reader& reader, const WarcOptions& options,
                                WarcSink& sink);

// "captures-00003.warc.gz"; `ending` without its dot.
std::string warc_name(int number, const std::string& ending = "warc.gz");

}  // namespace newsarc::dataset
