// newsarc init: a commented newsarc.toml and sites.d/, never overwriting anything.

#include <algorithm>
#include <iostream>

#include "cli/command.h"
#include "cli/workspace.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

Result<int> init(const Command& command, const Globals& globals) {
  const auto root =
      (fs::path(globals.directory) / command.text("directory").value_or(".")).lexically_normal();
  const auto made = make_workspace(root);
  if (!made) return tl::unexpected(made.error());
  for (const auto* name : {"newsarc.toml", "sites.d/example.toml.txt"}) {
    const bool fresh = std::ranges::find(*made, root / name) != made->end();
    std::cout << (root / name).string() << (fresh ? " written\n" : " is there already\n");
  }
  std::cout << "next: newsarc add URL, or write sites.d/NAME.toml; then newsarc crawl\n";
  return ok;
}

}  // namespace

void add_init(CommandLine& commands) {
  const Command command =
      commands.add("init", "Make newsarc.toml and sites.d/ in a directory", init);
  command.option("directory", "Where; the working directory by default").type("DIR");
}

}  // namespace newsarc::cli
