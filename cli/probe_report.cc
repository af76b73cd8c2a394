#include "cli/probe_report.h"

#include <algorithm>
#include <sstream>

#include "cli/output.h"
#include "cli/profile_text.h"
#include "cli/table.h"
#include "dataset/article_json.h"
#include "http/header.h"

namespace newsarc::cli {
namespace {

using extract::Candidate;
using extract::FieldExplanation;

constexpr std::size_t name_width = 11;  // of the column of field names
constexpr std::size_t few_others = 2;
constexpr std::size_t few_links = 5;
constexpr std::size_t value_width = 200;  // of terminal columns; --explain shows all

class Report {
 public:
  Report(const Probe& probe, bool full, Palette colors)
      : probe_(probe), explanation_(probe.page.explanation), full_(full), colors_(colors) {}

  std::string text() {
    write_head();
    if (explanation_.kind == PageKind::list) write_links();
    write_fields();
    if (explanation_.kind != PageKind::list) write_links();
    write_suggestions();
    return std::move(out_).str();
  }

 private:
  void write_head() {
    out_ << colors_.bold << one_line(probe_.name) << colors_.plain << '\n';
    const auto& page = probe_.page.page;
    if (probe_.fetched && page.request.url != page.request.wanted)
      out_ << "redirected to " << one_line(page.request.url.href()) << '\n';
    if (probe_.fetched) out_ << "status " << page.status << '\n';
    if (is_unaddressed(probe_)) out_ << "address unknown: --url URL says where its links lead\n";
    if (probe_.site) out_ << "read by the profile of " << *probe_.site << '\n';
    out_ << name(explanation_.kind) << ": " << one_line(explanation_.why) << '\n';
    if (explanation_.reading.noarchive) out_ << "noarchive: the page asks not to be archived\n";
  }

  void write_fields() {
    const auto& article = explanation_.reading.article;
    if (!article) return write_charset();
    out_ << '\n';
    if (explanation_.kind != PageKind::article) out_ << "read as an article all the same:\n";
    for (const auto& field : explanation_.fields) {
      if (field.field == "language") continue;
      write_field(field);
      if (field.field == "bylines") write_authors(*article);
    }
    write_plain("language", probe_.forms->language, "the text, else <html lang>");
    write_plain("script", name(probe_.forms->script), "the text's characters");
    write_charset();
  }

  void write_authors(const Article& article) {
    const auto path = path_of_authors(explanation_);
    write_plain("authors", listed(authors(article)), path.empty() ? "" : "at " + one_line(path));
  }

  void write_charset() {
    const auto& decoding = explanation_.reading.decoding;
    std::string rule = decoding.reason;
    if (decoding.replaced > 0)
      rule += "; " + counted(static_cast<std::int64_t>(decoding.replaced), "malformed sequence",
                             "malformed sequences");
    write_plain("charset", decoding.charset, rule);
  }

  void write_name(std::string_view name) {
    out_ << name << std::string(name_width - std::min(name.size(), name_width - 1), ' ');
  }

  void write_plain(std::string_view name, std::string_view value, std::string_view rule) {
    write_name(name);
    out_ << (value.empty() ? "–" : one_line(value));
    if (!value.empty() && !rule.empty()) out_ << colors_.dim << "  " << rule << colors_.plain;
    out_ << '\n';
  }

  void indent() { out_ << std::string(name_width, ' '); }

  void write_field(const FieldExplanation& field) {
    write_name(field.field);
    if (!field.chosen) {
      out_ << "–\n";
    } else if (field.field == "body") {
      write_body();
    } else if (field.field == "images") {
      const auto images = explanation_.reading.article->images.size();
      out_ << counted(static_cast<std::int64_t>(images), "image", "images") << ", first "
           << shown(field.chosen->value) << '\n';
    } else {
      out_ << shown(field.chosen->value) << '\n';
    }
    if (field.chosen) write_place("", *field.chosen);
    write_others(field);
  }

  void write_body() {
    const auto& paragraphs = explanation_.reading.article->paragraphs;
    out_ << counted(static_cast<std::int64_t>(paragraphs.size()), "paragraph", "paragraphs")
         << '\n';
    const auto show = [&](const std::string& paragraph) {
      indent();
      out_ << shown(paragraph) << '\n';
    };
    if (full_ || paragraphs.size() <= 2) {
      std::for_each(paragraphs.begin(), paragraphs.end(), show);
      return;
    }
    show(paragraphs.front());
    indent();
    out_ << "…\n";
    show(paragraphs.back());
  }

  std::string shown(const std::string& value) const {
    const auto line = one_line(value);
    return full_ ? line : cut(line, value_width);
  }

  // "  h1 agrees with <title>, at div#main > h1.title (27)"
  void write_place(std::string_view before, const Candidate& candidate) {
    indent();
    out_ << before << colors_.dim << one_line(candidate.rule);
    if (!candidate.path.empty()) out_ << ", at " << one_line(candidate.path);
    if (candidate.score) out_ << " (" << *candidate.score << ')';
    out_ << colors_.plain << '\n';
  }

  // Those that would have said something else come first.
  void write_others(const FieldExplanation& field) {
    const auto is_other = [&](const Candidate& each) {
      return !field.chosen || !says_same(*field.chosen, each);
    };
    std::size_t written = 0;
    std::size_t left = 0;
    for (const bool other : {true, false}) {
      for (const auto& each : field.others) {
        if (is_other(each) != other) continue;
        if (!full_ && (!other || written == few_others)) {
          ++left;
          continue;
        }
        ++written;
        write_place(other ? "or " + shown(each.value) + "  " : "also ", each);
      }
    }
    left_ += left;
  }

  void write_links() {
    const bool list = explanation_.kind == PageKind::list;
    out_ << '\n'
         << (list ? "links that a crawl follows:\n"
                  : "links (from an article a crawl follows none but its canonical URL):\n");
    write_kind("articles", LinkKind::article);
    write_kind("sections", LinkKind::section);
    write_kind("next pages", LinkKind::next_page);
    write_kind("feeds", LinkKind::feed);
    write_kind("canonical", LinkKind::canonical);
  }

  void write_kind(std::string_view title, LinkKind kind) {
    std::vector<const Link*> links;
    std::size_t outside = 0;
    for (const auto& link : explanation_.reading.links) {
      if (link.kind != kind) continue;
      if (probe_.scope.contains(link.url) || kind == LinkKind::feed || kind == LinkKind::canonical)
        links.push_back(&link);
      else
        ++outside;
    }
    if (links.empty() && outside == 0 && kind != LinkKind::article) return;
    out_ << "  " << title << ": " << links.size();
    if (outside > 0) out_ << ", and " << outside << " on other hosts, which are not followed";
    for (const auto& group : explanation_.link_groups) {
      if (group.kind != kind || group.selector.empty()) continue;
      out_ << colors_.dim << ", most in " << one_line(group.selector) << colors_.plain;
    }
    out_ << '\n';
    Table table;
    for (std::size_t i = 0; i < links.size() && (full_ || i < few_links); ++i) {
      const Link& link = *links[i];
      table.add({{"   "},
                 {dataset::text_of(link.date).value_or("")},
                 {one_line(link.text)},
                 {one_line(address(probe_, link.url))}});
    }
    out_ << table.text();
    if (!full_ && links.size() > few_links) left_ += links.size() - few_links;
  }

  void write_suggestions() {
    ProfileText profile;
    for (const auto* table : {"follow", "extract"})
      add_suggestions(profile, probe_.suggestions, table);
    if (left_ > 0) out_ << "\n--explain shows " << left_ << " more candidates and links\n";
    if (probe_.suggestions.empty()) return;
    const bool doubted = std::ranges::any_of(probe_.suggestions, &extract::Suggestion::doubted);
    out_ << '\n'
         << (doubted ? "a profile could say (by these rules the page reads as it does now):\n"
                     : "no rule is needed; a profile could say, for steadiness:\n")
         << profile.text();
  }

  const Probe& probe_;
  const extract::Explanation& explanation_;
  bool full_;
  Palette colors_;
  std::size_t left_ = 0;  // not shown
  std::ostringstream out_;
};

}  // namespace

bool is_unaddressed(const Probe& probe) { return probe.page.page.request.url == Url(); }

std::string address(const Probe& probe, const Url& url) {
  const auto placeholder = Url().origin();
  const auto& href = url.href();
  return is_unaddressed(probe) && href.starts_with(placeholder) ? href.substr(placeholder.size())
                                                                : href;
}

std::string path_of_authors(const extract::Explanation& explanation) {
  const auto& article = explanation.reading.article;
  const bool written = article && std::ranges::any_of(article->credits, [](const Credit& each) {
                         return is_writer(each.role);
                       });
  for (const auto& field : explanation.fields) {
    if (field.field == (written ? "credits" : "bylines") && field.chosen) return field.chosen->path;
  }
  return {};
}

std::string as_text(const Probe& probe, bool full, const Globals& globals) {
  return Report(probe, full, palette(use_color(globals))).text();
}

}  // namespace newsarc::cli
