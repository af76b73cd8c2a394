#include "dataset/capture_records.h"

#include <string_view>
#include <utility>

#include "core/ascii.h"
#include "dataset/json.h"
#include "dataset/record.h"
#include "http/chunked.h"
#include "http/header.h"
#include "warc/date.h"
#include "warc/payload.h"

namespace newsarc::dataset {
namespace {

using store::StoredAnswer;
using store::StoredCapture;

constexpr std::string_view answer_type = "application/http; msgtype=response";
constexpr std::string_view request_type = "application/http; msgtype=request";

// ISO 28500:2017 §6.7.2 and §6.7.3.
constexpr std::string_view same_payload =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
constexpr std::string_view not_modified =
    "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

// RFC 9112 §6.3: whatever the header says, nothing follows it.
bool never_has_body(int status) { return status < 200 || status == 204 || status == 304; }

bool is_chunked(const StoredAnswer& answer) {
  const auto codings = http::field(answer.header, "transfer-encoding");
  return codings && !never_has_body(answer.status) && lower_case(*codings).ends_with("chunked");
}

// A block that ends with its blank line, also where what was kept of it does not; a status line
// where nothing was.
std::string header_block(const StoredAnswer& answer) {
  std::string header = answer.header;
  if (header.empty()) header = "HTTP/1.1 " + std::to_string(answer.status) + "\r\n";
  if (header.ends_with("\n\r\n") || header.ends_with("\n\n")) return header;
  return header + (header.ends_with('\n') ? "\r\n" : "\r\n\r\n");
}

warc::Draft draft(std::string_view type, const StoredAnswer& answer, std::string_view content_type,
                  std::string block) {
  warc::Draft made{std::string(type),         answer.at,        answer.url,
                   std::string(content_type), std::move(block), std::vector<warc::Field>()};
  return made;
}

warc::Draft response_of(const StoredAnswer& answer) {
  auto made = draft("response", answer, answer_type, http_message(answer));
  if (!answer.ip.empty()) made.more.push_back({"WARC-IP-Address", answer.ip});
  if (answer.lacks_body || answer.is_cut) made.more.push_back({"WARC-Truncated", "unspecified"});
  return made;
}

// Of what it repeats only the first record has the bytes, so that is the one it names.
warc::Draft revisit_of(const StoredAnswer& answer, const StoredAnswer& original) {
  const bool is_same = answer.status != 304;
  const auto first = response_of(original);
  auto made = draft("revisit", answer, answer_type, header_block(answer));
  if (!answer.ip.empty()) made.more.push_back({"WARC-IP-Address", answer.ip});
  made.more.push_back({"WARC-Profile", std::string(is_same ? same_payload : not_modified)});
  made.more.push_back({"WARC-Refers-To", warc::record_id(first)});
  made.more.push_back({"WARC-Refers-To-Target-URI", warc::as_uri(original.url)});
  made.more.push_back({"WARC-Refers-To-Date", warc::format_date(original.at)});
  made.more.push_back({"WARC-Payload-Digest", warc::payload_digest(first)});
  return made;
}

warc::Draft metadata_of(const StoredAnswer& answer, const store::Record& version,
                        const std::string& answer_id) {
  std::string block;
  JsonWriter json(block);
  write_record(json, capture_columns(), version);
  auto made = draft("metadata", answer, "application/json", std::move(block));
  made.target_uri = metadata_uri(answer.url);
  made.more = {{"WARC-Refers-To", answer_id}, {"WARC-Concurrent-To", answer_id}};
  return made;
}

}  // namespace

std::string http_message(const StoredAnswer& answer) {
  return header_block(answer) +
         (is_chunked(answer) ? http::in_one_chunk(answer.body) : answer.body);
}

std::vector<warc::Draft> capture_records(const StoredCapture& capture) {
  const auto& answer = capture.answer;
  auto answered = capture.original ? revisit_of(answer, *capture.original) : response_of(answer);
  const auto id = warc::record_id(answered);
  std::vector<warc::Draft> records;
  if (!answer.request_header.empty()) {
    records.push_back(draft("request", answer, request_type, answer.request_header));
    records.back().more = {{"WARC-Concurrent-To", id}};
  }
  records.push_back(std::move(answered));
  for (const auto& version : capture.versions) records.push_back(metadata_of(answer, version, id));
  return records;
}

std::string metadata_uri(const std::string& url) { return "urn:newsarc:" + url; }

}  // namespace newsarc::dataset
