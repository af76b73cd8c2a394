#pragma once
// Writer: WARC 1.1 records (ISO 28500:2017), each with its digests and an id that its content
// makes, plain or each a gzip member of its own (Annex D). The same records give the same bytes.

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "core/time.h"
#include "warc/record.h"

namespace newsarc::warc {

// One record to be. Fields that are absent are left out; those that the writer makes itself
// (WARC-Type, WARC-Record-ID, WARC-Date, digests, Content-Type, Content-Length) are not in `more`.
struct Draft {
  std::string type;          // "response"
  Instant date{};            // when the capture began
  std::string target_uri;    // "" for a warcinfo
  std::string content_type;  // "application/http; msgtype=response"
  std::string block;
  // Of a block that is an HTTP message the payload is what follows its header, of a resource and a
  // conversion the block. A revisit has that of the record it repeats: give it in `more`.
  std::vector<Field> more;  // in order: WARC-IP-Address, WARC-Concurrent-To, ...
};

// "<urn:uuid:…>": a version 8 UUID (RFC 9562 §5.8) of the SHA-256 over the type, the date, the URI,
// the other fields and the block. Two records of equal content have equal ids.
std::string record_id(const Draft& draft);

// The record as it stands in a plain file, its two CRLF included. Line ends in values become
// spaces; blanks and controls in a URI, its bytes beyond ASCII, and brackets are percent-encoded.
std::string record_text(const Draft& draft);

// A URI as records have it (see above): what WARC-Refers-To-Target-URI must say to be found.
std::string as_uri(std::string_view text);

// "sha256:…": what record_text() states of the payload, or what `more` does; "" for neither.
std::string payload_digest(const Draft& draft);

enum class Packed { no, gzip };

// For one thread at a time.
class Writer {
 public:
  // `out` outlives the writer. Whether writing failed is the stream's to say.
  Writer(std::ostream& out, Packed packed) : out_(out), packed_(packed) {}

  struct Written {
    std::string id;            // for WARC-Concurrent-To and WARC-Refers-To of others
    std::uint64_t offset = 0;  // of the record, or its member, from where the writer began
    std::uint64_t length = 0;  // in the file

    bool operator==(const Written&) const = default;
  };
  Written write(const Draft& draft);

  std::uint64_t size() const { return size_; }  // bytes written

 private:
  std::ostream& out_;
  Packed packed_;
  std::uint64_t size_ = 0;
};

// The block of a warcinfo record or of metadata: "name: value" lines (application/warc-fields).
std::string warc_fields(const std::vector<Field>& fields);

}  // namespace newsarc::warc
