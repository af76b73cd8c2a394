#pragma once
// Url: an absolute http or https URL in the WHATWG URL Standard's serialisation. Only url/'s parser
// makes one, so whoever holds a Url need not check it. A plain value, cheap to copy; thread-safe as
// a std::string is.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace newsarc {

namespace url {
class UrlMaker;  // url/parse.cc: the one place that constructs Urls
}

class Url {
 public:
  Url() = default;  // "http://invalid.invalid/": a placeholder, so that structs have defaults

  const std::string& href() const { return href_; }
  std::string_view scheme() const { return part(0, scheme_end_); }        // "http" or "https"
  std::string_view host() const { return part(host_begin_, host_end_); }  // [::1] with brackets
  std::optional<std::uint16_t> port() const;  // nothing when it is the scheme's own
  std::uint16_t port_or_default() const;
  std::string_view path() const { return part(path_begin_, path_end_); }  // begins with '/'
  std::optional<std::string_view> query() const;                          // without '?'
  std::optional<std::string_view> fragment() const;                       // without '#'
  bool has_credentials() const { return scheme_end_ + 3 < host_begin_; }
  std::string origin() const;            // "http://host:8080", no credentials
  std::string without_fragment() const;  // what is sent to a server is made of this
  std::string target() const;            // path and query: what the request line carries

  auto operator<=>(const Url& other) const { return href_ <=> other.href_; }
  bool operator==(const Url& other) const { return href_ == other.href_; }

 private:
  friend class url::UrlMaker;
  std::string_view part(std::size_t begin, std::size_t end) const {
    return std::string_view(href_).substr(begin, end - begin);
  }

  std::string href_ = "http://invalid.invalid/";
  // Offsets into href_.
  std::size_t scheme_end_ = 4;
  std::size_t host_begin_ = 7;
  std::size_t host_end_ = 22;
  std::size_t path_begin_ = 22;
  std::size_t path_end_ = 23;   // where '?' or '#' stands, or the end
  std::size_t query_end_ = 23;  // where '#' stands, or the end
  std::uint16_t port_ = 0;      // counts where the href has one: http://host:0/ is a URL
};

}  // namespace newsarc
