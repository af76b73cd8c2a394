#pragma once
// Url: an absolute http or https URL in the WHATWG URL Standard's serialisation. Only url/'s parser
// makes one, so whoever holds a Url need not check it. A plain value; copies share what never
// changes, since a frontier holds millions and a request names its URL twice. Thread-safe as a
// std::string is.

#include <compare>
#include <cstdint>
#include <memory>
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

  const std::string& href() const { return parts().href; }
  std::string_view scheme() const { return part(0, parts().scheme_end); }  // "http" or "https"
  std::string_view host() const;                                           // [::1] with brackets
  std::optional<std::uint16_t> port() const;  // nothing when it is the scheme's own
  std::uint16_t port_or_default() const;
  std::string_view path() const;                     // begins with '/'
  std::optional<std::string_view> query() const;     // without '?'
  std::optional<std::string_view> fragment() const;  // without '#'
  bool has_credentials() const { return parts().scheme_end + 3 < parts().host_begin; }
  std::string origin() const;            // "http://host:8080", no credentials
  std::string without_fragment() const;  // what is sent to a server is made of this
  std::string target() const;            // path and query: what the request line carries

  auto operator<=>(const Url& other) const { return href() <=> other.href(); }
  bool operator==(const Url& other) const {
    return parts_ == other.parts_ || href() == other.href();
  }

 private:
  friend class url::UrlMaker;
  struct Parts {
    std::string href = "http://invalid.invalid/";
    // Offsets into href.
    std::size_t scheme_end = 4;
    std::size_t host_begin = 7;
    std::size_t host_end = 22;
    std::size_t path_begin = 22;
    std::size_t path_end = 23;   // where '?' or '#' stands, or the end
    std::size_t query_end = 23;  // where '#' stands, or the end
    std::uint16_t port = 0;      // counts where the href has one: http://host:0/ is a URL
  };

  const Parts& parts() const { return parts_ ? *parts_ : placeholder(); }
  static const Parts& placeholder();
  std::string_view part(std::size_t begin, std::size_t end) const {
    return std::string_view(href()).substr(begin, end - begin);
  }

  std::shared_ptr<const Parts> parts_;  // none: the placeholder
};

}  // namespace newsarc
