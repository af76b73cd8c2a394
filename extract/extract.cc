#include "extract/extract.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "extract/article.h"
#include "extract/parse.h"
#include "extract/parts.h"
#include "extract/prescan.h"
#include "http/coding.h"
#include "http/header.h"
#include "text/charset.h"
#include "text/gloss.h"
#include "text/zone.h"

namespace newsarc::extract {

// Raise it with every change that makes some page read otherwise: the archive rereads an article
// rather than call the difference an edit.
constexpr std::string_view code_version = "4";

struct Extractor::Rules {
  Options options;
  Profile profile;
  Vocabulary vocabulary;
  GlossRule glosses = GlossRule::automatic;
  std::string timezone;
  std::string name;
};

Extractor::Extractor(std::unique_ptr<Rules> rules) : rules_(std::move(rules)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

const std::string& Extractor::name() const { return rules_->name; }

Result<Extractor> Extractor::create(const Site& site, Options options) {
  auto profile = compile_profile(site);
  if (!profile) return tl::unexpected(std::move(profile).error());
  if (!site.timezone.empty() && !text::is_zone(site.timezone)) {
    return failure(Fault::config, "\"" + site.timezone + "\" is no IANA time zone",
                   site.where("timezone", site.timezone));
  }
  auto rules = std::make_unique<Rules>();
  rules->options = options;
  rules->profile = *std::move(profile);
  rules->glosses = options.keep_glosses ? GlossRule::keep : site.glosses;
  rules->timezone = site.timezone;
  rules->name = std::string(code_version) + ":" + site.fingerprint;
  if (options.keep_glosses) rules->name += ":glossed";
  return Extractor(std::move(rules));
}

namespace {

// PDF, JPEG, PNG, GIF, ZIP, gzip: served as text/html all the same.
bool has_binary_magic(std::string_view bytes) {
  constexpr std::string_view magics[] = {"%PDF-",  "\xFF\xD8\xFF", "\x89PNG", "GIF87a",
                                         "GIF89a", "PK\x03\x04",   "\x1F\x8B"};
  return std::any_of(std::begin(magics), std::end(magics),
                     [&](std::string_view magic) { return bytes.starts_with(magic); });
}

constexpr std::size_t block = 128;

// A number as small as the bytes, and no branch: the compiler makes vectors of it.
std::uint8_t controls_in(std::string_view bytes) {
  std::uint8_t controls = 0;
  for (const char c : bytes) {
    const auto byte = static_cast<std::uint8_t>(c);
    const bool is_blank = (byte == '\n') | (byte == '\r') | (byte == '\t') | (byte == '\f');
    controls = static_cast<std::uint8_t>(controls + ((byte < 0x20) & (byte != 0x1B) & !is_blank));
  }
  return controls;
}

// Text has hardly any control characters, whatever its charset.
bool has_many_controls(std::string_view bytes) {
  constexpr std::size_t sample = 65536;
  const std::string_view looked_at = bytes.substr(0, sample);
  std::size_t controls = 0;
  for (std::size_t at = 0; at < looked_at.size(); at += block)
    controls += controls_in(looked_at.substr(at, block));
  constexpr std::size_t share = 50;  // one in
  return controls * share > looked_at.size();
}

Reading without_article(PageKind kind, Fault fault, std::string what, const Page& page) {
  Reading reading;
  reading.kind = kind;
  reading.error = Error{fault, std::move(what), page.request.url.href()};
  return reading;
}

bool header_forbids_archive(const Page& page) {
  const auto fields = http::fields(page.header, "X-Robots-Tag");
  return std::any_of(fields.begin(), fields.end(), [](std::string field) {
    for (char& c : field) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return field.find("noarchive") != std::string::npos;
  });
}

std::vector<NodeId> removed_nodes(const Document& document,
                                  const std::vector<Selector>& selectors) {
  std::vector<NodeId> removed;
  for (const Selector& selector : selectors) {
    const auto found = selector.all(document);
    removed.insert(removed.end(), found.begin(), found.end());
  }
  return removed;
}

bool drops_glosses(GlossRule rule, const Document& document) {
  if (rule == GlossRule::automatic) return text::looks_glossed(document.all_text());
  return rule == GlossRule::strip;
}

Fault fault_of(PageKind kind) {
  return kind == PageKind::login ? Fault::refused : Fault::not_found;
}

}  // namespace

Reading Extractor::read(const Page& page) const {
  return read(page, {rules_->options.assume_article, nullptr});
}

Reading Extractor::read_part(const Page& page) const { return read(page, {true, nullptr}); }

Reading Extractor::read(std::span<const Page> pages) const {
  Reading whole = read(pages.front());
  for (const Page& page : pages.subspan(1)) join(whole, read_part(page), page.request.url);
  return whole;
}

std::optional<Url> Extractor::next_part(std::span<const Page> pages, const Reading& last) const {
  return extract::next_part(pages.front().request.url, pages.back().request.url,
                            static_cast<int>(pages.size()), last, rules_->vocabulary.links.forward);
}

Explanation Extractor::explain(const Page& page) const {
  Explanation explanation;
  explanation.reading = read(page, {rules_->options.assume_article, &explanation});
  if (!explanation.why.empty()) return explanation;
  explanation.kind = explanation.reading.kind;
  if (explanation.reading.error) explanation.why = explanation.reading.error->what;
  return explanation;
}

Reading Extractor::read(const Page& page, const Asking& asking) const {
  const Rules& rules = *rules_;
  const auto named = [&](Reading reading) {
    reading.extractor = rules.name;
    reading.noarchive |= header_forbids_archive(page);
    return reading;
  };
  constexpr int not_modified = 304;
  if (page.status == not_modified) {
    Reading reading;
    reading.kind = PageKind::not_modified;
    return named(std::move(reading));
  }
  auto bytes = http::decode_body(page.header, page.body);
  if (!bytes)
    return named(
        without_article(PageKind::unparsed, bytes.error().fault, bytes.error().what, page));
  return named(read_html(page, *bytes, asking));
}

Reading Extractor::read_html(const Page& page, std::string_view bytes, const Asking& asking) const {
  const Rules& rules = *rules_;
  if (bytes.empty())
    return without_article(PageKind::empty, Fault::not_found, "the page is empty", page);
  text::Decoded decoded = text::decode_html(bytes, http::content_type(page.header).charset);
  // Half the bytes of UTF-16 are zeros.
  const bool is_utf16 = decoded.decoding.charset.starts_with("utf-16");
  if (has_binary_magic(bytes) || has_many_controls(is_utf16 ? decoded.utf8 : bytes))
    return without_article(PageKind::unparsed, Fault::parse, "the page is no text", page);
  if (decoded.utf8.size() > rules.options.max_bytes) {
    auto reading = without_article(
        PageKind::unparsed, Fault::limit,
        "more than " + std::to_string(rules.options.max_bytes) + " bytes of HTML", page);
    reading.decoding = std::move(decoded.decoding);
    return reading;
  }
  auto over = over_limits(decoded.utf8);
  auto document =
      over ? Result<Document>(failure(Fault::limit, *std::move(over))) : parse_html(decoded.utf8);
  Reading reading = document ? read_document(page, *document, decoded.decoding.charset, asking)
                             : without_article(PageKind::unparsed, document.error().fault,
                                               document.error().what, page);
  reading.decoding = std::move(decoded.decoding);
  return reading;
}

Reading Extractor::read_document(const Page& page, Document& document, std::string_view charset,
                                 const Asking& asking) const {
  const Rules& rules = *rules_;
  Explanation* const explanation = asking.explanation;
  Reading reading;
  const bool glossed = drops_glosses(rules.glosses, document);
  reading.torn_glosses = text::has_torn_glosses(document.all_text());
  if (glossed) reading.glosses = document.drop_glosses();
  const Layout layout(document, removed_nodes(document, rules.profile.remove), glossed);
  reading.glosses += layout.glosses();
  const Metadata metadata = read_metadata(document, page.request.url.href());
  reading.noarchive = metadata.noarchive;
  const Url base = base_of(document, page.request.url);
  std::optional<Trace> trace;
  Trace* const tracing = explanation == nullptr ? nullptr : &trace.emplace(document);
  reading.links = find_links(document, layout, base, charset, rules.vocabulary.links,
                             rules.profile.links, tracing);
  const PageView view{document, layout, metadata, page, base, reading.links, tracing};
  ArticleReading found =
      ArticleReader(view, rules.profile, rules.vocabulary, rules.timezone).read();
  if (explanation != nullptr) {
    explanation->kind = found.verdict.kind;
    explanation->why = found.verdict.why;
    explanation->fields = trace->fields();
    explanation->link_groups = trace->link_groups();
  }
  const bool overruled = asking.assume_article && !found.article.paragraphs.empty() &&
                         found.verdict.kind != PageKind::error_page;
  reading.kind = overruled ? PageKind::article : found.verdict.kind;
  if (reading.kind == PageKind::article) {
    reading.article = std::move(found.article);
    reading.evidence = std::move(found.evidence);
  } else if (reading.kind != PageKind::list) {
    reading.error =
        Error{fault_of(reading.kind), std::string(found.verdict.why), page.request.url.href()};
  }
  return reading;
}

}  // namespace newsarc::extract
