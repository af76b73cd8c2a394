#pragma once
// Gather: what an archive says of itself and of its sites, for the papers of a dataset. Asked as
// SQL of the archive's tables and views.

#include <filesystem>
#include <optional>
#include <vector>

#include "core/result.h"
#include "core/time.h"
#include "dataset/facts.h"

namespace newsarc::dataset {

// Errors: those of store::run_query().
Result<ArchiveState> archive_state(const std::filesystem::path& archive,
                                   std::optional<Instant> as_of);

// By name; of all sites, or of one.
Result<std::vector<SiteFacts>> site_facts(const std::filesystem::path& archive,
                                          std::optional<Instant> as_of,
                                          const std::optional<std::string>& site);

}  // namespace newsarc::dataset
