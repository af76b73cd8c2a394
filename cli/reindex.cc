// newsarc reindex: the search index made anew from the texts.

#include "cli/command.h"
#include "cli/output.h"
#include "cli/reference.h"
#include "dataset/json.h"
#include "store/write/archive.h"

namespace newsarc::cli {
namespace {

Result<int> reindex(const Command&, const Globals& globals) {
  auto archive = open_archive(globals, "newsarc reindex");
  if (!archive) return tl::unexpected(archive.error());
  const auto versions = archive->reindex();
  if (!versions) return tl::unexpected(versions.error());
  if (!globals.json) return print(std::to_string(*versions) + " versions indexed\n");
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("versions", *versions);
  json.end_object();
  return print(out + '\n');
}

}  // namespace

void add_reindex(CommandLine& commands) {
  commands.add("reindex", "Make the search index anew", reindex);
}

}  // namespace newsarc::cli
