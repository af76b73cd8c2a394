#include "store/wholeness.h"

#include <string>

#include "store/read_only.h"

namespace newsarc::store {
namespace {

Error damage(const std::string& words, const std::filesystem::path& archive) {
  return {Fault::damaged, "it is damaged, and no copy was made: " + words, archive.string()};
}

}  // namespace

Result<void> check_whole(const std::filesystem::path& copy, const std::filesystem::path& archive) {
  auto database = open_read_only(copy);
  if (!database) return tl::unexpected(damage(database.error().what, archive));
  std::string words;
  {
    Query check = database->query("PRAGMA integrity_check(1)");
    if (check.next()) words = check.text(0);
  }
  if (auto read = database->take_error(); !read) {
    if (read.error().fault == Fault::disk) return read;
    words = read.error().what;
  }
  if (words != "ok") return tl::unexpected(damage(words, archive));
  return {};
}

}  // namespace newsarc::store
