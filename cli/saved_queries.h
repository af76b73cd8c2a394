#pragma once
// Saved queries: SQL under a name, a file each: queries.d/NAME.sql beside newsarc.toml. A comment
// in its first line says what it is for.

#include <filesystem>
#include <string>
#include <vector>

#include "core/result.h"

namespace newsarc::cli {

struct SavedQuery {
  std::string name;
  std::string description;  // "" where the first line is no comment
  std::filesystem::path file;
};

// For Option::check: "" or what is wrong with the name; any is safe as that of a file.
std::string check_query_name(const std::string& name);

// By name. Files of other names are none. Error: disk.
Result<std::vector<SavedQuery>> saved_queries(const std::filesystem::path& workspace);

// The SQL. Errors: not_found, naming those there are; disk.
Result<std::string> load_query(const std::filesystem::path& workspace, const std::string& name);

// Gives the file, which is there whole or as before. Errors: usage, when there is one of that name
// and it is not to be replaced, or no SQL; disk.
Result<std::filesystem::path> save_query(const std::filesystem::path& workspace,
                                         const std::string& name, const std::string& sql,
                                         bool replace);

}  // namespace newsarc::cli
