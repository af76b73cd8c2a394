// newsarc add: a category page looked at, three of its articles read, a profile written for it.

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/site_draft.h"
#include "cli/visitor.h"
#include "cli/workspace.h"
#include "crawler/scope.h"
#include "pipeline/crawl.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t wanted_samples = 3;
constexpr std::size_t most_tries = 6;  // links that are no articles are passed over, so many

struct AddArguments {
  std::string url;
  std::optional<std::string> name;
  bool yes = false;
  std::vector<std::string> allow;
};

// Where the profile goes.
struct Place {
  std::optional<fs::path> workspace;  // nothing: none is there yet
  fs::path file;
};

bool is_name(const std::string& name) {
  return parse_site("[site]\nname = " + toml_text(name) + "\nstart = \"x\"\n", "").has_value();
}

// Asked before anything is fetched: what cannot be written need not be found out.
Result<Place> free_place(const Globals& globals, const std::string& name) {
  Place place{find_workspace(globals), {}};
  const auto root = place.workspace.value_or(fs::path(globals.directory).lexically_normal());
  place.file = root / "sites.d" / (name + ".toml");
  std::error_code problem;
  if (fs::exists(place.file, problem))
    return failure(Fault::usage,
                   "is there already; name the site otherwise with --name, or add the page to its "
                   "start",
                   shown(place.file));
  for (const auto& file : profile_files(root)) {
    const auto site = load_profile(file);
    if (site && site->key == name)
      return failure(Fault::usage, "has this name already; name the site otherwise with --name",
                     shown(file));
  }
  return place;
}

// A page that is none for us is no start page either.
Result<Page> list_page(Visitor& visitor, const Url& url) {
  auto page = visitor.page(url, Purpose::start);
  if (page && page->status >= 400)
    return failure(Fault::http, "status " + std::to_string(page->status), url.href());
  return page;
}

Result<void> look_at(SiteDraft& draft, Page page, const extract::Extractor& extractor) {
  const auto& url = page.request.url;
  draft.site.start = {url.without_fragment()};
  const auto scope = crawler::Scope::create(draft.site);
  if (!scope) return tl::unexpected(scope.error());
  draft.list = {page, extractor.explain(page)};
  const auto& reading = draft.list.explanation.reading;
  for (auto& request : scope->requests_from(page.request, reading)) {
    if (request.purpose == Purpose::feed) continue;  // told by their links
    auto& kind = request.purpose == Purpose::article ? draft.articles
                 : request.purpose == Purpose::list  ? draft.sections
                                                     : draft.next_pages;
    kind.push_back(std::move(request));
  }
  std::ranges::copy_if(reading.links, std::back_inserter(draft.feeds),
                       [](const Link& link) { return link.kind == LinkKind::feed; });
  return {};
}

// What samples are taken from: the page's own article links, or those of its first sections, where
// it is a front page that has none.
Result<std::vector<Request>> sources(const SiteDraft& draft, Visitor& visitor,
                                     const extract::Extractor& extractor) {
  constexpr std::size_t most_sections = 3;
  std::vector<Request> articles = draft.articles;
  const auto scope = crawler::Scope::create(draft.site);
  if (!scope) return tl::unexpected(scope.error());
  for (std::size_t i = 0; i < std::min(draft.sections.size(), most_sections); ++i) {
    if (!articles.empty()) break;
    auto page = visitor.page(draft.sections[i].url, Purpose::list);
    if (!page || page->status != 200) continue;
    page->request.depth = 1;
    for (auto& request : scope->requests_from(page->request, extractor.read(*page))) {
      if (request.purpose == Purpose::article) articles.push_back(std::move(request));
    }
  }
  if (!articles.empty()) return articles;
  const auto& explanation = draft.list.explanation;
  return failure(Fault::not_found,
                 "no link to an article found (" + std::string(name(explanation.kind)) + ": " +
                     explanation.why + "); newsarc probe shows what is there",
                 draft.list.page.request.url.href());
}

// First, middle and last say more than three neighbours; then the others in order.
std::vector<std::size_t> spread(std::size_t count) {
  std::vector<std::size_t> order{0, count / 2, count - 1};
  for (std::size_t i = 0; i < count; ++i) order.push_back(i);
  std::vector<std::size_t> once;
  for (const auto i : order) {
    if (std::ranges::find(once, i) == once.end()) once.push_back(i);
  }
  return once;
}

Result<void> take_samples(SiteDraft& draft, Visitor& visitor, const extract::Extractor& extractor) {
  const auto articles = sources(draft, visitor, extractor);
  if (!articles) return tl::unexpected(articles.error());
  std::size_t tries = 0;
  for (const auto i : spread(articles->size())) {
    if (draft.samples.size() == wanted_samples || tries++ == most_tries) break;
    const auto& request = (*articles)[i];
    auto page = visitor.page(request.url, Purpose::article, request.hints);
    const auto passed_over = [&](const std::string& why) {
      print_warning(request.url.href() + ": " + why);
    };
    if (!page) {
      passed_over(page.error().what);
    } else if (page->status != 200) {
      passed_over("status " + std::to_string(page->status));
    } else if (auto read = extractor.explain(*page); !read.reading.article) {
      passed_over("no article: " + read.why);
    } else {
      draft.samples.push_back({*std::move(page), std::move(read)});
    }
  }
  if (!draft.samples.empty()) return {};
  return failure(Fault::not_found,
                 "none of its links that were tried is an article; newsarc probe URL says why",
                 draft.list.page.request.url.href());
}

std::string today() { return to_text(SystemClock().now()).substr(0, 10); }

bool asks() { return is_terminal(STDIN_FILENO) && is_terminal(STDOUT_FILENO); }

bool is_agreed(const std::string& file) {
  std::cerr << "Write " << file << "? [Y/n] " << std::flush;
  std::string answer;
  if (!std::getline(std::cin, answer)) return false;
  return answer.empty() || answer[0] == 'y' || answer[0] == 'Y';
}

Result<void> write_profile(const Globals& globals, const Place& place, const std::string& text) {
  if (!place.workspace) {
    const auto made = make_workspace(globals.directory);
    if (!made) return tl::unexpected(made.error());
    for (const auto& file : *made) {
      if (!globals.quiet) print_hint(shown(file) + " written");
    }
  }
  std::error_code problem;
  fs::create_directories(place.file.parent_path(), problem);
  return write_new_file(place.file, text);
}

std::string next_command(const AddArguments& arguments, const SiteDraft& draft) {
  std::string command = "next: newsarc crawl " + draft.site.key + " --max-pages 50";
  for (const auto& allowed : arguments.allow) command += " --allow " + allowed;
  return command;
}

Result<int> offer(const Globals& globals, const AddArguments& arguments, const Place& place,
                  const SiteDraft& draft) {
  const auto text = profile_text(draft, today());
  const auto file = shown(place.file);
  const auto site = parse_site(text, file);
  if (!site) return tl::unexpected(site.error());
  if (auto sound = pipeline::check({&*site, 1}); !sound) return tl::unexpected(sound.error());
  if (!globals.json && !globals.quiet) std::cerr << report(draft);
  const bool asked = !arguments.yes && !globals.json && asks();
  if (asked) std::cout << text << '\n' << std::flush;
  const bool writes = arguments.yes || (asked && is_agreed(file));
  if (writes) {
    if (auto written = write_profile(globals, place, text); !written)
      return tl::unexpected(written.error());
  }
  if (globals.json) return print(as_json(draft, text, file, writes));
  if (writes) {
    if (!globals.quiet) print_hint(next_command(arguments, draft));
    return print(file + " written\n");
  }
  print_hint("nothing was written" + (asked ? "" : "; --yes writes " + file));
  return asked ? Result<int>(ok) : print(text);
}

// Who cannot be reached is no start page: a code of its own, as for a crawl.
int no_start(const Error& error) {
  print_error(error);
  if (error.fault == Fault::refused)
    print_hint("--allow HOST:PORT lets newsarc ask a private address");
  return no_seed;
}

AddArguments arguments_of(const Command& command) {
  return {*command.text("url"), command.text("--name"), command.given("--yes"),
          command.texts("--allow")};
}

Result<int> add(const Command& command, const Globals& globals) {
  const auto arguments = arguments_of(command);
  const auto url = url::parse(arguments.url);
  if (!url)
    return failure(Fault::usage, url.error().what + "; a URL begins with http:// or https://",
                   arguments.url);
  const auto name = arguments.name.value_or(name_from_host(*url));
  if (!is_name(name))
    return failure(Fault::usage, "a name has letters, digits, '-' and '_' only", name);
  const auto place = free_place(globals, name);
  if (!place) return tl::unexpected(place.error());
  SiteDraft draft;
  draft.site = plain_site(name);
  draft.name_given = arguments.name.has_value();
  auto visitor = Visitor::create(globals, draft.site, arguments.allow);
  if (!visitor) return tl::unexpected(visitor.error());
  const auto extractor = extract::Extractor::create(draft.site);
  if (!extractor) return tl::unexpected(extractor.error());
  auto page = list_page(*visitor, *url);
  if (!page) return no_start(page.error());
  if (auto looked = look_at(draft, *std::move(page), *extractor); !looked)
    return tl::unexpected(looked.error());
  if (auto taken = take_samples(draft, *visitor, *extractor); !taken)
    return tl::unexpected(taken.error());
  return offer(globals, arguments, *place, draft);
}

}  // namespace

void add_add(CommandLine& commands) {
  const Command command = commands.add(
      "add", "Look at a category page and three of its articles; write a profile for the site",
      add);
  command.option("url", "A category page: a list of articles").required().type("URL");
  command.option("--name", "The site's name; from the host by default").type("NAME");
  command.flag("-y,--yes", "Write the profile without asking");
  add_allow(command);
}

}  // namespace newsarc::cli
