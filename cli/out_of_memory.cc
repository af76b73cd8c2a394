#include "cli/out_of_memory.h"

#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <string_view>
#include <system_error>

#include "cli/command.h"
#include "digest/memory.h"
#include "store/sqlite/memory.h"
#include "text/memory.h"

namespace newsarc::cli {
namespace {

// Without memory there is no stream and no string.
[[noreturn]] void end_at_once(std::string_view why) {
  constexpr std::string_view more =
      "newsarc: what an archive was given before is whole; the same command goes on\n";
  for (const auto words : {why, more})
    static_cast<void>(!::write(STDERR_FILENO, words.data(), words.size()));
  ::_exit(stopped);
}

[[noreturn]] void end_without_memory() {
  end_at_once("newsarc: out of memory; free some, or ask for less at a time\n");
}

std::terminate_handler otherwise = nullptr;

bool is_want_of_threads(const std::exception_ptr& thrown) {
  if (!thrown) return false;
  try {
    std::rethrow_exception(thrown);
  } catch (const std::system_error& error) {
    return error.code() == std::errc::resource_unavailable_try_again;
  } catch (...) {
    return false;
  }
}

// Whoever starts a thread is told by the same exception of want of memory and of too many threads.
[[noreturn]] void end_for_what_was_thrown() {
  if (is_want_of_threads(std::current_exception()))
    end_at_once(
        "newsarc: no thread could be started: out of memory, or at the limit of threads (ulimit "
        "-u)\n");
  if (otherwise != nullptr) otherwise();
  std::abort();
}

}  // namespace

void end_when_memory_runs_out() {
  std::set_new_handler(end_without_memory);
  otherwise = std::set_terminate(end_for_what_was_thrown);
  digest::guard_memory();
  text::guard_memory();
  store::guard_memory();
}

}  // namespace newsarc::cli
