#pragma once
// Text diff: by characters for scripts written without blanks, by words else; paragraphs first, so
// that a long text with a small edit costs little. The cost is capped, of each stretch and of all
// together, at about a second: past the cap, a stretch is given as wholly replaced.

#include <string>
#include <string_view>
#include <vector>

namespace newsarc::text {

enum class EditKind { same, removed, added };

struct Edit {
  EditKind kind = EditKind::same;
  std::string text;

  bool operator==(const Edit&) const = default;
};

// Concatenating same and removed gives `before`, same and added gives `after`.
std::vector<Edit> diff(std::string_view before, std::string_view after);

struct DiffSize {
  std::size_t added = 0;    // code points
  std::size_t removed = 0;  // code points

  bool operator==(const DiffSize&) const = default;
};

DiffSize size_of(const std::vector<Edit>& edits);

}  // namespace newsarc::text
