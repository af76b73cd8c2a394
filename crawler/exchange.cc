#include "crawler/exchange.h"

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "core/memory.h"
#include "http/header.h"

namespace newsarc::crawler {
namespace {

constexpr long slowest = 200;  // bytes a second; CRAWL.md
// No honest validator is longer; it must not fill our request.
constexpr std::size_t longest_validator = 1024;
constexpr std::size_t error_text_size = CURL_ERROR_SIZE;

bool is_interim(std::string_view header) {  // "HTTP/1.1 103 Early Hints"
  const auto blank = header.find(' ');
  return blank != std::string_view::npos && blank + 1 < header.size() && header[blank + 1] == '1';
}

// Printable, so that a validator cannot carry another header into our request.
bool is_sendable(const std::string& value) {
  return !value.empty() && value.size() <= longest_validator &&
         std::none_of(value.begin(), value.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return byte < 0x20 || byte == 0x7f;
         });
}

// RFC 9110 §8.6: all members of all Content-Length fields must be one number. Nothing when there
// is none; an error in words when they are not.
Result<std::optional<std::size_t>> content_length(std::string_view header) {
  std::optional<std::size_t> length;
  for (const std::string& field : http::fields(header, "Content-Length")) {
    std::string_view rest = field;
    while (true) {
      const auto comma = rest.find(',');
      auto member = rest.substr(0, comma);
      member.remove_prefix(std::min(member.find_first_not_of(" \t"), member.size()));
      member = member.substr(0, member.find_last_not_of(" \t") + 1);
      std::size_t number = 0;
      const auto read = std::from_chars(member.data(), member.data() + member.size(), number);
      if (read.ec != std::errc{} || read.ptr != member.data() + member.size()) {
        return failure(Fault::http, "an unreadable Content-Length");
      }
      if (length.value_or(number) != number) {
        return failure(Fault::network, "conflicting Content-Lengths");
      }
      length = number;
      if (comma == std::string_view::npos) break;
      rest.remove_prefix(comma + 1);
    }
  }
  return length;
}

std::string version_name(long version) {
  switch (version) {
    case CURL_HTTP_VERSION_1_0:
      return "1.0";
    case CURL_HTTP_VERSION_2_0:
      return "2";
    case CURL_HTTP_VERSION_3:
      return "3";
    default:
      return "1.1";
  }
}

int local_port_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  if (address.ss_family == AF_INET) {
    return ntohs(reinterpret_cast<const sockaddr_in&>(address).sin_port);
  }
  if (address.ss_family == AF_INET6) {
    return ntohs(reinterpret_cast<const sockaddr_in6&>(address).sin6_port);
  }
  return 0;
}

bool has_unread_input(int socket) {
  pollfd question{socket, POLLIN, 0};
  return poll(&question, 1, 0) > 0;
}

Fault fault_of(CURLcode code) {
  switch (code) {
    case CURLE_UNSUPPORTED_PROTOCOL:  // HTTP/0.9 among them
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_URL_MALFORMAT:
    case CURLE_BAD_FUNCTION_ARGUMENT:     // a trailer that is no header field
    case CURLE_PEER_FAILED_VERIFICATION:  // may be mended by the next run, not within this one
      return Fault::http;
    case CURLE_BAD_CONTENT_ENCODING:  // of a transfer coding
      return Fault::decode;
    case CURLE_FILESIZE_EXCEEDED:
      return Fault::limit;
    case CURLE_OUT_OF_MEMORY:
    case CURLE_FAILED_INIT:
      return Fault::internal;
    default:
      return Fault::network;
  }
}

}  // namespace

Exchange::Exchange(Request request, CurlHandle handle, Shared& shared)
    : request_(std::move(request)), handle_(std::move(handle)), shared_(shared) {
  error_text_.resize(error_text_size);
  configure();
  configure_limits();
  add_request_headers();
}

Exchange::~Exchange() { shared_.bytes_held -= body_.size(); }

void Exchange::configure() {
  CURL* curl = handle_.get();
  curl_easy_setopt(curl, CURLOPT_PRIVATE, this);
  curl_easy_setopt(curl, CURLOPT_URL, request_.url.without_fragment().c_str());
  curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  // A proxy from the environment would bypass the address guard.
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(curl, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  curl_easy_setopt(curl, CURLOPT_HTTP09_ALLOWED, 0L);
  curl_easy_setopt(curl, CURLOPT_HTTP_CONTENT_DECODING, 0L);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, shared_.user_agent.c_str());
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error_text_.data());
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, &Exchange::on_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, this);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &Exchange::on_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, this);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, &Exchange::on_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, this);
  curl_easy_setopt(curl, CURLOPT_CLOSESOCKETFUNCTION, &Exchange::on_close);
  curl_easy_setopt(curl, CURLOPT_CLOSESOCKETDATA, &shared_);  // connections outlive exchanges
  curl_easy_setopt(curl, CURLOPT_PREREQFUNCTION, &Exchange::on_connected);
  curl_easy_setopt(curl, CURLOPT_PREREQDATA, this);
  // The only way to the request header as it was sent.
  curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, &Exchange::on_debug);
  curl_easy_setopt(curl, CURLOPT_DEBUGDATA, this);
}

void Exchange::configure_limits() {
  CURL* curl = handle_.get();
  const FetchLimits& limits = shared_.limits;
  const auto silence = std::chrono::ceil<std::chrono::seconds>(limits.silence);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits.connect.count()));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(total_limit().count()));
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, slowest);
  curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, static_cast<long>(silence.count()));
  curl_easy_setopt(curl, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(limits.body_bytes));
}

Span Exchange::total_limit() const {
  const int quarters = 4 - std::clamp(request_.tries, 0, 2);
  return shared_.limits.total * quarters / 4;
}

void Exchange::add_request_headers() {
  const auto add = [&](const std::string& line) {
    request_headers_.reset(sure(curl_slist_append(request_headers_.release(), line.c_str())));
  };
  // Ours to decode: http/coding.h.
  add("Accept-Encoding: gzip, deflate, br, zstd");
  const auto& [etag, last_modified] = request_.validators;
  if (etag && is_sendable(*etag)) add("If-None-Match: " + *etag);
  if (last_modified && is_sendable(*last_modified)) add("If-Modified-Since: " + *last_modified);
  curl_easy_setopt(handle_.get(), CURLOPT_HTTPHEADER, request_headers_.get());
}

// Returns what tells libcurl to end the transfer.
std::size_t Exchange::give_up(Fault fault, std::string what) {
  given_up_ = Error{fault, std::move(what), request_.url.href()};
  return 0;
}

std::size_t Exchange::take_header(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > shared_.limits.header_bytes) {
    return give_up(Fault::limit,
                   "headers larger than " + std::to_string(shared_.limits.header_bytes) + " bytes");
  }
  if (header_complete_ && is_interim(header_)) {
    header_.clear();
    header_complete_ = false;
  }
  if (header_complete_) return line.size();  // a trailer: counted, not kept
  header_ += line;
  header_complete_ = line == "\r\n" || line == "\n";
  if (header_complete_ && !is_interim(header_)) check_framing();
  return given_up_ ? 0 : line.size();
}

// What libcurl lets through: a wrong length would pass a part off as the whole.
void Exchange::check_framing() {
  auto length = content_length(header_);
  if (!length) {
    give_up(length.error().fault, length.error().what);
    return;
  }
  declared_length_ = *length;
  const auto status = std::string_view(header_).substr(header_.find(' ') + 1, 3);
  if (status == "206") give_up(Fault::network, "206 Partial Content, though no range was asked");
}

std::size_t Exchange::take_body(std::string_view bytes) {
  if (body_.size() + bytes.size() > shared_.limits.body_bytes) {
    return give_up(Fault::limit,
                   "a body larger than " + std::to_string(shared_.limits.body_bytes) + " bytes");
  }
  body_ += bytes;
  shared_.bytes_held += bytes.size();
  return bytes.size();
}

void Exchange::take_request_header(std::string_view bytes) { request_header_ += bytes; }

curl_socket_t Exchange::open_socket(const curl_sockaddr& address) {
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> service{};
  const int named = getnameinfo(&address.addr, address.addrlen, host.data(), host.size(),
                                service.data(), service.size(), NI_NUMERICHOST | NI_NUMERICSERV);
  const std::string numeric = named == 0 ? host.data() : "an unknown address";
  const std::uint16_t port = request_.url.port_or_default();
  if (!is_public_address(numeric) && !shared_.allow.contains(numeric, port) &&
      !shared_.allow.contains(request_.url.host(), port)) {
    refused_address_ = numeric;
    return CURL_SOCKET_BAD;
  }
  const int opened = socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
  if (opened < 0) return CURL_SOCKET_BAD;
  opened_socket_ = true;
  shared_.sockets.insert(opened);
  return opened;
}

// Called before the request is sent. libcurl would send it a second time, at once, when a kept
// connection closes without an answer; but the next try is the frontier's to time. Under TLS unread
// bytes may be the protocol's own (session tickets), so only plain connections can be judged.
bool Exchange::accept_connection(int local_port) {
  if (std::exchange(sent_, true)) {
    give_up(Fault::network, "the connection closed without an answer");
    return false;
  }
  if (opened_socket_ || request_.url.scheme() != "http") return true;
  const auto used = std::find_if(shared_.sockets.begin(), shared_.sockets.end(),
                                 [&](int open) { return local_port_of(open) == local_port; });
  unread_input_ = used != shared_.sockets.end() && has_unread_input(*used);
  return !unread_input_;
}

void Exchange::begin_again() {
  unread_input_ = sent_ = false;
  curl_easy_setopt(handle_.get(), CURLOPT_FRESH_CONNECT, 1L);
}

Transfer Exchange::finish(CURLcode code, Instant now) {
  CURL* curl = handle_.get();
  curl_off_t microseconds = 0;
  long status = 0;
  long version = 0;
  char* ip = nullptr;
  curl_easy_getinfo(curl, CURLINFO_TOTAL_TIME_T, &microseconds);
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(curl, CURLINFO_HTTP_VERSION, &version);
  curl_easy_getinfo(curl, CURLINFO_PRIMARY_IP, &ip);
  const auto took = std::chrono::ceil<Span>(std::chrono::microseconds(microseconds));

  auto error = error_of(code, took);
  if (!error) error = incompleteness(status);
  if (error) return Failure{std::move(request_), *std::move(error), now, took};

  Page page;
  page.request = std::move(request_);
  page.request_header = std::move(request_header_);
  page.status = static_cast<int>(status);
  page.header = std::move(header_);
  shared_.bytes_held -= body_.size();
  page.body = std::exchange(body_, {});
  page.http_version = version_name(version);
  page.ip = ip ? ip : "";
  page.fetched_at = now;
  page.took = took;
  return page;
}

std::optional<Error> Exchange::error_of(CURLcode code, Span took) const {
  if (given_up_) return given_up_;
  if (code == CURLE_OK) return std::nullopt;
  const std::string& where = request_.url.href();
  if (!refused_address_.empty() && code == CURLE_COULDNT_CONNECT) {
    return Error{Fault::refused,
                 "the address " + refused_address_ + " is not public, and --allow does not name it",
                 where};
  }
  if (code == CURLE_OPERATION_TIMEDOUT && took >= total_limit()) {
    return Error{Fault::limit, "took longer than " + to_text(total_limit()), where};
  }
  const std::string own_words = error_text_.c_str();
  return Error{fault_of(code), own_words.empty() ? curl_easy_strerror(code) : own_words, where};
}

std::optional<Error> Exchange::incompleteness(long status) const {
  const auto cut = [&](const char* what) {
    return Error{Fault::network, what, request_.url.href()};
  };
  if (!header_complete_ || status < 200) return cut("closed in the middle of the headers");
  const bool has_body = status != 204 && status != 304;  // RFC 9112 §6.3
  if (has_body && declared_length_ && *declared_length_ != body_.size()) {
    return cut("a body of another size than its Content-Length");
  }
  return std::nullopt;
}

std::size_t Exchange::on_header(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<Exchange*>(self)->take_header({data, size * count});
}

std::size_t Exchange::on_body(char* data, std::size_t size, std::size_t count, void* self) {
  return static_cast<Exchange*>(self)->take_body({data, size * count});
}

int Exchange::on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* self) {
  if (type == CURLINFO_HEADER_OUT) static_cast<Exchange*>(self)->take_request_header({data, size});
  return 0;
}

int Exchange::on_close(void* shared, curl_socket_t socket) {
  static_cast<Shared*>(shared)->sockets.erase(socket);
  return close(socket);
}

int Exchange::on_connected(void* self, char*, char*, int, int local_port) {
  const bool good = static_cast<Exchange*>(self)->accept_connection(local_port);
  return good ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

curl_socket_t Exchange::on_socket(void* self, curlsocktype, curl_sockaddr* address) {
  return static_cast<Exchange*>(self)->open_socket(*address);
}

}  // namespace newsarc::crawler
