#pragma once
// Re-extraction: today's extractor over the stored pages of versions that another one read. K
// workers read, the caller's thread writes; what it brings are readings, never edits. Done twice it
// finds nothing to do.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/capture.h"
#include "core/result.h"
#include "core/site.h"
#include "store/read/reader.h"
#include "store/write/archive.h"

namespace newsarc::pipeline {

struct ReextractOptions {
  std::optional<std::string> site;  // only this one
  int workers = 2;
  bool dry_run = false;  // the archive is not opened for writing
};

// A version as its page reads today.
struct Rereading {
  store::Record before;
  Reread today;
  std::optional<Error> problem;  // why its reading stays
};

struct ReextractProgress {
  std::int64_t read = 0;
  std::int64_t versions = 0;  // to be read again
};

struct ReextractReport {
  std::int64_t read = 0;           // versions that show another reading now
  std::int64_t kept = 0;           // those that could not be read again
  std::vector<std::string> plain;  // sites that have versions to read and no profile
  bool interrupted = false;
};

struct ReextractWatch {
  // By article and time; once what it tells is in the archive. False ends the work.
  std::function<bool(const Rereading&)> read;
  std::function<void(const ReextractProgress&)> progress;
};

// `sites` are today's profiles; a site of the archive without one is read without. `stop` ends it
// after what is under way; what was committed stays, and doing it again goes on. Errors: not_found,
// when the archive has no such site; config; those of reading and writing archives.
Result<ReextractReport> reextract(const std::filesystem::path& archive, std::span<const Site> sites,
                                  const ReextractOptions& options, const std::atomic<bool>& stop,
                                  const ReextractWatch& watch = {});

}  // namespace newsarc::pipeline
