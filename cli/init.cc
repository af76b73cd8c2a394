// newsarc init: a commented newsarc.toml and sites.d/, never overwriting anything.

#include <algorithm>
#include <iostream>

#include "cli/command.h"
#include "cli/workspace.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

Result<int> init(const Globals& globals, const std::string& directory) {
  const auto root = (fs::path(globals.directory) / directory).lexically_normal();
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

void add_init(const Commands& commands) {
  auto* command =
      commands.app.add_subcommand("init", "Make newsarc.toml and sites.d/ in a directory");
  auto directory = std::make_shared<std::string>(".");
  command->add_option("directory", *directory, "Where; the working directory by default");
  command->callback([chosen = &commands.chosen, directory] {
    *chosen = [directory](const Globals& globals) { return init(globals, *directory); };
  });
}

}  // namespace newsarc::cli
