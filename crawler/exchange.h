#pragma once
// Exchange: one request on its way through libcurl, with what has come of its answer so far, and
// the limits that end it. Private to crawler/.

#include <curl/curl.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "core/page.h"
#include "crawler/address.h"
#include "crawler/fetch.h"

namespace newsarc::crawler {

template <auto free>
struct Freed {
  template <class T>
  void operator()(T* thing) const {
    free(thing);
  }
};
using CurlHandle = std::unique_ptr<CURL, Freed<curl_easy_cleanup>>;
using CurlList = std::unique_ptr<curl_slist, Freed<curl_slist_free_all>>;

// What all exchanges of a fetcher share. Must outlive them and the multi handle.
struct Shared {
  std::string user_agent;
  AllowList allow;
  FetchLimits limits;
  std::size_t bytes_held = 0;            // of the bodies of all exchanges
  std::set<curl_socket_t> sockets = {};  // open ones
};

// Stays where it is made: libcurl holds its address.
class Exchange {
 public:
  // `handle` is fresh or reset.
  Exchange(Request request, CurlHandle handle, Shared& shared);
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange();

  CURL* handle() const { return handle_.get(); }

  // The kept connection that libcurl chose had unread bytes in it, which belong to no request of
  // ours: they would be taken for this answer, and every later one for its neighbour. Nothing was
  // sent; the transfer is to be begun again, over a connection of its own.
  bool must_begin_again() const { return unread_input_; }
  void begin_again();

  // The transfer ended with `code`: the answer is taken out, and the handle after it.
  Transfer finish(CURLcode code, Instant now);
  CurlHandle release() { return std::move(handle_); }

 private:
  void configure();
  void configure_limits();
  void add_request_headers();

  std::size_t take_header(std::string_view line);
  std::size_t take_body(std::string_view bytes);
  void take_request_header(std::string_view bytes);
  curl_socket_t open_socket(const curl_sockaddr& address);
  bool accept_connection(int local_port);
  std::size_t give_up(Fault fault, std::string what);
  void check_framing();
  Span total_limit() const;
  std::optional<Error> error_of(CURLcode code, Span took) const;
  std::optional<Error> incompleteness(long status) const;

  static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
  static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
  static int on_debug(CURL*, curl_infotype type, char* data, std::size_t size, void* self);
  static curl_socket_t on_socket(void* self, curlsocktype, curl_sockaddr* address);
  static int on_close(void* shared, curl_socket_t socket);
  static int on_connected(void* self, char*, char*, int, int local_port);

  Request request_;
  CurlHandle handle_;
  Shared& shared_;
  CurlList request_headers_;
  std::string error_text_;  // libcurl's own words

  std::string request_header_;
  std::string header_;
  std::string body_;
  std::size_t header_bytes_ = 0;  // of every block, 1xx ones and trailers among them
  bool header_complete_ = false;  // the blank line has come
  std::optional<std::size_t> declared_length_;
  bool sent_ = false;           // the request was given to a connection
  bool opened_socket_ = false;  // for this transfer: its connection is not a kept one
  bool unread_input_ = false;
  std::string refused_address_;    // an address that the guard turned down
  std::optional<Error> given_up_;  // why we ended the transfer ourselves
};

}  // namespace newsarc::crawler
