#pragma once
// Import: the pages of WARC files go into an archive as captured at their own date. One thread
// reads the files, K workers extract, the caller's thread writes in the order of the files; what
// is in the archive already is passed over, so that an import that was interrupted goes on when it
// is done again. Memory is bounded by a budget of bytes under way.

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/result.h"
#include "core/site.h"
#include "core/time.h"
#include "store/write/archive.h"

namespace newsarc::pipeline {

// By the type that the answer states: HTML; with it feeds, sitemaps and robots.txt; or all.
// Redirects and 304 come with any of them.
enum class ImportContent { pages, html, all };

struct ImportOptions {
  std::optional<std::string> site;  // only pages that go into this one
  std::optional<std::string> url;   // only addresses of this form: * any characters, ? one
  ImportContent content = ImportContent::pages;
  int workers = 2;
  std::size_t byte_budget = std::size_t{64} << 20;  // bodies read and not yet written
  std::size_t most_body = std::size_t{64} << 20;    // longer pages are passed over
};

struct ImportProgress {
  std::int64_t archived = 0;  // captures
  std::int64_t known = 0;     // that were there already
  std::uint64_t read = 0;     // bytes of the files
  std::uint64_t size = 0;     // of them all
};

// What came of one file.
struct ImportedFile {
  std::filesystem::path file;
  std::uint64_t records = 0;
  std::int64_t archived = 0;  // captures, redirects and further pages of an article among them
  std::int64_t known = 0;     // captures that the archive had already
  std::int64_t damaged = 0;   // records that could not be read
  std::map<std::string, std::int64_t> passed;  // others, by why: "warcinfo records"
};

struct ImportReport {
  std::int64_t run = 0;  // 0: there was nothing to archive
  std::vector<ImportedFile> files;
  std::vector<store::SiteSummary> sites;
  bool interrupted = false;
  Span took{};
};

struct ImportWatch {
  std::function<void(const ImportProgress&)> progress;
  std::function<void(const Error&)> damaged;  // a record, "FILE, offset N"
};

// The archive is made when there is none, once the files have proved to be WARC files. `profiles`
// are today's. `stop` ends it after what is under way; what was committed stays. Errors: config (a
// profile); usage (a file that is not there, or none that holds a record); disk; those of writing
// archives.
Result<ImportReport> import_warcs(const std::filesystem::path& archive,
                                  std::span<const Site> profiles,
                                  std::span<const std::filesystem::path> warcs,
                                  const ImportOptions& options, const Clock& clock,
                                  const std::atomic<bool>& stop, const ImportWatch& watch = {});

}  // namespace newsarc::pipeline
