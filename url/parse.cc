// The URL Standard's basic parser (§4.4), for the special schemes http and https only. There, '#'
// and '?' end every state before them, so the text is cut into its parts first and each part is
// read by itself; the states' names stand where their work is done.

#include "url/parse.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>

#include "core/ascii.h"
#include "text/charset.h"
#include "url/host.h"
#include "url/path.h"
#include "url/percent.h"

namespace newsarc::url {
namespace {

// A URL apart, every part in its canonical spelling.
struct Parts {
  std::string scheme;
  std::string userinfo;  // "user:password@", or ""
  std::string host;
  std::optional<std::uint16_t> port;  // nothing: the scheme's own
  std::string path;
  std::optional<std::string> query;
  std::optional<std::string> fragment;
};

}  // namespace

class UrlMaker {
 public:
  static Url make(const Parts& parts) {
    Url::Parts made;
    std::string& href = made.href;
    href.clear();
    href.reserve(most_size(parts));
    href += parts.scheme;
    made.scheme_end = href.size();
    href.append("://").append(parts.userinfo);
    made.host_begin = href.size();
    href += parts.host;
    made.host_end = href.size();
    if (parts.port) href.append(":").append(std::to_string(*parts.port));
    made.port = parts.port.value_or(0);
    made.path_begin = href.size();
    href += parts.path;
    made.path_end = href.size();
    if (parts.query) href.append("?").append(*parts.query);
    made.query_end = href.size();
    if (parts.fragment) href.append("#").append(*parts.fragment);
    Url url;
    url.parts_ = std::make_shared<const Url::Parts>(std::move(made));
    return url;
  }

  static std::size_t most_size(const Parts& parts) {
    constexpr std::size_t marks = std::string_view("://:65535?#").size();
    const auto size = [](const auto& part) { return part ? part->size() : 0; };
    return parts.scheme.size() + parts.userinfo.size() + parts.host.size() + parts.path.size() +
           size(parts.query) + size(parts.fragment) + marks;
  }

  // What a relative reference takes over: all before the path.
  static Parts authority_of(const Url& url) {
    const std::size_t begin = url.parts().scheme_end + 3;
    Parts parts;
    parts.scheme = url.scheme();
    parts.userinfo = url.part(begin, url.parts().host_begin);
    parts.host = url.host();
    parts.port = url.port();
    return parts;
  }
};

namespace {

// The text of a reference, cut but not yet read.
struct Reference {
  std::optional<std::string> scheme;  // lower case
  std::string_view hierarchy;         // authority and path, or either
  std::optional<std::string_view> query;
  std::optional<std::string_view> fragment;
};

bool is_slash(char c) { return c == '/' || c == '\\'; }

// Leading and trailing C0 controls and blanks go, tabs and newlines everywhere.
std::string cleaned(std::string_view text) {
  const auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
  std::string out(text);
  std::erase_if(out, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  return out;
}

// Scheme start state and scheme state: the length of the scheme before ':', 0 when there is none.
std::size_t scheme_length(std::string_view text) {
  if (text.empty() || !is_ascii_letter(text[0])) return 0;
  const auto is_scheme = [](char c) {
    return is_ascii_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  };
  const auto end = std::ranges::find_if_not(text, is_scheme);
  return end != text.end() && *end == ':' ? static_cast<std::size_t>(end - text.begin()) : 0;
}

// Takes what follows the first `mark` off the end of `text`.
std::optional<std::string_view> cut_off(std::string_view& text, char mark) {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view tail = text.substr(at + 1);
  text = text.substr(0, at);
  return tail;
}

Reference cut(std::string_view text) {
  Reference reference;
  if (const std::size_t length = scheme_length(text); length > 0) {
    reference.scheme.emplace(text.substr(0, length));
    std::ranges::transform(*reference.scheme, reference.scheme->begin(), to_lower);
    text.remove_prefix(length + 1);
  }
  reference.fragment = cut_off(text, '#');
  reference.query = cut_off(text, '?');
  reference.hierarchy = text;
  return reference;
}

// Authority state, before '@': "user:password@", or nothing when both are empty.
std::string userinfo_of(std::string_view credentials) {
  const auto password = cut_off(credentials, ':');
  std::string out;
  append_encoded(out, credentials, PercentSet::userinfo);
  if (password && !password->empty()) {
    out += ':';
    append_encoded(out, *password, PercentSet::userinfo);
  }
  return out.empty() ? out : out + '@';
}

// Port state: nothing for the scheme's own and for an empty one.
Result<std::optional<std::uint16_t>> port_of(std::string_view digits, std::string_view scheme) {
  if (!std::ranges::all_of(digits, is_digit)) return failure(Fault::parse, "not a port");
  if (digits.empty()) return std::nullopt;
  std::uint16_t port = 0;
  const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  if (end.ec != std::errc()) return failure(Fault::parse, "the port is past 65535");
  if (port == (scheme == "https" ? 443 : 80)) return std::nullopt;
  return port;
}

// Where the port's ':' stands: the first outside brackets.
std::size_t port_mark(std::string_view text) {
  bool bracketed = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '[') bracketed = true;
    if (text[i] == ']') bracketed = false;
    if (text[i] == ':' && !bracketed) return i;
  }
  return text.size();
}

// Authority state, host state and port state.
Result<Parts> read_authority(std::string_view text, std::string_view scheme) {
  Parts parts;
  parts.scheme = scheme;
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) {
    parts.userinfo = userinfo_of(text.substr(0, at));
    text.remove_prefix(at + 1);
  }
  const std::size_t mark = port_mark(text);
  if (mark == 0) return failure(Fault::parse, "no host");
  auto port = port_of(mark < text.size() ? text.substr(mark + 1) : "", scheme);
  if (!port) return tl::unexpected(std::move(port).error());
  auto host = canonical_host(text.substr(0, mark));
  if (!host) return tl::unexpected(std::move(host).error());
  parts.port = *port;
  parts.host = *std::move(host);
  return parts;
}

// Special authority ignore slashes state and what follows it, up to the path.
Result<Parts> read_absolute(std::string_view hierarchy, std::string_view scheme) {
  const auto begin = std::min(hierarchy.find_first_not_of("/\\"), hierarchy.size());
  hierarchy.remove_prefix(begin);
  const auto end = std::min(hierarchy.find_first_of("/\\"), hierarchy.size());
  auto parts = read_authority(hierarchy.substr(0, end), scheme);
  if (!parts) return parts;
  hierarchy.remove_prefix(std::min(end + 1, hierarchy.size()));
  parts->path = append_path("", hierarchy);
  return parts;
}

// Relative state and relative slash state.
Parts read_relative(const Reference& reference, const Url& base) {
  Parts parts = UrlMaker::authority_of(base);
  const std::string_view hierarchy = reference.hierarchy;
  if (hierarchy.empty()) {
    parts.path = base.path();
    if (!reference.query) parts.query = base.query();
  } else if (is_slash(hierarchy[0])) {
    parts.path = append_path("", hierarchy.substr(1));
  } else {
    parts.path = append_path(shortened(base.path()), hierarchy);
  }
  return parts;
}

bool is_utf8(std::string_view charset) {
  if (charset.empty()) return true;
  const auto same = [](char a, char b) { return to_lower(a) == b; };
  return std::ranges::equal(charset, std::string_view("utf-8"), same);
}

// Query state, "percent-encode after encoding". Where the charset lacks a character,
// encode_for_query says "&#N;"; a query has no '#' of its own, so that '#' tells it from text.
std::string query_of(std::string_view text, std::string_view charset) {
  std::string out;
  // ASCII is itself in every charset of the web, and most queries are nothing else.
  if (is_utf8(charset) || is_ascii(text)) {
    append_encoded(out, text, PercentSet::special_query);
    return out;
  }
  const std::string bytes = text::encode_for_query(text, charset);
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t lack = std::min(bytes.find("&#", begin), bytes.size());
    append_encoded(out, std::string_view(bytes).substr(begin, lack - begin),
                   PercentSet::special_query);
    if (lack == bytes.size()) break;
    const std::size_t end = std::min(bytes.find(';', lack), bytes.size());
    out.append("%26%23").append(bytes, lack + 2, end - lack - 2).append("%3B");
    begin = end + 1;
  }
  return out;
}

Result<Parts> read(const Reference& reference, const Url* base) {
  const auto& scheme = reference.scheme;
  if (scheme && *scheme != "http" && *scheme != "https") {
    return failure(Fault::refused, "scheme is " + *scheme);
  }
  if (!scheme && !base) return failure(Fault::parse, "not an absolute URL");
  const std::string_view hierarchy = reference.hierarchy;
  const bool has_slashes =
      hierarchy.size() >= 2 && is_slash(hierarchy[0]) && is_slash(hierarchy[1]);
  const bool changes_scheme = scheme && (!base || *scheme != base->scheme());
  if (!has_slashes && !changes_scheme) return read_relative(reference, *base);
  return read_absolute(hierarchy, scheme ? *scheme : base->scheme());
}

// The text as an Error names it: a data: URL of a megabyte need not be repeated.
std::string shown(std::string_view text) {
  constexpr std::size_t longest = 200;
  if (text.size() <= longest) return std::string(text);
  std::size_t end = longest;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "…";
}

Result<Url> parse_against(std::string_view text, const Url* base, std::string_view charset) {
  const std::string input = cleaned(text);
  const Reference reference = cut(input);
  auto parts = read(reference, base);
  if (!parts) {
    Error error = std::move(parts).error();
    error.where = shown(text);
    return tl::unexpected(std::move(error));
  }
  if (reference.query) parts->query = query_of(*reference.query, charset);
  if (reference.fragment) {
    append_encoded(parts->fragment.emplace(), *reference.fragment, PercentSet::fragment);
  }
  return UrlMaker::make(*parts);
}

}  // namespace

Result<Url> parse(std::string_view text) { return parse_against(text, nullptr, {}); }

Result<Url> resolve(std::string_view reference, const Url& base, std::string_view charset) {
  return parse_against(reference, &base, charset);
}

}  // namespace newsarc::url
