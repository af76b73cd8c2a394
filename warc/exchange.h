#pragma once
// Exchanges: what a WARC file tells of HTTP requests and their answers, put together from its
// records: a response, revisit or resource, with the request beside it. In flat memory: one
// exchange is held at a time, and blocks that are not wanted are passed over.

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/result.h"
#include "core/time.h"
#include "warc/reader.h"

namespace newsarc::warc {

enum class ExchangeKind {
  response,
  resource,    // a body without its answer's header (ISO 28500:2017 §6.4)
  same_bytes,  // a revisit by digest: the body is that of an earlier capture (§6.7.2)
  unmodified,  // a revisit by the server's word, 304 as a rule (§6.7.3)
};

struct Exchange {
  Place place;     // of the record
  std::string id;  // likewise; "" where it has none
  ExchangeKind kind = ExchangeKind::response;
  std::string url;  // as the record has it, blanks percent-encoded
  Instant at{};
  std::string ip;              // "" where it is not told
  std::string request_header;  // with its blank line; "" where no request stands beside it
  std::string header;          // the same of the answer; "" where there is none
  int status = 0;              // 0 where there is no header
  std::string http_version;    // "1.1"
  std::string content_type;    // lower case, without parameters; "" where it is not told
  std::string stated_type;     // of a resource: as its record has it
  std::string body;            // without transfer coding, content codings stay
  bool is_cut = false;         // the body is not whole, by the record's or the header's word
  // Of a revisit: whose bytes it has, and their digest as written. The URL is its own where the
  // record names none.
  std::string refers_to;
  std::optional<Instant> refers_to_at;
  std::string refers_to_id;  // of its record
  std::string payload_digest;

  bool operator==(const Exchange&) const = default;
};

// Whether a body, which has no transfer coding any more, is that of which a writer stated this
// digest; the same also where nothing speaks against it, since there is none, or one of a method
// that newsarc does not have. Many compute it over the chunks as they came, which the body does not
// tell: unknown.
enum class Likeness { same, other, unknown };
Likeness compare_digest(std::string_view header, std::string_view body, std::string_view labelled);

// Which exchanges are wanted. Both are asked in the order of the file; the second knows the header,
// where there is one, but not yet the body.
struct ExchangeFilter {
  std::function<bool(const Exchange&)> address;
  std::function<bool(const Exchange&)> answer;
};

// For one thread at a time.
class ExchangeReader {
 public:
  // Bodies longer than `most_body` are passed over, and counted.
  ExchangeReader(Reader reader, ExchangeFilter filter, std::size_t most_body)
      : reader_(std::move(reader)), filter_(std::move(filter)), most_body_(most_body) {}

  // The next wanted exchange; nothing at the end. Errors, with "FILE, offset N": damaged and limit
  // (of one record; the next call goes on behind it); disk (it stays).
  Result<std::optional<Exchange>> next();

  std::uint64_t records() const { return records_; }
  std::uint64_t offset() const { return offset_; }  // of the last record, in the file

  // What was passed over, by why, in a word or two of the plural: "warcinfo records", "records of
  // other addresses".
  const std::map<std::string, std::int64_t>& passed() const { return passed_; }

 private:
  Result<void> take(const Record& record);
  Result<void> pass_over(const std::string& why);  // the record in hand
  Result<void> take_request(const Record& record);
  Result<void> take_answer(const Record& record, Exchange exchange);
  Result<void> read_message(const Record& record, Exchange& exchange);
  void keep(Exchange exchange, std::string id, std::string concurrent_to);
  void pass(const std::string& why) { ++passed_[why]; }

  struct Request {
    std::string id;
    std::string concurrent_to;
    std::string url;
    std::string header;
  };
  // An answer that waits for the record behind it: that may be its request.
  struct Waiting {
    std::string id;
    std::string concurrent_to;
    Exchange exchange;
  };
  static bool belong_together(const Request& request, const Waiting& answer);
  void let_go();

  Reader reader_;
  ExchangeFilter filter_;
  std::size_t most_body_;
  std::optional<Request> request_;
  std::optional<Waiting> waiting_;
  std::deque<Exchange> ready_;
  std::map<std::string, std::int64_t> passed_;
  std::uint64_t records_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace newsarc::warc
