// newsarc url: what links mean: the WHATWG serialisation, and the key they are archived under.

#include <nlohmann/json.hpp>

#include "cli/command.h"
#include "cli/json_lines.h"
#include "cli/output.h"
#include "dataset/json.h"
#include "text/charset.h"
#include "text/utf8.h"
#include "url/key.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

struct Asked {
  std::string reference;
  std::optional<std::string> base;
  std::string charset;  // WHATWG name, or empty
};

Result<std::string> charset_named(const std::string& label) {
  auto name = text::charset_from_label(label);
  if (!name) return failure(Fault::usage, "is no charset that browsers know", label);
  return *std::move(name);
}

Result<Url> resolve(const Asked& asked) {
  if (!asked.base) {  // an absolute one has a query in the page's charset all the same
    const auto absolute = url::parse(asked.reference);
    return absolute ? url::resolve(asked.reference, *absolute, asked.charset) : absolute;
  }
  const auto base = url::parse(*asked.base);
  if (!base) return base;
  return url::resolve(asked.reference, *base, asked.charset);
}

void append_json(std::string& out, const Result<Url>& url) {
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("url", url ? std::optional(url->href()) : std::nullopt);
  json.member("key", url ? std::optional(url::archive_key(*url)) : std::nullopt);
  json.member("error", url ? std::nullopt : std::optional(url.error().what));
  json.end_object();
}

Result<std::string> answer_line(const nlohmann::json& object, const std::string& where) {
  const auto reference = text_member(object, "ref");
  if (!reference)
    return failure(Fault::usage, R"(not {"ref":…, "base":…|null, "charset":…})", where);
  auto charset = charset_named(text_member(object, "charset").value_or("utf-8"));
  if (!charset) return failure(Fault::usage, charset.error().what, where);
  std::string line;
  append_json(line, resolve({*reference, text_member(object, "base"), *std::move(charset)}));
  return line;
}

std::string for_people(const std::string& reference, const Result<Url>& url) {
  if (!url)
    return text::printable(reference) + "\n  error  " + text::printable(url.error().what) + "\n";
  return text::printable(reference) + "\n  url    " + url->href() + "\n  key    " +
         url::archive_key(*url) + "\n";
}

Result<int> answer(const std::vector<Asked>& all, const Globals& globals) {
  bool failed = false;
  std::string list, lines;
  for (const auto& asked : all) {
    const auto url = resolve(asked);
    failed = failed || !url;
    list += list.empty() ? "[" : ",\n ";
    append_json(list, url);
    lines += for_people(asked.reference, url);
  }
  return print(globals.json ? list + "]\n" : lines, failed ? partial : ok);
}

Result<int> url(const Command& command, const Globals& globals) {
  if (const auto list = command.text("--pages"))
    return answer_each(std::filesystem::path(globals.directory) / *list, answer_line);
  const auto charset = charset_named(command.text("--charset").value_or("utf-8"));
  if (!charset) return tl::unexpected(charset.error());
  const auto base = command.text("--base");
  if (base) {
    if (const auto parsed = url::parse(*base); !parsed)
      return failure(Fault::usage, "--base: " + parsed.error().what, *base);
  }
  std::vector<Asked> all;
  for (const auto& reference : command.texts("refs")) all.push_back({reference, base, *charset});
  if (all.empty()) return failure(Fault::usage, "no URL given; name some, or --pages FILE.jsonl");
  return answer(all, globals);
}

}  // namespace

void add_url(CommandLine& commands) {
  const Command command = commands.add(
      "url", "What links mean: as browsers write them, and the key they are archived under", url);
  const Option references =
      command.option("refs", "URLs, or references to be resolved with --base").list().type("REF");
  const Option base =
      command.option("--base", "The URL of the page that has the references").type("URL");
  const Option charset =
      command.option("--charset", "Of that page, for queries; utf-8 unless given").type("CHARSET");
  command.option("--pages", "A list: {\"base\",\"ref\",\"charset\"} a line, answered a line each")
      .excludes(references)
      .excludes(base)
      .excludes(charset)
      .type("FILE");
}

}  // namespace newsarc::cli
