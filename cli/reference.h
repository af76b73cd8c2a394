#pragma once
// Reference: how a person names an article, and one of its versions: ID or URL, then @v2 or
// @2020-10-13 where a certain version is meant.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "cli/command.h"
#include "core/result.h"
#include "core/time.h"
#include "store/read/reader.h"
#include "store/write/archive.h"

namespace newsarc::cli {

struct Latest {
  bool operator==(const Latest&) const = default;
};

// The latest version, that of a number, or the one that stood at an instant.
using Moment = std::variant<Latest, int, Instant>;

struct Reference {
  std::string article;  // an id or a URL
  Moment moment;

  bool operator==(const Reference&) const = default;
};

// "v2", a date, or an RFC 3339 date-time; nothing for other words.
std::optional<Moment> parse_moment(std::string_view text);

// A URL may contain '@': only a moment after the last one counts.
Reference parse_reference(std::string_view text);

// The archive of the command line, opened for reading, as it stood at `as_of` where that is given.
// No archive there is Fault::schema.
Result<store::Reader> open_reader(const Globals& globals,
                                  std::optional<Instant> as_of = std::nullopt);

// The same for writing, by commands that keep an archive; `command` is told to another writer.
Result<store::Archive> open_archive(const Globals& globals, const std::string& command);

// Whether the archive has the site of --site, when one is named. Error: not_found.
Result<void> require_site(const store::Reader& reader, const std::optional<std::string>& site);

Result<store::Record> find_version(const store::Reader& reader, std::int64_t article,
                                   const Moment& moment);

// An article whose URL is the whole text is preferred to one with a moment behind it.
Result<store::Record> find_version(const store::Reader& reader, const std::string& reference);

}  // namespace newsarc::cli
