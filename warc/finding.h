#pragma once
// Findings: what in a WARC file is not as ISO 28500:2017 (WARC 1.1) has it, where it stands, and
// the section that says so. Sections are those of 1.1 also for files of 1.0 and 0.18; what differs
// between them is written at the kind.

#include <cstdint>
#include <string>
#include <string_view>

namespace newsarc::warc {

// Where in a file something begins.
struct Place {
  std::uint64_t offset = 0;    // bytes into the file; of a packed one, where its member begins
  std::uint64_t unpacked = 0;  // bytes into the text; the same as `offset` where nothing is packed

  bool operator==(const Place&) const = default;
};

enum class Kind {
  // The form of the file and its records.
  version_line,     // no WARC/0.17, 0.18, 1.0 or 1.1
  bare_line_feed,   // a line of the header without its CR
  header_line,      // a line that is no field
  header_encoding,  // not UTF-8
  header_too_long,
  record_end,  // other than two CRLF
  cut_record,  // the file ends within it
  no_record,   // bytes between or behind records
  block_too_long,
  broken_member,
  joined_members,  // a gzip member or zstd frame that holds more than one record
  split_record,    // a record over two gzip members; zstd frames may
  wrong_length,    // the record ends elsewhere than Content-Length says
  // Its fields.
  doubled_field,
  misplaced_field,  // one that records of this type shall not have
  missing_id,
  malformed_id,
  doubled_id,
  missing_length,
  malformed_length,
  missing_date,
  malformed_date,
  missing_type,
  unknown_type,
  missing_content_type,
  malformed_content_type,
  malformed_concurrent_to,
  lost_concurrent_to,  // names no record of the file
  malformed_block_digest,
  wrong_block_digest,
  malformed_payload_digest,
  wrong_payload_digest,
  unknown_digest,  // a method that newsarc does not have
  malformed_ip_address,
  malformed_refers_to,
  missing_target_uri,
  bracketed_target_uri,
  spaced_target_uri,
  malformed_target_uri,
  unknown_truncation,
  malformed_warcinfo_id,
  missing_profile,
  unknown_profile,
  missing_refers_to,       // a revisit that names neither record nor URI and date
  missing_payload_digest,  // of a revisit by digest
  missing_segment_number,
  malformed_segment_number,
  missing_segment_origin,
  malformed_segment_origin,
  malformed_segment_total,
  count_  // how many there are
};

std::string_view name_of(Kind kind);     // "wrong-length"
std::string_view section_of(Kind kind);  // "5.3", "Annex D"
// Allowed by the standard, or not to be judged here: told, but no defect of the file.
bool is_note(Kind kind);

struct Finding {
  Kind kind = Kind::no_record;
  Place place;       // of the record, or of the bytes where none is
  std::string id;    // of the record, "" where it has none
  std::string what;  // one clause, with the value in question; no more than 300 bytes

  bool operator==(const Finding&) const = default;
};

}  // namespace newsarc::warc
