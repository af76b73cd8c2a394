#pragma once
// Records: the header of one, with its fields in order and as they were written. The block is not
// in it; it is read piece by piece (reader.h).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warc/date.h"
#include "warc/finding.h"

namespace newsarc::warc {

struct Field {
  std::string name;   // as written; compared without case
  std::string value;  // blanks trimmed, continuation lines joined by a space

  bool operator==(const Field&) const = default;
};

struct Record {
  Place place;
  std::string version;  // "1.0"
  std::vector<Field> fields;
  std::uint64_t length = 0;  // of the block, as Content-Length has it

  // The first field of that name; nothing where there is none.
  std::optional<std::string_view> field(std::string_view name) const;

  std::string type() const;  // lower case; "" where it has none
  // Without the angle brackets, whether or not they were written; "" where there is none.
  std::string id() const;
  std::string target_uri() const;  // spaces stay
  std::optional<Date> date() const;

  bool operator==(const Record&) const = default;
};

std::string_view without_brackets(std::string_view uri);

// Reads a header block, its version line and its blank line included. Lines that are no fields are
// left out and, as other lapses of form, named in `findings`. Nothing when the first line is no
// WARC version at all. The record has no place yet, and no length where it is absent or no number.
std::optional<Record> parse_header(std::string_view block, std::vector<Finding>& findings);

// 1*DIGIT, and not over 2^63 - 1.
std::optional<std::uint64_t> parse_number(std::string_view digits);

}  // namespace newsarc::warc
