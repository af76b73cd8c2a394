#pragma once
// The rules of docs/architecture.md about who may include whom: the arrows between the folders, and
// the one folder of each library. A header of Debian's always compiles, since /usr/include is
// always searched; so linking cannot keep these rules, and a test does.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newsarc::layering {

struct Folder {
  std::string_view name;               // "core", "store/read": the path from the top
  std::vector<std::string_view> uses;  // what it may include from, besides itself: folders, or
                                       // those above several ("store")
};

// All folders with sources of the product, lowest first.
const std::vector<Folder>& folders();

bool lies_in(std::string_view path, std::string_view folder);  // or is it
bool uses(const Folder& one, const Folder& other);

struct Include {
  std::size_t line = 0;  // counted from 1
  std::string target;    // "core/url.h" as between the quotes or brackets; "" when it is neither

  bool operator==(const Include&) const = default;
};

std::vector<Include> includes_of(std::string_view source);

// Why a file of `folder` may not include `target`; nothing when it may.
std::optional<std::string> objection(std::string_view folder, std::string_view target);

// "folder/file:line: why" for each include of one file that is not allowed.
std::vector<std::string> objections(std::string_view folder, std::string_view file,
                                    std::string_view source);

}  // namespace newsarc::layering
