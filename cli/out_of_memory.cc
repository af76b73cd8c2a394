#include "cli/out_of_memory.h"

#include <unistd.h>

#include <new>
#include <string_view>

#include "cli/command.h"
#include "digest/memory.h"
#include "text/memory.h"

namespace newsarc::cli {
namespace {

// Without memory there is no stream and no string.
[[noreturn]] void end_at_once() {
  constexpr std::string_view words =
      "newsarc: out of memory; free some, or ask for less at a time\n"
      "newsarc: what an archive was given before is whole; the same command goes on\n";
  static_cast<void>(!::write(STDERR_FILENO, words.data(), words.size()));
  ::_exit(stopped);
}

}  // namespace

void end_when_memory_runs_out() {
  std::set_new_handler(end_at_once);
  digest::guard_memory();
  text::guard_memory();
}

}  // namespace newsarc::cli
