#pragma once
// WACZ 1.1.1 (specs.webrecorder.net/wacz/1.1.1): the WARC export in a ZIP file with an index, a
// list of pages with their texts, and a manifest with the SHA-256 of each. What players of web
// archives open as it is, from a disk or over HTTP.

#include <filesystem>
#include <ostream>

#include "core/result.h"
#include "dataset/warc_export.h"

namespace newsarc::dataset {

struct WaczOptions {
  WarcOptions warc;
  std::filesystem::path scratch;  // a folder with room for one WARC file, pages and index
};

// `out` need not be able to seek. Memory is flat. Errors: those of write_warc().
Result<WarcExported> write_wacz(const store::Reader& reader, const WaczOptions& options,
                                std::ostream& out);

}  // namespace newsarc::dataset
