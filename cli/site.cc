// newsarc site list|check|test: the configured sites, whether their profiles are sound, and their
// [[test]] entries.

#include "core/site.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "cli/command.h"
#include "cli/console.h"
#include "cli/output.h"
#include "cli/profile_test.h"
#include "cli/table.h"
#include "cli/workspace.h"
#include "dataset/article_json.h"
#include "pipeline/crawl.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

// One profile as it was found; its Site, or what is wrong with it.
struct Profile {
  fs::path file;
  Result<Site> site;
};

// What a crawl would say of it beyond its grammar: start pages, selectors, zone; and the addresses
// of its tests.
Result<Site> sound_site(const fs::path& file) {
  auto site = load_profile(file);
  if (!site) return site;
  if (auto sound = pipeline::check({&*site, 1}); !sound) return tl::unexpected(sound.error());
  for (const auto& test : site->tests) {
    if (test.url.empty()) continue;
    if (const auto url = url::parse(test.url); !url)
      return failure(Fault::config, "\"" + test.url + "\": " + url.error().what,
                     site->where("url", test.url));
  }
  return site;
}

// A crawl knows sites by their names.
void refuse_shared_names(std::vector<Profile>& profiles) {
  std::map<std::string, fs::path> files;
  for (auto& profile : profiles) {
    if (!profile.site) continue;
    const auto key = profile.site->key;
    const auto [known, fresh] = files.emplace(key, profile.file);
    if (!fresh)
      profile.site = failure(Fault::config, "the name is that of " + shown(known->second) + ", too",
                             profile.site->where("name", key));
  }
}

// Those that are named, by file or name; all of the workspace when none is.
Result<std::vector<Profile>> find_profiles(const Globals& globals,
                                           const std::vector<std::string>& names) {
  std::vector<Profile> profiles;
  for (const auto& name : names) {
    const auto file = find_profile(globals, name);
    if (!file) return tl::unexpected(file.error());
    profiles.push_back({*file, sound_site(*file)});
  }
  if (!names.empty()) return profiles;
  const auto workspace = require_workspace(globals);
  if (!workspace) return tl::unexpected(workspace.error());
  for (const auto& file : profile_files(*workspace)) profiles.push_back({file, sound_site(file)});
  if (profiles.empty())
    return failure(Fault::not_found, "no site profile (NAME.toml) here; newsarc add URL makes one",
                   (*workspace / "sites.d").string());
  refuse_shared_names(profiles);
  return profiles;
}

int report_invalid(const std::vector<Profile>& profiles) {
  int code = ok;
  for (const auto& profile : profiles) {
    if (profile.site) continue;
    print_error(profile.site.error());
    code = exit_code(profile.site.error());
  }
  return code;
}

void write_profile(dataset::JsonWriter& json, const Profile& profile) {
  json.begin_object();
  json.member("file", shown(profile.file));
  json.member("ok", profile.site.has_value());
  if (profile.site) {
    json.member("name", profile.site->key);
    json.member("title", profile.site->title);
    json.member("timezone", profile.site->timezone);
    json.key("start");
    dataset::write_texts(json, profile.site->start);
    json.member("tests", profile.site->tests.size());
  } else {
    json.member("where", profile.site.error().where);
    json.member("error", profile.site.error().what);
  }
  json.end_object();
}

std::string as_json(const std::vector<Profile>& profiles) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("ok",
              std::ranges::all_of(profiles, [](const auto& p) { return p.site.has_value(); }));
  json.key("sites");
  json.begin_array();
  for (const auto& profile : profiles) write_profile(json, profile);
  json.end_array();
  json.end_object();
  return out + '\n';
}

Result<int> list(const Command&, const Globals& globals) {
  const auto profiles = find_profiles(globals, {});
  if (!profiles) return tl::unexpected(profiles.error());
  const int code = report_invalid(*profiles);
  if (globals.json) return print(as_json(*profiles), code);
  Table table({"name", "title", "start", "tests", "file"});
  for (const auto& profile : *profiles) {
    if (!profile.site) continue;
    const auto& site = *profile.site;
    const auto more = site.start.size() - 1;
    const auto first = one_line(site.start.front());
    table.add({{site.key},
               {one_line(site.title)},
               {more == 0 ? first : first + " and " + std::to_string(more) + " more"},
               {std::to_string(site.tests.size()), true},
               {shown(profile.file)}});
  }
  return print(table.text(), code);
}

Result<int> check(const Command& command, const Globals& globals) {
  const auto profiles = find_profiles(globals, command.texts("sites"));
  if (!profiles) return tl::unexpected(profiles.error());
  const int code = report_invalid(*profiles);
  if (globals.json) return print(as_json(*profiles), code);
  std::string text;
  for (const auto& profile : *profiles) {
    if (profile.site && !globals.quiet) text += shown(profile.file) + ": ok\n";
  }
  return print(text, code);
}

struct Outcome {
  std::string site;
  std::vector<Mismatch> mismatches;
};

Result<std::vector<Outcome>> run_tests(const Profile& profile) {
  const auto extractor = extract::Extractor::create(*profile.site);
  if (!extractor) return tl::unexpected(extractor.error());
  std::vector<Outcome> outcomes;
  for (const auto& test : profile.site->tests) {
    outcomes.push_back({profile.site->key, run_test(test, *extractor, profile.file.parent_path())});
  }
  return outcomes;
}

std::string as_json(const std::vector<Outcome>& outcomes, std::size_t failed) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("ok", failed == 0);
  json.member("tests", outcomes.size());
  json.member("failed", failed);
  json.key("mismatches");
  json.begin_array();
  for (const auto& outcome : outcomes) {
    for (const auto& mismatch : outcome.mismatches) {
      json.begin_object();
      json.member("site", outcome.site);
      json.member("where", mismatch.where);
      json.member("fixture", mismatch.fixture);
      json.member("field", mismatch.field);
      json.member("expected", mismatch.expected);
      json.member("found", mismatch.found);
      json.end_object();
    }
  }
  json.end_array();
  json.end_object();
  return out + '\n';
}

std::string as_text(const std::vector<Outcome>& outcomes, std::size_t failed, bool quiet) {
  std::string text;
  const auto quoted = [](const std::string& value) {
    return value.empty() ? std::string("nothing") : one_line(value);
  };
  for (const auto& outcome : outcomes) {
    for (const auto& mismatch : outcome.mismatches) {
      text += mismatch.where + ": " + mismatch.field + " of " + one_line(mismatch.fixture) + '\n';
      text += "  expected  " + quoted(mismatch.expected) + '\n';
      text += "  found     " + quoted(mismatch.found) + '\n';
    }
  }
  if (quiet) return text;
  const auto count = counted(static_cast<std::int64_t>(outcomes.size()), "test", "tests");
  return text + (failed == 0 ? count + ", all hold\n"
                             : std::to_string(failed) + " of " + count + " failed\n");
}

Result<int> test(const Command& command, const Globals& globals) {
  const auto profiles = find_profiles(globals, command.texts("sites"));
  if (!profiles) return tl::unexpected(profiles.error());
  if (const int code = report_invalid(*profiles); code != ok) return code;
  std::vector<Outcome> outcomes;
  for (const auto& profile : *profiles) {
    auto more = run_tests(profile);
    if (!more) return tl::unexpected(more.error());
    std::ranges::move(*more, std::back_inserter(outcomes));
  }
  if (outcomes.empty())
    return failure(Fault::not_found,
                   "no [[test]] in any profile asked for; docs/sites.md says how to write one");
  const auto failed = static_cast<std::size_t>(std::ranges::count_if(
      outcomes, [](const Outcome& outcome) { return !outcome.mismatches.empty(); }));
  return print(globals.json ? as_json(outcomes, failed) : as_text(outcomes, failed, globals.quiet),
               failed == 0 ? ok : partial);
}

}  // namespace

void add_site(CommandLine& commands) {
  const Command site = commands.add_group("site", "The configured sites: list, check, test");
  commands.add(site, "list", "The sites of the workspace", list);
  const auto add_named = [&](const std::string& name, const std::string& help, const Run& run) {
    commands.add(site, name, help, run)
        .option("sites", "Names or files; all of the workspace when none is given")
        .list()
        .type("SITE");
  };
  add_named("check", "Whether profiles are valid", check);
  add_named("test", "Run the [[test]] entries of profiles", test);
}

}  // namespace newsarc::cli
