#pragma once
// Workspace: a directory with newsarc.toml and sites.d/, as `newsarc init` makes it. Found from the
// working directory upward, as git finds its repository.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "core/result.h"
#include "core/site.h"

namespace newsarc::cli {

// Where the nearest newsarc.toml upward of the globals' directory stands, if there is one.
std::optional<std::filesystem::path> find_workspace(const Globals& globals);

// Its newsarc.toml; the defaults where there is no workspace.
Result<Config> load_config(const Globals& globals);

// The same, for commands that cannot do without. Error: config.
Result<std::filesystem::path> require_workspace(const Globals& globals);

// Makes newsarc.toml, sites.d/ and an example in it, where they are not there yet; gives the files
// that were made. Error: disk.
Result<std::vector<std::filesystem::path>> make_workspace(const std::filesystem::path& root);

// The files of all profiles in sites.d/, by name.
std::vector<std::filesystem::path> profile_files(const std::filesystem::path& workspace);

// All profiles in sites.d/, by file name. Errors: config, with file:line:column.
Result<std::vector<Site>> load_sites(const std::filesystem::path& workspace);

// Those of the nearest workspace; none where there is no workspace.
Result<std::vector<Site>> todays_sites(const Globals& globals);

// The file of a profile: itself, or that of the name in the workspace's sites.d/. Error: config.
Result<std::filesystem::path> find_profile(const Globals& globals, const std::string& file_or_name);
Result<Site> load_profile(const std::filesystem::path& file);

// One profile: a file, or the name of one in the workspace's sites.d/.
Result<Site> load_site(const Globals& globals, const std::string& file_or_name);

// A path as people are shown it: from here, where it stands below.
std::string shown(const std::filesystem::path& file);

// Writes a file that is not there yet, whole or not at all. Errors: usage, when it is there; disk.
Result<void> write_new_file(const std::filesystem::path& file, std::string_view text);

// A whole file; all of standard input. Errors: disk, and limit when there is more; both name it.
inline constexpr std::size_t longest_file = std::size_t{32} << 20;
Result<std::string> read_file(const std::filesystem::path& file, std::size_t most = longest_file);
Result<std::string> read_standard_input(std::size_t most = longest_file);

}  // namespace newsarc::cli
