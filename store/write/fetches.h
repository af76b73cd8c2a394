#pragma once
// Fetches: the rows every visit leaves, whatever came of it: one for each answer on the way.
// Private to store/.

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "core/capture.h"
#include "store/blobs/blobs.h"
#include "store/sqlite/rows.h"

namespace newsarc::store {

// The URLs of a request as rows: asked for, and answered at.
struct Place {
  UrlRow wanted;
  UrlRow landed;  // the same row unless it was redirected to another key
};
Place place_of(Database& database, const Request& request, std::int64_t site_id, std::int64_t run);
void save(Database& database, const Place& before, const Place& place);

struct Remark {
  std::string kind;
  std::optional<std::string> error;
  bool keep_body = true;
};

// What the rows of one run are written with.
struct FetchWriter {
  Database& database;
  BlobWriter& blobs;
  std::int64_t run = 0;
};

// The bytes that save_fetch() will probably save of a page.
std::array<ExpectedBlob, 3> blobs_of(const Page& page, std::int64_t site_id);

// A page's fetch row and those of its redirects; the id of the former.
std::int64_t save_fetch(const FetchWriter& writer, const Place& place, const Page& page,
                        const Remark& remark, std::int64_t site_id);
std::int64_t save_fetch(const FetchWriter& writer, const Place& place, const Failure& failure,
                        std::int64_t site_id);

}  // namespace newsarc::store
