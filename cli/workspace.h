#pragma once
// Workspace: a directory with newsarc.toml and sites.d/, as `newsarc init` makes it. Found from the
// working directory upward, as git finds its repository.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "core/result.h"
#include "core/site.h"

namespace newsarc::cli {

// Where the nearest newsarc.toml upward of the globals' directory stands, if there is one.
std::optional<std::filesystem::path> find_workspace(const Globals& globals);

// Its newsarc.toml; the defaults where there is no workspace.
Result<Config> load_config(const Globals& globals);

// All profiles in sites.d/, by file name. Errors: config, with file:line:column.
Result<std::vector<Site>> load_sites(const std::filesystem::path& workspace);

// One profile: a file, or the name of one in the workspace's sites.d/.
Result<Site> load_site(const Globals& globals, const std::string& file_or_name);

// A whole file. Error: disk, naming it.
Result<std::string> read_file(const std::filesystem::path& file);

}  // namespace newsarc::cli
