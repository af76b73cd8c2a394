// newsarc probe: one page explained: what it is, what each field was chosen from, which links a
// crawl would follow. Nothing is archived, no file is made.

#include "cli/command.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/probe_report.h"
#include "cli/saved_page.h"
#include "cli/visitor.h"
#include "cli/workspace.h"
#include "text/forms.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

struct ProbeArguments {
  std::string page;
  std::optional<std::string> url;
  std::string site;
  bool explain = false;
  std::vector<std::string> allow;
};

bool is_url(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

Result<Page> fetched_page(const Globals& globals, const ProbeArguments& arguments,
                          const Site& site) {
  if (arguments.url)
    return failure(Fault::usage, "--url names the address of a file; this page has its own",
                   arguments.page);
  const auto url = url::parse(arguments.page);
  if (!url) return failure(Fault::usage, url.error().what, arguments.page);
  auto visitor = Visitor::create(globals, site, arguments.allow);
  if (!visitor) return tl::unexpected(visitor.error());
  return visitor->page(*url, Purpose::article);
}

Result<Page> stored_page(const Globals& globals, const ProbeArguments& arguments) {
  std::error_code problem;
  const bool is_input = arguments.page == "-";
  const auto file = is_input ? fs::path("-") : fs::path(globals.directory) / arguments.page;
  if (!is_input && !fs::exists(file, problem))
    return failure(Fault::disk, "no such file; a URL begins with http:// or https://",
                   arguments.page);
  auto page = saved_page(file);
  if (!page || !arguments.url) return page;
  const auto url = url::parse(*arguments.url);
  if (!url) return failure(Fault::usage, url.error().what, *arguments.url);
  page->request.url = page->request.wanted = *url;
  return page;
}

// The hosts a crawl would stay on: the site's, or the page's own.
Result<crawler::Scope> scope_of(const Site& site, const Page& page) {
  Site scoped = site;
  if (scoped.start.empty()) scoped.start = {page.request.url.href()};
  return crawler::Scope::create(scoped);
}

Result<Probe> explain(const ProbeArguments& arguments, const Site& site, Page page) {
  // As `newsarc extract` reads: what has text is read as an article, whatever it is taken for.
  extract::Options options;
  options.assume_article = true;
  const auto extractor = extract::Extractor::create(site, options);
  if (!extractor) return tl::unexpected(extractor.error());
  const auto scope = scope_of(site, page);
  if (!scope) return tl::unexpected(scope.error());
  auto explanation = extractor->explain(page);
  Probe probe{arguments.page,
              is_url(arguments.page),
              std::nullopt,
              *scope,
              {std::move(page), std::move(explanation)},
              std::nullopt,
              {}};
  if (!arguments.site.empty()) probe.site = site.key;
  const auto& article = probe.page.explanation.reading.article;
  if (article) probe.forms = text::derive_forms(*article);
  if (probe.page.explanation.kind == PageKind::list)
    probe.suggestions = extract::suggest_links(site, probe.page);
  else if (article)
    probe.suggestions = extract::suggest_fields(site, {&probe.page, 1}, options);
  return probe;
}

ProbeArguments arguments_of(const Command& command) {
  ProbeArguments arguments;
  arguments.page = *command.text("page");
  arguments.url = command.text("--url");
  arguments.site = command.text("--site").value_or("");
  arguments.explain = command.given("--explain");
  arguments.allow = command.texts("--allow");
  return arguments;
}

Result<int> probe(const Command& command, const Globals& globals) {
  const auto arguments = arguments_of(command);
  auto site = arguments.site.empty() ? Result<Site>(plain_site("page"))
                                     : load_site(globals, arguments.site);
  if (!site) return tl::unexpected(std::move(site).error());
  auto page = is_url(arguments.page) ? fetched_page(globals, arguments, *site)
                                     : stored_page(globals, arguments);
  if (!page) {
    if (page.error().where.empty()) page.error().where = arguments.page;
    return tl::unexpected(std::move(page).error());
  }
  const int status = page->status;
  const auto found = explain(arguments, *site, *std::move(page));
  if (!found) return tl::unexpected(found.error());
  const auto kind = found->page.explanation.kind;
  const bool readable = status < 400 && (kind == PageKind::article || kind == PageKind::list);
  return print(globals.json ? as_json(*found) : as_text(*found, arguments.explain, globals),
               readable ? ok : partial);
}

}  // namespace

void add_probe(CommandLine& commands) {
  const Command command = commands.add(
      "probe", "Explain one page: what it is, each field and what it was chosen from, its links",
      probe);
  command.option("page", "A URL, an HTML file, or - for standard input")
      .required()
      .type("URL|FILE");
  command.option("--url", "The address of a page that comes from a file").type("URL");
  command.option("--site", "Read by this profile: a file, or a name in sites.d/").type("NAME");
  command.flag("--explain", "Show every candidate and every link");
  add_allow(command);
}

}  // namespace newsarc::cli
