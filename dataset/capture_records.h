#pragma once
// Capture records: what the archive has of an answer as records of a WARC file (ISO 28500:2017),
// which bring the same header block and the same bytes back. The same capture gives the same
// records: ids are made of content, no clock is asked.

#include <string>
#include <vector>

#include "store/read/captures.h"
#include "warc/writer.h"

namespace newsarc::dataset {

// The answer as it may have come over the wire. Its header block is kept as it is; as the body is
// kept without its transfer coding, it gets one again, in one chunk, where the header says so.
std::string http_message(const store::StoredAnswer& answer);

// In the order in which they are to be written: the request, where it is known; the response, or
// a revisit of what it repeats; metadata for each version that began with it, as JSON. All have one
// date. Request and metadata name the record of the answer.
std::vector<warc::Draft> capture_records(const store::StoredCapture& capture);

// What the metadata of a page of that URL stands under: an address of its own, as whoever replays
// files takes what is found under the page's for the page.
std::string metadata_uri(const std::string& url);

}  // namespace newsarc::dataset
