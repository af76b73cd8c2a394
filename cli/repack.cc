// newsarc repack: stored bytes packed anew, as small as they get.

#include "cli/command.h"
#include "cli/interrupt.h"
#include "cli/output.h"
#include "cli/reference.h"
#include "dataset/json.h"
#include "store/tables/summary.h"
#include "store/write/archive.h"

namespace newsarc::cli {
namespace {

std::string as_json(const store::Repacked& repacked) {
  std::string out;
  dataset::JsonWriter json(out);
  json.begin_object();
  json.member("blobs", repacked.total);
  json.member("done", repacked.done);
  json.member("before", repacked.before);
  json.member("after", repacked.after);
  json.member("damaged", repacked.damaged);
  json.end_object();
  return out + '\n';
}

std::string as_text(const store::Repacked& repacked) {
  std::string damage;
  if (repacked.damaged > 0)
    damage = std::to_string(repacked.damaged) +
             " could not be unpacked and are as they were; newsarc verify names them\n";
  return std::to_string(repacked.done) + " of " + std::to_string(repacked.total) +
         " stored bodies and headers: " + store::size_text(repacked.before) + " before, " +
         store::size_text(repacked.after) + " now\n" + damage;
}

Result<int> repack(const Command&, const Globals& globals) {
  auto archive = open_archive(globals, "newsarc repack");
  if (!archive) return tl::unexpected(archive.error());
  const InterruptWatch interrupt;
  const auto repacked = archive->repack(SystemClock().now(),
                                        [&](const store::Repacked&) { return !interrupt.flag(); });
  if (!repacked) return tl::unexpected(repacked.error());
  const bool was_stopped = repacked->done < repacked->total && interrupt.flag();
  const int end = repacked->damaged > 0 ? Exit::damaged : Exit::ok;
  return print(globals.json ? as_json(*repacked) : as_text(*repacked),
               was_stopped ? interrupt.exit_code() : end);
}

}  // namespace

void add_repack(CommandLine& commands) {
  commands.add("repack", "Pack the stored bytes of pages anew, smaller", repack);
}

}  // namespace newsarc::cli
