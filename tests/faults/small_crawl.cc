// small_crawl ARCHIVE: two nights of a site on paper. Prints what the archive has acknowledged; an
// error ends it with its words and the exit code of the program: 12 for a disk that failed.

#include <unistd.h>

#include <cstdlib>
#include <string>

#include "tests/faults/two_nights.h"

namespace {

void say(const std::string& line) {
  static_cast<void>(!::write(STDOUT_FILENO, (line + "\n").data(), line.size() + 1));
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  const auto crawled = newsarc::faults::crawl_two_nights(words[1], say);
  if (crawled) return 0;
  say("error: " + crawled.error().where + ": " + crawled.error().what);
  return crawled.error().fault == newsarc::Fault::disk ? 12 : 1;
}
