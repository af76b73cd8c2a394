#pragma once
// Captures: what `newsarc export` writes as WARC and WACZ, where its options say.

#include "cli/command.h"
#include "cli/interrupt.h"
#include "core/result.h"
#include "store/read/reader.h"

namespace newsarc::cli {

bool is_of_captures(const Command& command);  // --format warc or wacz

// Whether options that mean nothing for the format were given. Error: usage.
Result<void> check_options(const Command& command);

Result<int> export_captures(const Command& command, const Globals& globals,
                            const store::Reader& reader, const store::RecordFilter& filter,
                            const InterruptWatch& interrupts);

// "" or what is wrong with a size: "500M", "1G".
std::string check_size(const std::string& text);

}  // namespace newsarc::cli
