#include "store/verify/wholeness.h"

#include "store/verify/verify.h"

namespace newsarc::store {

Result<void> check_whole(const std::filesystem::path& copy, const std::filesystem::path& archive) {
  const auto report = verify(copy, {Depth::quick, {}, {}, {}, nullptr});
  const bool is_told =
      report || report.error().fault == Fault::damaged || report.error().fault == Fault::schema;
  if (!is_told) return tl::unexpected(report.error());
  if (report && report->is_whole()) return {};
  std::string words = report ? report->damage.front().where + ": " + report->damage.front().what
                             : report.error().what;
  if (report && report->damages > 1)
    words += ", and " + std::to_string(report->damages - 1) + " more; see newsarc verify";
  return failure(Fault::damaged, "it is damaged, and no copy was made: " + std::move(words),
                 archive.string());
}

}  // namespace newsarc::store
