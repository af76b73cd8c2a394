#include "warc/exchange.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "core/ascii.h"
#include "http/chunked.h"
#include "http/header.h"
#include "warc/payload.h"

namespace newsarc::warc {
namespace {

constexpr std::size_t longest_header = std::size_t{256} << 10;  // of a message

bool is_web_address(std::string_view uri) {
  const auto scheme = lower_case(uri.substr(0, 8));
  return scheme.starts_with("http://") || scheme.starts_with("https://");
}

// Writers leave blanks in URIs, and some put them in brackets.
std::string address_of(const Record& record) {
  std::string url;
  for (const char c : record.target_uri()) {
    if (c == ' ')
      url += "%20";
    else
      url += c;
  }
  return url;
}

// RFC 9112 §4: HTTP-version SP status-code.
void read_status_line(Exchange& exchange) {
  const std::string_view header = exchange.header;
  if (!header.starts_with("HTTP/")) return;
  const auto blank = header.find(' ');
  if (blank == std::string_view::npos || blank > 10) return;
  exchange.http_version = header.substr(5, blank - 5);
  const char* digits = header.data() + blank + 1;
  std::from_chars(digits, std::min(digits + 3, header.data() + header.size()), exchange.status);
}

void take_header(Exchange& exchange, std::string_view header) {
  exchange.header = header;
  read_status_line(exchange);
  exchange.content_type = http::content_type(header).essence;
}

// Fewer bytes than the header promises: the connection broke, or the writer cut it.
bool is_shorter_than_said(const Exchange& exchange) {
  const auto said = http::field(exchange.header, "content-length");
  const auto length = said ? parse_number(*said) : std::nullopt;
  return length && *length > exchange.body.size() && exchange.status != 304 &&
         !http::field(exchange.header, "transfer-encoding");
}

std::optional<ExchangeKind> kind_of(const Record& record) {
  const auto type = record.type();
  if (type == "response") return ExchangeKind::response;
  if (type == "resource") return ExchangeKind::resource;
  if (type != "revisit") return std::nullopt;
  const auto profile = record.field("WARC-Profile").value_or("");
  return profile.find("server-not-modified") != std::string_view::npos ? ExchangeKind::unmodified
                                                                       : ExchangeKind::same_bytes;
}

Exchange exchange_of(const Record& record, ExchangeKind kind) {
  Exchange exchange;
  exchange.place = record.place;
  exchange.id = record.id();
  exchange.kind = kind;
  exchange.url = address_of(record);
  if (const auto date = record.date()) exchange.at = date->instant();
  exchange.ip = record.field("WARC-IP-Address").value_or("");
  exchange.is_cut = record.field("WARC-Truncated") || record.field("WARC-Segment-Number");
  if (kind == ExchangeKind::response) return exchange;
  exchange.payload_digest = record.field("WARC-Payload-Digest").value_or("");
  exchange.refers_to =
      without_brackets(record.field("WARC-Refers-To-Target-URI").value_or(exchange.url));
  exchange.refers_to_id = without_brackets(record.field("WARC-Refers-To").value_or(""));
  if (const auto date = parse_date(record.field("WARC-Refers-To-Date").value_or("")))
    exchange.refers_to_at = date->instant();
  // Of a resource the type is the record's own, and a digest is checked here.
  if (kind == ExchangeKind::resource) {
    exchange.stated_type = record.field("Content-Type").value_or("");
    const auto type = lower_case(exchange.stated_type);
    exchange.content_type = type.substr(0, type.find_first_of("; \t"));
  }
  return exchange;
}

std::string concurrent_to(const Record& record) {
  return std::string(without_brackets(record.field("WARC-Concurrent-To").value_or("")));
}

std::string records_of_type(const Record& record) {
  const auto type = record.type();
  return type.empty() ? "records without a type" : type + " records";
}

// Why no exchange comes of the record, "" where one does.
std::string why_not(const Record& record, const Exchange& exchange) {
  if (!is_web_address(exchange.url)) return "records of no web address";
  if (!record.date()) return "records without a date";
  const bool is_message = exchange.kind == ExchangeKind::response;
  if (is_message && !is_http(record)) return "responses that are no HTTP";
  return "";
}

// A message as its pieces come: its header first, then, where it is wanted, the rest.
class MessageReader {
 public:
  MessageReader(Exchange& exchange, const ExchangeFilter& filter, bool has_header, std::size_t most)
      : exchange_(exchange), filter_(filter), in_header_(has_header), most_(most) {
    if (!has_header) ask();
  }

  void add(std::string_view piece) {
    if (!is_wanted_) return;
    text_ += piece;
    if (in_header_) {
      const auto size = http_header_size(text_);
      if (size == text_.size() && text_.size() <= longest_header && !ends_with_blank_line()) return;
      end_header(size);
    }
    if (text_.size() > most_) give_up();
  }

  void finish() {
    if (in_header_ && is_wanted_) end_header(http_header_size(text_));
  }

  bool is_wanted() const { return is_wanted_; }
  bool is_too_long() const { return is_too_long_; }
  std::string take_text() { return std::move(text_); }  // header and body

 private:
  bool ends_with_blank_line() const {
    return text_.ends_with("\r\n\r\n") || text_.ends_with("\n\n");
  }
  void end_header(std::size_t size) {
    in_header_ = false;
    take_header(exchange_, std::string_view(text_).substr(0, size));
    ask();
  }
  void ask() {
    is_wanted_ = !filter_.answer || filter_.answer(exchange_);
    if (!is_wanted_) text_.clear();
  }
  void give_up() {
    is_wanted_ = false;
    is_too_long_ = true;
    text_ = {};
  }

  Exchange& exchange_;
  const ExchangeFilter& filter_;
  bool in_header_;
  std::size_t most_;
  bool is_wanted_ = true;
  bool is_too_long_ = false;
  std::string text_;
};

bool has_digest(std::string_view bytes, std::string_view labelled) {
  BlockCheck check(labelled);
  check.add(bytes);
  return check.matches();
}

// wget states the digest of nothing for the block of a revisit, whatever is in it.
std::string_view block_digest_of(const Record& record) {
  const auto labelled = record.field("WARC-Block-Digest").value_or("");
  return record.type() == "revisit" && has_digest("", labelled) ? std::string_view() : labelled;
}

void take_message(Exchange& exchange, std::string message) {
  if (exchange.header.empty()) {
    exchange.body = std::move(message);
    return;
  }
  auto parts = split_http(message);
  exchange.body = std::move(parts.body);
  exchange.is_cut = exchange.is_cut || parts.is_cut;
}

}  // namespace

Likeness compare_digest(std::string_view header, std::string_view body, std::string_view labelled) {
  if (has_digest(body, labelled)) return Likeness::same;
  if (!is_chunked(header)) return Likeness::other;
  return has_digest(http::in_one_chunk(body), labelled) ? Likeness::same : Likeness::unknown;
}

Result<std::optional<Exchange>> ExchangeReader::next() {
  while (ready_.empty()) {
    const auto record = reader_.next();
    static_cast<void>(reader_.take_findings());
    if (!record) return tl::unexpected(record.error());
    if (!*record) {
      let_go();
      break;
    }
    ++records_;
    offset_ = (*record)->place.offset;
    if (auto taken = take(**record); !taken) return tl::unexpected(taken.error());
  }
  if (ready_.empty()) return std::nullopt;
  std::optional<Exchange> first = std::move(ready_.front());
  ready_.pop_front();
  return first;
}

Result<void> ExchangeReader::take(const Record& record) {
  if (record.type() == "request") return take_request(record);
  const auto kind = kind_of(record);
  if (!kind) return pass_over(records_of_type(record));
  let_go();
  auto exchange = exchange_of(record, *kind);
  if (auto why = why_not(record, exchange); !why.empty()) return pass_over(why);
  if (filter_.address && !filter_.address(exchange)) return pass_over("records of other addresses");
  return take_answer(record, std::move(exchange));
}

// Its block is read all the same: what is wrong with it may have cost the record behind it.
Result<void> ExchangeReader::pass_over(const std::string& why) {
  pass(why);
  auto read = reader_.read_block({});
  if (!read && read.error().fault == Fault::limit) return {};  // long, and not wanted
  return read;
}

Result<void> ExchangeReader::take_request(const Record& record) {
  pass("request records");
  auto block = reader_.block(longest_header);
  if (!block && block.error().fault == Fault::limit) return {};  // a large form: it is not kept
  if (!block) return tl::unexpected(block.error());
  const auto size = http_header_size(*block);
  request_ =
      Request{record.id(), concurrent_to(record), address_of(record), block->substr(0, size)};
  if (waiting_ && waiting_->exchange.request_header.empty() &&
      belong_together(*request_, *waiting_)) {
    waiting_->exchange.request_header = std::move(request_->header);
    request_.reset();
    let_go();
  }
  return {};
}

Result<void> ExchangeReader::take_answer(const Record& record, Exchange exchange) {
  const bool is_resource = exchange.kind == ExchangeKind::resource;
  MessageReader message(exchange, filter_, !is_resource && is_http(record), most_body_);
  BlockCheck block(block_digest_of(record));
  const bool has_own_payload = record.type() != "revisit" && !record.field("WARC-Segment-Number");
  PayloadCheck payload(record, has_own_payload ? record.field("WARC-Payload-Digest").value_or("")
                                               : std::string_view());
  const auto read = reader_.read_block([&](std::string_view piece) {
    message.add(piece);
    if (!message.is_wanted()) return;
    block.add(piece);
    payload.add(piece);
  });
  if (!read) return read;
  message.finish();
  if (message.is_too_long()) {
    pass("pages that are too long");
  } else if (!message.is_wanted()) {
    pass("records of other content");
  } else if (!block.matches() || !payload.matches()) {
    return failure(Fault::damaged, "the record does not have the digest that it states",
                   reader_.name() + ", offset " + std::to_string(record.place.offset));
  } else {
    take_message(exchange, message.take_text());
    exchange.is_cut = exchange.is_cut || is_shorter_than_said(exchange);
    keep(std::move(exchange), record.id(), concurrent_to(record));
  }
  return {};
}

bool ExchangeReader::belong_together(const Request& request, const Waiting& answer) {
  if (!request.concurrent_to.empty() && request.concurrent_to == answer.id) return true;
  if (!answer.concurrent_to.empty() && answer.concurrent_to == request.id) return true;
  const bool nothing_is_said = request.concurrent_to.empty() && answer.concurrent_to.empty();
  return nothing_is_said && request.url == answer.exchange.url;
}

void ExchangeReader::keep(Exchange exchange, std::string id, std::string concurrent_to) {
  waiting_ = Waiting{std::move(id), std::move(concurrent_to), std::move(exchange)};
  if (request_ && belong_together(*request_, *waiting_)) {
    waiting_->exchange.request_header = std::move(request_->header);
    request_.reset();
    let_go();
  }
}

// What was asked for otherwise than by GET is no capture of its address.
void ExchangeReader::let_go() {
  if (!waiting_) return;
  auto& exchange = waiting_->exchange;
  const auto& asked = exchange.request_header;
  if (asked.empty() || asked.starts_with("GET "))
    ready_.push_back(std::move(exchange));
  else
    pass("answers to other requests than GET");
  waiting_.reset();
}

}  // namespace newsarc::warc
