#include "cli/saved_page.h"

#include "cli/workspace.h"

namespace newsarc::cli {

Result<Page> saved_page(const std::filesystem::path& file) {
  auto bytes = file == "-" ? read_standard_input() : read_file(file);
  if (!bytes) return tl::unexpected(std::move(bytes).error());
  Page page;
  page.status = 200;
  page.header = "HTTP/1.1 200 OK\r\n\r\n";
  page.body = *std::move(bytes);
  return page;
}

}  // namespace newsarc::cli
