#include "cli/saved_queries.h"

#include <algorithm>
#include <string_view>
#include <system_error>

#include "cli/output.h"
#include "cli/table.h"
#include "cli/workspace.h"

namespace newsarc::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view blanks = " \t\r\n";

fs::path file_of(const fs::path& workspace, const std::string& name) {
  return workspace / "queries.d" / (name + ".sql");
}

// "-- what it is for" of the first line.
std::string description_of(std::string_view sql) {
  auto line = sql.substr(0, sql.find('\n'));
  if (!line.starts_with("--")) return "";
  line.remove_prefix(std::min(line.find_first_not_of("- \t"), line.size()));
  while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
  return std::string(line);
}

std::string names_of(const std::vector<SavedQuery>& queries) {
  std::vector<std::string> names;
  for (const auto& query : queries) names.push_back(query.name);
  return listed(names);
}

Result<void> write_over(const fs::path& file, const std::string& text) {
  auto output = Output::file(file);
  if (!output) return tl::unexpected(std::move(output).error());
  output->stream() << text;
  return output->finish();
}

}  // namespace

std::string check_query_name(const std::string& name) {
  constexpr std::size_t longest = 64;
  const bool is_made_of_letters = std::ranges::all_of(name, [](char c) {
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-' ||
           c == '_';
  });
  if (is_made_of_letters && !name.empty() && name[0] != '-' && name.size() <= longest) return "";
  return "'" + one_line(name) + "' is no name for a query: letters of ASCII, digits, - and _, " +
         std::to_string(longest) + " at most";
}

Result<std::vector<SavedQuery>> saved_queries(const fs::path& workspace) {
  std::vector<SavedQuery> queries;
  std::error_code problem;
  auto entry = fs::directory_iterator(workspace / "queries.d", problem);
  for (; !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
    const auto& file = entry->path();
    const auto name = file.stem().string();
    if (file.extension() != ".sql" || !check_query_name(name).empty()) continue;
    const auto sql = read_file(file);
    if (!sql) return tl::unexpected(sql.error());
    queries.push_back({name, description_of(*sql), file});
  }
  std::ranges::sort(queries, {}, &SavedQuery::name);
  return queries;
}

Result<std::string> load_query(const fs::path& workspace, const std::string& name) {
  std::error_code problem;
  const auto file = file_of(workspace, name);
  if (fs::exists(file, problem)) return read_file(file);
  const auto queries = saved_queries(workspace);
  if (!queries) return tl::unexpected(queries.error());
  if (queries->empty())
    return failure(Fault::not_found, "no query is saved; newsarc query save keeps one", name);
  return failure(Fault::not_found,
                 "no query of that name is saved; there are " + names_of(*queries), name);
}

Result<fs::path> save_query(const fs::path& workspace, const std::string& name,
                            const std::string& sql, bool replace) {
  const auto end = sql.find_last_not_of(blanks);
  if (end == std::string::npos) return failure(Fault::usage, "the query is empty", name);
  if (sql.find('\0') != std::string::npos)
    return failure(Fault::usage, "the query has a NUL character in it", name);
  const auto file = file_of(workspace, name);
  std::error_code problem;
  fs::create_directories(file.parent_path(), problem);
  if (problem)
    return failure(Fault::disk, "cannot be made: " + problem.message(), shown(file.parent_path()));
  const auto text = sql.substr(0, end + 1) + '\n';
  auto written = replace ? write_over(file, text) : write_new_file(file, text);
  if (!written) return tl::unexpected(std::move(written).error());
  return file;
}

}  // namespace newsarc::cli
