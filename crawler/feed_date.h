#pragma once
// Dates of feeds and sitemaps: RFC 822 with all that RFC 2822 §4.3 calls obsolete, W3CDTF (the W3C
// note "Date and Time Formats") in its precisions from the day on, and what feeds have in their
// place: "2026-11-02 10:00:00", "Mon Nov 02 10:00:00 CST 2026". Private to crawler/. Thread-safe.

#include <optional>
#include <string_view>

#include "core/time.h"

namespace newsarc::crawler {

// What "CST" is short for: China Standard Time, or North America's Central one as RFC 822 has it.
enum class Cst { china, central };

// As claimed: no offset where none is stated or its name is not known. Nothing where no date is,
// one the calendar has not, a year or a month alone, and what programs write for want of a date:
// years before 1600, the zero of Unix time.
std::optional<Stated> parse_feed_date(std::string_view text, Cst cst = Cst::central);

}  // namespace newsarc::crawler
