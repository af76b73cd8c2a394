#pragma once
// CDXJ: the index beside a WARC file, a line a capture: a key that sorts pages of one host together
// (SURT), the time, and a JSON object that says where the record lies. Lines are to be sorted by
// their bytes. Keys, fields and their order are those of pywb and warcio's npm package.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"
#include "warc/writer.h"

namespace newsarc::warc {

struct IndexEntry {
  std::string url;
  Instant time{};    // whole seconds in the line
  std::string mime;  // "text/html", "warc/revisit"; "" where unknown
  std::optional<int> status;
  std::string digest;  // of the payload, without its label; "" where there is none
  std::uint64_t length = 0;
  std::uint64_t offset = 0;
  std::string filename;

  bool operator==(const IndexEntry&) const = default;
};

// "com,example)/path?a=1&b=2": host turned round without www, all in lower case, port unless it is
// the scheme's own, arguments sorted; what is no http or https URL stays as it is.
std::string surt_key(std::string_view url);

// With its LF. All values are strings, numbers too.
std::string cdxj_line(const IndexEntry& entry);

// A line of an index, its LF or none, of newsarc or others: numbers may be numbers, members that
// are not known are passed over. Error: parse, with what is wrong in one clause.
struct IndexLine {
  std::string key;  // as it stands there
  IndexEntry entry;
};
Result<IndexLine> parse_cdxj_line(std::string_view line);

// What an index says of a record that was written; nothing for those that are not indexed: warcinfo
// and request.
std::optional<IndexEntry> index_entry(const Draft& draft, const Writer::Written& written,
                                      std::string filename);

}  // namespace newsarc::warc
