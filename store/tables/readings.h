#pragma once
// Readings: what one parse of stored pages gave, written down and read back. Private to store/.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/capture.h"
#include "store/sqlite/sqlite.h"

namespace newsarc::store {

// Writes reading, text, forms, credits, images and evidence. The reading must hold an article.
std::int64_t save_reading(Database& database, std::int64_t fetch_id, const Reading& reading,
                          const Forms& forms);
// What is derived from a reading alone; of `reading`, only the count of glosses.
void save_forms(Database& database, std::int64_t reading_id, const Reading& reading,
                const Forms& forms);

struct ReadingRow {
  std::int64_t id = 0;
  std::int64_t fetch_id = 0;
  std::string extractor;
  std::string content_sha256;
};
std::optional<ReadingRow> reading_row(Database& database, std::int64_t id);

// Writes the reading beside the stored one it was made anew of, unless it is known; its id.
std::int64_t add_reading(Database& database, const Reread& reread);

// SHA-256 of what the page gave: title, stated time, body, credits. Not of what is derived.
std::string content_hash(const Article& article);

// The article of a reading, bylines where no credit names a writer.
Article load_article(Database& database, std::int64_t reading_id);
std::vector<Credit> load_credits(Database& database, std::int64_t reading_id);
std::vector<Image> load_images(Database& database, std::int64_t reading_id);
std::vector<Evidence> load_evidence(Database& database, std::int64_t reading_id);

}  // namespace newsarc::store
