#include "crawler/feed.h"

#include <algorithm>
#include <utility>

#include "crawler/feed_reader.h"
#include "http/decoders.h"
#include "text/charset.h"
#include "text/utf8.h"
#include "url/parse.h"

namespace newsarc::crawler {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view blanks = " \t\r\n";
// Warnings of a program that stand before the XML declaration are seldom longer.
constexpr std::size_t longest_garbage = std::size_t{4} << 10;

bool is_gzip(std::string_view bytes) { return bytes.starts_with("\x1F\x8B"); }  // RFC 1952 §2.3.1

bool is_utf16(std::string_view bytes) {
  return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF") ||
         bytes.starts_with("<\0"sv) || bytes.starts_with("\0<"sv);
}

bool has_byte_order_mark(std::string_view bytes) {
  return bytes.starts_with("\xEF\xBB\xBF") || is_utf16(bytes);
}

// Past comments, instructions and a DOCTYPE before the root; and text, which should not be there.
std::string_view behind_prolog(std::string_view xml) {
  for (;;) {
    xml.remove_prefix(std::min(xml.find('<'), xml.size()));
    std::string_view end;
    if (xml.starts_with("<?")) end = "?>";
    if (xml.starts_with("<!--")) end = "-->";
    if (xml.starts_with("<!DOCTYPE")) end = xml.find('[') < xml.find('>') ? "]>" : ">";
    if (end.empty()) return xml;
    const auto at = xml.find(end);
    xml.remove_prefix(at == std::string_view::npos ? xml.size() : at + end.size());
  }
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::optional<FeedKind> kind_of_root(std::string_view xml) {
  const auto tag = xml.substr(0, xml.find('>'));
  auto name = tag.substr(std::min<std::size_t>(1, tag.size()));
  name = name.substr(0, name.find_first_of(" \t\r\n/"));
  if (const auto colon = name.find(':'); colon != std::string_view::npos) {
    name.remove_prefix(colon + 1);
  }
  if (name == "rss") return FeedKind::rss;
  if (name == "urlset") return FeedKind::sitemap;
  if (name == "sitemapindex") return FeedKind::sitemap_index;
  // Roots that other formats have too.
  const bool is_rss = contains(tag, "purl.org/rss/") || contains(tag, "netscape.com/rdf/");
  if (name == "RDF" && is_rss) return FeedKind::rss;
  const bool is_atom = contains(tag, "w3.org/2005/Atom") || contains(tag, "purl.org/atom/ns");
  if (name == "feed" && (is_atom || !contains(tag, "xmlns"))) return FeedKind::atom;
  return std::nullopt;
}

// From the XML declaration on, when there is one behind blanks or garbage; a feed may also quote
// one.
std::string_view document_of(std::string_view bytes) {
  const auto declaration = bytes.substr(0, longest_garbage).find("<?xml");
  const bool is_behind = declaration != 0 && declaration != std::string_view::npos;
  return is_behind && !kind_of_root(behind_prolog(bytes)) ? bytes.substr(declaration) : bytes;
}

// RFC 7303 §3: BOM, Content-Type, XML declaration, else UTF-8; and what the bytes look like, where
// that is plainly a lie. A document that declares nothing has no <meta> to ask either: those in it
// belong to pages it quotes.
text::Decoded decode(std::string_view bytes, const http::ContentType& type) {
  if (!has_byte_order_mark(bytes)) bytes = document_of(bytes);
  const auto declaration =
      bytes.starts_with("<?xml") ? bytes.substr(0, bytes.find('>')) : std::string_view();
  const bool declares = declaration.find("encoding") != std::string_view::npos;
  if (declares || is_utf16(bytes)) return text::decode_html(bytes, type.charset);
  auto decoded = text::decode_plain(bytes, type.charset.value_or("utf-8"));
  if (!type.charset && decoded.decoding.reason == "http header")
    decoded.decoding.reason = "default";
  return decoded;
}

// Takes the next line that is not blank, blanks around it left out; "" at the end.
std::string_view take_line(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  const auto line = text.substr(0, text.find_first_of("\r\n"));
  text.remove_prefix(line.size());
  return text::trim(line);
}

bool is_web_address(std::string_view line) {
  return (line.starts_with("http://") || line.starts_with("https://")) &&
         line.find_first_of(" \t<>\"") == std::string_view::npos;
}

bool is_list_of_urls(std::string_view text) {
  constexpr int enough = 10;
  int lines = 0;
  for (auto line = take_line(text); !line.empty() && lines < enough; line = take_line(text)) {
    if (!is_web_address(line)) return false;
    ++lines;
  }
  return lines > 0;
}

std::optional<FeedKind> kind_of_text(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (is_list_of_urls(text)) return FeedKind::text_sitemap;
  return kind_of_root(behind_prolog(document_of(text)));
}

Feed read_list_of_urls(std::string_view text) {
  Feed feed;
  feed.kind = FeedKind::text_sitemap;
  for (auto line = take_line(text); !line.empty(); line = take_line(text)) {
    if (feed.entries.size() == entry_limit) {
      feed.whole = false;
      break;
    }
    if (auto url = url::parse(line)) {
      feed.entries.push_back({*std::move(url), {}, {}, {}, {}, {}, {}});
    } else {
      ++feed.dropped;
    }
  }
  return feed;
}

tl::unexpected<Error> named(Error error, const std::optional<Url>& url) {
  error.where = url ? url->href() : "";
  return tl::unexpected(std::move(error));
}

}  // namespace

std::string_view name(FeedKind kind) {
  switch (kind) {
    case FeedKind::rss:
      return "rss";
    case FeedKind::atom:
      return "atom";
    case FeedKind::sitemap:
      return "sitemap";
    case FeedKind::sitemap_index:
      return "sitemap index";
    case FeedKind::text_sitemap:
      break;
  }
  return "text sitemap";
}

Result<Feed> read_feed(std::string_view bytes, const std::optional<Url>& url,
                       const http::ContentType& type, std::size_t limit) {
  if (bytes.size() > limit) return named(http::past_limit(limit).value(), url);
  const auto inner = is_gzip(bytes) ? http::decode_gzip(bytes, limit) : Result<std::string>();
  if (!inner) return named(inner.error(), url);
  auto decoded = decode(is_gzip(bytes) ? *inner : bytes, type);
  const auto kind = kind_of_text(decoded.utf8);
  if (!kind) {
    return named({Fault::parse, "is no feed, sitemap or list of URLs", ""}, url);
  }
  Feed feed = *kind == FeedKind::text_sitemap
                  ? read_list_of_urls(decoded.utf8)
                  : FeedReader::read(document_of(decoded.utf8), *kind, url);
  feed.decoding = std::move(decoded.decoding);
  return feed;
}

std::vector<Link> links_of(const Feed& feed) {
  const bool lists_feeds = feed.kind == FeedKind::sitemap_index;
  const LinkKind kind = lists_feeds ? LinkKind::feed : LinkKind::article;
  std::vector<Link> links;
  for (const FeedEntry& entry : feed.entries) {
    links.push_back({entry.url, kind, entry.title, entry.published});
  }
  if (feed.next_page) links.push_back({*feed.next_page, LinkKind::feed, "", std::nullopt});
  return links;
}

}  // namespace newsarc::crawler
