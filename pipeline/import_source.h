#pragma once
// The source of an import: captures out of WARC files, one after the other, each with the site it
// goes into and the redirects that led to it. One thread at a time. Private to pipeline/.

#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <variant>

#include "core/page.h"
#include "pipeline/import.h"
#include "pipeline/import_redirects.h"
#include "pipeline/import_sites.h"
#include "store/read/known_captures.h"
#include "warc/exchange.h"

namespace newsarc::pipeline {

// A capture that says it is what an earlier one was.
struct Repeats {
  bool is_unmodified = false;  // 304; else the bytes are those of that one
  Url url;
  Instant at{};
  bool is_named = false;  // just that capture, by its record or its second; else one of the address
  std::string digest;     // of the bytes, as written; "" for none
};

struct Arrival {
  Page page;
  const ImportSite* site = nullptr;
  bool is_cut = false;
  std::optional<Repeats> repeats = std::nullopt;
};

// What the source has next: a capture, a record that could not be read, or the end of a file.
using Arriving = std::variant<Arrival, Error, ImportedFile>;

// The newest captures that were met, by their record's id: wget says no more of what a revisit
// repeats.
struct RecordedCapture {
  std::string url;
  Instant at{};
};
using RecordedCaptures = std::unordered_map<std::string, RecordedCapture>;

class ImportSource {
 public:
  // What is met is put into `recorded`, which outlives the source. With `repeats` all that is no
  // repeat is passed over: it came before.
  enum class Wanted { all, repeats };
  ImportSource(std::span<const std::filesystem::path> warcs, const ImportOptions& options,
               ImportSites& sites, RecordedCaptures& recorded, store::KnownCaptures known,
               Wanted wanted = Wanted::all);

  // Nothing when all files have been read. Errors: disk, usage (a file that is gone); the
  // archive's.
  Result<std::optional<Arriving>> next();

  std::uint64_t read() const;  // bytes of the files so far

 private:
  Result<void> open_next();
  Result<void> take(warc::Exchange exchange);
  Result<store::Acquaintance> acquaintance(const Arrival& arrival);
  void remember(const warc::Exchange& exchange);
  Repeats repeats_of(const warc::Exchange& exchange, const Url& url) const;
  void add(Arrival arrival);
  Arriving end_file();

  std::span<const std::filesystem::path> left_;
  const ImportOptions& options_;
  ImportSites& sites_;
  RecordedCaptures& recorded_;
  store::KnownCaptures known_;
  ImportRedirects redirects_;
  Wanted wanted_;
  // The newest captures, and the bytes of each, as hashes.
  std::unordered_map<std::size_t, std::size_t> taken_;
  std::optional<warc::ExchangeReader> reader_;
  ImportedFile file_;
  std::uint64_t read_before_ = 0;  // bytes of files that are done
  std::deque<Arriving> ready_;
};

}  // namespace newsarc::pipeline
