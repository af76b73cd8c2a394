#include "warc/finding.h"

#include <array>

namespace newsarc::warc {
namespace {

struct Row {
  Kind kind;
  std::string_view name, section;
  bool is_note = false;
};

constexpr std::size_t count = static_cast<std::size_t>(Kind::count_);

constexpr std::array<Row, count> rows{{
    {Kind::version_line, "version-line", "4"},
    {Kind::bare_line_feed, "bare-line-feed", "4"},
    {Kind::header_line, "header-line", "4"},
    {Kind::header_encoding, "header-encoding", "4"},
    {Kind::header_too_long, "header-too-long", "4"},
    {Kind::record_end, "record-end", "4"},
    {Kind::cut_record, "cut-record", "4"},
    {Kind::no_record, "no-record", "4"},
    {Kind::block_too_long, "block-too-long", "5.3"},
    {Kind::broken_member, "broken-member", "Annex D"},
    {Kind::joined_members, "joined-members", "Annex D"},
    {Kind::split_record, "split-record", "Annex D"},
    {Kind::wrong_length, "wrong-length", "5.3"},
    {Kind::doubled_field, "doubled-field", "5.1"},
    {Kind::misplaced_field, "misplaced-field", "5"},
    {Kind::missing_id, "missing-id", "5.2"},
    {Kind::malformed_id, "malformed-id", "5.2"},
    {Kind::doubled_id, "doubled-id", "5.2"},
    {Kind::missing_length, "missing-length", "5.3"},
    {Kind::malformed_length, "malformed-length", "5.3"},
    {Kind::missing_date, "missing-date", "5.4"},
    {Kind::malformed_date, "malformed-date", "5.4"},
    {Kind::missing_type, "missing-type", "5.5"},
    {Kind::unknown_type, "unknown-type", "5.5", true},
    {Kind::missing_content_type, "missing-content-type", "5.6"},
    {Kind::malformed_content_type, "malformed-content-type", "5.6"},
    {Kind::malformed_concurrent_to, "malformed-concurrent-to", "5.7"},
    {Kind::lost_concurrent_to, "lost-concurrent-to", "5.7"},
    {Kind::malformed_block_digest, "malformed-block-digest", "5.8"},
    {Kind::wrong_block_digest, "wrong-block-digest", "5.8"},
    {Kind::malformed_payload_digest, "malformed-payload-digest", "5.9"},
    {Kind::wrong_payload_digest, "wrong-payload-digest", "5.9"},
    {Kind::unknown_digest, "unknown-digest", "5.8", true},
    {Kind::malformed_ip_address, "malformed-ip-address", "5.10"},
    {Kind::malformed_refers_to, "malformed-refers-to", "5.11"},
    {Kind::missing_target_uri, "missing-target-uri", "5.14"},
    {Kind::bracketed_target_uri, "bracketed-target-uri", "5.14"},
    {Kind::spaced_target_uri, "spaced-target-uri", "5.14"},
    {Kind::malformed_target_uri, "malformed-target-uri", "5.14"},
    {Kind::unknown_truncation, "unknown-truncation", "5.15"},
    {Kind::malformed_warcinfo_id, "malformed-warcinfo-id", "5.16"},
    {Kind::missing_profile, "missing-profile", "5.18"},
    {Kind::unknown_profile, "unknown-profile", "6.7.4", true},
    {Kind::missing_refers_to, "missing-refers-to", "6.7"},
    {Kind::missing_payload_digest, "missing-payload-digest", "6.7.2"},
    {Kind::missing_segment_number, "missing-segment-number", "5.20"},
    {Kind::malformed_segment_number, "malformed-segment-number", "5.20"},
    {Kind::missing_segment_origin, "missing-segment-origin", "5.21"},
    {Kind::malformed_segment_origin, "malformed-segment-origin", "5.21"},
    {Kind::malformed_segment_total, "malformed-segment-total", "5.22"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < count; ++i) {
    if (rows[i].kind != static_cast<Kind>(i)) return false;
  }
  return true;
}
static_assert(in_order(), "a row for each kind, in their order");

const Row& row_of(Kind kind) { return rows[static_cast<std::size_t>(kind)]; }

}  // namespace

std::string_view name_of(Kind kind) { return row_of(kind).name; }
std::string_view section_of(Kind kind) { return row_of(kind).section; }
bool is_note(Kind kind) { return row_of(kind).is_note; }

}  // namespace newsarc::warc
