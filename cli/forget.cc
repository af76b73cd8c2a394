// newsarc forget: takedown of what stands at a URL.

#include "cli/arguments.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/reference.h"
#include "cli/table.h"
#include "dataset/json.h"
#include "store/write/archive.h"
#include "url/parse.h"

namespace newsarc::cli {
namespace {

std::string as_json(const store::Forgotten& forgotten) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.key("urls");
  json.begin_array();
  for (const auto& url : forgotten.urls) json.value(url);
  json.end_array();
  json.member("versions", forgotten.versions);
  json.member("pages", forgotten.pages);
  json.end_object();
  return out + '\n';
}

std::string as_text(const store::Forgotten& forgotten) {
  std::string out = "forgotten: " + counted(forgotten.versions, "version", "versions") + ", " +
                    counted(forgotten.pages, "stored page", "stored pages") + " of\n";
  for (const auto& url : forgotten.urls) out += "  " + one_line(url) + '\n';
  return out + "list pages that name it are kept; so are copies made before\n";
}

Result<int> forget(const Command& command, const Globals& globals) {
  const auto named = *command.text("url");
  const auto url = url::parse(named);
  if (!url) return failure(Fault::usage, "not an absolute http or https URL", named);
  auto archive = open_archive(globals, "newsarc forget");
  if (!archive) return tl::unexpected(archive.error());
  const auto forgotten =
      archive->forget(*url, command.text("--why").value_or(""), SystemClock().now());
  if (!forgotten) return tl::unexpected(forgotten.error());
  return print(globals.json ? as_json(*forgotten) : as_text(*forgotten));
}

}  // namespace

void add_forget(CommandLine& commands) {
  const Command command = commands.add(
      "forget", "Takedown: remove for good what stands at a URL; a tombstone is kept", forget);
  command.option("url", "Any URL of the article").required().type("URL");
  command.option("--why", "The reason, kept with the tombstone").type("TEXT");
}

}  // namespace newsarc::cli
