#pragma once
// Retries: what is worth another try in this run, and when. Pure.

#include <optional>

#include "core/capture.h"

namespace newsarc::crawler {

// Connection faults, silence, truncation, 5xx and 429: up to three tries a run, after 1 s, 4 s, or
// Retry-After where it asks for at most 60 s. Nothing: settled, for this run.
std::optional<Instant> retry_at(const Failure& failure);
std::optional<Instant> retry_at(const Page& page, const Reading& reading);

}  // namespace newsarc::crawler
