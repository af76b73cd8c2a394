#pragma once
// Export into a folder: a dataset with its papers, in files by partition and split.

#include <filesystem>

#include "cli/command.h"
#include "cli/interrupt.h"
#include "core/result.h"
#include "dataset/export.h"
#include "store/read/reader.h"

namespace newsarc::cli {

// The options that only an export into a folder takes.
void add_folder_options(const Command& command);

// Whether they were given where there is no folder, or make no sense. Error: usage.
Result<void> check_folder_options(const Command& command, bool is_folder);

Result<int> export_folder(const Command& command, const Globals& globals,
                          const store::Reader& reader, const dataset::ExportOptions& options,
                          const std::filesystem::path& folder, const InterruptWatch& interrupts);

}  // namespace newsarc::cli
