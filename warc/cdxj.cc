#include "warc/cdxj.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "core/ascii.h"
#include "http/header.h"
#include "warc/labelled_digest.h"
#include "warc/payload.h"

namespace newsarc::warc {
namespace {

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(mark);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::string joined(const std::vector<std::string_view>& parts, char mark) {
  std::string text;
  for (const auto part : parts) {
    if (part.data() != parts.front().data()) text += mark;
    text += part;
  }
  return text;
}

// "www.", "www2.", but not where nothing follows.
std::string_view without_www(std::string_view host) {
  if (!host.starts_with("www")) return host;
  const auto end = host.find_first_not_of("0123456789", 3);
  return end != std::string_view::npos && host[end] == '.' ? host.substr(end + 1) : host;
}

std::string sorted_query(std::string_view query) {
  auto arguments = split(query, '&');
  std::ranges::stable_sort(arguments);
  std::string text;
  for (const auto argument : arguments) text.append(text.empty() ? "?" : "&").append(argument);
  return text;
}

std::string turned_round(std::string_view authority, std::string_view own_port) {
  authority.remove_prefix(authority.rfind('@') + 1);  // npos + 1 is 0
  const auto colon = authority.find(':', authority.find(']') + 1);
  auto parts = split(without_www(authority.substr(0, colon)), '.');
  std::ranges::reverse(parts);
  auto text = joined(parts, ',');
  if (colon != std::string_view::npos && authority.substr(colon) != own_port)
    text += authority.substr(colon);
  return text;
}

// RFC 8259 §7. Bytes beyond ASCII are taken for Latin-1, as those of HTTP fields are.
std::string in_quotes(std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string json = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      json.append({'\\', c});
    else if (byte < 0x20 || byte > 0x7e)
      json.append("\\u00").append({digits[byte >> 4], digits[byte & 15]});
    else
      json += c;
  }
  return json + '"';
}

std::string fourteen_digits(Instant time) {
  auto text = to_text(std::chrono::floor<std::chrono::seconds>(time));
  std::erase_if(text, [](char c) { return c < '0' || c > '9'; });
  return text;
}

std::optional<int> status_of(std::string_view header_block) {
  const auto line = header_block.substr(0, header_block.find('\n'));
  const auto space = line.find(' ');
  int status = 0;
  if (!line.starts_with("HTTP/") || space == std::string_view::npos) return std::nullopt;
  const auto digits = line.substr(space + 1);
  const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), status);
  return error == std::errc() && stop == digits.data() + 3 ? std::optional(status) : std::nullopt;
}

std::string essence_of(std::string_view content_type) {
  const auto essence = content_type.substr(0, content_type.find(';'));
  return std::string(essence.substr(0, essence.find_last_not_of(" \t") + 1));
}

}  // namespace

std::string surt_key(std::string_view url) {
  const auto lower = lower_case(url);
  const std::string_view text = lower;
  const bool is_https = text.starts_with("https://");
  if (!is_https && !text.starts_with("http://")) return std::string(url);
  auto rest = text.substr(is_https ? 8 : 7);
  rest = rest.substr(0, rest.find('#'));
  const auto path_at = std::min(rest.find_first_of("/?"), rest.size());
  const auto query_at = rest.find('?');
  const auto path = rest.substr(path_at, query_at - path_at);
  auto key = turned_round(rest.substr(0, path_at), is_https ? ":443" : ":80") + ")";
  key += path.empty() ? "/" : path;
  if (query_at != std::string_view::npos && query_at + 1 < rest.size())
    key += sorted_query(rest.substr(query_at + 1));
  return key;
}

std::string cdxj_line(const IndexEntry& entry) {
  std::string line = surt_key(entry.url) + " " + fourteen_digits(entry.time);
  line += " {\"url\":" + in_quotes(entry.url);
  if (!entry.mime.empty()) line += ",\"mime\":" + in_quotes(entry.mime);
  if (entry.status) line += ",\"status\":" + in_quotes(std::to_string(*entry.status));
  if (!entry.digest.empty()) line += ",\"digest\":" + in_quotes(entry.digest);
  line += ",\"length\":" + in_quotes(std::to_string(entry.length));
  line += ",\"offset\":" + in_quotes(std::to_string(entry.offset));
  return line + ",\"filename\":" + in_quotes(entry.filename) + "}\n";
}

std::optional<IndexEntry> index_entry(const Draft& draft, const Writer::Written& written,
                                      std::string filename) {
  if (draft.type == "warcinfo" || draft.type == "request") return std::nullopt;
  IndexEntry entry{as_uri(draft.target_uri), draft.date,         {}, {}, {}, written.length,
                   written.offset,           std::move(filename)};
  const auto header = std::string_view(draft.block).substr(0, http_header_size(draft.block));
  const bool is_answer = draft.type == "response" || draft.type == "revisit";
  if (is_answer) entry.status = status_of(header);
  if (draft.type == "revisit")
    entry.mime = "warc/revisit";
  else
    entry.mime = essence_of(is_answer ? http::field(header, "content-type").value_or("")
                                      : draft.content_type);
  const auto digest = payload_digest(draft);
  entry.digest = digest.substr(digest.find(':') + 1);
  return entry;
}

}  // namespace newsarc::warc
