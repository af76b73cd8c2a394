// newsarc search: full text, in either script.

#include "text/search.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/reference.h"
#include "cli/table.h"
#include "dataset/json.h"

namespace newsarc::cli {
namespace {

// Where highlights begin and end until the line is safe to print: page text with these two in it
// would only be coloured oddly.
constexpr char open_mark = '\x02';
constexpr char close_mark = '\x03';

using store::Facet;
constexpr std::array<std::pair<std::string_view, Facet>, 5> facets_by{{{"site", Facet::site},
                                                                       {"section", Facet::section},
                                                                       {"year", Facet::year},
                                                                       {"author", Facet::author},
                                                                       {"source", Facet::source}}};

std::string joined(const std::vector<std::string>& words) {
  std::string query;
  for (const auto& word : words) query += (query.empty() ? "" : " ") + word;
  return query;
}

store::SearchFilter filter_of(const Command& command) {
  store::SearchFilter filter;
  filter.site = command.text("--site");
  filter.from = command.text("--from");
  filter.to = command.text("--to");
  filter.author = command.text("--author");
  filter.changed = command.given("--changed");
  filter.gone = command.given("--gone");
  if (command.text("--sort") == "newest") filter.order = store::SearchOrder::newest;
  filter.limit = command.number("--limit").value_or(filter.limit);
  return filter;
}

std::string as_json(const store::Found& found) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("total", found.total);
  if (!found.is_exact) json.member("at_most", true);
  json.key("results");
  json.begin_array();
  for (const auto& hit : found.hits) {
    json.begin_object();
    json.member("article_id", hit.article_id);
    json.member("url", hit.url);
    json.member("title", hit.title);
    json.member("published", hit.published);
    json.member("snippet", hit.snippet);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return out + '\n';
}

std::string highlighted(std::string_view snippet, const Palette& colors) {
  std::string line;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= snippet.size(); ++at) {
    const bool end = at == snippet.size();
    if (!end && snippet[at] != open_mark && snippet[at] != close_mark) continue;
    line += one_line(snippet.substr(begin, at - begin));
    if (!end && colors.plain.empty()) line += snippet[at] == open_mark ? "[" : "]";
    if (!end && !colors.plain.empty()) line += snippet[at] == open_mark ? colors.red : colors.plain;
    begin = at + 1;
  }
  line += colors.plain;
  return line;
}

std::string as_text(const store::Found& found, const Palette& colors) {
  std::string out;
  for (const auto& hit : found.hits) {
    if (!out.empty()) out += '\n';
    out += std::to_string(hit.article_id) + "  ";
    out.append(colors.bold).append(one_line(hit.title)).append(colors.plain) += '\n';
    out.append("    ").append(colors.dim);
    if (hit.published) out += one_line(*hit.published) + "  ";
    out.append(one_line(hit.url)).append(colors.plain) += '\n';
    if (!hit.snippet.empty()) out += "    " + highlighted(hit.snippet, colors) + '\n';
  }
  if (static_cast<std::int64_t>(found.hits.size()) < found.total) {
    out += "\n" + std::to_string(found.hits.size()) + (found.is_exact ? " of " : " of at most ") +
           std::to_string(found.total) + "; --limit shows more\n";
  }
  return out;
}

std::string as_json(const store::Facets& facets, const std::string& by) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("total", facets.total);
  json.member("facet", by);
  json.key("counts");
  json.begin_array();
  for (const auto& count : facets.counts) {
    json.begin_object();
    json.member("value", count.value);
    json.member("articles", count.articles);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return out + '\n';
}

std::string as_text(const store::Facets& facets, const std::string& by) {
  Table table;
  for (const auto& [value, articles] : facets.counts)
    table.add({{std::to_string(articles), true},
               {one_line(value.value_or(by == "year" ? "no date" : "no " + by))}});
  return table.text();
}

// A search that finds less than there is must say so.
Result<void> warn_of_what_waits(const store::Reader& reader, const Globals& globals) {
  const auto waiting = reader.versions_not_indexed();
  if (!waiting) return tl::unexpected(waiting.error());
  if (*waiting > 0 && !globals.quiet) {
    print_warning(std::to_string(*waiting) +
                  " versions are not indexed yet and are not found: a crawl that runs does "
                  "that, or the next, or 'newsarc reindex'");
  }
  return {};
}

Result<int> count_finds(const store::Reader& reader, const std::string& query,
                        const store::SearchFilter& filter, const std::string& by,
                        const Globals& globals) {
  const auto facet = std::ranges::find(facets_by, by, &std::pair<std::string_view, Facet>::first);
  const auto facets = reader.count_finds(query, filter, facet->second);
  if (!facets) return tl::unexpected(facets.error());
  const int code = facets->total > 0 ? Exit::ok : Exit::nothing_found;
  if (globals.json) return print(as_json(*facets, by), code);
  if (facets->total == 0) return failure(Fault::not_found, "no article matches", "search");
  return print(as_text(*facets, by));
}

Result<int> search(const Command& command, const Globals& globals) {
  const auto query = joined(command.texts("query"));
  if (auto asked = text::match_expression(query); !asked) return tl::unexpected(asked.error());
  const auto reader = open_reader(globals, as_of(command));
  if (!reader) return tl::unexpected(reader.error());
  if (auto warned = warn_of_what_waits(*reader, globals); !warned)
    return tl::unexpected(warned.error());
  auto filter = filter_of(command);
  if (auto known = require_site(*reader, filter.site); !known) return tl::unexpected(known.error());
  if (const auto by = command.text("--facet"))
    return count_finds(*reader, query, filter, *by, globals);
  if (!globals.json) {
    filter.highlight_open = open_mark;
    filter.highlight_close = close_mark;
  }
  const auto found = reader->search(query, filter);
  if (!found) return tl::unexpected(found.error());
  if (globals.json)
    return print(as_json(*found), found->total > 0 ? Exit::ok : Exit::nothing_found);
  if (found->total == 0) return failure(Fault::not_found, "no article matches", query);
  return print(as_text(*found, palette(use_color(globals))));
}

}  // namespace

void add_search(CommandLine& commands) {
  const Command command = commands.add(
      "search", "Finds articles by their text; either Chinese script finds both", search);
  command
      .option("query",
              "Words; \"quoted words\" are a phrase, -word excludes, OR between two "
              "words, title: and author: name a field")
      .required()
      .list()
      .type("QUERY");
  command.option("--site", "Only articles of this site").type("NAME");
  command.option("--from", "Published on this day or later").check(check_date).type("DATE");
  command.option("--to", "Published on this day or earlier").check(check_date).type("DATE");
  command.option("--author", "Only articles that credit this name").type("NAME");
  command.flag("--changed", "Only articles that were edited or retitled");
  command.flag("--gone", "Only articles that are gone");
  command.option("--facet", "Count what is found by site, section, year, author or source instead")
      .one_of({"site", "section", "year", "author", "source"})
      .type("WHAT");
  command.option("--sort", "Order of results: relevance (the default) or newest first")
      .one_of({"relevance", "newest"})
      .type("ORDER");
  command.option("--limit", "Results to show (20)").from(0).type("N");
  add_as_of(command);
}

}  // namespace newsarc::cli
