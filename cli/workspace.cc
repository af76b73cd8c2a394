#include "cli/workspace.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <system_error>

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

constexpr auto config_name = "newsarc.toml";

Result<Config> config_in(const fs::path& workspace) {
  const auto file = workspace / config_name;
  const auto text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  return parse_config(*text, shown(file));
}

}  // namespace

std::string shown(const fs::path& file) {
  std::error_code problem;
  const auto near = fs::proximate(file, problem).string();
  return problem || near.starts_with("..") ? file.lexically_normal().string() : near;
}

Result<Site> load_profile(const fs::path& file) {
  const auto text = read_file(file);
  if (!text) return tl::unexpected(text.error());
  return parse_site(*text, shown(file));
}

Result<fs::path> require_workspace(const Globals& globals) {
  if (auto workspace = find_workspace(globals)) return *std::move(workspace);
  return failure(Fault::config, "no newsarc.toml here or above; make one with newsarc init",
                 globals.directory);
}

std::optional<fs::path> find_workspace(const Globals& globals) {
  std::error_code problem;
  auto at = fs::absolute(globals.directory, problem).lexically_normal();
  while (!problem) {
    if (fs::is_regular_file(at / config_name, problem)) return at;
    problem.clear();
    if (!at.has_parent_path() || at.parent_path() == at) break;
    at = at.parent_path();
  }
  return std::nullopt;
}

Result<fs::path> archive_path(const Globals& globals) {
  const fs::path directory = globals.directory;
  if (globals.archive) return directory / *globals.archive;
  const char* named = std::getenv("NEWSARC_ARCHIVE");
  if (named != nullptr && *named != '\0') return directory / named;
  const auto workspace = find_workspace(globals);
  if (!workspace) return directory / Config().archive;
  const auto config = config_in(*workspace);
  if (!config) return tl::unexpected(config.error());
  return *workspace / config->archive;
}

Result<Config> load_config(const Globals& globals) {
  const auto workspace = find_workspace(globals);
  return workspace ? config_in(*workspace) : Config();
}

std::vector<fs::path> profile_files(const fs::path& workspace) {
  std::vector<fs::path> files;
  std::error_code problem;
  auto entry = fs::directory_iterator(workspace / "sites.d", problem);
  for (; !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
    if (entry->path().extension() == ".toml") files.push_back(entry->path());
  }
  std::ranges::sort(files);
  return files;
}

Result<std::vector<Site>> todays_sites(const Globals& globals) {
  const auto workspace = find_workspace(globals);
  return workspace ? load_sites(*workspace) : std::vector<Site>();
}

Result<std::vector<Site>> load_sites(const fs::path& workspace) {
  std::vector<Site> sites;
  for (const auto& file : profile_files(workspace)) {
    auto site = load_profile(file);
    if (!site) return tl::unexpected(std::move(site).error());
    sites.push_back(*std::move(site));
  }
  return sites;
}

Result<fs::path> find_profile(const Globals& globals, const std::string& file_or_name) {
  std::error_code problem;
  const auto direct = fs::path(globals.directory) / file_or_name;
  if (fs::is_regular_file(direct, problem)) return direct.lexically_normal();
  if (const auto workspace = find_workspace(globals)) {
    const auto named = *workspace / "sites.d" / (file_or_name + ".toml");
    if (fs::is_regular_file(named, problem)) return named;
    // A file may be called otherwise than the site in it.
    for (const auto& file : profile_files(*workspace)) {
      if (const auto site = load_profile(file); site && site->key == file_or_name) return file;
    }
  }
  return failure(Fault::config, "no profile of that name: neither a file nor in sites.d/",
                 file_or_name);
}

Result<Site> load_site(const Globals& globals, const std::string& file_or_name) {
  const auto file = find_profile(globals, file_or_name);
  if (!file) return tl::unexpected(file.error());
  return load_profile(*file);
}

namespace {

// More is not read: a device has no end.
Result<std::string> read_all(int descriptor, const std::string& name, std::size_t most) {
  std::string text;
  std::array<char, 65536> block{};
  while (text.size() <= most) {
    const auto count = ::read(descriptor, block.data(), block.size());
    if (count == 0) return text;
    if (count > 0)
      text.append(block.data(), static_cast<std::size_t>(count));
    else if (errno != EINTR)
      return failure(Fault::disk, "cannot be read; does it exist, and may you read it?", name);
  }
  return failure(Fault::limit, "is longer than " + std::to_string(most) + " bytes", name);
}

}  // namespace

Result<std::string> read_file(const fs::path& file, std::size_t most) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  auto text = read_all(descriptor, file.string(), most);
  if (descriptor >= 0) ::close(descriptor);
  return text;
}

Result<std::string> read_standard_input(std::size_t most) {
  return read_all(STDIN_FILENO, "standard input", most);
}

}  // namespace newsarc::cli
